"""The words that state facts: numbers, days, negation, modality, speech, titles; what each word can be a part of.

English first; numbers, months, weekdays, negation and verbs of saying also in German, French and Spanish, where a word is
no common one of another of these languages.
"""

from __future__ import annotations

from typing import Final

# What a word can be, as the bits of one number: a token's classes are looked up once for each word form.
CAPITAL: Final = 1 << 0
DIGITS: Final = 1 << 1
NUMERAL: Final = 1 << 2
UNIT: Final = 1 << 3
SYMBOL: Final = 1 << 4
MONTH: Final = 1 << 5
WEEKDAY: Final = 1 << 6
DAY: Final = 1 << 7
DAYPART: Final = 1 << 8
PERIOD: Final = 1 << 9
NEGATION: Final = 1 << 10
MODAL: Final = 1 << 11
HEDGE: Final = 1 << 12
AUXILIARY: Final = 1 << 13
SAYING: Final = 1 << 14
TITLE: Final = 1 << 15
PLACE_NOUN: Final = 1 << 16
FUNCTION: Final = 1 << 17
PRONOUN: Final = 1 << 18
COMMON: Final = 1 << 19
ALL_CAPITALS: Final = 1 << 20
QUANTIFIER: Final = 1 << 21

UNITS = {word: n for n, word in enumerate("zero one two three four five six seven eight nine ten".split())}
UNITS |= {
    word: n for n, word in enumerate("eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 11)
}
UNITS |= {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
UNITS |= {word: n for n, word in enumerate("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(), 2)}
UNITS |= {
    word: n for n, word in enumerate("deux trois quatre cinq six sept huit neuf dix onze douze".split(), 2) if word not in UNITS
}
UNITS |= {
    word: n for n, word in enumerate("dos tres cuatro cinco seis siete ocho nueve diez once doce".split(), 2) if word != "once"
}
ORDINALS = {
    word: n
    for n, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
        sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        1,
    )
}
SCALES = {
    "hundred": 100, "hundreds": 100, "thousand": 1000, "thousands": 1000, "million": 10**6, "millions": 10**6, "mln": 10**6,
    "billion": 10**9, "billions": 10**9, "bln": 10**9, "bn": 10**9, "trillion": 10**12, "trillions": 10**12, "trln": 10**12,
    "tausend": 1000, "millionen": 10**6, "mio": 10**6, "milliarden": 10**9, "milliarde": 10**9, "mrd": 10**9, "mille": 1000,
    "milliard": 10**9, "milliards": 10**9, "mil": 1000, "millones": 10**6, "dozen": 12, "dozens": 12, "dutzend": 12,
}  # fmt: skip
SUFFIXES = {"k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "bln": 10**9, "t": 10**12, "tn": 10**12}
PARTS = {"half": 0.5, "quarter": 0.25, "quarters": 0.25, "½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75}
PERCENT = frozenset("% percent percentage pct prozent".split())
CURRENCIES = {
    "$": "$", "dollar": "$", "dollars": "$", "dlr": "$", "dlrs": "$", "usd": "$", "€": "€", "euro": "€", "euros": "€", "eur": "€",
    "£": "£", "pound": "£", "pounds": "£", "sterling": "£", "gbp": "£", "¥": "¥", "yen": "¥", "jpy": "¥", "₹": "₹", "rupees": "₹",
    "₽": "₽", "rouble": "₽", "roubles": "₽", "ruble": "₽", "rubles": "₽", "yuan": "cn¥", "francs": "fr", "marks": "dm",
    "cent": "¢", "cents": "¢", "¢": "¢",
}  # fmt: skip

MONTHS = {
    name: n
    for n, name in enumerate("january february march april may june july august september october november december".split(), 1)
}
MONTHS |= {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)} | {"sept": 9}
MONTHS |= {"januar": 1, "februar": 2, "märz": 3, "mai": 5, "juni": 6, "juli": 7, "oktober": 10, "dezember": 12}
MONTHS |= {"janvier": 1, "février": 2, "mars": 3, "avril": 4, "juin": 6, "juillet": 7, "août": 8, "septembre": 9, "octobre": 10}
MONTHS |= {"novembre": 11, "décembre": 12, "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5, "junio": 6, "julio": 7}
MONTHS |= {"agosto": 8, "septiembre": 9, "octubre": 10, "noviembre": 11, "diciembre": 12}
WEEKDAYS = {name: n for n, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
WEEKDAYS |= {name: n for n, name in enumerate("montag dienstag mittwoch donnerstag freitag samstag sonntag".split())} | {
    "sonnabend": 5
}
WEEKDAYS |= {name: n for n, name in enumerate("lundi mardi mercredi jeudi vendredi samedi dimanche".split())}
WEEKDAYS |= {name: n for n, name in enumerate("lunes martes miércoles jueves viernes sábado domingo".split())}
WEEKDAYS |= {name: n for n, name in enumerate("mondays tuesdays wednesdays thursdays fridays saturdays sundays".split())}
WEEKDAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thurs": 3, "fri": 4}
# Days from the day of publication. "heute", "hier" and "hoy" too: no other of the languages here writes them otherwise.
DAYS = {
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "heute": 0,
    "gestern": -1,
    "aujourdhui": 0,
    "hoy": 0,
    "ayer": -1,
}
DAYPARTS = {
    "morning": "morning", "mornings": "morning", "afternoon": "afternoon", "evening": "evening", "night": "night",
    "overnight": "night", "noon": "noon", "midday": "noon", "midnight": "midnight", "dawn": "dawn",
}  # fmt: skip
PERIODS = {"week": "week", "weekend": "weekend", "month": "month", "year": "year"}

NEGATIONS = dict.fromkeys(
    """decline declined declines declining unable failing refusing not no never none nobody nothing neither nor without cannot
    nowhere hardly barely dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt hasnt havent hadnt deny
    denies denied denying fail fails failed refuse refuses refused nicht kein keine keinen keiner niemals nie nadie nunca
    jamais aucun aucune sin""".split(),
    "not",
)
# How sure: the words of one value say the same.
MODALS = {
    "may": "may", "might": "may", "could": "may", "can": "can", "will": "will", "shall": "will", "would": "would",
    "should": "should", "must": "must", "ought": "should", "wird": "will", "könnte": "may", "muss": "must", "soll": "should",
}  # fmt: skip
HEDGES = {
    "allegedly": "allegedly", "reportedly": "allegedly", "alleged": "allegedly", "purportedly": "allegedly",
    "purported": "allegedly", "supposedly": "allegedly", "reputedly": "allegedly", "suspected": "suspected",
    "apparently": "apparently", "apparent": "apparently", "seemingly": "apparently", "evidently": "apparently",
    "appears": "apparently", "appear": "apparently", "appeared": "apparently", "seems": "apparently", "seem": "apparently",
    "seemed": "apparently", "potentially": "possibly", "potential": "possibly", "possibly": "possibly", "possible": "possibly",
    "perhaps": "possibly", "maybe": "possibly", "probably": "probably", "likely": "probably", "presumably": "probably",
    "presumed": "probably", "expected": "expected", "believed": "believed", "unconfirmed": "unconfirmed",
    "preliminary": "preliminary", "provisional": "preliminary", "unclear": "unclear", "estimated": "estimated",
    "tentatively": "preliminary", "angeblich": "allegedly", "mutmaßlich": "allegedly", "vermutlich": "probably",
    "wahrscheinlich": "probably", "möglicherweise": "possibly", "offenbar": "apparently",
}  # fmt: skip
AUXILIARIES = {
    "is": "present", "are": "present", "am": "present", "was": "past", "were": "past", "has": "perfect", "have": "perfect",
    "had": "pluperfect", "does": "present", "do": "present", "did": "past", "will": "future", "shall": "future", "would": "would",
}  # fmt: skip
# Verbs of saying; those that take a side are apart from the plain ones.
PLAIN_SAYING = frozenset(
    """said says say saying told tells tell added adds stated states according reported reports announced announces noted notes
    explained wrote writes posted tweeted replied continued recalled commented quoted quoting cited citing sagte sagten
    erklärte teilte berichtete laut zufolge dit déclaré selon affirmé dijo dijeron declaró según""".split()
)
LOADED_SAYING = frozenset(
    """confirmed confirms claimed claims claiming insisted insists warned warns acknowledged acknowledges admitted admits
    alleged alleges argued argues asserted asserts conceded suggested suggests revealed maintained testified""".split()
)
TITLES = frozenset(
    """president presidents vice prime minister ministers premier chancellor secretary state defense defence interior treasury
    finance attorney general sen senator senators rep representative congressman congresswoman governor gov mayor king
    queen prince princess pope cardinal archbishop bishop rev reverend father sheikh imam ayatollah sultan emir gen lt col
    colonel maj major capt captain sgt sergeant cpl pfc pvt adm admiral commander cmdr commodore officer deputy chief
    director chairman chairwoman chair ceo spokesman spokeswoman spokesperson speaker leader ambassador envoy judge
    justice prosecutor sheriff detective inspector professor prof dr doctor mr mrs ms miss mx sir lord lady dame coach
    manager former acting then-president foreign federal assistant undersecretary counsel adviser advisor herr frau
    präsident bundeskanzlerin kanzler monsieur madame señor presidente""".split()
)
# Parts of titles that are no title alone: "State" and "Defense" are parts of other names too.
ATTRIBUTIVE_TITLES = frozenset(
    """foreign prime defense defence state interior treasury finance vice deputy former acting general federal assistant attorney
    father major then""".split()
)
PLACE_NOUNS = frozenset(
    """city town village province state district region suburb county municipality capital port island neighborhood
    neighbourhood governorate camp border airport base""".split()
)
PLACE_PREPOSITIONS = frozenset("in near at outside around inside across throughout toward towards into".split())
PRONOUNS = frozenset("he she it they him her them his its their who we i you".split())
FUNCTION_WORDS = (
    frozenset(
        """a an the this that these those of in on at to for from by with as and or but so if than then there here is are am was
    were
    be been being has have had do does did which who whom whose what when where while into onto upon about over under
    after before during between against among through also just only even very more most much many some any each every all
    both other such same own up down out off it its he she they them his her their him we us our you your i me my s""".split()
    )
    | PRONOUNS
)
# What makes "about", "more than" and "up to" of a number; most of these words have other uses too.
QUANTIFIERS = frozenset(
    """about around some roughly approximately circa estimated nearly almost over exceeding above under below more greater less
    fewer than least most up close many much minus between no""".split()
)
# Words that often begin a sentence and are no names: the commonest in English news (fnc1, basil, 3,000 articles each).
COMMON_WORDS = frozenset(
    """advertisement some one however according now no not yes even with many how then another meanwhile since people instead yet
    must despite unlike although because earlier later two three still click let story today sign former first last like
    asked though police several read follow perhaps special officials maybe see given don will please whether right
    following without everyone unfortunately nobody somebody applause none until thank media sources government video
    reports second health critics authorities shares lawmakers your sometimes nearly almost within whatever scientists
    nothing members nevertheless moreover overall further file again security dealers experts take back shortly trade
    military women men throughout additionally year thus based using similarly total therefore remember part great close
    political early researchers obviously net yesterday tomorrow tonight soon next current public multiple hundreds
    thousands dozens millions top investigators view think things source prior senior immigration doctors currently sure
    social prosecutors apparently market time regardless recent good sales plus late anyone ultimately conservatives
    witnesses unless never share along oil consider analysis together protesters economists senators looking imagine
    contributing beyond previous high citing business big too besides bankers already sorry check banks supporters
    students long clearly small recently probably prices few certainly aside young traders someone rumors nonetheless
    hopefully gun full key due details simply polls payment otherwise black white previously additional tell residents put
    less industry fear considering stay staff separately outside officers major add hours farmers especially taking
    specifically something interest food facts except economic administration actually investors intelligence companies
    via stop history fortunately exports ever eventually data call reporters liberals leaders home energy basically
    activists workers interestingly getting usually talk surely school results private page money gold computer come best
    work online often little law join inflation anything support sadly really office make likewise legal footage company
    amid true roughly initially global give financial domestic trading talks suddenly studies secret schools left half
    freedom above below vote per notably medical customers children care bottom anybody whenever warning teachers strong
    similar politicians noting lots once here why well more all both former either neither nor such under over between by
    upon behind among above until till concerning regarding during before after against when where while what which who
    whose this that these those there their our my his her its your they we he she it i you an a the and but or so as at
    for from in into of off on onto out to up was were is are be been am do does did has have had can could may might
    shall should would news word details evidence nor troops forces rebels fighters militants warplanes soldiers crews
    rescuers firefighters demonstrators families relatives traffic water fire smoke snow rain heavy local state federal
    national international foreign western eastern northern southern central air ground talking speaking asked claiming
    using saying adding citing armed unidentified unknown other others each every any most much hers ours mine yours
    himself herself themselves""".split()
)
GERMAN = frozenset("der die das und ist nicht ein eine den dem von mit auf für im zu sich des wurde hat".split())
ROMANCE = frozenset("le la les des et est une du dans pour el los las y que del por para con un una en sur au".split())

LEXICON: dict[str, int] = {}


def _add(bit: int, *groups: object) -> None:
    for group in groups:
        for word in group:  # type: ignore[attr-defined]
            LEXICON[word] = LEXICON.get(word, 0) | bit


_add(NUMERAL, UNITS, ORDINALS, SCALES, PARTS)
_add(UNIT, PERCENT, CURRENCIES)
_add(MONTH, MONTHS)
_add(WEEKDAY, WEEKDAYS)
_add(DAY, DAYS)
_add(DAYPART, DAYPARTS)
_add(PERIOD, PERIODS)
_add(NEGATION, NEGATIONS)
_add(MODAL, MODALS)
_add(HEDGE, HEDGES)
_add(AUXILIARY, AUXILIARIES)
_add(SAYING, PLAIN_SAYING, LOADED_SAYING)
_add(TITLE, TITLES)
_add(PLACE_NOUN, PLACE_NOUNS)
_add(FUNCTION, FUNCTION_WORDS)
_add(PRONOUN, PRONOUNS)
_add(QUANTIFIER, QUANTIFIERS)
_add(COMMON, COMMON_WORDS)
