"""Made-up news prose whose facts are known: each number, name, date, modal verb, negation and source is a part of its own.

Nothing here is anybody's text. The pools of words are large, and an article returns to its own people and places, so that
two of its sentences are about as much alike as two of a real article: measured over the sentences of at least six words
of 400 articles each, the most similar other sentence of the article lies at SIMILARITY here and SIMILARITY in news.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from random import Random

from attrs import evolve, frozen

FACTS = ("number", "date", "name", "negation", "modality", "attribution")
"""The kinds of parts that state something; `newsclean.canonical.ConflictKind` has one of the same name for each."""

NOUNS = """account accord agency agreement airport alliance ambulance analysis apartment appeal archive arrest assembly asset audit
balance ballot bank barrier battery beach bill blaze boat border bottle boycott bridge broadcast budget building bus business
cabinet camera campaign canal capital cargo case catalogue ceasefire cell census ceremony charge charter church claim clinic
coach coalition coast collapse college column command complaint computer concert contract convoy corridor council court crash
crew crisis crop currency damage deadline deal debate debt decision decree defeat defence delay delegation demand deposit
design detention device dispute district document dam dossier draft drill drought drug election embassy emergency engine
engineer estate evidence exam exhibition expansion export factory farm fee ferry festival field figure film fine fishery fleet
flight flood forecast forest fraud fund funeral gallery game garage garden gas gate goal grain grant guard guideline harbour
harvest hearing helicopter highway hill hospital hostel hotel house hurricane idea income industry inflation inquiry
inspection institute insurance invoice island jail journey judgment junction jury kitchen laboratory lake landslide law
lawsuit league lease letter library licence loan lorry lottery machine magazine mandate map market mast match measure medal
medicine meeting member memorial merger message mine mission mortgage motion motorway mountain museum network newspaper
nursery offer office oil operation opposition orchard outbreak overhaul oversight pact palace panel parade park parliament
partnership passenger passport patient patrol pay penalty pension permit petition phone pipeline plane plant platform poll
pool port poster power price prison prize probe product profit programme project proposal prosecution protest protocol
province quarry quota race radar radio raid railway rally ransom rate recall reactor record recovery referendum reform
refuge refund region register release relief remark rent repair report rescue reservoir restaurant retreat revenue review
revolt river road robbery roof route rule ruling runway salary sale sanction satellite school screening scheme season seat
sector seizure senate sentence settlement share shelter ship shortage shrine siege signal sister site slope snow software
soil square stadium staff stake station statue steel storm street strike studio study subsidy suburb summit supply surgery
survey suspension swimmer system tanker target tariff tax team telescope temple tender tent terminal territory theatre
threat ticket timetable title tower town trade trail train transfer transport treaty trial tribunal troop truce trust tunnel
turbine union university uprising vaccine valley van verdict version vessel veteran veto victory village visa voyage wage
wall warehouse warning warrant watchdog water weapon website well wheat wing winner wildfire workshop wreck yard zone""".split()
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
SYLLABLES = ("bal bren cor dal dor fen gar hal jor kel lam mar nor ol per quin ros sal tor ul ver wen yar zel".split(),)
SYLLABLES += ("a e i o ba da de du ga ka la li lo ma me na ni ra ri ro ta ti va vi".split(),)
SYLLABLES += ("berg by court dahl dez field ford gren ham kov lund mann mond nak ner ric sen ski son stad ton val vic wick".split(),)
ROLES = """Mayor Gov. Sen. Rep. Judge Prof. Dr. Gen. Col. Sgt. Rev. President Minister Chancellor Bishop Chief Captain
Coach""".split()
BODIES = "Authority Board Bureau Commission Committee Federation Foundation Group Ministry Office Party Union Agency".split()
MONTHS = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MODALS = "will might could should may must would".split()
UNITS = "people houses dollars miles votes euros jobs tons cases vehicles pages hours shops trees passengers pounds".split()
BETWEEN = "in at near outside behind across under around beyond inside over from".split()
CONNECTORS = "after before because while although as when despite-the-fact-that until so since".split()
SOURCES = """police|witnesses|a senior official|two officials|a spokesman for the ministry|a spokeswoman for the company|state media|
local reporters|a source close to the talks|the statement|court documents|the fire service|aid groups|a government adviser|
intelligence sources|residents of the quarter|the family's lawyer|a union leader""".replace("\n", "").split("|")
SAID = "said reported announced confirmed claimed".split()
SHORT = """He declined.|She disagreed.|Nobody was hurt.|It rained.|They are wrong.|No one answered.|That was all.|He is 12.|Why now?|
It worked.|He wept.|Talks go on.|She left early.|The door was open.|Few believed it.|It was over.|He shrugged.|We will see.|
They had no choice.|Both men ran.|Then it stopped.|Nothing moved.|He gave no details.|She was not there.""".replace("\n", "").split("|")


