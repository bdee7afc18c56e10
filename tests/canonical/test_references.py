"""What is flagged as a reference left hanging, and what is left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, CleanArticle, Story, canonicalize
from newsclean.canonical import Dangling, ReferenceKind, UnitKind
from newsclean.canonical.mentions import Form, may_introduce, mentions, names_alone
from newsclean.canonical.people import Sentence
from newsclean.canonical.references import Shown, dangling_references
from strategies import syndications, wild_text

CLAIM = "Harbour commissioner Anna Lindqvist defended the new bridge on Monday."
HE_SAID = "He said the old one was no longer safe."
SHE_SAID = "She said the old one was no longer safe."
LINDQVIST = "Lindqvist said the old one was no longer safe."
RIVAL = "Opposition leader Per Holm called it a waste of money."
COST = "The bridge will cost 12 million euros and open in five years."
OFFICIAL = "A senior port official explained the plan to reporters."
THE_OFFICIAL = "The official said that nobody had asked for a tunnel."


def found(witness: list[str], *shown: str, others: dict[str, list[str]] | None = None) -> list[Dangling]:
    """What dangles in a story of these sentences: those of the witness are taken from it, the rest from others.

    A witness's sentence that the story does not have is omitted.
    """
    witnesses = {"w": witness} | (others or {"o": [text for text in shown if text not in witness]})
    at = {text: number for number, text in enumerate(shown)}
    sentences = {id: [Sentence(text, at.get(text)) for text in texts] for id, texts in witnesses.items()}
    segments = []
    start = 0
    for number, text in enumerate(shown):
        owner = next(id for id, texts in witnesses.items() if text in texts)
        segments.append(Shown(number, start, text, owner, witnesses[owner].index(text)))
        start += len(text) + 2
    dangling = dangling_references(segments, sentences)
    together = "\n\n".join(shown)
    assert all(together[d.start : d.end] == d.text for d in dangling)
    return list(dangling)


def kinds(dangling: list[Dangling]) -> list[tuple[str, int]]:
    return [(d.text, d.segment) for d in dangling]


class TestSurnames:
    def test_whose_introduction_is_omitted(self) -> None:
        (one,) = found([CLAIM, LINDQVIST], COST, LINDQVIST)
        assert (one.segment, one.text, one.kind) == (1, "Lindqvist", ReferenceKind.SURNAME)
        assert one.reason == "the sentence of w that introduces “Anna Lindqvist” is not shown"

    def test_whose_introduction_stands_further_on(self) -> None:
        (one,) = found([CLAIM, LINDQVIST], COST, LINDQVIST, CLAIM)
        assert one.reason == "the sentence of w that introduces “Anna Lindqvist” stands only further on, as segment 2"

    def test_that_only_another_witness_introduces(self) -> None:
        (one,) = found([COST, LINDQVIST], COST, LINDQVIST, others={"o": [CLAIM]})
        assert one.reason == "w does not introduce the name; o has “Anna Lindqvist”"

    def test_after_an_honorific(self) -> None:
        assert kinds(
            found([CLAIM, "The mayor praised Mrs. Lindqvist for it."], COST, "The mayor praised Mrs. Lindqvist for it.")
        ) == [("Mrs. Lindqvist", 1)]

    def test_after_a_quotation(self) -> None:
        quoted = "“It will not stand another winter,” said Lindqvist."
        assert kinds(found([CLAIM, quoted], COST, quoted)) == [("Lindqvist", 1)]

    def test_each_name_once(self) -> None:
        again = "Lindqvist added that work begins in May."
        assert kinds(found([CLAIM, LINDQVIST, again], LINDQVIST, again)) == [("Lindqvist", 0)]

    def test_a_given_name_is_introduced_with_the_surname(self) -> None:
        given = "Anna said the old one was no longer safe."
        assert found([CLAIM, given], CLAIM, COST, given, others={"o": [COST, "Her friend Maria Anna came."]}) == []

    @pytest.mark.parametrize("introduction", [CLAIM, "It was Commissioner Lindqvist who asked for it.", "Anna Lindqvist again."])
    def test_not_if_it_is_introduced_before(self, introduction: str) -> None:
        assert found([CLAIM, LINDQVIST], introduction, COST, LINDQVIST, others={"o": [introduction, COST]}) == []

    def test_not_if_its_own_witness_has_it_so(self) -> None:
        assert found([LINDQVIST, CLAIM], LINDQVIST, CLAIM) == []

    def test_not_if_nobody_has_a_full_name(self) -> None:
        assert found([COST, LINDQVIST], COST, LINDQVIST) == []

    @pytest.mark.parametrize(
        "sentence",
        [
            "Police said the old one was no longer safe.",
            "Harbour Police said the old one was no longer safe.",
            "The Lindqvist administration said it would look into it.",
            "Lindqvist’s lawyers looked on.",
            "In the hall she met Lindqvist and others.",
            "Monday said nothing.",
        ],
    )
    def test_only_persons_who_speak(self, sentence: str) -> None:
        names = "Harbour Police and Anna Lindqvist, the Harbour Monday."
        assert found([names, sentence], COST, sentence) == []

    def test_a_line_that_was_broken_in_a_name(self) -> None:
        assert found([CLAIM, "so said commissioner Anna", LINDQVIST], COST, LINDQVIST) == []


class TestPronouns:
    def test_after_somebody_else(self) -> None:
        (one,) = found([CLAIM, SHE_SAID], CLAIM, RIVAL, SHE_SAID)
        assert (one.segment, one.text, one.kind) == (2, "She", ReferenceKind.PRONOUN)
        assert one.reason == "the last person named before it in w is Lindqvist; here it is Holm, in segment 1"

    def test_after_nobody(self) -> None:
        (one,) = found([CLAIM, SHE_SAID], COST, SHE_SAID)
        assert one.reason == "the last person named before it in w is Lindqvist; here nobody is named before it"

    def test_after_a_quotation(self) -> None:
        quoted = "“It will not stand another winter,” she said."
        (one,) = found([CLAIM, quoted], CLAIM, RIVAL, quoted)
        assert (one.text, one.segment) == ("she", 2)

    def test_through_a_chain_of_pronouns(self) -> None:
        again = "“Work begins in May,” she added."
        assert kinds(found([CLAIM, SHE_SAID, again], CLAIM, SHE_SAID, RIVAL, again)) == [("she", 3)]

    def test_not_where_the_story_goes_on_like_the_witness(self) -> None:
        assert found([CLAIM, RIVAL, SHE_SAID], CLAIM, RIVAL, SHE_SAID) == []

    def test_not_after_an_edited_version_of_what_it_followed(self) -> None:
        edited = CLAIM.replace("on Monday", "on Tuesday")
        sentences = {"w": [Sentence(CLAIM, 0), Sentence(SHE_SAID, 1)], "o": [Sentence(edited, 0)]}
        shown = [Shown(0, 0, edited, "o", 0), Shown(1, len(edited) + 1, SHE_SAID, "w", 1)]
        assert dangling_references(shown, sentences) == ()

    def test_not_after_a_sentence_that_takes_no_reference(self) -> None:
        assert found([CLAIM, SHE_SAID], CLAIM, COST, SHE_SAID) == []

    def test_not_after_another_sentence_on_the_same_person(self) -> None:
        other = "The plan of Anna Lindqvist has few friends."
        assert found([CLAIM, SHE_SAID], other, SHE_SAID) == []

    def test_not_after_a_sentence_that_goes_on_about_the_same(self) -> None:
        turned = "She then turned to Per Holm."
        assert found([CLAIM, SHE_SAID], CLAIM, turned, SHE_SAID, others={"o": [CLAIM, turned, RIVAL]}) == []

    def test_not_where_the_other_one_is_of_the_other_sex(self) -> None:
        man = "Harbour commissioner Carl Lindqvist defended the new bridge on Monday."
        assert found([man, HE_SAID], man, "A woman in the hall laughed.", HE_SAID) == []

    def test_not_after_one_who_may_be_the_same(self) -> None:
        assert found([CLAIM, SHE_SAID], CLAIM, "The official looked tired.", SHE_SAID) == []
        student = "A student has written to the mayor."
        assert found([student, SHE_SAID], student, CLAIM, SHE_SAID) == []

    def test_after_somebody_new_who_is_not_named(self) -> None:
        (one,) = found([CLAIM, SHE_SAID], CLAIM, OFFICIAL, SHE_SAID)
        assert one.reason.endswith("here it is official, in segment 1")

    def test_not_after_a_quotation_of_somebody_in_the_same_sentence(self) -> None:
        quoted = "“It will not stand, said Lindqvist. “Look at it,” she said."
        assert found([CLAIM, quoted], CLAIM, RIVAL, quoted) == []

    def test_not_where_relatives_cast_doubt(self) -> None:
        assert found([CLAIM, SHE_SAID], CLAIM, "Her mother built the first one.", SHE_SAID) == []

    def test_not_where_the_sentence_names_the_person_itself(self) -> None:
        named = "Anna Lindqvist smiled. “No,” she said."
        assert found([CLAIM, named], CLAIM, RIVAL, named) == []

    def test_names_in_quotations_do_not_count(self) -> None:
        quoting = "“Ask Anna Lindqvist,” a sign in the hall read."
        assert kinds(found([CLAIM, SHE_SAID], CLAIM, RIVAL, quoting, SHE_SAID)) == [("She", 3)]

    def test_the_first_sentence_of_a_witness_is_its_own_affair(self) -> None:
        assert found([SHE_SAID, CLAIM], RIVAL, SHE_SAID, CLAIM) == []


class TestDescriptions:
    def test_whose_sentence_is_omitted(self) -> None:
        (one,) = found([OFFICIAL, THE_OFFICIAL], COST, THE_OFFICIAL)
        assert (one.segment, one.text, one.kind) == (1, "The official", ReferenceKind.DESCRIPTION)
        assert one.reason == "the sentence of w that tells which official is not shown; here nothing before it speaks of one"

    def test_after_another_one(self) -> None:
        other = "Another port official doubted the figures."
        (one,) = found([OFFICIAL, THE_OFFICIAL], OFFICIAL, other, THE_OFFICIAL)
        assert one.reason == "the sentence of w that tells which official is segment 0; here another one is in segment 1"

    def test_after_a_quotation(self) -> None:
        quoted = "“Nobody has asked for a tunnel,” the official said."
        assert kinds(found([OFFICIAL, quoted], COST, quoted)) == [("the official", 1)]

    def test_papers(self) -> None:
        said = "The report said the old one was no longer safe."
        assert kinds(found(["Engineers wrote a report about it.", said], COST, said)) == [("The report", 1)]

    def test_not_where_it_is_near(self) -> None:
        assert found([OFFICIAL, THE_OFFICIAL], OFFICIAL, COST, THE_OFFICIAL) == []

    def test_not_where_the_same_person_is_named(self) -> None:
        spokesman = "Port spokesman Per Holm explained the plan."
        said = "The spokesman said that nobody had asked for a tunnel."
        assert found([spokesman, said], RIVAL, said) == []

    def test_not_where_its_witness_has_none_before_it(self) -> None:
        assert found([COST, THE_OFFICIAL], RIVAL, THE_OFFICIAL) == []


class TestInput:
    def test_nothing(self) -> None:
        assert dangling_references([], {}) == ()

    def test_headings_are_passed_over(self) -> None:
        sentences = {
            "w": [Sentence(CLAIM, 0), Sentence("A day of doubt", 1, heading=True), Sentence(SHE_SAID, 3)],
            "o": [Sentence("Lindqvist said no", 2, heading=True)],
        }
        shown = [
            Shown(0, 0, CLAIM, "w", 0),
            Shown(1, 0, "A day of doubt", "w", 1, heading=True),
            Shown(2, 0, "Lindqvist said no", "o", 0, heading=True),
            Shown(3, 0, SHE_SAID, "w", 2),
        ]
        assert dangling_references(shown, sentences) == ()

    def test_a_line_broken_for_its_width_is_not_judged(self) -> None:
        rest = "another winter,” she said."
        assert found([CLAIM, "“It will not stand", rest], RIVAL, rest) == []

    @pytest.mark.parametrize(
        "text",
        [
            " ".join(f"N{n}am said so." for n in range(20_000)),
            "Anna Lindqvist " * 20_000,
            "“" * 50_000,
            "'a" * 50_000,
            "a-" * 100_000,
            "A-A" * 50_000,
            "the " * 50_000 + "official",
            "He said “" * 20_000,
            "M" * 300_000,
        ],
    )
    def test_hostile_texts_take_linear_time(self, text: str) -> None:
        begin = time.process_time()
        found([CLAIM, text, SHE_SAID], RIVAL, text, CLAIM, SHE_SAID)
        assert time.process_time() - begin < 3  # it takes a tenth of that; quadratic time would be minutes


class TestMentions:
    @pytest.mark.parametrize(
        ("sentence", "surname", "form", "speaks", "person"),
        [
            ("Kremlin Chief of Staff Sergey Ivanov said so.", "Ivanov", Form.FULL, True, True),
            ("But Ivanov later told reporters so.", "Ivanov", Form.ALONE, True, False),
            ("They met President Obama there.", "Obama", Form.TITLED, False, True),
            ("They met Mr. Obama there.", "Obama", Form.HONORIFIC, False, True),
            ("A spokesman, Peter Cook, had more.", "Cook", Form.FULL, False, True),
            ("Mayor Bill de Blasio came.", "Blasio", Form.FULL, False, True),
            ("Jane Doe, 43, came.", "Doe", Form.FULL, False, True),
            ("He saw Jane Doe there.", "Doe", Form.FULL, False, False),
            ("It was, said al-Assad, a lie.", "Assad", Form.ALONE, True, False),
            ("“No,” said O’Reilly.", "Reilly", Form.ALONE, True, False),
            ("Syria’s Assad walked out.", "Assad", Form.ALONE, False, False),
        ],
    )
    def test_forms(self, sentence: str, surname: str, form: Form, *, speaks: bool, person: bool) -> None:
        named = [mention for mention in mentions(sentence) if mention.surname == surname]
        assert [(m.form, m.speaks, m.person) for m in named] == [(form, speaks, person)]

    @pytest.mark.parametrize(
        "sentence",
        [
            "The White House said no.",
            "The Obama administration said no.",
            "NATO said no.",
            "The Wanderer said no.",
            "So the Wanderer said no.",
        ],
    )
    def test_no_persons(self, sentence: str) -> None:
        assert not any(mention.speaks for mention in mentions(sentence))

    def test_the_quick_look_misses_no_one(self) -> None:
        alone = ["But Ivanov also said so.", "“No,” said Ivanov.", "Ivanov, added that.", "A friend of Ms Doe came.", LINDQVIST]
        assert all(list(names_alone(sentence)) for sentence in alone)
        assert not any(list(names_alone(sentence)) for sentence in [CLAIM, COST, SHE_SAID, "Sergey Ivanov said so.", "said", ""])


def of_story(story: Story) -> tuple[Dangling, ...]:
    """What dangles in a story, with the input made from its readings."""
    rows: dict[str, list[tuple[int, int, str, bool]]] = {}
    for number, passage in enumerate(story.passages):
        for reading in passage.readings:
            heading = passage.kind is not UnitKind.SENTENCE
            rows.setdefault(reading.article, []).append((reading.start, number, reading.text, heading))
    for own in rows.values():
        own.sort()
    shown_up_to = len(story.segments)
    sentences = {
        witness: [Sentence(text, number if number < shown_up_to else None, heading) for _, number, text, heading in own]
        for witness, own in rows.items()
    }
    places = {(witness, number): place for witness, own in rows.items() for place, (_, number, *_) in enumerate(own)}
    shown = [
        Shown(n, s.start, s.chosen.text, s.chosen.article, places[s.chosen.article, n], s.kind is not UnitKind.SENTENCE)
        for n, s in enumerate(story.segments)
    ]
    return dangling_references(shown, sentences)


@given(syndications())
def test_of_any_story_the_words_are_told(articles: list[Article]) -> None:
    story = canonicalize(articles)
    for dangling in of_story(story):
        segment = story.segments[dangling.segment]
        assert segment.start <= dangling.start < dangling.end <= segment.end
        assert story.text[dangling.start : dangling.end] == dangling.text
    assert all(of_story(canonicalize([article])) == () for article in articles)


class TestSeeds:
    def test_a_speaker_whom_only_the_other_versions_introduce(self, clean_seeds: dict[str, CleanArticle]) -> None:
        names = {article.id: name for name, article in clean_seeds.items()}
        story = canonicalize([clean_seeds[name] for name in ("000", "001", "002")], base=lambda _: clean_seeds["001"].id)
        flagged = [d for d in of_story(story) if d.text == "Ivanov"]
        assert [names[story.segments[d.segment].chosen.article] for d in flagged] == ["002"]
        assert "“Sergey Ivanov”" in flagged[0].reason

    def test_an_official_cut_off_by_the_other_version(self, clean_seeds: dict[str, CleanArticle]) -> None:
        story = canonicalize([clean_seeds[name] for name in ("000", "001")], base=lambda _: clean_seeds["000"].id)
        assert (ReferenceKind.DESCRIPTION, "The official") in [(d.kind, d.text) for d in of_story(story)]

    def test_each_seed_alone_has_nothing(self, clean_seeds: dict[str, CleanArticle]) -> None:
        assert [of_story(canonicalize([article])) for article in clean_seeds.values()] == [()] * 5


@given(
    st.lists(st.sampled_from([",", "said", "also", "Mr.", "Ivanov", "Ivanov,", "'s", "’", "", ".", "al-Assad", "O’"]) | wild_text)
)
def test_no_text_is_too_odd_to_be_read(words: list[str]) -> None:
    text = " ".join(words)
    assert all(surname == "" or surname[0].isupper() or surname in text for surname in names_alone(text))
    assert all(mention.surname in text for mention in mentions(text))
    assert may_introduce(text, "Ivanov") <= ("Ivanov" in text)
