"""Stories in the formats of others: each alone, or many in one stream."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import regex

from newsclean.canonical import Story
from newsclean.errors import OptionError
from newsclean.formats.json_lines import json_line
from newsclean.formats.markdown import RULE, markdown
from newsclean.formats.ninjs import ninjs
from newsclean.formats.prov_json import prov_json
from newsclean.formats.schema_org import schema_org
from newsclean.formats.story_lines import story_line
from newsclean.formats.tei import tei_corpus, tei_document
from newsclean.formats.web_annotations import web_annotations


def _json(object_of: Callable[[Story], Mapping[str, Any]], story: Story) -> str:
    return json_line(object_of(story)) + "\n"


WRITERS: dict[str, tuple[str, Callable[[Story], str]]] = {
    "jsonl": (".jsonl", lambda story: story_line(story) + "\n"),
    "markdown": (".md", markdown),
    "tei": (".xml", tei_document),
    "webannotation": (".jsonld", partial(_json, web_annotations)),
    "prov": (".json", partial(_json, prov_json)),
    "ninjs": (".json", partial(_json, ninjs)),
    "schemaorg": (".jsonld", partial(_json, schema_org)),
}
FORMATS = tuple(WRITERS)

# Names that Windows keeps for devices, whatever their ending.
DEVICES = frozenset(["con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))])
# An id that is its own file name: small letters only, since some file systems do not tell them from capitals, no longer than
# leaves room for an ending, and unlike the names made for other ids.
PLAIN = regex.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,98}[a-z0-9_-])?")
MADE = regex.compile(r"-[0-9a-f]{32}$")


def export(story: Story, format: str) -> str:
    """A story as a document of its own, with a line end; JSON formats are one line.

    Args:
        story: to write.
        format: one of `FORMATS`.

    Raises:
        OptionError: if there is no such format, or the package that it is written through is not installed.
    """
    _, write = _writer(format)
    return write(story)


def documents(stories: Iterable[Story], format: str) -> Iterator[str]:
    """Many stories as the parts of one stream: an object a line, Markdown parted by rules, or one TEI corpus.

    Stories are taken one at a time. Raises as `export`.
    """
    _, write = _writer(format)
    if format == "tei":
        yield from tei_corpus(stories)
    elif format == "markdown":
        for number, story in enumerate(stories, start=1):
            yield (RULE if number > 1 else "") + markdown(story, f"{number}-")
    else:
        yield from map(write, stories)


def file_name(id: str, format: str) -> str:
    """A file name for a story, safe on every system; ids that differ never get the same one.

    An id of small letters, digits and ``_``, ``-``, ``.`` is its own name; any other gets a part of its SHA-256.
    """
    ending, _ = _writer(format)
    if PLAIN.fullmatch(id) and id.partition(".")[0] not in DEVICES and not MADE.search(id):
        return id + ending
    shown = regex.sub(r"[^a-z0-9_]+", "-", id[:60].lower()).strip("-") or "story"
    digest = hashlib.sha256(id.encode(errors="surrogatepass")).hexdigest()
    return f"{shown}-{digest[:32]}{ending}"


def _writer(format: str) -> tuple[str, Callable[[Story], str]]:
    if format not in WRITERS:
        raise OptionError(f"there is no format {format!r}", f"Use one of {', '.join(FORMATS)}", option="format")
    return WRITERS[format]
