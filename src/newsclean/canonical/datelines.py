"""Datelines that were left in a text: the place, date and agency in front of the first sentence.

Tight on purpose: only at the start of a line, and only forms that agencies use. A dateline is a unit of its own, so that
"WASHINGTON (AP) — The mayor resigned." and "The mayor resigned." are one sentence; nothing is dropped.
"""

from __future__ import annotations

import re

import regex

NEAR_TOP = 6  # lines that show something: headline, subhead, byline, date and place may stand before the dateline
MAX_LENGTH = 110  # of a dateline, in code points: room for a note, two places, a date and two agencies

# Agencies, and the stations and sites that write their name in the same brackets; call letters such as KXAN besides.
AGENCIES = """AP|Associated Press|The Associated Press|Reuters|REUTERS|Thomson Reuters Foundation|AFP|Agence France-Presse|UPI
CNN|CNNMoney|CNN Money|CNN Business|CNN Español|CNN en Español|Bloomberg|Bloomberg News|Xinhua|dpa|DPA|dpa-AFX|EFE|EUROPA PRESS
Europa Press|ANSA|Adnkronos|AGI|LaPresse|Lusa|LUSA|TASS|Sputnik|Interfax|Kyodo|Kyodo News|Yonhap|PTI|ANI|IANS|AAP|PA|NTB|TT|Ritzau
Belga|APA|SDA|sda|KNA|epd|ots|PAP|ČTK|MTI|AA|DHA|İHA|ANKA|ANTARA|Antara|Bernama|WAM|KUNA|IRNA|SANA|NNA|MAP|APS|TNS|RNS|JTA
CBS|CBS News|CBSNews|CBS DC|CBSDC|NBC News|FOX News|CNSNews.com|MarketWatch|Notimex|NOTIMEX|Agência Brasil|Folhapress
Рейтер|ТАСС|РИА Новости|Интерфакс|АП|ДПА|АФП|Укринформ|УНИАН
رويترز|أ ف ب|أ.ف.ب|اف ب|د ب أ|د.ب.أ|واس|وام|سانا|الأناضول|ا ب|أ ب|شينخوا|قنا|كونا""".replace("\n", "|").split("|")
# What stands in capitals before a dash and is no place.
NOT_PLACES = """BREAKING UPDATE UPDATED EXCLUSIVE WATCH VIDEO OPINION ANALYSIS COMMENTARY EDITORIAL CORRECTION FILE PHOTO PHOTOS
NOTE READ MORE RELATED POLL QUIZ LIVE WINNER WINNERS LOSER LOSERS TRUE FALSE FACT MYTH CLAIM NATO NASA FIFA UEFA OPEC ISIS ISIL
COVID CORONAVIRUS FBI CIA IMF WTO WHO NSA EPA CDC IRS GOP CNN NBC CBS ABC FOX NPR BBC USA UPS IBM TIKTOK UNICEF UNESCO HAMAS
PLUS ALSO AND THE BUT WHY HOW WHAT WHEN WHERE YES NEIN NEU EILMELDUNG""".split()

