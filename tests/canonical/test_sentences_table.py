"""Made-up sentences of many languages, each list one line of text: where its sentences end, decided by hand."""

from __future__ import annotations

import pytest

from newsclean.canonical.sentences import units

ENGLISH = [
    # titles, initials and other abbreviations in front of a name
    ["Mr. Harlow met Mrs. Harlow.", "They left."],
    ["The talks failed.", "Mr. Obolensky went home.", "Ms. Tarrant stayed."],
    ["Sen. Ada Quill, R-N.H., asked Maj. Gen. Otto Brandt.", "He did not reply."],
    ["Lt. Col. Ruth Vane spoke.", "Gov. Noor listened.", "Rep. Who-knows did not."],
    ["It was then-Rep. Lou Marsh who won.", "Ret. Adm. Paul Oke lost."],
    ["J.K. Rowling met J. R. R. Tolkien.", "George W. Bush watched."],
    ["Bartholomew S. Finch wrote it.", "A. A. Milne did not."],
    ["The case is Marsh v. Marsh.", "It is old."],
    ["St. Louis won.", "St. Petersburg lost.", "Mt. Hood stood."],
    ["Dr. No is a film.", "Prof. Plum is a man."],
    ["REP. LOU MARSH RESIGNS.", "WHAT COMES NEXT"],
    ["It happened on Main St.", "The police closed it."],
    # what may end a sentence
    ["He lives in the U.S.", "Officials said so."],
    ["U.S. President Ada Quill left.", "The U.S. Senate stayed."],
    ["He met U.N. Secretary-General Bo Lind.", "The U.N. did not comment."],
    ["It was made in the U.S.A.", "It broke."],
    ["Acme Corp. Chairman J. R. Smith left.", "Acme Inc. paid."],
    ["She runs Acme Inc.", "Shareholders like her."],
    ["Shares of Acme Co. (ACM) rose.", "Acme Inc. <ACM> fell."],
    ["He is Donald Marsh Jr.", "His father is not."],
    ["Martin Luther King Jr. Day is a holiday.", "Martin Luther King Jr. Boulevard is a street."],
    ["It closed at 5 p.m. Eastern time.", "It opened at 9 a.m. Tuesday."],
    ["It closed at 5 p.m.", "Harlow left at six."],
    ["UPDATE: 9 p.m. -- The White House has no comment.", "None came."],
    ["It moved to Washington, D.C.", "Lawmakers cheered."],
    ["The D.C. Circuit ruled.", "D.C. Mayor Lou Marsh did not."],
    ["She holds a Ph.D. from Yale.", "He has an M.D. and a J.D. too."],
    ["They sell apples, pears, etc.", "Harlow buys them."],
    ["Some towns, e.g. Paris, voted.", "Others, i.e. Rome, did not."],
    ["It is London vs. Paris.", "Paris won."],
    ["A teacher from Montgomery County (Md.) Police Chief said so.", "She is well."],
    ["It was the F.B.I.", "Nothing happened."],
    ["That was plan B.", "Doctors liked it."],
    ["He has hepatitis C.", "Experts worry."],
    ["Nobody is better than I.", "Harlow disagrees."],
    ["My prof. and I left.", "We came back."],
    # numbers
    ["No. 10 was silent.", "Nos. 3 and 4 were not."],
    ["They left on Sept. 3 for Paris.", "On Jan. 5 they came back."],
    ["The post-Sept. 11 law stands.", "It was signed in 2001.", "Mr. Quill opposed it."],
    ["It cost 3.5 million.", "Nobody paid.", "$5 million was lost.", "20 people left."],
    ["He was born in 1975.", "His sister is 21.", "The mayor is 64."],
    ["It rose by 5 %.", "£3 is too much.", "€4 is not."],
    ["1. First of all, rest.", "Then eat."],
    ["2) Second, drink.", "Then sleep."],
    ["A. The letter of a list.", "It goes on."],
    # quotations
    ["“We will strike.", "These strikes will continue,” he said."],
    ["“Do this?", "They cannot be trusted.”", "He left."],
    ["“Why?” he asked.", "Nobody knew."],
    ["“Why?” Harlow asked.", "Nobody knew."],
    ["“Stop it!” Mr. Harlow shouted.", "They did."],
    ['"Was it you?" Rep. Lou Marsh said.', '"It was not me."', "She left."],
    ["“Why?”", "The mayor did not say."],
    ["“I was there.”", "Harlow was not."],
    ['"I was there."', '"So was I."', "They agreed."],
    ["'No.'", "'Yes.'"],
    ["He said on “Morning Talk.”", "“I was wrong.”"],
    ["He left.", "(Nobody saw him.)", "She stayed."],
    ["He left [on Monday.]", "She stayed."],
    ["‘It is over.’", "He sighed."],
    ["\x93It is over.\x94", "\x93It is.\x94", "He sighed."],
    ["It is over.[12]", "He sighed."],
    ["''It is over.''", "He sighed."],
    ["Was it true?", "“Yes!”", "She laughed."],
    ["He cried “Shame!” and left.", "She cried “No!” too."],
    ["Is this the end? ”", "He went on."],
    ["&quot;It is over.&quot;", "He sighed.", "&quot;It was long.&quot;"],
    # marks of exclamation and question, ellipses
    ["Yahoo! Inc. bought it.", "Jeopardy! champion Lou Marsh won."],
    ["He reads Yahoo! News.", "She works for Yum! Brands."],
    ["Is it OK!", "Harlow thinks so."],
    # what is no abbreviation
    ["It was filed with the SEC.", "Harlow signed it."],
    ["It was hit or miss.", "Harlow missed.", "That is modern art.", "Quill likes it."],
    ["It is a state: Jackson, Miss. Mayor Lou Marsh lives there.", "It flew a 747.", "Quill saw it."],
    ["Sen. Lou Marsh (R-Ga.).", "Abrams is not."],
    ["It was illegal.*", "Harlow paid."],
    ["“Will you?” asked Mrs. Harlow of Messrs. Quill and Marsh.", "They would."],
    ["What?!", "Nobody knows!!!", "Really?"],
    ["Wait… then it fell.", "Nobody saw."],
    ["They waited...", "Nobody came."],
    ["... Nobody came.", "They left."],
    ["It fell . . . and broke.", "Nobody saw."],
    ["It was late ... Harlow left.", "They stayed."],
    # what is no end
    ["Amazon.com sells it.", "Booking.Com does not.", "ASP.Net is old."],
    ["Write to lou.marsh@example.com.", "She will answer."],
    ["See www.example.org/news.", "It is there."],
    ["There are three: One.", "Two."],
    ["He said: Nobody came; Nobody left."],
    ["The file is called end.of.it here.", "Read it."],
    # a lost space
    ["It was the end.", "Next came rain."],
    # names written with a small letter, signs, pictures
    ["The phone failed.", "iPhone sales fell.", "eBay did well."],
    ["Nobody came.", "#NobodyCame!", "@harlow did."],
    ["It rained.", "🎃 It is autumn.", "© 2019 Example"],
    ["Nobody came.", "– Harlow did.", "• Quill did too."],
]
NO_SPACE = [
    ("It was the end.Next came rain.", ["It was the end.", "Next came rain."]),
    ("Was it the end?Nobody knew.", ["Was it the end?", "Nobody knew."]),
    ("He left on Monday.The rest stayed.", ["He left on Monday.", "The rest stayed."]),
    ("He said so.I think he lied.", ["He said so.", "I think he lied."]),
    ('It was "over."The mayor left.', ['It was "over."', "The mayor left."]),
    ('The mayor left."We are done."', ["The mayor left.", '"We are done."']),
    ('"It is over.""We are done."', ['"It is over."', '"We are done."']),
    ('"It is over," he said. "It was long."Harlow left.', ['"It is over," he said.', '"It was long."', "Harlow left."]),
    (
        '"It is over.” "It is."We are done," she said."It is."',
        ['"It is over.”', '"It is."', 'We are done," she said.', '"It is."'],
    ),
    ('He said it is "over," and left."We are done," he said.', ['He said it is "over," and left.', '"We are done," he said.']),
    ('He left."McCain came.In May it rained.', ["He left.", '"McCain came.', "In May it rained."]),
    ("The mayor left.“We are done.”", ["The mayor left.", "“We are done.”"]),
    ("“It is over.”The mayor left.", ["“It is over.”", "The mayor left."]),
    ("It was cheap (and bad).This is why.", ["It was cheap (and bad).", "This is why."]),
    ("Ask Lou.Marsh@example.com today.", ["Ask Lou.Marsh@example.com today."]),
    ("Dr.Quill and St.Louis", ["Dr.Quill and St.Louis"]),
    ("He uses node.Js and asp.Net here.", ["He uses node.Js and asp.Net here."]),
    ("In the U.S.Senate it failed.", ["In the U.S.Senate it failed."]),
    ("See pic.twitter.com/AbCd.Ef for more.", ["See pic.twitter.com/AbCd.Ef for more."]),
]
OTHERS = {
    "de": [
        ["Am 3. Mai kam er an.", "Er blieb bis zum 15. Juni."],
        ["Der 1. FC Musterstadt gewann und stieg auf.", "Das war im 19. Jahrhundert nicht so."],
        ["Er wurde mit 64 Jahren 3.", "Die anderen gingen nach Hause und schliefen."],
        ["Einige Orte, z. B. Musterstadt, stimmten zu.", "Andere, d. h. Berge, nicht."],
        ["Dr. Anna Muster sprach mit Prof. Otto Beispiel.", "Er schwieg."],
        ["„Wir gehen.“", "„Wohin?“, fragte sie.", "Er lachte."],
        ["»Wir gehen.«", "»Jetzt?«", "Sie nickte."],
        ["Er kostet 3 Mio. Euro.", "Das sind ca. 5 Mrd. Yen."],
        ["Am 3. 5. begann es.", "Es endete im Herbst."],
        ["Das Urteil (Az. 5 L 379/24) steht.", "Nr. 7 fehlt."],
        ["Er kommt an.", "Sie reist ab.", "Zwei bleiben."],
    ],
    "fr": [
        ["M. Dupont est parti.", "Mme Durand est restée."],
        ["M. Le Goff l’a dit.", "Selon lui, c’est fini."],
        ["« C’est fini. »", "Il est parti.", "« Pourquoi ? » a-t-elle demandé."],
        ["Est-ce vrai ?", "Oui !", "Personne ne sait."],
        ["Il vit à Paris depuis 1990.", "La ville est belle."],
    ],
    "es": [
        ["¿Es verdad?", "¡Sí!", "«No lo sé.»", "Se fue."],
        ["El Sr. Pérez llegó a EE. UU. y se quedó.", "La Sra. Ruiz no."],
        ["Viaja a EE. UU.", "El vuelo sale hoy."],
        ["Marcó el segundo gol (2-1, min. 18).", "Luego perdió."],
    ],
    "it": [["Il sig. Rossi è partito.", "È tornato oggi."], ["«È vero?» ha chiesto.", "Nessuno lo sa."]],
    "pt": [["O Sr. Souza saiu.", "A Dra. Lima ficou."], ["“É verdade?” perguntou ela.", "Ninguém sabe."]],
    "nl": [["Dhr. Jansen ging weg.", "Hij kwam niet terug."], ["Enkele steden, bijv. Utrecht, stemden.", "De rest niet."]],
    "pl": [["Miał ok. 20 lat.", "Prof. Nowak miał tyle samo."], ["To tzw. Nowa Huta.", "Leży w Krakowie."]],
    "da": [["Det gælder bl.a. Odense.", "Resten venter."]],
    "tr": [["Prof. Dr. Ada Kuş konuştu.", "Kimse dinlemedi."], ['"Bitti." dedi.', "Kimse inanmadı."]],
    "ru": [
        ["Он живёт на ул. Ленина.", "Она уехала."],
        ["А. С. Иванов пришёл.", "В. Петров ушёл."],
        ["«Всё кончено.»", "Он ушёл.", "«Почему?» — спросил Иван."],
        ["Это стоит 5 тыс. руб. в месяц.", "Так было в 2015 г.", "Он уехал."],
        ["Он родился в г. Москва.", "Там он и жил."],
        ["Нашли хлеб, соль и т. д.", "Потом ушли."],
    ],
    "el": [["Είναι αλήθεια;", "Κανείς δεν ξέρει.", "Έφυγε; ναι."]],
    "zh": [
        ["今天下雨。", "明天晴。"],
        ["“我们走。”", "他走了。", "天黑了！", "真的吗？"],
        ["“我们走吧！”他说。", "天黑了。"],
        ["真的吗?", "他不知道。"],
        ["价格是3.5元。", "很便宜。"],
    ],
    "ja": [
        ["今日は雨だ。", "明日は晴れる。"],
        ["「もう終わりだ。」と彼は言った。", "誰も来なかった。"],
        ["「もう終わりだ。」", "誰も来なかった。"],
        ["本当か？", "誰も知らない。"],
    ],
    "ko": [["오늘은 비가 온다.", "내일은 맑다."], ["“끝났다.”", "그는 떠났다.", "2006년 그는 돌아왔다."]],
    "ar": [["هل هذا صحيح؟", "نعم.", "انتهى"], ["قال د. سامي إن الأمر انتهى.", "لم يرد أحد."]],
    "ur": [["وہ چلا گیا۔", "بارش ہوئی۔"]],
    "hi": [["यह सच है।", "वह गया।"], ["डॉ. राम ने कहा।", "के. शर्मा नहीं आए।"], ["यह सच है।", "वह गया!", "क्यों?"]],
    "th": [["พ.ศ. ๒๕๖๗ เป็นปีใหม่"]],
    "hy": [["Նա գնաց։", "Անձրև եկավ։"]],
    "am": [["እሱ ሄደ።", "ዝናብ ዘነበ።"]],
}


def split(text: str) -> list[str]:
    return [unit.span.of(text) for unit in units(text)]


@pytest.mark.parametrize("sentences", ENGLISH, ids=lambda sentences: sentences[0][:40])
def test_english(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(("text", "sentences"), NO_SPACE, ids=[text[:40] for text, _ in NO_SPACE])
def test_where_a_site_lost_the_space(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize(
    ("language", "sentences"),
    [(name, case) for name, cases in OTHERS.items() for case in cases],
    ids=lambda value: str(value)[:40],
)
def test_other_languages(language: str, sentences: list[str]) -> None:
    separator = "" if language in ("zh", "ja") else " "
    assert split(separator.join(sentences)) == sentences
