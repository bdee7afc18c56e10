"""From evidence to a relation: a short list of rules, each with its threshold and its source."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from newsclean.neardup.evidence import Evidence


class Relation(StrEnum):
    """How two articles are related, from the closest to the most distant."""

    IDENTICAL = "identical"
    COPY = "copy"
    VERSION = "version"
    EXCERPT = "excerpt"
    OVERLAP = "overlap"
    REUSE = "reuse"
    TEMPLATE = "template"


STORY = frozenset({Relation.IDENTICAL, Relation.COPY, Relation.VERSION, Relation.EXCERPT, Relation.OVERLAP})
"""The relations that tie articles into one story."""
DUPLICATE = STORY - {Relation.OVERLAP}
"""The relations of articles that a corpus can do without."""

# Every threshold was chosen on labelled pairs of real articles (English; 276 of 2014-15, 64 of 1987) as the middle of a gap
# between pairs of the one and of the other kind, which each comment names. benchmarks/relations_sensitivity.py moves each of
# them and prints what that costs.

ALL = 0.90  # bridged share of a text that counts as all of it
EXCERPT_RATIO = 1.5  # the longer text must have this many times the words, else the shorter one is a version of it

# A version: at least this share of the shorter text is in shared passages. Versions are at .57 ("aggregator reposting most of
# the story"), .60 and more, a follow-up with the background of an earlier article at .52.
CORE = 0.56
# And this share of its narration; below, what is shared is borrowed speech. Versions are at .41 and more, rewrites of an
# agency text that keep its quotations at .39 and less; press releases, suicide notes and hoaxes quoted in full near 0.
CORE_NARRATION = 0.40
# Words of narration that make a version of any text, whatever their share: versions refused by the share have 129 (an agency
# feed that repeats itself), rewrites no more than 66.
MUCH_NARRATED = 100
# Words of narration without which two texts are no versions: a copyright line has 18, a table's head 21, the shortest
# version 27.
MIN_NARRATED = 25
# Where less than this share of a long text is shared, it takes nearly all of the short one: a hoax retold beside a fact check
# has .58 of the one and .15 of the other, cuts of agency texts .79 and .18, .80 and .11.
LONGER_PART, LONGER_CORE = 0.20, 0.70

# Where each text has a stretch of so many words for itself, they are two stories with something in common, such as the long
# captions of a photo gallery: in scraped articles these have 246 words and more, versions there 198 and less, versions among the
# labelled pairs 180 and less.
OWN_STORY = 250

# Or about half of both texts is the same narration: two takes of one agency story have .53 of the shorter and .51 of the
# longer text; reuse reaches .45 and .38.
BOTH = 0.45

# An overlap: the agency's sentences, kept in many places between the writer's own. Two stories of one war have 89 words in 9
# passages, rewrites that keep a sentence here and there 68 in 6 or 93 in 5. Where figures differ as often as in a template, it is
# one: reports of the money supply in February and in January share .49 in 9 passages, and 12 of 25 figures differ; in an overlap
# of 2014-15 it is one at most.
OVERLAP_SHARE, OVERLAP_NARRATED, OVERLAP_PASSAGES = 0.35, 75, 7

# A template: texts of one form...
SAME_FORM = 0.50
# ...that have other figures, at least one in so many words of the shorter text: bulletins have one in 57 (a crop table that
# carries most of last month's along: 16 of 18 agree) or more, market reports that go on during a day one in 91.
WORDS_A_FIGURE = 70
FIGURES = 0.92
# Where only one figure differs, or the text is longer than a bulletin, more of them must differ: "Sales 19.1 mln vs 16.6 mln" is
# corrected in one figure of fifteen, "lowering its copper cathode price by 0.25 cent to 65.50 cents" is another day's with one
# of two.
MOST_FIGURES, BULLETIN_WORDS = 0.75, 200
# ...or that name others in the same places, at least one in so many words of the shorter text: "News of singer Axl Rose's
# death spread quickly earlier this week" and "News of guitarist Willie Nelson's death..." have one in 48, a contract that was
# given to two firms one in 95. No labelled copy or version has any.
WORDS_A_NAME = 120


def decide(evidence: Evidence) -> tuple[Relation, str]:
    """The relation that the evidence shows, and the reason in one line. The first rule that fits decides.

    Rules ask for what has to be read in the texts only where the counts leave it open.
    """
    for rule in RULES:
        if found := rule(evidence):
            return found
    return Relation.REUSE, f"only {evidence.bridged:.0%} of the shorter text is shared"


Rule = Callable[[Evidence], tuple[Relation, str] | None]


def _same_words(e: Evidence) -> tuple[Relation, str] | None:
    return (Relation.IDENTICAL, "the same words in the same order") if e.same_words else None


def _other_figures(e: Evidence) -> tuple[Relation, str] | None:
    if e.bridged < SAME_FORM or not _enough_figures(e):
        return None
    if e.figure_agreement > (FIGURES if e.replaced_figures > 1 and e.shorter <= BULLETIN_WORDS else MOST_FIGURES):
        return None
    return Relation.TEMPLATE, f"the same form, but {_figures(e)}"


def _other_names(e: Evidence) -> tuple[Relation, str] | None:
    enough = max(1, e.shorter / WORDS_A_NAME)
    if e.bridged < SAME_FORM or e.small_gaps < enough or e.name_gaps < enough or e.replaced_names < enough:
        return None
    return Relation.TEMPLATE, f"the same form, but {e.replaced_names} names stand in the place of others"


def _nearly_all(e: Evidence) -> tuple[Relation, str] | None:
    if e.bridged < ALL:
        return None
    if e.longer_bridged >= ALL:
        return Relation.COPY, f"{_share(e)} and {e.longer_bridged:.0%} of the longer one are shared"
    if e.longer >= EXCERPT_RATIO * e.shorter:
        return Relation.EXCERPT, f"{_share(e)} stands in one that is {e.longer / e.shorter:.1f} times as long"
    return Relation.VERSION, f"{_share(e)} is shared; the longer one has more"


def _half_of_both(e: Evidence) -> tuple[Relation, str] | None:
    if e.longer_bridged < BOTH or _own_stories(e) or e.narration < CORE_NARRATION or e.narrated < MUCH_NARRATED:
        return None
    return Relation.VERSION, f"{_share(e)} and {e.longer_bridged:.0%} of the longer one are shared, {_told(e)}"


def _core(e: Evidence) -> tuple[Relation, str] | None:
    if e.bridged < CORE or _small_part(e) or _own_stories(e):
        return None
    if e.narrated < MIN_NARRATED or (e.narration < CORE_NARRATION and e.narrated < MUCH_NARRATED):
        return None
    return Relation.VERSION, f"{_share(e)} is shared, {_told(e)}"


def _many_passages(e: Evidence) -> tuple[Relation, str] | None:
    if e.bridged < OVERLAP_SHARE or e.passages < OVERLAP_PASSAGES:
        return None
    if e.narrated < OVERLAP_NARRATED or e.narrated_passages < OVERLAP_PASSAGES:
        return None
    if _enough_figures(e) and e.figure_agreement <= FIGURES:
        return Relation.TEMPLATE, f"{e.passages} passages of the same form, but {_figures(e)}"
    places = f"{e.narrated} words of narration in {e.narrated_passages} passages"
    return Relation.OVERLAP, f"{_share(e)} is shared, with {places}; much of each is its own"


def _borrowed(e: Evidence) -> tuple[Relation, str] | None:
    if e.bridged < CORE:
        return None
    if _small_part(e):
        return Relation.REUSE, f"{_share(e)} is shared, but only {e.longer_bridged:.0%} of the longer one"
    if _own_stories(e):
        return Relation.REUSE, f"{_share(e)} is shared, but each has {e.own_story} words and more of its own in one piece"
    return Relation.REUSE, f"{_share(e)} is shared, but only {_told(e)}"


RULES: tuple[Rule, ...] = (
    _same_words,
    _other_figures,
    _other_names,
    _nearly_all,
    _core,
    _half_of_both,
    _many_passages,
    _borrowed,
)


def _enough_figures(e: Evidence) -> bool:
    """Whether so many figures stand in the place of others that they may make a template."""
    enough = max(1, e.shorter / WORDS_A_FIGURE)
    # In the gaps between what is shared, words are counted already.
    return e.gap_words >= enough and e.replaced_figures >= enough


def _small_part(e: Evidence) -> bool:
    return e.bridged < LONGER_CORE and e.longer_bridged < LONGER_PART


def _own_stories(e: Evidence) -> bool:
    return e.own_story >= OWN_STORY


def _share(e: Evidence) -> str:
    return f"{e.bridged:.0%} of the shorter text"


def _told(e: Evidence) -> str:
    return f"{e.narration:.0%} of its narration ({e.narrated} words)"


def _figures(e: Evidence) -> str:
    return f"{e.replaced_figures} of {e.replaced_figures + e.matched_figures} figures differ"