PARTS = (
    r"(?(DEFINE)"
    r"(?<town>\p{Lu}[\p{L}\p{M}.'’-]*+)"
    r"(?<capitals>\p{Lu}[\p{Lu}.'’]++)"
    r"(?<region>, \p{Lu}[\p{L}.]{1,14}(?: \p{Lu}[\p{L}.]{1,14})?)"
    # a place in capitals: at least one of its words has three
    r"(?<city>(?=[\p{Lu} .'’/-]{0,30}?\p{Lu}{3})(?!(?:\L<not_places>)\b)(?&capitals)(?:[ /-](?&capitals)){0,4}(?&region)?)"
    r"(?<date>\d{1,2}\.?(?:º|er)?(?: de)? \p{L}{3,12}\.?(?:,?(?: de)? \d{4})?|\p{Lu}\p{L}{2,9}\.? \d{1,2}(?:, \d{4})?)"
    # a place in any letters, with its region and date, in front of an agency
    r"(?<word>(?&town)|\p{Arabic}{3,16})"
    r"(?<place>(?&word)(?:(?:,\s|[ /،-]\s?)"
    r"(?:(?&word)|\d{1,2}\.?|\d{4}|\p{Ll}{3,9}\.?(?= \d|,? ?\()|of|de|del|la|al|and|do|da)){0,8})"
    r"(?<agency>\L<agencies>|[KW]\p{Lu}{2,3}(?:-?TV)?)"
    r"(?<dash>\s*[.:]?\s?(?:--?|[–—―ـ]-?)|\s?:)"
    r"(?<start>\s*[\"“‘„«»(\[¿¡「]?\s?[\p{Lu}\p{Lt}\p{Lo}\p{N}\p{Sc}])"
    r"(?<city_ja>[\p{Han}\p{Katakana}ー・]{1,16}))"
)
FORMS = (
    # "(ANSA) - ROMA, 3 MAG - Il": before the next, which would end behind the agency
    r"\((?&agency)\)(?&dash)\s(?&city), (?&date)(?&dash)(?=(?&start))",
    # "WASHINGTON (AP) — The", "LONDON, March 3 (Reuters) - A", "Madrid, 3 may (EFE).- El", "(Adds details) PARIS (AFP) - A".
    # Without a dash: "(CNN)Claiming", "(AP) The", "Washington (CNN) The", "NEW YORK (AP) The".
    (
        r"(?:\([^()\n]{3,40}\)\s+)?(?:(?&place)(?: \([\p{L} ]{3,30}\))?\s*[,:]?\s*)?"
        r"\(\s?(?&agency)(?:\s?[/,-]\s?(?&agency))?\s?\)"
        r"(?:(?&dash)(?=(?&start))"
        r"|(?:(?<=^\([^()]*+\))|(?<=CNN(?:Money| Business| Español)?\))|(?<=^[\p{Lu} .,/'’-]{3,40}\([^()]*+\)))(?=(?&start)))"
    ),
    # "[Beirut, 3 May] Rain": only with a date
    r"\[(?&town)(?:[ /-](?&town)){0,3}, (?&date)\](?&dash)?(?=(?&start))",
    # "WASHINGTON — The mayor", "GAZA CITY (Ma'an) -- The": in front of a whole sentence, and of none in capitals
    (
        r"(?&city)(?:,? (?&date))?(?: \(\p{L}[\p{L}.'’ /]{1,20}\)\s*[—–―-]+|\s*[—–―]-?|\s+--?|--)"
        r"(?=\s*[\"“‘«]?\p{Lu}[^\n—–―]{40})(?!\s*\p{Lu}{3,} \p{Lu}{3,})"
    ),
    # "МОСКВА, 3 мая — РИА Новости. В", "МОСКВА, 3 мая. /ТАСС/. В"
    r"(?&town)(?:[ -](?&town)){0,2}, \d{1,2} \p{Ll}{3,8}\.?\s?(?:[—–-]\s(?&agency)\.|/(?&agency)/\.?)(?=\s(?&start))",
    # 新华社北京5月3日电（记者…）
    (
        r"(?:新华社|新華社|中新社|中新网|中央社)(?=[\p{Han}\d]{2,16}[电電])[\p{Han}\d]+?[电電]"
        r"(?:\s?[（(](?:记者|記者)[^（）()\n]{2,40}[）)])?(?=(?&start))"
    ),
    # （路透社北京3日电）
    r"[（(](?:路透社|法新社|美联社|美聯社|新华社|新華社|中央社|共同社)[^（）()。，\n]{0,24}[电電][）)](?=(?&start))",
    # 【ソウル＝…】, 【北京共同】, [東京 14日 ロイター] -
    r"【(?&city_ja)(?:＝[^【】\n]{2,24}|共同|時事|ロイター)】(?=(?&start))",
    r"[\[［](?&city_ja) [\d０-９]{1,2}日 ロイター[\]］]\s?[-－–—](?=(?&start))",
    # (서울=연합뉴스) 홍길동 기자 =
    (
        r"[(\[]\p{Hangul}{2,8}=(?:연합뉴스|뉴시스|뉴스1|로이터|AFP)[)\]]"
        r"(?: (?:\p{Hangul}{2,4}[ ·,]?){1,3}\s?(?:기자|특파원))?(?:\s?=)?(?=\s(?&start))"
    ),
)
DATELINE = regex.compile(f"{PARTS}(?:{'|'.join(FORMS)})", regex.V1, agencies=AGENCIES, not_places=NOT_PLACES)
# Every form has a bracket or a dash, or names a Chinese agency; most lines have none of these in their first words. A hyphen
# is a dash behind a space or another one.
HINT = re.compile(r"[(（\[［【/—–―社网-](?:(?<!-)|(?<=[ -]-))")


def dateline_end(line: str) -> int:
    """Where a dateline at the start of a line ends, in code points, with its dash; 0 if there is none."""
    if not HINT.search(line, 0, MAX_LENGTH):
        return 0
    match = DATELINE.match(line)
    return match.end() if match and match.end() <= MAX_LENGTH else 0
