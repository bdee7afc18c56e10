"""PROV-JSON: the package that is the standard part for it reads it back, and finds what the story was made of."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from prov.model import PROV, ProvActivity, ProvDerivation, ProvDocument, ProvEntity, ProvRecord, ProvUsage

from made_up_stories import stories
from newsclean import Article, CleanArticle, Story, canonicalize
from newsclean.errors import OptionError
from newsclean.formats.exports import export


def read(story: Story) -> ProvDocument:
    line = export(story, "prov")
    assert line.count("\n") == 1
    return ProvDocument.deserialize(content=line, format="json")


def one(record: ProvRecord, name: str) -> object:
    (value,) = record.get_attribute(name)
    return value


@given(stories)
def test_it_is_read_back_and_says_what_the_text_was_made_of(story: Story) -> None:
    document = read(story)
    entities = {str(entity.identifier).removeprefix("st:"): entity for entity in document.get_records(ProvEntity)}
    witnesses = {f"witness-{number}": witness for number, witness in enumerate(story.witnesses, start=1)}
    for name, witness in witnesses.items():
        assert one(entities[name], "nc:article") == witness.article
        assert list(entities[name].get_attribute("nc:url")) == ([witness.url] if witness.url else [])
    used = {usage.args[1].localpart for usage in document.get_records(ProvUsage)}
    assert used == set(witnesses)
    quoted = {}
    revised = set()
    derived = set()
    for derivation in document.get_records(ProvDerivation):
        generated, source = (name.localpart for name in derivation.args[:2])
        kinds = derivation.get_asserted_types()
        if PROV["Quotation"] in kinds:
            quoted[generated] = (witnesses[source].article, one(derivation, "nc:start"), one(derivation, "nc:end"))
        elif PROV["Revision"] in kinds:
            revised.add((witnesses[generated].article, witnesses[source].article))
        else:
            assert generated == "story"
            derived.add(witnesses[source].article)
    for number, segment in enumerate(story.segments):
        reading = segment.chosen
        assert quoted[f"segment-{number}"] == (reading.article, reading.start, reading.end)
        assert one(entities[f"segment-{number}"], "prov:value") == reading.text
    assert derived == {segment.chosen.article for segment in story.segments}
    assert revised == {(descent.article, descent.parent) for descent in story.lineage if descent.parent is not None}
    (activity,) = document.get_records(ProvActivity)
    assert list(activity.get_attribute("nc:mode")) == [story.mode]


def test_the_seeds(clean_seeds: dict[str, CleanArticle]) -> None:
    story = canonicalize([clean_seeds[name] for name in ("000", "001", "002")])
    document = read(story)
    assert len(list(document.get_records(ProvEntity))) == 1 + 3 + len(story.passages)
    assert export(story, "prov") == export(story, "prov")


def test_without_the_package_the_error_says_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prov.model", None)
    with pytest.raises(OptionError, match=r"pip install 'newsclean\[prov\]'"):
        export(canonicalize([Article("a", "The mayor left.")]), "prov")
