"""Pools of words for made-up news, and the names, numbers, dates and sources that are drawn from them."""

from __future__ import annotations

from random import Random

NOUNS = """account accord agency agreement airport alliance ambulance analysis apartment appeal archive arrest assembly asset
audit balance ballot bank barrier battery beach bill blaze boat border bottle boycott bridge broadcast budget building bus
business cabinet camera campaign canal capital cargo case catalogue ceasefire cell census ceremony charge charter church claim
clinic coach coalition coast collapse college column command complaint computer concert contract convoy corridor council court
crash crew crisis crop currency damage deadline deal debate debt decision decree defeat defence delay delegation demand
deposit design detention device dispute district document dam dossier draft drill drought drug election embassy emergency
engine engineer estate evidence exam exhibition expansion export factory farm fee ferry festival field figure film fine
fishery fleet flight flood forecast forest fraud fund funeral gallery game garage garden gas gate goal grain grant guard
guideline harbour harvest hearing helicopter highway hill hospital hostel hotel house hurricane idea income industry inflation
inquiry inspection institute insurance invoice island jail journey judgment junction jury kitchen laboratory lake landslide
law lawsuit league lease letter library licence loan lorry lottery machine magazine mandate map market mast match measure
medal medicine meeting member memorial merger message mine mission mortgage motion motorway mountain museum network newspaper
nursery offer office oil operation opposition orchard outbreak overhaul oversight pact palace panel parade park parliament
partnership passenger passport patient patrol pay penalty pension permit petition phone pipeline plane plant platform poll
pool port poster power price prison prize probe product profit programme project proposal prosecution protest protocol
province quarry quota race radar radio raid railway rally ransom rate recall reactor record recovery referendum reform refuge
refund region register release relief remark rent repair report rescue reservoir restaurant retreat revenue review revolt
river road robbery roof route rule ruling runway salary sale sanction satellite school screening scheme season seat sector
seizure senate sentence settlement share shelter ship shortage shrine siege signal sister site slope snow software soil square
stadium staff stake station statue steel storm street strike studio study subsidy suburb summit supply surgery survey
suspension swimmer system tanker target tariff tax team telescope temple tender tent terminal territory theatre threat ticket
timetable title tower town trade trail train transfer transport treaty trial tribunal troop truce trust tunnel turbine union
university uprising vaccine valley van verdict version vessel veteran veto victory village visa voyage wage wall warehouse
warning warrant watchdog water weapon website well wheat wing winner wildfire workshop wreck yard zone""".split()
ADJECTIVES = """abandoned additional ageing ancient angry annual armed bitter bold broad broken brief busy calm central cheap
chemical civil coastal cold common controversial costly crowded current damaged dangerous deadly deep diplomatic disputed
distant domestic double dry early eastern economic electric empty entire expensive external extra false famous fatal federal
fierce financial foreign formal former fragile free fresh frozen full global gradual grave heavy hidden high historic huge
humanitarian illegal immediate independent industrial infected informal inner internal joint key large late latest legal
limited lasting local long lost low main major massive medical mental military minor missing mobile modern modest narrow
national naval nearby nervous new northern nuclear open ordinary outer overdue overseas parallel partial peaceful permanent
personal planned political poor popular powerful private prominent proposed public quick quiet rare raw recent record regional
remote repeated residential rich rival rural safe secret secure senior separate serious severe shallow sharp short silent
single slow small social solar southern special stable steep strict strong sudden superior surprise temporary tense thick
tight tiny tough toxic unpaid unusual urban urgent useful vacant vast violent vital volatile vulnerable weak wealthy western
wide wild wooden young""".split()
VERBS = """abandon accept accuse adopt alter amend answer approach approve assess attack avoid award block board boost
borrow breach bypass cancel capture challenge check clear close collect condemn confront consider contest control cover crush
damage decorate defend deliver design destroy develop discover discuss dismantle display divert document double drain dump
earn embrace empty endorse enforce enlarge enter escape escort evacuate examine expand explore export favour fence finance
finish flatten flood follow fund grant guard halt hand highlight host ignore improve inspect install invade join judge label
launch lease lift link load lock lower market mark measure mention merge mine monitor move name obstruct occupy offer open
oppose order outline overturn owe paint patrol plant pledge postpone praise present pressure print probe promote propose
protect publish punish pursue question raid raise reach recall recover reduce refund regulate reject release relocate
remove rename repair replace rescue reshape restore restrict resume revive reward rotate sabotage sample search secure
seal separate settle shape share shift shock shorten sign slow smash sort stage store strengthen suffer support surround
suspend target tax test threaten tighten tolerate torch trace train transform transport treat triple uncover undermine unload
unveil update urge use vacate verify view visit vow warn waste watch weaken welcome widen""".split()
ACTORS = """activists analysts architects bankers campaigners carers clerks climbers coaches critics customers dealers dentists
designers developers diplomats divers doctors drivers economists editors electricians engineers farmers fans firefighters
fishermen gunmen historians hunters inspectors investigators investors islanders jurors landlords lawmakers lawyers lecturers
lenders librarians merchants militants miners ministers monks musicians negotiators neighbours nurses owners painters parents
passengers peacekeepers pensioners pilots planners players porters prosecutors protesters rangers rebels refugees regulators
researchers residents retailers sailors scientists scouts shepherds shopkeepers singers smugglers soldiers students surgeons
suspects teachers technicians tenants tourists traders trainers translators trustees tutors villagers volunteers voters
waiters weavers welders workers""".split()
ADVERBS = """abruptly again angrily briefly carefully clearly closely eventually finally formally fully gradually hastily
heavily initially jointly largely narrowly openly partly privately promptly publicly quickly quietly rapidly repeatedly
secretly sharply slowly steadily strongly successfully suddenly swiftly temporarily twice unanimously unexpectedly""".split()
FIRST = """Ada Alba Amir Anton Asha Boris Carla Cyril Dario Delia Edwin Elif Esra Farah Felix Gita Goran Hanna Hugo Ida Ilya Irene
Jonas Judit Kaito Karin Lena Lionel Luka Magda Malik Mina Nadia Niels Nora Olga Omar Otto Paula Petra Quentin Rosa Rafael Sanna
Selim Sofia Stefan Tariq Thea Ulla Vera Viktor Wanda Yusuf Zofia Émile Óscar""".split()
FIRST_SYLLABLES = "bal bren cor dal dor fen gar hal jor kel lam mar nor ol per quin ros sal tor ul ver wen yar zel".split()
SYLLABLES = "a e i o ba da de du ga ka la li lo ma me na ni ra ri ro ta ti va vi".split()
LAST_SYLLABLES = """berg by court dahl dez field ford gren ham kov lund mann mond nak ner ric sen ski son stad ton val vic
wick""".split()
ROLES = """Mayor Gov. Sen. Rep. Judge Prof. Dr. Gen. Col. Sgt. Rev. President Minister Chancellor Bishop Chief Captain
Coach""".split()
BODIES = "Authority Board Bureau Commission Committee Federation Foundation Group Ministry Office Party Union Agency".split()
MONTHS = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MODALS = "will might could should may must would".split()
UNITS = "people houses dollars miles votes euros jobs tons cases vehicles pages hours shops trees passengers pounds".split()
BETWEEN = "in at near outside behind across under around beyond inside over from".split()
CONNECTORS = "after before because while although as when despite-the-fact-that until so since".split()
SOURCES = tuple(
    """police|witnesses|a senior official|two officials|a spokesman for the ministry|a spokeswoman for the company|state media
    |local reporters|a source close to the talks|the statement|court documents|the fire service|aid groups|a government adviser
    |intelligence sources|residents of the quarter|the family's lawyer|a union leader""".replace("\n    ", "").split("|")
)
SAID = "said reported announced confirmed claimed".split()
SHORT = tuple(
    """He declined.|She disagreed.|Nobody was hurt.|It rained.|They are wrong.|No one answered.|That was all.|He is 12.
    |It worked.|He wept.|Talks go on.|She left early.|The door was open.|Few believed it.|It was over.|He shrugged.|We will see.
    |They had no choice.|Both men ran.|Then it stopped.|Nothing moved.|He gave no details.|She was not there.|Why now?
    """.replace("\n    ", "").split("|")
)
NUMBER_WORDS = {w: str(n) for n, w in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
NAME = (FIRST_SYLLABLES, SYLLABLES, LAST_SYLLABLES)


def person(random: Random) -> str:
    """A first name and a surname of two or three syllables, one of some ten thousand."""
    surname = "".join(map(random.choice, NAME))
    return f"{random.choice(FIRST)} {surname.capitalize()}"


def place(random: Random) -> str:
    """A town or a country."""
    return "".join(map(random.choice, NAME)).capitalize() + random.choice(["", "", "ia", "ville"])


def number(random: Random) -> str:
    """A number in figures or a word, of two to six figures or with a fraction."""
    form = random.randrange(4)
    if form == 0:
        return random.choice(list(NUMBER_WORDS))
    if form == 1:
        return f"{random.randrange(1_000, 400_000):,}"
    return f"{random.randrange(1, 90)}.{random.randrange(1, 10)} million" if form == 2 else str(random.randrange(13, 999))


def date(random: Random) -> str:
    """A weekday, or a day of a month."""
    return random.choice(DAYS) if random.randrange(2) else f"{random.choice(MONTHS)} {random.randrange(1, 29)}"


def source(random: Random) -> str:
    """Who says it, with the verb."""
    who = random.choice(SOURCES)
    return f"according to {who}" if random.randrange(4) == 0 else f"{who} {random.choice(SAID)}"


def past(verb: str) -> str:
    """The past of a regular verb; doubled consonants are spelled as they fall."""
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if verb.endswith("y") and verb[-2] not in "aeo" else f"{verb}ed"
