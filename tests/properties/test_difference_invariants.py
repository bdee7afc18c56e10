"""What always holds of the differences between wordings."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import assume, given
from hypothesis import strategies as st

from newsclean.canonical.wordings import Difference, DifferenceKind, Grade, Wording, differences
from newsclean.words import words
from strategies import sentences, wild_text

NAMES = ["Jane Doe", "Omar Masri", "Weber", "Senator Roe", "Iran", "Syria", "Microsoft", "the Interior Ministry", "Pope Leo"]
NUMBERS = ["12", "13", "seven", "2,500", "40 percent", "$3 million", "1.5 billion", "more than 90", "eighteen"]
DAYS = ["on Monday", "on Friday", "in March 2014", "on September 30", "on September 29", "last week", "at 10:30 a.m.", "today"]
VERBS = ["met", "was seen with", "had praised", "left", "will sue", "attacked", "said it owed"]
OTHERS = ["the council", "the union", "a rival firm", "old friends", "the head of the bank"]
TAILS = ["after a long debate", "despite the rain", "near the river", "“without a word” to the press", "as the talks went on"]
PUBLISHED = st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
KINDS_OF_NAMES = {DifferenceKind.NAME, DifferenceKind.PLACE}

Frame = tuple[str, str, str, str, str, str]
frames = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(VERBS),
    st.sampled_from(OTHERS),
    st.sampled_from(NUMBERS),
    st.sampled_from(DAYS),
    st.sampled_from(TAILS),
)


def told(name: str, verb: str, other: str, number: str, day: str, tail: str) -> str:
    sentence = f"{name} {verb} {other} over {number} cases {day} {tail}."
    return sentence[0].upper() + sentence[1:]


def with_one(frame: Frame, number: int, other: str) -> Frame:
    """The frame with another word in one of its places."""
    name, verb, whom, count, day, tail = (other if n == number else part for n, part in enumerate(frame))
    return name, verb, whom, count, day, tail


pairs = st.one_of(
    st.tuples(sentences(), sentences()),
    st.tuples(frames, frames).map(lambda both: (told(*both[0]), told(*both[1]))),
    st.tuples(wild_text, wild_text),
    wild_text.flatmap(lambda text: st.integers(0, len(text)).map(lambda cut: (text, text[:cut] + text[cut + 1 :]))),
)


def flags(found: tuple[Difference, ...]) -> set[tuple[DifferenceKind, Grade]]:
    return {(difference.kind, difference.grade) for difference in found}


@given(pairs, PUBLISHED, PUBLISHED)
def test_symmetric(pair: tuple[str, str], one: datetime | None, other: datetime | None) -> None:
    a, b = Wording(pair[0], one), Wording(pair[1], other)
    there, back = differences(a, [b]), differences(b, [a])
    sides = [
        sorted((d.kind, d.grade, *((s.spans, s.value) for s in d.sides[::step])) for d in found)
        for found, step in ((there, 1), (back, -1))
    ]
    assert sides[0] == sides[1]


@given(pairs)
def test_every_other_text_has_a_difference_and_an_equal_one_none(pair: tuple[str, str]) -> None:
    one, other = map(Wording, pair)
    assert bool(differences(one, [other])) is (one != other)
    assert differences(one, [one]) == ()


@given(st.lists(pairs, min_size=1, max_size=3))
def test_spans_lie_in_the_texts_and_hold_every_word_that_only_one_has(several: list[tuple[str, str]]) -> None:
    texts = [text for pair in several for text in pair]
    found = differences(Wording(texts[0]), list(map(Wording, texts[1:])))
    spans: dict[int, list[tuple[int, int]]] = {n: [] for n in range(len(texts))}
    for difference in found:
        assert [side.wording for side in difference.sides] == sorted({side.wording for side in difference.sides})
        assert difference.sides[0].wording == 0
        assert len(difference.sides) > 1
        assert any(side.spans for side in difference.sides)
        for side in difference.sides:
            assert all(0 <= span.start < span.end <= len(texts[side.wording]) for span in side.spans)
            assert list(side.spans) == sorted(side.spans)
            assert bool(side.value) <= bool(side.spans)
            spans[side.wording] += [(span.start, span.end) for span in side.spans]
    lead = words(texts[0])
    for number, text in enumerate(texts[1:], 1):
        own = words(text)
        foreign = [(s, e) for key, s, e in zip(own.keys, own.starts, own.ends, strict=True) if key not in lead.keys]
        assert all(any(start < e and s < end for start, end in spans[number]) for s, e in foreign)
        lost = [(s, e) for key, s, e in zip(lead.keys, lead.starts, lead.ends, strict=True) if key not in own.keys]
        assert all(any(start < e and s < end for start, end in spans[0]) for s, e in lost)


@given(frames, st.sampled_from(NUMBERS))
def test_a_planted_number_is_typed(frame: Frame, number: str) -> None:
    assume(number != frame[3])
    found = differences(Wording(told(*frame)), [Wording(told(*with_one(frame, 3, number)))])
    assert (DifferenceKind.NUMBER, Grade.CONTRADICTION) in flags(found)


@given(frames, st.sampled_from(NAMES))
def test_a_planted_name_is_typed(frame: Frame, name: str) -> None:
    assume(name != frame[0])
    found = differences(Wording(told(*frame)), [Wording(told(name, *frame[1:]))])
    assert {kind for kind, grade in flags(found) if grade is Grade.CONTRADICTION} & KINDS_OF_NAMES


@given(frames, st.sampled_from(DAYS), PUBLISHED)
def test_a_planted_date_is_typed(frame: Frame, day: str, published: datetime | None) -> None:
    assume(day != frame[4])
    found = differences(Wording(told(*frame), published), [Wording(told(*with_one(frame, 4, day)), published)])
    assert DifferenceKind.DATE in {kind for kind, _ in flags(found)}


@given(frames, st.sampled_from(["did not meet", "never met", "denied that they met", "failed to meet", "has not met"]))
def test_a_planted_negation_is_typed(frame: Frame, verb: str) -> None:
    found = differences(Wording(told(frame[0], "met", *frame[2:])), [Wording(told(frame[0], verb, *frame[2:]))])
    assert (DifferenceKind.NEGATION, Grade.CONTRADICTION) in flags(found)


@given(frames, st.sampled_from(["may sue", "must sue", "will sue", "should sue"]), st.sampled_from(["could sue", "has to sue"]))
def test_a_planted_modality_is_typed(frame: Frame, verb: str, other: str) -> None:
    found = differences(Wording(told(frame[0], verb, *frame[2:])), [Wording(told(frame[0], other, *frame[2:]))])
    assert {DifferenceKind.MODALITY, DifferenceKind.TENSE} & {kind for kind, _ in flags(found)}


@given(frames, st.sampled_from(["police said", "a senior official said", "according to state media", "Jane Doe told reporters"]))
def test_a_planted_attribution_is_typed(frame: Frame, source: str) -> None:
    plain = told(*frame)
    found = differences(Wording(plain), [Wording(f"{plain[:-1]}, {source}.")])
    assert (DifferenceKind.ATTRIBUTION, Grade.ABSENCE) in flags(found)


UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen""".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelt(value: int) -> str:
    """A number below a thousand million in words, written apart from the library's own reading of them."""
    if value < 20:
        return UNITS[value]
    if value < 100:
        return TENS[value // 10 - 2] + (f"-{UNITS[value % 10]}" if value % 10 else "")
    rest = value % 100
    return f"{UNITS[value // 100]} hundred" + (f" and {spelt(rest)}" if rest else "")


@st.composite
def written_twice(draw: st.DrawFn) -> tuple[str, str]:
    """One number in two of the ways that newspapers write it."""
    if draw(st.booleans()):
        value = draw(st.integers(2, 999))
        forms = [str(value), spelt(value), f"{value}.0"]
    else:
        tenths, scale, name, letter = draw(
            st.tuples(st.integers(11, 999), st.sampled_from([(10**6, "million", "m"), (10**9, "billion", "bn")])).map(
                lambda t: (t[0], *t[1])
            )
        )
        value = tenths * scale // 10
        forms = [f"{tenths / 10:g} {name}", f"{value:,}", str(value), f"{tenths / 10:g}{letter}"]
    return draw(st.sampled_from(forms)), draw(st.sampled_from(forms))


@given(frames, written_twice(), st.sampled_from(["{}", "${}", "{} percent", "nearly {}", "more than {}"]))
def test_one_number_in_two_forms_is_no_contradiction(frame: Frame, forms: tuple[str, str], way: str) -> None:
    one, other = (told(*with_one(frame, 3, way.format(form))) for form in forms)
    found = differences(Wording(one), [Wording(other)])
    assert {grade for _, grade in flags(found)} <= {Grade.FORM}


@given(frames, st.integers(2, 999), st.integers(2, 999), st.booleans())
def test_two_numbers_are_never_one(frame: Frame, one: int, other: int, in_words: bool) -> None:  # noqa: FBT001
    assume(one != other)
    texts = [told(*with_one(frame, 3, form)) for form in (str(one), spelt(other) if in_words else str(other))]
    assert (DifferenceKind.NUMBER, Grade.CONTRADICTION) in flags(differences(Wording(texts[0]), [Wording(texts[1])]))