@frozen
class Part:
    """A word or a few words: of one of the kinds of `FACTS`, a word that another may replace, or of no kind.

    Attributes:
        text: as it stands in the middle of a sentence; may be empty, as "not" is where nothing is denied.
        kind: ``number``, ``noun``, ``article``, ``mark``, ...; empty for what is never changed.
        slot: tells a fact from all others of a story, in whatever words it is put; empty for what is none.
    """

    text: str
    kind: str = ""
    slot: str = ""


@frozen
class Phrase:
    """Some parts; a loose phrase can be left out, a joint stands between two clauses that can be sentences."""

    parts: tuple[Part, ...]
    loose: bool = False
    joint: bool = False


@frozen
class Sentence:
    """A sentence or a heading.

    Attributes:
        phrases: its words.
        origins: ids of what it says: two for two clauses that could stand alone, one for anything else.
        edits: names of the edits made on it, in order.
        quotation: id of the quotation over several sentences that it is a part of; empty if it is of none.
        role: ``sentence``, ``headline`` or ``subhead``.
    """

    phrases: tuple[Phrase, ...]
    origins: tuple[str, ...]
    edits: tuple[str, ...] = ()
    quotation: str = ""
    role: str = "sentence"

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts in order."""
        return tuple(chain.from_iterable(phrase.parts for phrase in self.phrases))

    @property
    def text(self) -> str:
        """The sentence as it is written, with curly quotation marks."""
        text = ""
        for part in self.parts:
            space = text and part.text and not text.endswith("“") and part.text[0] not in ",.;:?!”"
            text += " " * bool(space) + part.text
        first = next((n for n, character in enumerate(text) if character.isalpha() or character.isdigit()), 0)
        return text[:first] + text[first : first + 1].upper() + text[first + 1 :]

    def changed(self, edit: str, phrases: Sequence[Phrase]) -> Sentence:
        """The sentence with other phrases and the name of the edit that made them."""
        return evolve(self, phrases=tuple(phrases), edits=(*self.edits, edit))


class Newsroom:
    """Writes sentences about a few people, places and things; all that it writes follows from its seed."""

    def __init__(self, seed: str) -> None:
        random = Random(seed)  # noqa: S311
        self.people = [person(random) for _ in range(4)]
        self.places = [place(random) for _ in range(3)]
        self.bodies = [f"{place(random)} {random.choice(BODIES)}" for _ in range(2)]
        self.things = random.sample(NOUNS, 6)

    def sentence(self, seed: str, origin: str) -> Sentence:
        """A sentence of 4 to 40 words, or now and then one that is shorter."""
        return _Writer(self, Random(seed), origin).sentence()  # noqa: S311

    def quotation(self, seed: str, origins: Sequence[str]) -> list[Sentence]:
        """What one person says in several sentences, in one pair of quotation marks."""
        written = [_Writer(self, Random(f"{seed}.{origin}"), origin) for origin in origins]  # noqa: S311
        sentences = []
        for number, writer in enumerate(written):
            phrases = [Phrase(tuple(writer.clause()))]
            if number == 0:
                phrases.insert(0, MARK["“"])
            phrases += [MARK[",”"], writer.speaker(), MARK["."]] if number == len(written) - 1 else [MARK["."]]
            sentences.append(Sentence(tuple(phrases), (writer.origin,), quotation=origins[0]))
        return sentences

    def heading(self, seed: str, origin: str, role: str) -> Sentence:
        """A headline or a subhead, of 3 to 12 words without a full stop."""
        writer = _Writer(self, Random(seed), origin)  # noqa: S311
        told = [part for part in writer.predicate() if part.text not in {"", "of"} and part.kind != "article"]
        return Sentence((Phrase((writer.noun(), *told[: 3 if role == "subhead" else 12])),), (origin,), role=role)

    def dateline(self, seed: str) -> str:
        """What stands in front of an agency's lead, in one of the usual forms."""
        random = Random(seed)  # noqa: S311
        town, agency = self.places[0], random.choice(["AP", "Reuters", "AFP", "CNN"])
        return random.choice([f"{town.upper()} ({agency}) — ", f"{town.upper()}, {date(random)} ({agency}) - ", f"{town} ({agency}) "])


MARK = {mark: Phrase((Part(mark, "mark"),)) for mark in ("“", "”", ",”", ",", ".")}


