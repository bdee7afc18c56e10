"""Units: lines first, headings and datelines apart from sentences, and a splitter that remembers."""

from __future__ import annotations

import io
import json
import re
import time
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from newsclean import CleanArticle
from newsclean.canonical.datelines import NEAR_TOP
from newsclean.canonical.sentences import Splitter, Unit, UnitKind, units

HEADLINE, SUBHEAD, DATELINE, SENTENCE = UnitKind.HEADLINE, UnitKind.SUBHEAD, UnitKind.DATELINE, UnitKind.SENTENCE


def split(text: str) -> list[str]:
    return [unit.span.of(text) for unit in units(text)]


def kinds(text: str, title: str | None = None) -> list[UnitKind]:
    return [unit.kind for unit in units(text, title)]


def test_a_sentence_never_goes_over_a_line_end() -> None:
    assert split("one line\nand another\r\nthird") == ["one line", "and another", "third"]


def test_the_units_of_a_line_have_its_number() -> None:
    assert [unit.line for unit in units("One.  Two.\n\n \nThree.\u2028Four. Five.")] == [0, 0, 1, 2, 2]


def test_white_space_and_what_is_invisible_belongs_to_no_unit() -> None:
    assert split("\ufeff It ended.\xa0\u200b The mayor left.\u2003\ufeff\u201cWhy?\u201d\u200b \n") == [
        "It ended.",
        "The mayor left.",
        "“Why?”",
    ]


class TestHeadings:
    def test_lines_without_a_final_stop(self) -> None:
        text = "Mayor resigns after vote\n\nShe left on Monday.\n\nWhat comes next\n\nNobody knows."
        assert kinds(text) == [HEADLINE, SENTENCE, SUBHEAD, SENTENCE]

    def test_a_first_line_that_repeats_the_title_is_the_headline(self) -> None:
        text = "The mayor is gone.\n\nShe left on Monday."
        assert kinds(text) == [SENTENCE, SENTENCE]
        assert kinds(text, "The Mayor Is Gone") == [HEADLINE, SENTENCE]

    def test_a_headline_of_two_sentences_is_one_unit(self) -> None:
        text = "The mayor is gone. What comes next?\n\nShe left on Monday."
        assert len(units(text)) == 3
        assert kinds(text, "The mayor is gone. What comes next?") == [HEADLINE, SENTENCE]

    def test_a_question_is_a_headline_and_no_subhead(self) -> None:
        assert kinds("Is the mayor gone?\n\nIs she?\n\nYes.") == [HEADLINE, SENTENCE, SENTENCE]

    def test_the_lines_of_a_sentence_that_a_site_broke_are_no_headings(self) -> None:
        assert kinds("The mayor resigned on\nMonday after a long vote.\nShe left.") == [HEADLINE, SENTENCE, SENTENCE]
        assert kinds("Shares rose on the\nfirst day of the\nweek.\nNobody sold.")[0] is SENTENCE

    def test_the_last_line_and_a_long_one_are_none(self) -> None:
        assert kinds("She left.\n\nThe end") == [SENTENCE, SENTENCE]
        assert kinds(f"{'word ' * 26}\n\nShe left.") == [SENTENCE, SENTENCE]


