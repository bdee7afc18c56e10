"""Made-up pairs of wordings with the differences that must be found, by kind.

A case is a line ``one | other | kind grade, kind grade``: all differences that are flagged; a case whose differences are only of
form names one of them. ``_`` in the frame stands for each side.
"""

from __future__ import annotations

from attrs import frozen


@frozen
class Case:
    """Two wordings, what is flagged, and what is only listed."""

    one: str
    other: str
    flagged: frozenset[tuple[str, str]]
    listed: frozenset[tuple[str, str]]


def _cases(table: str, frame: str = "_") -> list[Case]:
    found = []
    for line in table.strip().splitlines():
        one, other, expected = (part.strip() for part in line.split("|"))
        pairs = [tuple(pair.split()) for pair in expected.split(",")]
        flagged = frozenset((kind, grade) for kind, grade in pairs if grade != "form")
        listed = frozenset((kind, grade) for kind, grade in pairs if grade == "form")
        found.append(Case(frame.replace("_", one), frame.replace("_", other), flagged, listed))
    return found


NUMBERS = (
    _cases(
        """
    12 | twelve | spelling form
    12 | a dozen | spelling form
    twelve | a dozen | spelling form
    1,200 | 1200 | spelling form
    1.2 million | 1,200,000 | spelling form
    1.2 million | 1.2m | spelling form
    3bn | three billion | spelling form
    two hundred and twelve | 212 | spelling form
    twenty-one | 21 | spelling form
    half a million | 500,000 | spelling form
    half a dozen | six | spelling form
    10-12 | 10 to 12 | spelling form
    10-12 | between 10 and 12 | spelling form
    10–12 | ten to twelve | spelling form
    more than 600 | over 600 | spelling form
    about 50 | some 50 | spelling form
    nearly 600 | almost 600 | spelling form
    at least 40 | more than 40 | spelling form
    12 | 13 | number contradiction
    12 | thirteen | number contradiction
    twelve | twenty | number contradiction
    a dozen | 13 | number contradiction
    two | three | number contradiction
    1,200 | 12,000 | number contradiction
    1.5 million | 1.5 billion | number contradiction
    1.5 million | 15 million | number contradiction
    150 | 152 | number contradiction
    100 | 99 | number contradiction
    600 | 612 | number contradiction
    more than 600 | fewer than 600 | number contradiction
    more than 600 | nearly 600 | number contradiction
    at least 12 | at least 15 | number contradiction
    10-12 | 14 | number contradiction
    10 to 12 | 20 to 30 | number contradiction
    -5 | 5 | number contradiction
    two billion | 1.5 billion | number contradiction
    more than 600 | 612 | number precision
    nearly 600 | 600 | number precision
    about 600 | 590 | number precision
    at least 40 | 42 | number precision
    up to 50 | 45 | number precision
    as many as 50 | 50 | number precision
    10-12 | 11 | number precision
    10 to 12 | 10 | number precision
    12,000 | 12,345 | number precision
    1.2 million | 1,234,567 | number precision
    $2 billion | $1.98 billion | number precision
    dozens of | 40 | number precision, wording form
    hundreds of | 350 | number precision, wording form
    """,
        "The storm hurt _ people in the north.",
    )
    + _cases(
        """
    5 percent | 5% | spelling form
    5 percent | five per cent | spelling form
    5 pct | 5 % | spelling form
    $5 million | 5 million dollars | spelling form
    $5 million | $5m | spelling form
    $5 million | 5 million U.S. dollars | spelling form
    €3.5bn | 3.5 billion euros | spelling form
    5 percent | 6 percent | number contradiction
    5.1 percent | 5.2 percent | number contradiction
    5 percent | 5 | number contradiction
    $5 million | £5 million | number contradiction
    $5 million | $6 million | number contradiction
    $1.5 million | $15 million | number contradiction
    ½ percent | 0.5 percent | spelling form
    1½ percent | 1.5 percent | spelling form
    two and a half percent | 2.5 percent | spelling form
    5 million | 5 million dollars | number precision
    1.2 percent | 1.23 percent | number precision
    13ft | 4 metres | number precision
    5 miles | 8 km | number precision
    5 miles | 20 km | number contradiction
    """,
        "Shares of the firm rose by _ on the news.",
    )
    + _cases(
        """
    He won for the second time. | He won for the 2nd time. | spelling form
    He won for the second time. | He won for the third time. | number contradiction
    He won the 21st race. | He won the 22nd race. | number contradiction
    He won the 21st race. | He won the twenty-first race. | spelling form
    A man was shot in the park. | Two men were shot in the park. | number contradiction
    One man was shot in the park. | Two men were shot in the park. | number contradiction
    The blast killed the guards. | The blast killed the 12 guards. | number absence
    The blast killed guards. | The blast killed three guards. | number absence
    Der Sturm kostet die Stadt 1,5 Millionen Euro. | Der Sturm kostet die Stadt 1.500.000 Euro. | spelling form
    Der Sturm traf zwölf Orte und die Stadt. | Der Sturm traf 12 Orte und die Stadt. | spelling form
    Der Sturm traf zwölf Orte und die Stadt. | Der Sturm traf 13 Orte und die Stadt. | number contradiction
    La tempête a touché deux villes et les ports. | La tempête a touché trois villes et les ports. | number contradiction
    El temporal dejó cinco heridos en los puertos. | El temporal dejó 5 heridos en los puertos. | spelling form
    The score was 3-1 at the end. | The score was 3-2 at the end. | number contradiction
    """
    )
)