class _Writer:
    def __init__(self, room: Newsroom, random: Random, origin: str) -> None:
        self.room, self.random, self.origin, self.slots = room, random, origin, 0

    def fact(self, text: str, kind: str) -> Part:
        self.slots += 1
        return Part(text, kind, f"{self.origin}.{self.slots}")

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def sentence(self) -> Sentence:
        form = self.random.randrange(100)
        if form < 6:
            return Sentence((Phrase((Part(self.random.choice(SHORT)),)),), (self.origin,))
        if form < 20:
            phrases = [MARK["“"], Phrase(tuple(self.clause())), MARK[",”"], self.speaker(), *self.loose(20), MARK["."]]
            return Sentence(tuple(phrases), (self.origin,))
        if form < 34:
            origins = (f"{self.origin}a", f"{self.origin}b")
            joint = Phrase((Part(","), Part(self.random.choice(["and", "but"]))), joint=True)
            one = (Phrase(tuple(self.clause())), *self.loose(40))
            other = (Phrase(tuple(self.clause())), *self.loose(40))
            return Sentence((*one, joint, *other, MARK["."]), origins)
        phrases = [Phrase(tuple(self.clause())), *self.loose(55)]
        if self.chance(25):
            connector = Part(self.random.choice(CONNECTORS).replace("-", " "))
            phrases += [Phrase((connector, *self.clause()), loose=True), *self.loose(30)]
        if self.chance(25):
            phrases.append(Phrase((Part(","), self.source()), loose=False))
        return Sentence((*phrases, MARK["."]), (self.origin,))

    def clause(self) -> Iterator[Part]:
        form = self.random.randrange(10)
        if form < 2:
            yield from (self.number(), Part(self.random.choice(UNITS)), Part("were"), self.fact("", "negation"))
            yield Part(past(self.random.choice(VERBS)), "past")
            yield from self.where()
            return
        yield from self.subject()
        yield from self.predicate()

    def predicate(self) -> Iterator[Part]:
        if self.chance(35):
            yield from (self.fact(self.random.choice(MODALS), "modality"), self.fact("", "negation"))
            yield Part(self.random.choice(VERBS), "verb")
        elif self.chance(20):
            yield from (Part("had"), self.fact("", "negation"), Part(past(self.random.choice(VERBS)), "past"))
        else:
            if self.chance(20):
                yield Part(self.random.choice(ADVERBS), "adverb")
            yield Part(past(self.random.choice(VERBS)), "past")
        yield from self.thing()
        if self.chance(35):
            yield Part("of")
            yield from self.thing()

    def subject(self) -> Iterator[Part]:
        form = self.random.randrange(10)
        if form < 3:
            yield self.name()
        elif form < 5:
            yield from (Part("the", "article"), self.fact(self.random.choice(self.room.bodies), "name"))
        elif form < 7:
            if self.chance(40):
                yield Part(self.random.choice(ADJECTIVES), "adjective")
            yield Part(self.random.choice(ACTORS), "actor")
        elif form < 8:
            yield from (self.number(), Part(self.random.choice(ACTORS), "actor"))
        else:
            yield from self.thing()

    def thing(self) -> Iterator[Part]:
        yield Part(self.random.choice(["the", "the", "a", "its", "their"]), "article")
        if self.chance(45):
            yield Part(self.random.choice(ADJECTIVES), "adjective")
        yield self.noun()

    def noun(self) -> Part:
        return Part(self.random.choice(self.room.things if self.chance(25) else NOUNS), "noun")

    def name(self) -> Part:
        who = self.random.choice(self.room.people) if self.chance(75) else person(self.random)
        return self.fact(self.random.choice([who, who.split()[-1], f"{self.random.choice(ROLES)} {who}"]), "name")

    def where(self) -> Iterator[Part]:
        yield Part(self.random.choice(BETWEEN))
        if self.chance(50):
            yield self.fact(self.random.choice(self.room.places) if self.chance(70) else place(self.random), "name")
        else:
            yield from self.thing()

    def number(self) -> Part:
        return self.fact(number(self.random), "number")

    def loose(self, percent: int) -> Iterator[Phrase]:
        """Adjuncts, each of them with a chance."""
        if self.chance(percent):
            yield Phrase(tuple(self.where()), loose=True)
        if self.chance(percent):
            yield Phrase((Part("on"), self.fact(date(self.random), "date")), loose=True)
        if self.chance(percent // 2):
            yield Phrase((Part("with"), *self.thing()), loose=True)
        if self.chance(percent // 3):
            yield Phrase((Part("for"), self.number(), Part(self.random.choice(UNITS))), loose=True)

    def source(self) -> Part:
        return self.fact(source(self.random), "attribution")

    def speaker(self) -> Phrase:
        if self.chance(30):
            return Phrase((self.source(),))
        return Phrase((self.name(), Part(self.random.choice(["said", "told reporters", "added"]))))


def person(random: Random) -> str:
    """A first name and a surname of two or three syllables, one of some ten thousand."""
    surname = "".join(random.choice(pool) for pool in SYLLABLES)
    return f"{random.choice(FIRST)} {surname.capitalize()}"


def place(random: Random) -> str:
    """A town or a country."""
    return "".join(random.choice(pool) for pool in SYLLABLES).capitalize() + random.choice(["", "", "ia", "ville"])


def number(random: Random) -> str:
    """A number in figures or a word, of two to six figures or with a fraction."""
    form = random.randrange(4)
    if form == 0:
        return random.choice("two three four five six seven eight nine eleven twelve".split())
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
