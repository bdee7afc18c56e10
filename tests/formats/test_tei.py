"""TEI: valid, complete, and nothing of an article's text but text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from made_up_stories import stories
from newsclean import Article, CleanArticle, Story, canonicalize
from newsclean.formats.exports import documents, export

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("tei_parallel.rng")))


def valid(document: str) -> etree._Element:
    """The document as a tree, if it fits the grammar and whatever it points to is there, once."""
    root = etree.fromstring(document.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
    GRAMMAR.assertValid(root)
    ids = [element.get(ID) for element in root.iter() if element.get(ID)]
    assert len(ids) == len(set(ids))
    for element in root.iter():
        pointers = " ".join(element.get(name, "") for name in ("wit", "ref", "source")).split()
        if element.tag != f"{TEI}ptr":
            pointers += element.get("target", "").split()
        assert {pointer[1:] for pointer in pointers} <= set(ids)
    return root


def text_of(element: etree._Element, siglum: str | None = None) -> str:
    """The characters of an element as one witness has them; those that XML cannot hold are read back."""
    parts = [element.text or ""]
    for inner in element:
        if inner.tag == f"{TEI}g":
            parts.append(chr(int(inner.get("ref").rpartition("c")[2], 16)))
        elif inner.tag == f"{TEI}app":
            parts += [text_of(own) for own in inner if siglum in own.get("wit", "").split()]
        parts.append(inner.tail or "")
    return "".join(parts)


def witnesses_of(root: etree._Element) -> dict[str, str]:
    """The pointer to each witness by the id of its article."""
    found = {}
    for witness in root.iter(f"{TEI}witness"):
        idno = witness.find(f"{TEI}bibl/{TEI}idno[@type='article']")
        found[text_of(idno)] = f"#{witness.get(ID)}"
    return found


def readings_of(root: etree._Element, siglum: str) -> list[tuple[str, str]]:
    """What a witness has, passage by passage: the name of the passage and its text."""
    found = []
    for sentence in root.iter(f"{TEI}s"):
        around = next((one for one in sentence.iterancestors() if one.tag in (f"{TEI}lem", f"{TEI}rdg")), None)
        if around is None or siglum in around.get("wit").split():
            found.append((sentence.get(ID).rpartition(".")[2], text_of(sentence, siglum)))
    return found


@given(stories)
def test_it_is_valid_and_every_witness_can_be_read_back(story: Story) -> None:
    root = valid(export(story, "tei"))
    sigla = witnesses_of(root)
    assert list(sigla) == [witness.article for witness in story.witnesses]
    shown = len(story.segments)
    for article, siglum in sigla.items():
        expected = [
            (f"s{number + 1}" if number < shown else f"o{number - shown + 1}", reading.text)
            for number, passage in enumerate(story.passages)
            for reading in passage.readings
            if reading.article == article
        ]
        assert readings_of(root, siglum) == expected
    for conflict, note in zip(story.conflicts, root.iterfind(f".//{TEI}note[@type='conflict']"), strict=True):
        assert [text_of(quote) for quote in note] == [side.text for side in conflict.readings]


@given(stories)
def test_the_lemmas_are_the_text_of_the_story(story: Story) -> None:
    root = valid(export(story, "tei"))
    shown = []
    for sentence in root.find(f".//{TEI}body").iter(f"{TEI}s"):
        for reading in list(sentence.iter(f"{TEI}rdg")):
            reading.clear()
            reading.set("wit", "")
        for lemma in sentence.iter(f"{TEI}lem"):
            lemma.set("wit", "lemma")
        shown.append(text_of(sentence, "lemma"))
    assert shown == [segment.chosen.text for segment in story.segments]


@given(st.lists(stories, min_size=1, max_size=3))
def test_many_are_one_corpus(told: list[Story]) -> None:
    root = valid("".join(documents(told, "tei")))
    assert [list(witnesses_of(one)) for one in root.iterfind(f"{TEI}TEI")] == [[w.article for w in s.witnesses] for s in told]


def test_headings_paragraphs_and_divisions() -> None:
    text = "Mayor resigns\n\nShe left on Monday. Nobody stayed.\n\nThe reaction\n\nIt rained."
    root = valid(export(canonicalize([Article("a", text)]), "tei"))
    body = root.find(f".//{TEI}body/{TEI}div")
    assert [(one.tag.removeprefix(TEI), "".join(one.itertext()).strip()) for one in body] == [
        ("head", "Mayor resigns"),
        ("p", "She left on Monday. Nobody stayed."),
        ("div", "The reaction\nIt rained."),
    ]


def test_the_seeds(clean_seeds: dict[str, CleanArticle]) -> None:
    story = canonicalize([clean_seeds[name] for name in ("000", "001", "002")])
    root = valid(export(story, "tei"))
    assert root.findtext(f".//{TEI}body//{TEI}head//{TEI}s") == story.title
    (entry,) = [app for app in root.iter(f"{TEI}app") if [one.text for one in app] == ["an", "another"]]
    assert [one.get("wit") for one in entry] == ["#w2", "#w1"]


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x1b", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_named_and_shown(character: str) -> None:
    story = canonicalize([Article("a", f"The mayor{character} left.")])
    document = export(story, "tei")
    assert character not in document
    root = valid(document)
    assert readings_of(root, "#w1") == [("s1", f"The mayor{character} left.")]
    assert root.find(f".//{TEI}localProp").get("value") == f"U+{ord(character):04X}"
    assert root.findtext(f".//{TEI}s/{TEI}g").strip()


def test_line_ends_and_half_a_surrogate_pair_in_what_is_known_of_a_witness() -> None:
    title = "Mayor\r\nresigns\r\ud83d"
    root = valid(export(canonicalize([Article("a", "The mayor left.", title=title)]), "tei"))
    assert text_of(root.find(f".//{TEI}witness/{TEI}bibl/{TEI}title")) == title


def test_the_same_unwritable_character_in_two_stories_is_named_in_each() -> None:
    told = [canonicalize([Article(id, "The mayor\x07 left.")]) for id in "ab"]
    assert len(list(valid("".join(documents(told, "tei"))).iter(f"{TEI}char"))) == 2


@pytest.mark.parametrize(
    "broken",
    [("<lem wit=", "<lem type='x' wit="), ("<p>", "<p rend='x'>"), ("</s>", "<b/></s>"), (' method="parallel-segmentation"', "")],
)
def test_the_grammar_is_strict(clean_seeds: dict[str, CleanArticle], broken: tuple[str, str]) -> None:
    document = export(canonicalize([clean_seeds["000"], clean_seeds["001"]]), "tei")
    assert broken[0] in document
    with pytest.raises(etree.DocumentInvalid):
        valid(document.replace(*broken))
