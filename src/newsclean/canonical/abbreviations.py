"""Words behind which a full stop need not end a sentence, and words that usually begin one.

Short, sure lists: an abbreviation that is also a common word at the end of a sentence ("art.", "gen.") is in none, or
only as it is written with a capital. Case counts, since "Miss." is a state and "miss." is not. No entry has the stop.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# English words that usually begin a sentence when they are written with a capital, and are no names.
OPENERS = _words(
    """a about according after all also although among an and another are as asked at authorities because before both but by
    can could critics currently despite did do does during each earlier even every few finally first for from further
    given had has have he her here his how however i if i'm in indeed instead is it it's its just last later lawmakers let
    like many maybe meanwhile more moreover most my neither next no none nor not nothing now of officials on once one only
    or other others our over people perhaps police previously researchers residents scientists several she should since so
    some sometimes soon speaking still such than that that's the their then there there's therefore these they they're
    this those though three thus to today two under unfortunately unless unlike until was we we're we've were what what's
    when where whether which while who why will with witnesses without would yes yet you you're your"""
)
# The same for other languages: articles, pronouns, prepositions and conjunctions that are no word of a name.
FOREIGN_OPENERS = _words(
    """der die das den dem ein eine einen er sie es wir ich im am aber auch als auf bei doch und wenn wie für nach mit le la
    les l un une il elle ils elles nous ce cette ces dans en mais pour selon et el los las una esto esta este pero según
    también o os as um uma ele ela eles mas segundo também lo gli uno ma nel nella secondo anche het een hij zij maar ook
    в на он она они оно это мы я но а и по как при после для также однако если"""
)

# A name, or a number, follows: never the last word of a sentence.
BEFORE_A_NAME = _words(
    """Adm Asst Atty Brig Capt Cmdr Col Cpl Cpt Det Dr Fr Gen Gov Hon Insp Lt Maj Messrs Mgr Mr Mrs Ms Mx Pfc Prof Pvt Pres
    Rep Reps Rev Sen Sens Sgt Spc Supt vs v cf ca approx e.g i.e Msgr Amb Cong Ret Sec Secy Chas Wm Thos Gens Govs Drs
    Profs Lieut Sra Srta Sres Dra Dña Gral Ing Lic Arq MM Mme Mlle Hr Fr Dipl Ing Mag Bgm Bürgerm dott Dott sig Sig sigg
    Sigg avv Avv on.le prof dr M Exmo Exma dhr mevr drs np tzw św ks z.B d.h z.Bsp bzw sog zzgl inkl einschl Nr Mio Mrd Bd
    vgl ggf evtl geb gest env c.-à-d p.ej Ej núm pág págs bijv f.eks bl.a t.ex např tzv mj örn Tn Ny Hj гор ул пр пл им св
    проф акад доц ген полк см напр т.е тел корр डॉ श्री ए बी सी डी एफ जी एच आई जे के एल एम एन पी आर एस टी यू वी"""
)
BEFORE_A_NUMBER = _words(
    """Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec No Nos no nos p pp vol Vol Art art Arts Sec sec Fig fig Figs Ch ch
    Para para Abs Ziff Kap S Rs Hrs hrs est Est al Az Beschl Urt min ok nr Nr č čl kl ust poz núm № janv févr avr juil oct
    nov déc ene abr ago dic gen стр с д кв п ст гл ок рис"""
)
# May end a sentence, and more often do not: only a word that usually begins one tells.
DOUBTFUL = _words(
    """Bros Dept Assn Univ Ave Blvd Rd Ft Mt St Ste Mts Pt Sr Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md
    Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Alta Ont Que Sask Jan Feb Aug Sept
    Oct Nov Dec Str str Av Avda Bd Cie Sté EE.UU EE UU Ud Uds Vd Vds m.in г гг руб тыс"""
)
# More often end a sentence, unless a title or a part of the name follows.
COMPANY = _words("Corp Inc Co Cos Ltd LLC LLP Plc PLC L.L.C Cia Jr Bhd Pte Pty")
BEHIND_A_COMPANY = _words(
    """Chairman Chairwoman Chief Chair CEO CFO COO President Vice Executive Director Managing Treasurer Founder Co-Founder
    Co-founder Senior Analyst Chairperson Class Day Boulevard Blvd Avenue Library Memorial Hospital Drive Street Plaza
    Bridge School High Elementary Middle University Center Award Park Way Federal Holiday Ltd Inc LLC Corp Co S.A U.S"""
)
TIME = _words("a.m p.m A.M P.M am pm")
BEHIND_A_TIME = _words(
    """Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat Sun Eastern Central
    Mountain Pacific Atlantic Alaska Hawaii Greenwich Local GMT UTC BST CET CEST EST EDT ET E.T E.S.T E.D.T CST CDT CT
    C.S.T C.D.T MST MDT MT PST PDT PT P.S.T P.D.T P.T IST JST HKT AEST AEDT January February March April May June July
    August September October November December Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec ABC NBC CBS CNN Fox"""
)
BEHIND_DC = _words(
    """Circuit Mayor Council Councilman Councilwoman Court Metropolitan Superior Attorney United Bar Public Police Fire
    Department Comics Universe National Housing Statehood Water Board Democratic Republican Del Delegate"""
)
# Small letters that abbreviate by themselves: German "z. B.", "d. h.", "u. a."; Russian "г.", "в.", "с.".
LETTERS = "zdusoiгвсроп"
# Letters that end what a word before them begins: "plan B.", "hepatitis C.", "Serie A."
LETTERED = _words(
    """plan vitamin vitamins hepatitis grade type group class category section schedule appendix exhibit option model part
    phase point team influenza serie série division level room gate terminal title list tier series block bloc hall lane"""
)
# Names that are written with a mark of exclamation, and go on.
EXCLAIMED = _words("Yahoo Jeopardy Yum E Joomla Wham")
# Domains, which are no lost space: "Booking.Com", "ASP.Net".
TOP_DOMAINS = _words(
    "com net org edu gov mil info biz co io tv me us uk eu de fr es it ru cn jp in ca au ch at br be nl se no dk pl html php js"
)
MONTHS = _words("Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember")
# Openers that are names or parts of names too: they do not part "J. Will Smith" or "E. La Salle".
NAMES_TOO = _words("will do so an no can many she like most in le la l les un el los las o os as um lo il een de der den das")
# In front of a German ordinal: "am 3.", "der 1. FC", "zum 50. Mal".
BEFORE_AN_ORDINAL = _words(
    """am vom zum zur im der die das den dem des beim bis ab seit ein eine einen einem einer eines jeder jede jeden seinen
    seine ihren ihre ihrem seinem unser unsere dieser diesem Am Vom Zum Zur Im Der Die Das Den Dem Beim Seit Bis Ab"""
)
GERMAN = _words("der die das und ist nicht ein eine mit von den dem zu für auf sich des wird hat nach bei einen wurde sind")

# Verbs of speech: “Why?” Obama asked.
REPORTING = (
    "said|says|asked|asks|told|wrote|writes|tweeted|replied|shouted|yelled|exclaimed|added|wondered|joked|continued|screamed"
    "|cried|quipped|demanded|responded|recalled|declared|chanted|pleaded|posted|fragt|fragte|sagt|sagte|demande|pregunta|dice"
)
