"""How each tool merges or aligns witnesses, and which sentences it takes for one.

CollateX is called as its documentation does, with plain texts that it splits into words itself, and also with sentences for
tokens, whose normal form is newsclean's comparison key. A table with near matches can be read in two ways; the one that is
nearer to the truth counts. Its option `detect_transpositions` would look for what has moved, but fails in 2.3 for want of an
attribute. What is written with difflib is what one writes without a library for it: sentences first,
then the words of those that stand in each other's place. It is given the sentences, and makes its words itself.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any, TypeAlias

from attrs import frozen

Text: TypeAlias = dict[str, Any]
"""A witness as `canonical_corpus.Job.write` writes it: id, text, source, sentences [start, end, place, keys]."""
Places: TypeAlias = Sequence[tuple[str, int]]
"""(id of the text, where the sentence begins in its source text) of sentences that a tool takes for one."""
Groups: TypeAlias = Callable[[Any, Sequence[Text]], Iterable[Places]]

WORD = re.compile(r"\w+")
CUTOFF = 0.6  # from which difflib.get_close_matches takes two for alike


@frozen
class Tool:
    """One way to merge witnesses.

    Attributes:
        package: what to install.
        load: imports the tool and gives the function that is measured.
        prepare: what that function is given, made of the texts; not measured.
        groups: ways to read from a result which sentences are one: groups that have no sentence in common, or pairs.
        rebuilt: whether every text can be had back from the result; None for a tool whose result holds none.
    """

    package: str
    load: Callable[[], Callable[[Any], Any]]
    prepare: Callable[[Sequence[Text]], Any]
    groups: Mapping[str, Groups]
    rebuilt: Callable[[Any, Sequence[Text]], bool | None]


def load_newsclean() -> Callable[[Any], Any]:
    """Its own function with its own defaults."""
    from newsclean import Article, canonicalize, clean

    clean(Article("none", "The rules are read here, which is not what is measured."))
    return canonicalize


def newsclean_articles(texts: Sequence[Text]) -> Any:
    """The articles; those that were cleaned once more as they were cleaned."""
    from newsclean import Article, clean

    return [clean(Article(t["id"], t["source"])) if t["source"] else Article(t["id"], t["text"]) for t in texts]


def newsclean_groups(story: Any, _: Sequence[Text]) -> Iterator[Places]:
    """The readings of each passage."""
    return ([(reading.article, reading.start) for reading in passage.readings] for passage in story.passages)


def newsclean_rebuilt(story: Any, texts: Sequence[Text]) -> bool:
    """Whether each source text is there, byte for byte."""
    return all(story.reconstruct(t["id"]) == (t["source"] or t["text"]) for t in texts)


def load_collatex(**options: Any) -> Callable[[], Callable[[Any], Any]]:
    """Its own function with its own defaults, but for the options."""

    def load() -> Callable[[Any], Any]:
        import collatex

        if options.get("near_match"):
            import Levenshtein  # noqa: F401  collatex needs it and does not ask for it
        return lambda witnesses: collatex.collate(witnesses, **options)

    return load


def collatex_words(texts: Sequence[Text]) -> Any:
    """Plain texts."""
    return {"witnesses": [{"id": t["id"], "content": t["text"]} for t in texts]}


def collatex_sentences(texts: Sequence[Text]) -> Any:
    """A token for each sentence; white space goes with what precedes it, as CollateX does it."""
    witnesses = []
    for t in texts:
        starts = [s[0] for s in t["sentences"]]
        ends = [*starts[1:], len(t["text"])]
        tokens = [
            {"t": t["text"][s[0] : end], "n": " ".join(s[3]) or t["text"][s[0] : s[1]]}
            for s, end in zip(t["sentences"], ends, strict=True)
        ]
        witnesses.append({"id": t["id"], "tokens": tokens})
    return {"witnesses": witnesses}


def matched_tokens(table: Any, *, variants: bool) -> Iterator[list[tuple[str, int]]]:
    """The tokens of an alignment table that are aligned, as (id, number of the token in its text).

    Those of a column that are equal, or all of it where variants count: near matches are only put into one column. Tokens are
    known by identity, as a table with near matches can lack some.
    """
    number = {id(token): n for witness in table.collation.witnesses for n, token in enumerate(witness.tokens())}
    for column in table.columns:
        cells: defaultdict[tuple[str, ...], list[tuple[str, Any]]] = defaultdict(list)
        for text, tokens in column.tokens_per_witness.items():
            cells[() if variants else tuple(token.token_string for token in tokens)].append((text, tokens))
        for found in cells.values():
            for n in range(max(len(tokens) for _, tokens in found)):
                yield [(text, number[id(tokens[n])]) for text, tokens in found if n < len(tokens)]


def collatex_sentence_groups(*, variants: bool) -> Callable[[Any, Sequence[Text]], Iterator[Places]]:
    """Sentences that are aligned as tokens."""

    def groups(table: Any, texts: Sequence[Text]) -> Iterator[Places]:
        places = {t["id"]: [s[2] for s in t["sentences"]] for t in texts}
        for found in matched_tokens(table, variants=variants):
            yield [(id, places[id][n]) for id, n in found]

    return groups


def collatex_word_groups(*, variants: bool) -> Callable[[Any, Sequence[Text]], Iterator[Places]]:
    """Pairs of sentences with more than half of the words of the shorter one aligned."""

    def groups(table: Any, texts: Sequence[Text]) -> Iterator[Places]:
        sentence_of = {t["id"]: _sentence_of_tokens(table, t) for t in texts}
        size: Counter[tuple[str, int]] = Counter()
        for id, sentences in sentence_of.items():
            size.update((id, s) for s in sentences if s is not None)
        shared: Counter[tuple[tuple[str, int], tuple[str, int]]] = Counter()
        for found in matched_tokens(table, variants=variants):
            words = sorted((id, s) for id, n in found if (s := sentence_of[id][n]) is not None)
            shared.update(combinations(words, 2))
        return (pair for pair, number in shared.items() if 2 * number > min(size[pair[0]], size[pair[1]]))

    return groups


def _sentence_of_tokens(table: Any, text: Text) -> list[int | None]:
    """The place of the sentence that each token of a text stands in; None for punctuation, as it is no word."""
    found: list[int | None] = []
    position, number = 0, 0
    witness = next(witness for witness in table.collation.witnesses if witness.sigil == text["id"])
    for token in (token.token_data["t"] for token in witness.tokens()):
        while number + 1 < len(text["sentences"]) and text["sentences"][number + 1][0] <= position:
            number += 1
        found.append(text["sentences"][number][2] if token[:1].isalnum() else None)
        position += len(token)
    return found


def collatex_rebuilt(table: Any, texts: Sequence[Text]) -> bool:
    """Whether the cells of each row make up its text."""
    rows = {row.header: "".join(token.token_data["t"] for cell in row.cells if cell for token in cell) for row in table.rows}
    return all(rows[t["id"]] == t["text"] for t in texts)


def load_difflib(*, star: bool) -> Callable[[], Callable[[Any], Any]]:
    """Every text with every other, or only the first with every other."""

    def load() -> Callable[[Any], Any]:
        def run(given: Any) -> Any:
            texts = [[WORD.findall(sentence.lower()) for sentence in sentences] for sentences in given]
            numbers = ((0, n) for n in range(1, len(texts))) if star else combinations(range(len(texts)), 2)
            return [(a, b, compared(texts[a], texts[b])) for a, b in numbers]

        return run

    return load


def difflib_sentences(texts: Sequence[Text]) -> list[list[str]]:
    """The sentences of each text."""
    return [[t["text"][s[0] : s[1]] for s in t["sentences"]] for t in texts]


def compared(one: Sequence[list[str]], other: Sequence[list[str]]) -> list[tuple[int, int, Any]]:
    """The sentences of two texts that are one sentence, each pair with the differences of its words."""
    found: list[tuple[int, int, Any]] = []
    sentences = SequenceMatcher(None, [" ".join(s) for s in one], [" ".join(s) for s in other], autojunk=False)
    for what, first, last, begin, end in sentences.get_opcodes():
        if what == "equal":
            found += [(first + n, begin + n, None) for n in range(last - first)]
        elif what == "replace":
            free = list(range(begin, end))
            for a in range(first, last):
                matchers = [(b, SequenceMatcher(None, one[a], other[b], autojunk=False)) for b in free]
                b, best = max(matchers, key=lambda m: m[1].ratio(), default=(0, None))
                if best is not None and best.ratio() >= CUTOFF:
                    found.append((a, b, best.get_opcodes()))
                    free.remove(b)
    return found


def difflib_pairs(result: Any, texts: Sequence[Text]) -> Iterator[Places]:
    """The pairs of each two texts."""
    for a, b, pairs in result:
        one, other = texts[a], texts[b]
        yield from ([(one["id"], one["sentences"][i][2]), (other["id"], other["sentences"][j][2])] for i, j, _ in pairs)


def difflib_star(result: Any, texts: Sequence[Text]) -> Iterator[Places]:
    """One group for each sentence of the first text."""
    groups: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for _, b, pairs in result:
        for i, j, _ in pairs:
            groups[i].append((texts[b]["id"], texts[b]["sentences"][j][2]))
    return ([(texts[0]["id"], texts[0]["sentences"][i][2]), *others] for i, others in groups.items())


def collatex_tool(*, words: bool, near: bool) -> Tool:
    """CollateX with near matches, for which it asks to leave its segmentation off, or without."""
    load = load_collatex(near_match=True, segmentation=False) if near else load_collatex()
    groups = collatex_word_groups if words else collatex_sentence_groups
    ways = {"equal tokens": groups(variants=False)} | ({"tokens of one column": groups(variants=True)} if near else {})
    return Tool("collatex", load, collatex_words if words else collatex_sentences, ways, collatex_rebuilt)


def difflib_tool(*, star: bool) -> Tool:
    """What one writes with difflib, for every two texts or for the first and every other."""
    ways: dict[str, Groups] = {"pairs": difflib_star if star else difflib_pairs}
    return Tool("", load_difflib(star=star), difflib_sentences, ways, lambda *_: None)


OURS = "newsclean"
TOOLS = {
    OURS: Tool("newsclean", load_newsclean, newsclean_articles, {"passages": newsclean_groups}, newsclean_rebuilt),
    "collatex, words": collatex_tool(words=True, near=False),
    "collatex, words, near": collatex_tool(words=True, near=True),
    "collatex, sentences": collatex_tool(words=False, near=False),
    "collatex, sentences, near": collatex_tool(words=False, near=True),
    "difflib, all pairs": difflib_tool(star=False),
    "difflib, with the first": difflib_tool(star=True),
}
"""Every tool by its name in the tables."""
