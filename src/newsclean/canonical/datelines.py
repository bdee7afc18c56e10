"""Datelines that were left in a text: the place, date and agency in front of the first sentence.

Tight on purpose: only at the start of a line, and only forms that agencies use. A dateline is a unit of its own, so that
"WASHINGTON (AP) — The mayor resigned." and "The mayor resigned." are one sentence; nothing is dropped.
"""

from __future__ import annotations

import regex

NEAR_TOP = 6  # lines that show something: headline, subhead, byline, date and place may stand before the dateline
MAX_LENGTH = 110  # of a dateline, in code points; the longest read named four cities, a date and two agencies

AGENCIES = [
    *("AP", "Associated Press", "The Associated Press", "Reuters", "REUTERS", "Thomson Reuters Foundation", "AFP", "Agence France-Presse"),
    *("UPI", "CNN", "CNNMoney", "CNN Business", "CNN Español", "CNN Money", "CNN en Español", "Bloomberg", "Bloomberg News", "Xinhua"),
    *("dpa", "DPA", "dpa-AFX", "dpa/lby", "EFE", "EUROPA PRESS", "Europa Press", "ANSA", "Adnkronos", "AGI", "LaPresse", "Lusa", "LUSA"),
    *("TASS", "Sputnik", "Interfax", "Kyodo", "Kyodo News", "Yonhap", "PTI", "ANI", "IANS", "AAP", "PA", "NTB", "TT", "Ritzau", "Belga"),
    *("APA", "SDA", "sda", "KNA", "epd", "ots", "PAP", "ČTK", "MTI", "AA", "DHA", "İHA", "ANKA", "ANTARA", "Antara", "Bernama", "WAM"),
    *("KUNA", "IRNA", "SANA", "NNA", "MAP", "APS", "TNS", "RNS", "JTA", "KTLA", "WPIX", "CBS", "CBS News", "CBSNews", "CBS DC", "CBSDC"),
    *("NBC News", "FOX News", "CNSNews.com", "MarketWatch", "Kathimerini", "Notimex", "NOTIMEX", "Agência Brasil", "Folhapress"),
    *("Рейтер", "ТАСС", "РИА Новости", "Интерфакс", "АП", "ДПА", "АФП", "Укринформ", "УНИАН"),
    *("رويترز", "أ ف ب", "أ.ف.ب", "اف ب", "د ب أ", "د.ب.أ", "واس", "وام", "سانا", "الأناضول", "ا ب", "أ ب", "شينخوا", "قنا", "كونا"),
]
PATTERNS = (
    # "(CNN)Claiming", "WASHINGTON (AP) — The", "LONDON, March 3 (Reuters) - A", "Madrid, 3 may (EFE).- El", "(Adds details) PARIS (AFP) -"
    r"""(?:\([^()\n]{3,40}\)\s+)?(?:(?&place)(?: \([\p{L} ]{3,30}\))?\s*[,:]?\s*)?\(\s?(?&agency)(?:\s?[/,-]\s?(?&agency))?\s?\)(?:(?&dash)(?=\s*(?&start))|(?<=^\([^()]*+\))(?=\s?(?&start))|(?<=CNN(?:Money| Business| Español)?\))(?=\s?(?&start))|(?<=^[\p{Lu} .,/'’-]{3,40}\([^()]*+\))(?=\s(?&start)))""",
    # "[Beirut, 3 May] Rain": only with a date
    r"\[(?&town)(?:[ /-](?&town)){0,3}, (?&date)\](?:(?&dash))?(?=\s*(?&start))",
    # "WASHINGTON — The mayor", "GAZA CITY (Ma'an) -- The": a place in capitals, and a dash
    r"""(?&city)(?:,? (?&date))?(?: \(\p{L}[\p{L}.'’ /]{1,20}\)\s*(?:[—–―-]+)|\s*[—–―]-?|\s+--?|--)(?=\s*["“‘«]?\p{Lu}[^\n—–―]{40})(?!\s*\p{Lu}{3,} \p{Lu}{3,})""",
    # "МОСКВА, 3 мая — РИА Новости. В", "МОСКВА, 3 мая. /ТАСС/. В"
    r"\p{Lu}[\p{L}-]{2,}(?:[ -]\p{Lu}[\p{L}-]+){0,2}, \d{1,2} \p{Ll}{3,8}\.?\s?(?:[—–-]\s(?&agency)\.|/(?&agency)/\.?)(?=\s(?&start))",
    # "ROMA, 3 MAG (ANSA) -" is above; "(ANSA) - ROMA, 3 MAG - Il"
    r"\((?&agency)\)(?&dash)\s\p{Lu}{3,}(?: \p{Lu}{2,}){0,3}, (?&date)(?&dash)(?=\s*(?&start))",
    # 新华社北京5月3日电（记者…）, 中新网/中新社, （路透社北京3日电）, 【北京共同】, [東京 14日 ロイター] -
    r"(?:新华社|新華社|中新社|中新网|中央社)(?=[\p{Han}\d]{2,16}[电電])[\p{Han}\d]+?[电電](?:\s?[（(](?:记者|記者)[^（）()\n]{2,40}[）)])?(?=\s*(?&start))",
    r"[（(](?:路透社|法新社|美联社|美聯社|新华社|新華社|中央社|共同社)[^（）()。，\n]{0,24}[电電][）)](?=\s*(?&start))",
    r"【\p{Han}?[\p{Han}\p{Katakana}ー・]{1,16}(?:＝[^【】\n]{2,24}|共同|時事|AFP時事|ロイター)】(?=\s*(?&start))",
    r"［[\p{Han}\p{Katakana}ー・]{1,16} [\d０-９]{1,2}日 ロイター］\s?[-－–—](?=\s*(?&start))",
    r"\[[\p{Han}\p{Katakana}ー・]{1,16} [\d０-９]{1,2}日 ロイター\]\s?[-－–—](?=\s*(?&start))",
    # (서울=연합뉴스) 홍길동 기자 =
    r"[(\[]\p{Hangul}{2,8}=(?:연합뉴스|뉴시스|뉴스1|로이터|AFP)[)\]](?: (?:\p{Hangul}{2,4}[ ·,]?){1,3}\s?(?:기자|특파원))?(?:\s?=)?(?=\s(?&start))",
)
PARTS = r"""(?(DEFINE)
(?<town>\p{Lu}[\p{L}\p{M}.'’-]*+)
(?<capitals>\p{Lu}[\p{Lu}.'’]++)
(?<city>(?=[\p{Lu} .'’/-]{0,30}?\p{Lu}{3})(?!(?:\L<no_place>)\b)(?&capitals)(?:[ /-](?&capitals)){0,4}(?:, \p{Lu}[\p{L}.]{1,14}(?: \p{Lu}[\p{L}.]{1,14})?)?)
(?<date>\d{1,2}\.?(?:º|er)?(?: de)? \p{L}{3,12}\.?(?:,?(?: de)? \d{4})?|\p{Lu}\p{L}{2,9}\.? \d{1,2}(?:, \d{4})?)
(?<place>(?:\p{Lu}[\p{L}\p{M}.'’-]*|\p{Arabic}{3,16})(?:(?:,\s|[ /،-]\s?)(?:\p{Lu}[\p{L}\p{M}.'’-]*|\p{Arabic}{3,16}|\d{1,2}\.?|\d{4}|\p{Ll}{3,9}\.?(?= \d|,? ?\(|\s?\()|of|de|del|la|al|and|do|da)){0,8})
(?<agency>\L<agencies>|[KW]\p{Lu}{2,3}(?:-?TV)?)
(?<dash>\s*[.:]?\s?(?:--?|[–—―ـ]-?)|\s?:)
(?<start>["“‘„«»(\[¿¡「]?\s?(?:[\p{Lu}\p{Lt}\p{Lo}\p{N}]|\p{Sc}))
)"""
# What stands in capitals before a dash and is no place.
NOT_PLACES = (
    "BREAKING UPDATE UPDATED EXCLUSIVE WATCH VIDEO OPINION ANALYSIS COMMENTARY EDITORIAL CORRECTION FILE PHOTO PHOTOS NOTE READ MORE "
    "RELATED POLL QUIZ LIVE WINNER WINNERS LOSER LOSERS TRUE FALSE FACT MYTH CLAIM NATO NASA FIFA UEFA OPEC ISIS ISIL COVID "
    "CORONAVIRUS FBI CIA IMF WTO WHO NSA EPA CDC IRS GOP CNN NBC CBS ABC FOX NPR BBC USA UPS IBM TIKTOK UNICEF UNESCO HAMAS PLUS ALSO "
    "AND THE BUT WHY HOW WHAT WHEN WHERE YES NEIN NEU EILMELDUNG"
).split()
DATELINE = regex.compile(PARTS + "(?:" + "|".join(PATTERNS) + ")", regex.V1, agencies=AGENCIES, no_place=NOT_PLACES)


def dateline_end(line: str) -> int:
    """Where a dateline at the start of a line ends, in code points, with its dash; 0 if there is none."""
    if not HINT.search(line, 0, MAX_LENGTH + 1):
        return 0
    match = DATELINE.match(line)
    return match.end() if match and match.end() <= MAX_LENGTH and match.end() < len(line) else 0


# Every form has a bracket or a dash; most lines have none in their first words.
HINT = regex.compile(r"[(（\[［【/—–―]| -|--|社|网")