DATES = _cases(
    """
    on September 30 | on 30 September | spelling form
    on September 30 | on Sept. 30 | spelling form
    on September 30 | on the 30th of September | spelling form
    on September 30, 2015 | on 2015-09-30 | spelling form
    on September 30, 2015 | on 9/30/2015 | spelling form
    at 5 p.m. | at 5pm | spelling form
    at 5 p.m. | at 17:00 | spelling form
    on September 30 | on September 29 | date contradiction
    on September 30 | on October 30 | date contradiction
    on September 30, 2015 | on September 30, 2014 | date contradiction
    in September | in October | date contradiction
    in 2014 | in 2015 | date contradiction
    on Thursday | on Wednesday | date contradiction
    Thursday | Wednesday | date contradiction
    on Thursday morning | on Thursday evening | date contradiction
    today | yesterday | date contradiction
    last week | this week | date contradiction
    last month | next month | date contradiction
    at 10:30 a.m. | at 11:30 a.m. | date contradiction
    at 10:30 a.m. | at 10:30 p.m. | date contradiction
    on Thursday | on Thursday morning | date precision
    on September 30 | on September 30, 2015 | date precision
    in September | on September 30 | date precision
    in 2015 | in September 2015 | date precision
    today | on Thursday | date precision
    early on Thursday | on Thursday | wording form
    late Thursday | Thursday | date precision
    on Thursday at 10:30 a.m. | on Thursday | date precision
    last week | on Thursday | date precision
    on Thursday, September 24 | on Thursday | date precision
    on Thursday | there | date absence
    today | there | date absence
    in September | there | date absence
    at noon on Thursday | there | date absence
    """,
    "The council approved the plan _ after a debate.",
) + _cases(
    """
    Der Rat hat den Plan am Montag gebilligt. | Der Rat hat den Plan am Dienstag gebilligt. | date contradiction
    Le conseil a approuvé le plan lundi dans la ville. | Le conseil a approuvé le plan mardi dans la ville. | date contradiction
    El consejo aprobó el plan el 30 de septiembre. | El consejo aprobó el plan el 29 de septiembre. | date contradiction
    The mayor spoke on Monday. | The mayor spoke. | date absence
    Earlier Monday, the mayor spoke. | The mayor spoke. | date absence
    """
)

