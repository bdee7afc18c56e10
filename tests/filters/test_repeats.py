"""Text that stands twice."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Article, Block, CleanArticle
from newsclean.filters.repeats import _found, repeats

BODY = "\n\n".join(f"The council met for the {n}. time and the mayor said nothing about the bridge." for n in range(2, 12))
SUMMARY = "The mayor has banned all cars from the old bridge over the river for good."


def cleaned(text: str) -> CleanArticle:
    article = CleanArticle.untouched(Article("a", text))
    return article.edit(repeats(article))


def rules(text: str) -> set[str]:
    return {edit.rule for edit in repeats(CleanArticle.untouched(Article("a", text)))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "President Doe John Henry DoeMayor faces vote on bridge Report on bridge MORE on Monday said no.",
            "President Doe on Monday said no.",
        ),
        (
            "Speaker Ann Roe Ann Davis Roe Retirees say no Mayor and family dress as bridge MORE’s (R-Wis.) exit",
            "Speaker Ann Roe’s (R-Wis.) exit",
        ),
        (
            "Sens. Ann Roe Ann Mary RoeCouncil balks MORE (R-S.C.) and Tom Doe Jr. Tom Ed Doe Jr.Bridge falls MORE left.",
            "Sens. Ann Roe (R-S.C.) and Tom Doe Jr. left.",
        ),
        (
            "Then came Max MoeMax MoeThe 81 names in the bridge probe Bridge falls MORE, a spokesman.",
            "Then came Max Moe, a spokesman.",
        ),
    ],
)
def test_links_behind_a_name_are_cut_out_of_the_sentence(text: str, expected: str) -> None:
    assert cleaned(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "John Doe, John Henry Doe's son, wants MORE of it, and so does his mother, who is 81 years old.",
        "President Doe wants MORE on Monday, MOREOVER on Tuesday.",
        "President Doe John Henry DoeMayor faces vote on bridge and Council worries about it MOREOVER on Monday.",
    ],
)
def test_more_in_capitals_is_no_link_by_itself(text: str) -> None:
    assert cleaned(text).text == text


def test_the_end_of_a_line_that_the_next_line_repeats_goes_there() -> None:
    text = (
        "The council says 30,000 stones cut by Doe Stone will be laid on the bridge by the end of August.\n"
        "cut by Doe Stone will be laid on the bridge by the end of August. 2,500 of them are white.\n"
        "Ann Roe , former clerk of the bridge\n"
        ", former clerk of the bridge Tom Doe"
    )
    expected = (
        "The council says 30,000 stones cut by Doe Stone will be laid on the bridge by the end of August.\n"
        "2,500 of them are white.\nAnn Roe , former clerk of the bridge\nTom Doe"
    )
    assert cleaned(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "The bridge is falling down.\nThe bridge is falling down. My fair lady.",
        "Bridges with faults: 2.5% (4th lowest of all the states in the whole of it)\n2.5% (4th lowest of all",
        "Oats 284.5 1,097.3 278.3 18.4 443.1 12.9 88.1\n284.5 1,097.3 278.3 18.4 443.1 12.9 88.1 and so on",
        "the old bridge is closed\nthe old bridge is closed\nand so on",
        "The old bridge is falling down today.\nThe old bridge is falling down today. My fair lady.",
        "Oats 284.5 1,097.3 278.3 18.4 443.1 12.9 88.1 3.5 7.1\n284.5 1,097.3 278.3 18.4 443.1 12.9 88.1 3.5 7.1 and so on",
        "None of it fits with what we know of the mayor\nNone of it fits with what we know of the mayor. He is kind.",
    ],
)
def test_short_refrains_rows_of_tables_and_subheads_stay(text: str) -> None:
    assert cleaned(text).text == text


def test_pull_text_goes_where_the_line_below_begins_with_it() -> None:
    pulled = "I do not trust you, and you have given me no reason to."
    assert cleaned(f"He left.\n\n{pulled}\n\n{pulled} So go.").text == f"He left.\n\n\n\n{pulled} So go."


LARGE = "Nobody who has seen the old bridge would let his children cross it on foot."
PARAGRAPH = f"The engineers have been there for a week. {LARGE} It is to be closed on Monday, the mayor said."


@pytest.mark.parametrize("line", [LARGE, LARGE.rstrip("."), f"“{LARGE}”", f"“ {LARGE} ”"])
@pytest.mark.parametrize("distance", [1, 3])
def test_a_sentence_of_a_paragraph_close_by_that_is_printed_large_goes(line: str, distance: int) -> None:
    between = "\n\n".join(BODY.split("\n\n")[:distance])
    for text in (
        f"Once.\n\n{line}\n\n{between}\n\n{PARAGRAPH}\n\nThey left.",
        f"Once.\n\n{PARAGRAPH}\n\n{between}\n\n{line}\n\nThey left.",
    ):
        assert [edit.kind for edit in cleaned(text).removals] == ["standfirst"]
        assert PARAGRAPH in cleaned(text).text


@pytest.mark.parametrize(
    "text",
    [
        f"Once.\n\n“{LARGE}” she said.\n\n{BODY}\n\n{PARAGRAPH}",  # a quotation with its speaker
        f"Once.\n\n“{LARGE}”\n\n{BODY}\n\n{LARGE} Jane Doe, engineer at the town hall\n\nTwice.",  # that below is the large print
        f"Once.\n\n{LARGE}\n\nThe council met.\n\nIn a tweet she wrote: “{LARGE}” He did not answer it.\n\nTwice.",
        f"{PARAGRAPH}\n\n{BODY}\n\n{BODY.replace('council', 'board')}\n\n{LARGE}\n\nTwice.",  # too far off
        f"Once.\n\n‘{LARGE.rstrip('.')}’\n\n{PARAGRAPH}\n\nTwice.",  # a subhead that quotes
        f"Once.\n\n{LARGE.rstrip('.')}\n\n{PARAGRAPH}\n\nTwice.",  # a subhead over its paragraph
        f"Once.\n\n“{LARGE}\n\nThey met.\n\n{PARAGRAPH}\n\nTwice.",  # the beginning of a quotation
        f"Once.\n\n{LARGE.rstrip('.')}\n\nThey met.\n\n{PARAGRAPH.replace('foot.', 'footpaths.')}\n\nTwice.",
        f"Once.\n\n{LARGE}\n\nThey met.\n\nThe engineers said: “{LARGE}” He did not answer.\n\nTwice.",  # what others said
        "Once.\n\nNo bridge, no peace.\n\nThey met.\n\nThey shouted. No bridge, no peace. They left.",
    ],
)
def test_what_is_said_again_stays(text: str) -> None:
    assert "repeats.large-print" not in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Once.\n\n{LARGE}\n\n{PARAGRAPH}\n\nTwice.",  # no subhead, since it is a sentence
        f"Once.\n\n“{LARGE}”\n\nThey met.\n\nThe engineers said: “{LARGE}” He did not answer.\n\nTwice.",
    ],
)
def test_a_sentence_over_its_paragraph_and_a_quotation_are_printed_large_too(text: str) -> None:
    assert rules(text) == {"repeats.large-print"}


def test_a_heading_that_stands_twice_goes_once() -> None:
    line = "Who pays for the new bridge, and when is it to be open for all?"
    text = f"{BODY}\n\n{line}\n\nThey met.\n\n{line}\n\nThey left."
    blocks = [Block(at, at + len(line), tags=("h3",)) for at in (text.index(line), text.rindex(line))]
    (edit,) = repeats(CleanArticle.untouched(Article("a", text, blocks=blocks)))
    assert (edit.rule, edit.start) == ("repeats.line", text.rindex(line))


@pytest.mark.parametrize(("tag", "expected"), [("h3", set()), ("blockquote", {"repeats.large-print"})])
def test_a_heading_that_says_a_sentence_below_it_stays(tag: str, expected: set[str]) -> None:
    text = f"{BODY}\n\n{LARGE}\n\nThey met.\n\n{PARAGRAPH}\n\nThey left."
    start = text.index(LARGE)
    article = Article("a", text, blocks=[Block(start, start + len(LARGE), tags=(tag,))])
    assert {edit.rule for edit in repeats(CleanArticle.untouched(article))} == expected


def test_a_second_copy_of_a_paragraph_goes_with_the_line_that_names_its_speaker() -> None:
    said = "“The mayor is good at whipping up votes and at disciplining all those who do not vote.”\n\nAnn Roe, Daily Bridge"
    text = f"{BODY}\n\n{said}\n\n“No.”\n\nTom Doe, Bridge Post\n\n{said}"
    article = cleaned(text)
    assert article.text.strip() == f"{BODY}\n\n{said}\n\n“No.”\n\nTom Doe, Bridge Post"
    assert {removal.rule for removal in article.removals} == {"repeats.line"}


def test_a_summary_at_the_head_goes_as_a_standfirst_and_the_body_stays() -> None:
    text = f"{SUMMARY}\n\n{BODY}\n\n{SUMMARY} He said so on Monday."
    article = cleaned(text)
    assert article.text.strip() == f"{BODY}\n\n{SUMMARY} He said so on Monday."
    assert [removal.kind for removal in article.removals] == ["standfirst"]


@pytest.mark.parametrize("caption", [SUMMARY.rstrip("."), f"Relief: {SUMMARY.rstrip('.')}"])
def test_a_sentence_that_a_caption_says_again_stays(caption: str) -> None:
    text = f"It was late.\n\n{SUMMARY}\n\n{BODY}\n\n{caption}\n\nThey left.\n\nThey came back."
    assert SUMMARY in cleaned(text).text


def test_a_sentence_right_below_a_caption_that_says_it_stays() -> None:
    text = f"{BODY}\n\nRelief: {SUMMARY.rstrip('.')}\n\n{SUMMARY}\n\nThey left."
    assert SUMMARY in cleaned(text).text.split("\n")


def test_what_the_first_line_says_already_stays_in_the_body() -> None:
    text = f"{PARAGRAPH}\n\nOnce.\n\n{LARGE}\n\n{BODY}\n\nThey left."
    assert LARGE in cleaned(text).text.split("\n")


def test_of_an_article_that_stands_twice_the_first_copy_stays() -> None:
    assert cleaned(f"{SUMMARY}\n\n{BODY}\n\n{SUMMARY}\n\n{BODY}").text.strip() == f"{SUMMARY}\n\n{BODY}"


def test_a_line_that_stands_three_times_is_a_refrain() -> None:
    text = "\n\n".join([SUMMARY, "One.", SUMMARY, "Two.", SUMMARY, "Three."])
    assert cleaned(text).text == text


def test_a_summary_goes_and_the_line_of_the_body_that_it_copies_stays() -> None:
    text = f"{BODY}\n\n{SUMMARY}\n\nHe said so on Monday, and all of the council were glad."
    assert cleaned(f"{SUMMARY}\n\n{text}").text.strip() == text


@pytest.mark.parametrize(
    ("line", "expected"), [("Mayor has banned all cars from the old bridge now", []), (SUMMARY, ["repeats.standfirst"])]
)
def test_an_open_line_at_the_head_must_be_longer_to_be_a_summary(line: str, expected: list[str]) -> None:
    text = f"{line}\n\n{BODY}\n\n{BODY.replace('council', 'board')}\n\nThe paper wrote: {line.rstrip('.')}, or so it seems."
    assert sorted(rules(text)) == expected


@pytest.mark.parametrize(
    "below", ["He left.", "Ann Roe, for many years the editor of the Daily Bridge and now of the Bridge Post"]
)
def test_a_line_below_both_copies_that_names_nobody_stays(below: str) -> None:
    said = "“The mayor is good at whipping up votes and at disciplining all those who do not vote.”"
    text = f"{BODY}\n\n{said}\n\n{below}\n\nThey met.\n\n"
    assert cleaned(f"{text}{said}\n\n{below}").text.split() == f"{text}{below}".split()


@pytest.mark.parametrize(("word", "end", "expected"), [("all ", ".", {"repeats.line"}), ("", ".", set()), ("all ", "", set())])
def test_a_line_that_is_copied_has_twelve_words_and_an_end(word: str, end: str, expected: set[str]) -> None:
    line = f"The mayor has banned {word}cars from the old bridge for good{end}"
    assert rules(f"{BODY}\n\n{line}\n\nThey met.\n\n{line}\n\nThey left.") == expected


def test_two_doubled_captions_are_no_gallery() -> None:
    captions = [f"The mayor walks over the bridge with {n} of her brothers and friends in May." for n in range(2)]
    gallery = "\n".join(f"{caption}\n{caption} The bridge is old." for caption in captions)
    assert "repeats.gallery" not in rules(f"{BODY}\n{gallery}\n{SUMMARY}")


def test_a_gallery_of_doubled_captions_goes() -> None:
    captions = [f"The mayor walks over the bridge with {n} of her brothers and friends in May." for n in range(3)]
    gallery = "\n".join(f"{caption}\n{caption} The bridge is old." for caption in captions)
    article = cleaned(f"{BODY}\n{gallery}\n{SUMMARY}")
    assert article.text.split("\n")[-1] == SUMMARY
    assert {removal.kind for removal in article.removals} == {"photo_caption"}
    assert article.text.startswith(BODY)


def test_a_caption_that_closes_its_line_twice_stands_once() -> None:
    text = "Video length 41 seconds :41 The aftermath of the flood in the old town The aftermath of the flood in the old town"
    assert cleaned(text).text == "Video length 41 seconds :41 The aftermath of the flood in the old town"
    assert rules(text) == {"repeats.caption"}


@pytest.mark.parametrize(
    "text",
    [
        "Video :41 The aftermath of the flood in the old town/The aftermath of the flood in the old town",
        "Video :41The aftermath of the flood in the old town The aftermath of the flood in the old town",
        "They will be laid, he said, on the bridge by the end of August\non the bridge by the end of Augustine Street",
        "They shouted for an hour: no bridge, no peace, no bridge, no peace, no bridge, no peace, no bridge, no peace",
        "It is a step in the right direction. That's a step in the right direction. That's a step in the right direction.",
    ],
)
def test_slogans_stay(text: str) -> None:
    assert cleaned(text).text == text


@given(st.lists(st.sampled_from([SUMMARY, BODY, "Ann Roe Ann Mary RoeBridge falls again today MORE", "a b c", "x", "No. No."])))
def test_nothing_is_left_for_a_later_round_after_a_few(lines: list[str]) -> None:
    article = CleanArticle.untouched(Article("a", "\n".join(["Once.", *lines])))
    for _ in range(len(lines) + 2):
        edits = list(repeats(article))
        if not edits:
            break
        article = article.edit(edits)
    else:
        pytest.fail("the filter never settles")


@pytest.mark.parametrize(
    "text",
    [
        "Roe Ann " * 20_000 + "MORE",
        "Ann Roe Ann Mary Roe" + "Bridge falls " * 20_000,
        "no bridge " * 20_000,
        "\n".join(["the mayor and the bridge and the mayor and the bridge"] * 5_000),
        " MORE" * 20_000,
    ],
)
def test_time_grows_with_the_text(text: str) -> None:
    start = time.process_time()
    list(repeats(CleanArticle.untouched(Article("a", text))))
    assert time.process_time() - start < 2


PHRASES = [
    "The council met again on Monday and the mayor said nothing",
    "“The bridge stays as it is, whatever they say,” said Roe.",
    "Cars are banned from the old bridge over the river for good.",
    "Doe",
    "1 2 3 4",
    "MORE",
]
LINES = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=3).map(" ".join)


@given(st.lists(LINES, min_size=1, max_size=12).map("\n".join))
def test_looking_at_suspects_alone_finds_no_less(text: str) -> None:
    rows = CleanArticle.untouched(Article("a", text)).edited.lines
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(_found.__globals__, "_suspects", lambda _, rows: frozenset(range(len(rows))))
        expected = list(_found(text, rows))
    assert list(_found(text, rows)) == expected