DATELINES = [
    ("(CNN)", "Claims of fraud were rejected."),
    ("(CNN) --", "Claims of fraud were rejected."),
    ("Washington (CNN)", "Claims of fraud were rejected."),
    ("(Reuters) -", "Shares rose on Monday."),
    ("WASHINGTON (AP) —", "The mayor resigned on Monday."),
    ("LONDON, March 3 (Reuters) -", "Shares rose on Monday."),
    ("CHICAGO, May 3, 2015 (AFP) –", "A storm closed the airport."),
    ("(Adds details) NEW YORK, May 3 (Reuters) -", "Shares rose on Monday."),
    ("WASHINGTON/MOSCOW (Reuters) -", "The two presidents will meet."),
    ("Gaza City (Palestinian Territories) (AFP) -", "The crossing reopened."),
    ("GAZA CITY (Ma'an) --", "The crossing reopened on Monday after a week of talks."),
    ("AUSTIN (KXAN) —", "The river rose on Monday after a week of rain in the hills."),
    ("NEW YORK —", "The mayor resigned on Monday after a long vote, her office said."),
    ("PORT ST. LUCIE, Fla. —", "The mayor resigned on Monday after a long vote, her office said."),
    ("RIO DE JANEIRO —", "The mayor resigned on Monday after a long vote, her office said."),
    ("LINDEN, N.J.—", "The mayor resigned on Monday after a long vote, her office said."),
    ("PUTRAJAYA, Nov 22 —", "The minister resigned on Monday after a long vote, his office said."),
    ("[Beirut, 3 May]", "Rain fell on the city."),
    ("Paris (AFP) –", "Le maire a démissionné lundi."),
    ("PARIS, 3 mai (Reuters) -", "Le maire a démissionné lundi."),
    ("Berlin (dpa) -", "Die Bürgermeisterin ist zurückgetreten."),
    ("Madrid, 3 may (EFE).-", "La alcaldesa dimitió el lunes."),
    ("SÃO PAULO (Reuters) -", "A prefeita renunciou na segunda-feira."),
    ("(ANSA) - ROMA, 3 MAG -", "La sindaca si è dimessa lunedì."),
    ("ANKARA (AA) -", "Belediye başkanı pazartesi istifa etti."),
    ("JAKARTA (ANTARA) -", "Wali kota mundur pada Senin."),
    ("МОСКВА, 3 мая — РИА Новости.", "Мэр ушла в отставку."),
    ("МОСКВА, 3 мая. /ТАСС/.", "Мэр ушла в отставку."),
    ("КИЕВ (Рейтер) -", "Мэр ушла в отставку."),
    ("بيروت (رويترز) -", "استقالت رئيسة البلدية يوم الاثنين."),
    ("新华社北京5月3日电（记者王一）", "市长周一辞职。"),
    ("（路透社北京3日电）", "市长周一辞职。"),
    ("【ソウル＝山田花子】", "市長が月曜日に辞任した。"),
    ("【ワシントン共同】", "市長が月曜日に辞任した。"),
    ("[東京 ３日 ロイター] -", "市長が月曜日に辞任した。"),
    ("(서울=연합뉴스) 홍길동 기자 =", "시장이 월요일에 사임했다."),
]
NO_DATELINES = [
    "The mayor told Cable News Network (CNN) that she would resign.",
    "Palestinian Authority (PA) President Ada Quill resigned on Monday.",
    "The Associated Press (AP) reported on Monday that shares fell.",
    "The agency (AP) said so.",
    "Acme Corp (ACM) - the maker of anvils - closed on Monday, its owners said in a statement.",
    "FILE - In this photo of March 3, 2020, the mayor is shown on her way to the town hall.",
    "BREAKING — The mayor has resigned after a long vote, her office said on Monday.",
    "OPEC — the cartel — agreed on Monday to keep its output as it is, officials said.",
    "THE MAYOR IS GONE — WHAT COMES NEXT FOR THE TOWN AND FOR ALL WHO VOTED FOR HER",
    "Two towns — Linden and Austin — voted on Monday, and both of them threw their mayors out.",
    "[The bill] passed on Monday.",
    "[Photo by Ada Quill, 3 May]",
    "(See above.) She left on Monday.",
    "(CNN)",
    "WASHINGTON (AP) —",
    "市长（王一）辞职。",
]


class TestDatelines:
    @pytest.mark.parametrize(("dateline", "sentence"), DATELINES, ids=[dateline for dateline, _ in DATELINES])
    def test_it_is_a_unit_of_its_own(self, dateline: str, sentence: str) -> None:
        # A full stop and an equals sign are part of a dateline only with a space behind them.
        for gap in (" ",) if dateline[-1] in ".=" else (" ", ""):
            text = f"{dateline}{gap}{sentence}\nShe left."
            assert split(text) == [dateline, sentence, "She left."]
            assert kinds(text) == [DATELINE, SENTENCE, SENTENCE]

    @pytest.mark.parametrize("line", NO_DATELINES)
    def test_what_looks_like_one(self, line: str) -> None:
        assert DATELINE not in kinds(f"{line}\nShe left.")

    def test_only_near_the_top(self) -> None:
        dateline = "(CNN)The mayor resigned."
        above = "She left.\n\n"
        assert kinds(above * (NEAR_TOP - 1) + dateline)[-2:] == [DATELINE, SENTENCE]
        assert DATELINE not in kinds(above * NEAR_TOP + dateline)
        assert split(f"She told us (CNN){dateline}") == [f"She told us (CNN){dateline}"]

    def test_a_long_one_is_none(self) -> None:
        note = "(Adds what the owners of forty banks say)"
        places = "NEW YORK/LONDON/PARIS/BERLIN, May 3, 2015"
        assert DATELINE in kinds(f"{note} {places} (Reuters) - Shares rose.\nShe left.")
        assert DATELINE not in kinds(f"{note} {places} (Thomson Reuters Foundation, CNN Business) - Shares rose.\nShe left.")

    def test_the_sentence_behind_it_has_the_words_of_one_without(self) -> None:
        with_dateline, without = units("LONDON (Reuters) - Shares rose.\nShe left."), units("Shares rose.\nShe left.")
        assert [unit.keys for unit in with_dateline[1:]] == [unit.keys for unit in without]
        assert with_dateline[0].keys == ("london", "reuters")


