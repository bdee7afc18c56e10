"""What the names of a page's elements say about the lines in them: ids and classes, and elements made for one thing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from attrs import frozen

Zone = Literal["head", "body", "tail"]
AROUND: tuple[Zone, ...] = ("head", "tail")
EVERYWHERE: tuple[Zone, ...] = ("head", "body", "tail")
SHORT = 150
LONG = 10_000  # any paragraph
# A name is read as its words: "articleRelated-links" is article, related, links.
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

BESIDE = frozenset(("has", "with", "without", "no", "not"))


@frozen
class Named:
    """Elements named for one kind of boilerplate.

    Attributes:
        kind: of the removal.
        reason: of the removal; the name that was found is put behind it.
        names: words of ids and classes, in lower case.
        tags: names of elements that say the same.
        zones: where the name is believed. Around the article it nearly always holds; inside, paragraphs stand in boxes
            with the strangest names.
        longest: code points that the line may have.
        sentences: whether lines that end as a sentence go too.
        lists: whether items of lists go too.
        headings: whether headings between the paragraphs go too.
    """

    kind: str
    reason: str
    names: frozenset[str]
    tags: frozenset[str] = frozenset()
    zones: tuple[Zone, ...] = AROUND
    longest: int = SHORT
    sentences: bool = False
    lists: bool = True
    headings: bool = False


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Names that were right at least nineteen times in twenty on both sets that they were measured on; the first that fits
# decides. Tried and dropped, since they hold paragraphs as often: box, card, embed, header, headline, info, lead, list,
# sidebar, subtitle, summary, title, video, widget; factbox and infobox, on which readers do not agree.
NAMED = (
    Named(
        "photo_caption",
        "in a picture's caption",
        _set("caption captions figcaption cutline"),
        _set("figcaption"),
        EVERYWHERE,
        longest=400,
        sentences=True,
    ),
    Named("photo_caption", "beside a picture", _set("image photo picture"), longest=400, sentences=True, lists=False),
    Named("photo_caption", "beside a picture", _set("image"), zones=("body",), lists=False),
    Named("photo_credit", "in an element named for credits", _set("credit credits photocredit")),
    Named("copyright", "in an element named for the copyright", _set("copyright legal"), longest=400, sentences=True),
    Named("byline", "in an element named for the byline", _set("byline bylines author authors"), zones=EVERYWHERE),
    Named(
        "timestamp",
        "in an element named for the date",
        _set("timestamp date datetime time published posted pubdate updated"),
        _set("time"),
    ),
    Named("comments", "in an element named for comments", _set("comment comments disqus"), longest=LONG, sentences=True),
    Named(
        "newsletter", "in an element named for a newsletter", _set("newsletter newsletters signup subscribe"), zones=EVERYWHERE
    ),
    Named("share_prompt", "in an element named for sharing", _set("share sharing social follow"), longest=400, sentences=True),
    Named(
        "template_residue",
        "in an element that stands for content not shown",
        _set("placeholder consent sourcepoint"),
        zones=EVERYWHERE,
        longest=600,
        sentences=True,
    ),
    Named(
        "template_residue",
        "in an element for screen readers only",
        _set("visually visuallyhidden accessibility"),
        zones=EVERYWHERE,
        headings=True,
    ),
    Named("related_links", "in a text that the page cuts short", _set("clamp"), zones=EVERYWHERE, longest=600, sentences=True),
    Named(
        "related_links",
        "in an element named for other articles",
        _set(
            "related recommended recommendations readmore links link more teaser teasers popular trending topstories"
            " headlines recirc"
        ),
        _set("aside"),
        EVERYWHERE,
    ),
    Named(
        "navigation",
        "in an element named for navigation",
        _set("breadcrumb breadcrumbs nav navigation menu footer tags topics tools tabs tab feed quicklinks section label print"),
        _set("nav footer"),
    ),
    Named(
        "ad",
        "in an element named for advertising",
        _set("ad ads advert advertisement sponsored sponsor promo promotion classifieds"),
        sentences=True,
    ),
    Named(
        "author_bio",
        "in an element named for a portrait of the author",
        _set("bio"),
        zones=("tail",),
        longest=1000,
        sentences=True,
    ),
)
NAMED_TAGS = frozenset().union(*(named.tags for named in NAMED))


@lru_cache(maxsize=4096)
def name_words(name: str) -> frozenset[str]:
    """The words of an id or class, in lower case; none if it says what is beside the element ("hasCaption", "no-ads")."""
    words = frozenset(word.lower() for word in WORD.findall(name))
    return words if BESIDE.isdisjoint(words) else frozenset()
