"""What an index was made with: how articles are cleaned and compared. It is kept in the file and checked when that is opened."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable
from typing import Any

from attrs import frozen
from cattrs import structure, unstructure

from newsclean.background import VERSION, Background
from newsclean.errors import OptionError, StoredIndexError
from newsclean.filters import Filter, Rule, RuleFilter, SiteTemplates, check_ids, preset_named, shipped_rules
from newsclean.filters.cleaning import kinds_to_keep
from newsclean.index.schema import ANEW
from newsclean.neardup import candidates, relations, signatures, sketches
from newsclean.neardup.fingerprints import SHINGLE_SIZE
from newsclean.neardup.search import MIN_REUSE, SAMPLED

DEFAULT = Background(scale=SAMPLED)


@frozen
class Cleaning:
    """How articles are cleaned before they are added, or asked for.

    Attributes:
        preset: by name.
        keep: further kinds of boilerplate that stay in the text.
        rules: a digest of the index's own rules, tried before the others; empty where it has none.
    """

    preset: str
    keep: frozenset[str]
    rules: str

    @classmethod
    def of(cls, preset: str, keep: Collection[str], rules: Collection[Rule]) -> Cleaning:
        """The options as they are stored.

        Raises:
            OptionError: if there is no such preset, or ``keep`` is a single text.
            RuleError: if two rules have one id, or one has the id of a rule that ships.
        """
        preset_named(preset)
        if rules:
            check_ids(tuple(rules), shipped_rules())
        told = [[repr(rule), sorted((name, sorted(words)) for name, words in rule.lists.items())] for rule in rules]
        return cls(preset, kinds_to_keep(keep), hashlib.sha256(json.dumps(told).encode()).hexdigest() if rules else "")


def filters(preset: str, rules: Iterable[Rule], background: Background) -> tuple[Filter, ...]:
    """The filters in their order, with the site templates of the background."""
    own = (RuleFilter(tuple(rules)),) if rules else ()
    templates = (SiteTemplates(background.site_templates),) if background.site_templates else ()
    return (*own, *preset_named(preset).filters(), *templates)


def parameters() -> dict[str, Any]:
    """What decides, besides the background, which pairs there are and how they are related."""
    constants = vars(relations)
    return {
        "shingle": SHINGLE_SIZE,
        "scales": [list(step) for step in sketches.SCALES],
        "scheme": signatures.SCHEME,
        "seed": signatures.SEED,
        "signature": [sketches.PERMUTATIONS, candidates.BANDS, candidates.ROWS, candidates.AGREEMENT],
        "leaders": candidates.LEADERS,
        "enough": [candidates.MIN_SAMPLES, candidates.MIN_SHARED, candidates.FEW_SAMPLES, candidates.MOST, MIN_REUSE],
        "relations": {name: value for name, value in sorted(constants.items()) if isinstance(value, int | float)},
    }


def write_settings(db: sqlite3.Connection, cleaning: Cleaning, background: Background) -> None:
    """Stores what an index is made with."""
    rows = [
        ("parameters", json.dumps(parameters())),
        ("cleaning", json.dumps(unstructure(cleaning) | {"keep": sorted(cleaning.keep)})),
        ("background", packed_background(background)),
        ("generation", 0),
    ]
    db.executemany("INSERT INTO meta VALUES (?, ?)", rows)


def read_cleaning(db: sqlite3.Connection) -> Cleaning:
    """How the articles of an index are cleaned."""
    return structure(json.loads(_value(db, "cleaning")), Cleaning)


def check_parameters(db: sqlite3.Connection, path: str) -> None:
    """Sees to it that what is stored was compared as this version compares.

    Raises:
        StoredIndexError: if it was not; it names what differs.
    """
    stored, own = json.loads(_value(db, "parameters")), json.loads(json.dumps(parameters()))
    differing = sorted(name for name in stored.keys() | own.keys() if stored.get(name) != own.get(name))
    if differing:
        problem = f"{path} was made by a version of newsclean that compares otherwise ({', '.join(differing)})"
        raise StoredIndexError(problem, f"Use that version. Or: {ANEW.lower()}", path=path)


def check_background(background: Background) -> None:
    """Sees to it that a background can be used.

    Raises:
        OptionError: if it is of another version.
    """
    if background.version != VERSION:
        problem = f"the background is of version {background.version}, not {VERSION}"
        raise OptionError(problem, "Learn it again from its articles with this version", option="background")


def packed_background(background: Background) -> bytes:
    """A background as bytes."""
    line = unstructure(background) | {"common_shingles": sorted(background.common_shingles)}
    return zlib.compress(json.dumps(line).encode(), 1)


def read_background(db: sqlite3.Connection) -> Background:
    """The background of an index."""
    return structure(json.loads(zlib.decompress(_value(db, "background"))), Background)


def replace_background(db: sqlite3.Connection, background: Background) -> None:
    """Gives an index another background; readers that have it open will see that."""
    db.execute("UPDATE meta SET value = ? WHERE name = 'background'", (packed_background(background),))
    db.execute("UPDATE meta SET value = value + 1 WHERE name = 'generation'")


def read_generation(db: sqlite3.Connection) -> int:
    """How often the background was learned again."""
    generation: int = _value(db, "generation")
    return generation


def _value(db: sqlite3.Connection, name: str) -> Any:
    return db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()[0]