NAMES = _cases(
    """
    Secretary of Defense Jane Doe | Secretary Doe | name precision
    Secretary of Defense Jane Doe | Defense Secretary Jane Doe | spelling form
    Secretary Doe | Doe | name precision
    Jane Doe | Doe | name precision
    Omar al-Masri | Masri | name precision
    Omar al-Masri | al-Masri | name precision
    President Omar Masri | Masri | name precision
    Senator John Roe | Sen. John Roe | spelling form
    Gov. John Roe | Governor John Roe | spelling form
    Mr Roe | John Roe | name precision
    J. Roe | John Roe | name precision
    John A. Roe | John Roe | name precision
    the U.S. | the United States | spelling form
    the US | the U.S. | spelling form
    the U.N. | the United Nations | spelling form
    the UN Security Council | the United Nations Security Council | spelling form
    ISIS | ISIL | spelling form
    ISIS | Islamic State | spelling form
    ISIS | IS | spelling form
    the EU | the European Union | spelling form
    the UK | Britain | spelling form
    the FBI | the Federal Bureau of Investigation | spelling form
    Zoë Müller | Zoe Muller | spelling form
    the Defense Ministry | the Ministry of Defense | spelling form
    Karim Haddad | Kareem Haddad | name precision
    al-Qaeda | al-Qaida | name precision
    Doe | Roe | name contradiction
    Jane Doe | John Roe | name contradiction
    Jane Doe | John Doe | name contradiction
    Secretary Doe | Secretary Roe | name contradiction
    President Doe | Senator Doe | name contradiction
    Iran | Iraq | name contradiction
    North Korea | South Korea | name contradiction
    Austria | Australia | name contradiction
    the Defense Ministry | the Interior Ministry | name contradiction
    Microsoft | Google | name contradiction
    the Russian army | the Turkish army | name contradiction
    Jane Doe | her | name precision
    Doe | him | name precision
    """,
    "The paper praised _ for the deal.",
) + _cases(
    """
    Lavrov met Kerry. | Ivanov met Kerry. | name contradiction
    Sergey Lavrov met Kerry. | Lavrov met Kerry. | name precision
    Putin was in the room. | Obama was in the room. | name contradiction
    He met Masri, the Syrian President. | He met Masri. | name absence
    He met Masri, a former Syrian general. | He met Masri. | name absence
    The Doe company grew fast. | The company grew fast. | name absence
    They fought against ISIS and lost. | They fought and lost. | name absence
    The force used Russian planes. | The force used planes. | name absence
    Russia's planes left. | Russian planes left. | spelling form
    Officials left the room. | Reporters left the room. | wording form
    They met Jane Doe there. | They met Jane (or Doe) there. | name precision
    He owns New York Times shares. | He owns New Orleans York Times shares. | name precision
    A priest, Jane Doe, was dead. | A priest from Homs was dead. | name absence
    Old friends of Jane Doe met for dinner at a small place. | The place where a dinner for Doe was is small. | name precision
    Warplanes hit the base. | Jets hit the base. | wording form
    """
)

PLACES = _cases(
    """
    The strike hit a base near the city of Homs. | The strike hit a base. | place absence
    The strike hit a base in Syria. | The strike hit a base. | place absence
    The strike hit a base outside Homs. | The strike hit a base. | place absence
    The strike in Homs hit a base. | The strike hit a base. | place absence
    The strike hit the Syrian city of Homs. | The strike hit the city of Homs. | place absence
    The strike hit a base in Homs. | The strike hit a base in Hama. | place contradiction
    The strike hit a base near Homs. | The strike hit a base near Hama. | place contradiction
    The strike hit a base in Homs. | The strike hit a base near Homs. | place precision
    The strike hit a base at Homs. | The strike hit a base in Homs. | wording form
    The strike hit a base near the city of Homs. | The strike hit a base near Homs. | wording form
    The fire began in London. | The fire began in Paris. | place contradiction
    The fire began in New York City. | The fire began in New York. | place precision
    """
)