class TestSplitter:
    TEXTS = (
        "Mayor resigns\n\n(CNN)She left. He stayed.\n\nNobody knows",
        "She left. He stayed.\n\nMayor resigns\n\n(CNN)She left. He stayed.",
        "(CNN)She left. He stayed.\n" * 8,
        "",
    )

    def test_what_it_has_read_before_changes_nothing(self) -> None:
        splitter = Splitter()
        for text in self.TEXTS * 2:
            for title in (None, "Mayor resigns", "She left. He stayed."):
                assert splitter(text, title) == units(text, title)

    def test_what_it_has_read_before_is_shared(self) -> None:
        splitter = Splitter()
        first, second = splitter(self.TEXTS[0]), splitter(self.TEXTS[1])
        assert keys_of(second, "he", "stayed") is keys_of(first, "he", "stayed")


def keys_of(found: tuple[Unit, ...], *words: str) -> tuple[str, ...]:
    return next(unit.keys for unit in found if unit.keys == words)


HOSTILE = {
    "dots": "." * 300_000,
    "a dotted line": "a . . . " * 40_000,
    "stops and marks": '."' * 150_000,
    "quotation marks": '"' * 100_000,
    "opening marks": "A. " + "“" * 300_000 + "B",
    "initials": "A. " * 100_000,
    "initials without a space": "A." * 150_000,
    "white space": "a." + " " * 300_000 + "B",
    "lost spaces": "word.Next" * 30_000,
    "Greek questions": "α; " * 100_000,
    "brackets": "(" * 300_000,
    "agencies": "ABC (" * 60_000,
    "a date that does not end": "[Beirut, " * 30_000,
    "capitals": "AB " * 100_000,
    "ordinals": "am 3. Xy der die " * 20_000,
    "entities": ".&quot;" * 40_000,
    "speakers": 'Why?" Harlow ' * 20_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_lines_cost_linear_time(text: str) -> None:
    """Quadratic time would be minutes; the slowest takes half a second."""
    start = time.process_time()
    found = units(text)
    assert time.process_time() - start < 5
    assert found[0].span.start == 0
    assert found[-1].span.end == len(text.rstrip())


def test_every_sentence_of_three_labelled_articles(root: Path, clean_seeds: dict[str, CleanArticle]) -> None:
    labels = json.loads((root / "tests" / "golden" / "seeds" / "alignment.json").read_text(encoding="utf-8"))
    for file in labels["files"]:
        article = clean_seeds[file[:3]]
        pieces = [article.edited.pieces(unit.span.start, unit.span.end) for unit in units(article.text)]
        members = [member for cluster in labels["clusters"] for member in cluster["members"] if member["file"] == file]
        expected = sorted((member["start"], member["end"]) for member in members)
        assert [(spans[0].start, spans[-1].end) for spans in pieces] == expected


def test_the_example_of_the_documentation(root: Path) -> None:
    page = (root / "docs" / "sentences.md").read_text(encoding="utf-8")
    code, shown = (re.search(rf"^```{kind}\n(.*?)^```", page, re.DOTALL | re.MULTILINE) for kind in ("python", "text"))
    assert code
    assert shown
    with redirect_stdout(io.StringIO()) as printed:
        exec(code[1], {})  # noqa: S102  # the page's own example
    assert printed.getvalue() == shown[1]


def test_a_text_without_anything_to_show_has_no_units() -> None:
    assert units("") == units(" \n\u200b\n\ufeff") == ()