STANCE = _cases(
    """
    The army did not attack the town. | The army attacked the town. | negation contradiction
    The army did not attack the town. | The army did attack the town. | negation contradiction
    The army didn't attack the town. | The army did not attack the town. | spelling form
    The army didn’t attack the town. | The army attacked the town. | negation contradiction
    The army cannot hold the town. | The army can hold the town. | negation contradiction
    The army cannot hold the town. | The army can't hold the town. | spelling form
    The army never attacked the town. | The army attacked the town. | negation contradiction
    The army never attacked the town. | The army did not attack the town. | negation form
    The army denied the attack. | The army confirmed the attack. | negation contradiction
    The army failed to hold the town. | The army held the town. | negation contradiction
    No soldiers were hurt. | Soldiers were hurt. | negation contradiction
    No soldiers were hurt. | Three soldiers were hurt. | negation contradiction, number absence
    Nobody was hurt. | Somebody was hurt. | negation contradiction
    It is likely to rain. | It is unlikely to rain. | negation contradiction
    The firm is able to pay. | The firm is unable to pay. | negation contradiction
    The firm is not able to pay. | The firm is unable to pay. | negation form
    The firm may not be able to pay. | The firm may be unable to pay. | negation precision
    It is unclear who won. | It is not clear who won. | negation form
    The report was confirmed. | The report was unconfirmed. | negation contradiction
    The town fell, but the date of the fall was not made known by them. | The town fell. | negation absence, wording absence
    Der Rat hat den Plan nicht gebilligt. | Der Rat hat den Plan gebilligt. | negation contradiction
    The bank may cut rates. | The bank might cut rates. | modality precision
    The bank may cut rates. | The bank could cut rates. | modality precision
    The bank may cut rates. | The bank will cut rates. | modality contradiction
    The bank might be closed. | The bank is closed. | modality contradiction
    The bank must cut rates. | The bank should cut rates. | modality contradiction
    The bank must cut rates. | The bank may cut rates. | modality contradiction
    The bank should be closed. | The bank is closed. | modality contradiction
    The banks could be closed. | The banks are closed. | modality contradiction
    The bank will cut rates. | The bank is expected to cut rates. | modality precision, caveat absence
    The man allegedly stole the car. | The man stole the car. | caveat absence
    The man reportedly stole the car. | The man stole the car. | caveat absence
    The man allegedly stole the car. | The man reportedly stole the car. | caveat form
    The man probably stole the car. | The man possibly stole the car. | caveat precision
    The suspected thief fled. | The thief fled. | caveat absence
    The thief apparently fled. | The thief fled. | caveat absence
    The plan is potentially dangerous. | The plan is dangerous. | caveat absence
    The plan has no purpose in terms of safety. | The plan has no purpose. | caveat absence
    The vote stands, if confirmed. | The vote stands. | caveat absence
    The claim, which could not be independently verified, spread fast. | The claim spread fast. | caveat absence
    The planes were flying where the army is operating. | The planes were flying where the army was operating. | tense precision
    The purpose would be to help. | The purpose is to help. | tense precision
    The army will strike the town. | The army struck the town. | tense contradiction
    The army will attack the town. | The army attacked the town. | tense contradiction
    The house has given its approval. | The house gave its approval. | tense precision
    The spokesman had told reporters so. | The spokesman told reporters so. | tense precision
    The army has taken the town. | The army took the town. | tense precision
    The firm will pay more. | The firm would pay more. | tense precision
    The firm can pay more. | The firm could pay more. | tense precision
    The firm plans a sale. | The firm planned a sale. | tense precision
    The talks have ended in failure. | The talks had ended in failure. | tense precision
    The team is late. | The teams are late. | wording form
    """
)

SPEECH = _cases(
    """
    It fell, a senior U.S. official confirmed. | It fell, a Russian envoy said. | attribution contradiction, name contradiction
    The plan is dead, police said. | The plan is dead, doctors said. | attribution contradiction
    The plan is dead, the mayor said. | The plan is dead, a union leader said. | attribution contradiction
    Police said the plan is dead. | Doctors said the plan is dead. | attribution contradiction
    The plan is dead, state media reported. | The plan is dead, according to state media. | attribution form
    State media said the plan is dead. | The plan is dead, according to state media. | attribution form
    The plan is dead, said the mayor. | The plan is dead, the mayor said. | wording form
    The plan is dead, the mayor says. | The plan is dead, the mayor said. | attribution form
    The mayor told reporters the plan is dead. | The mayor said the plan is dead. | attribution form
    The State Department said the plan is dead. | The plan is dead. | attribution absence
    The plan is dead, police said. | The plan is dead. | attribution absence
    The plan is dead, according to police. | The plan is dead. | attribution absence
    The plan is dead, a U.S. official with knowledge of the talks told CNN. | The plan is dead. | attribution absence
    A second U.S. official said the plan is dead. | Another U.S. official said the plan is dead. | attribution precision
    A senior official said the plan is dead. | An official said the plan is dead. | attribution precision
    The plan is dead, he said. | The plan is dead, the mayor said. | attribution precision
    The plan is dead, the mayor said. | The plan is dead, the mayor claimed. | attribution precision
    The plan is dead, Doe said. | The plan is dead, Jane Doe said. | name precision
    The plan is dead, Doe said. | The plan is dead, Roe said. | attribution contradiction, name contradiction
    The plan is dead, the official said. | The plan is dead, Doe said. | attribution precision
    Der Plan ist tot, sagte der Sprecher. | Der Plan ist tot. | attribution absence
    She said: “The roof fell, and the wall came down on us.” | She said: “The roof fell.” | quotation absence
    She said: “The roof fell.” | She said: “The wall fell.” | quotation contradiction
    She said: "We will never leave." | She said: "We will always leave." | quotation contradiction, negation contradiction
    She said the roof “fell at once” there. | She said the roof fell at once there. | quotation precision
    “We are not leaving,” she said. | "We are not leaving," she said. | spelling form
    She called it a “clear victory” for all. | She called it a success for all. | quotation precision
    The town, a “clear victory” for all, fell. | The town fell. | quotation absence
    They cannot be trusted.” | They cannot be trusted. | spelling form
    “These strikes will go on.” | These strikes will go on. | spelling form
    """
)

FORMS = _cases(
    """
    Our presidents talked. | Our Presidents talked. | spelling form
    Ahead of the vote crowds came. | Ahead of the vote, crowds came. | spelling form
    The air strike began. | The airstrike began. | spelling form
    The email was sent. | The e-mail was sent. | spelling form
    They began de-confliction talks. | They began deconfliction talks. | spelling form
    The town’s mayor left. | The town's mayor left. | spelling form
    The colour of the harbour changed. | The color of the harbor changed. | spelling form
    The centre of the plan failed. | The center of the plan failed. | spelling form
    They organised a march. | They organized a march. | spelling form
    Ten people were injured. | Ten people were hurt. | wording form
    A plan is needed. | The plan is needed. | wording form
    But the mayor left. | The mayor left. | wording form
    This is another way to act. | This is a way to act. | wording form
    The mayor quickly left town. | The mayor left town quickly. | wording form
    The mayor left town, taking old friends and heavy bags. | The mayor left town. | wording absence
    He’s late again. | He is late again. | wording form
    We'll be late again. | We will be late again. | spelling form
    The mayor left . | The mayor left. | spelling form
    """
)

CASES = {
    "numbers": NUMBERS,
    "dates": DATES,
    "names": NAMES,
    "places": PLACES,
    "stance": STANCE,
    "speech": SPEECH,
    "form": FORMS,
}
