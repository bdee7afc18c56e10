"""The tools that find near-duplicate articles, each as a function from texts to cluster labels, and one of them measured.

    python benchmarks/neardup_peers.py rensa syndication-20k [--articles N] [--threshold T] [--labels FILE]

Prints one line of JSON: what benchmarks/neardup_process.py measured in this process. The corpus is the name of a set in
NEWSCLEAN_DATA or a file of JSON lines. All peers have the same set-up: word 5-grams, 128 permutations in 32 bands of 4, and
where a tool verifies what collides, an estimated Jaccard of .5; each by the fastest way that its documentation offers.
Peers: pip install "newsclean[bench]"; for text-dedup, which cannot stand beside this year's trafilatura: pip install text-dedup.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from newsclean import Article, find_duplicates

Labels = NDArray[np.int64]
"""The number of each text's cluster."""
Peer = Callable[[Sequence[Any], float], Labels]
"""From texts, and the Jaccard from which two are alike, to their clusters; ready to run, all imports done."""

WORD = re.compile(r"\w+")
SIZE, PERMUTATIONS, BANDS, ROWS = 5, 128, 32, 4
CROWD = 200  # of more texts in one bucket, each is compared with the next only
CHUNK = 200_000  # pairs whose signatures are compared at once


@frozen
class Tool:
    """A tool by the package it comes in.

    Attributes:
        package: its name in the package index.
        load: imports it and returns the function to measure.
        prepare: makes of the texts what the function takes, outside what is measured.
    """

    package: str
    load: Callable[[], Peer]
    prepare: Callable[[Sequence[str]], Sequence[Any]] = list


def shingles(text: str) -> list[str]:
    """The word 5-grams of a text in order; of a shorter text, all its words."""
    words = WORD.findall(text.lower())
    return [" ".join(words[n : n + SIZE]) for n in range(max(1, len(words) - SIZE + 1))]


def connected(number: int, pairs: Iterable[Sequence[int]] | NDArray[np.int64]) -> Labels:
    """The labels of so many texts of which these pairs are alike."""
    ends = np.asarray(pairs if isinstance(pairs, np.ndarray) else list(pairs), dtype=np.int64).reshape(-1, 2)
    graph = coo_matrix((np.ones(len(ends), dtype=np.int8), (ends[:, 0], ends[:, 1])), shape=(number, number))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def colliding(signatures: NDArray[np.uint32], rows: int = ROWS) -> NDArray[np.int64]:
    """The pairs of texts that agree in some band of so many rows, by sorting each band."""
    number = len(signatures)
    found = [np.empty(0, dtype=np.int64)]
    for first in range(0, signatures.shape[1], rows):
        band = np.ascontiguousarray(signatures[:, first : first + rows]).view(f"V{4 * rows}").ravel()
        order = np.argsort(band, kind="stable")
        begins = np.flatnonzero(np.concatenate([[True], band[order][1:] != band[order][:-1]]))
        sizes = np.diff(np.append(begins, number))
        for size in np.unique(sizes[sizes > 1]).tolist():
            members = order[begins[sizes == size][:, None] + np.arange(size)]
            a, b = np.triu_indices(size, 1) if size <= CROWD else (np.arange(size - 1), np.arange(1, size))
            found.append(
                np.minimum(members[:, a], members[:, b]).ravel() * number + np.maximum(members[:, a], members[:, b]).ravel()
            )
    keys = np.sort(np.concatenate(found))
    keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])] if len(keys) else keys
    return np.stack([keys // number, keys % number], axis=1)


def similarity(signatures: NDArray[np.uint32], pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """The estimated Jaccard of pairs."""
    parts = [pairs[n : n + CHUNK] for n in range(0, len(pairs), CHUNK)]
    return np.concatenate([np.empty(0), *((signatures[p[:, 0]] == signatures[p[:, 1]]).mean(axis=1) for p in parts)])


def by_signatures(signatures: NDArray[np.uint32], threshold: float) -> Labels:
    """The clusters of texts that agree in a band and have signatures alike enough; for tools that only make signatures."""
    pairs = colliding(signatures)
    return connected(len(signatures), pairs[similarity(signatures, pairs) >= threshold])


def load_datasketch(*, how: str) -> Callable[[], Peer]:
    """Datasketch by one `update` for each shingle or by `bulk`, with its own hash or with xxHash; indexed, queried, verified."""

    def load() -> Peer:
        from datasketch import MinHash, MinHashLSH

        settings: dict[str, Any] = {"num_perm": PERMUTATIONS}
        if how == "xxhash":
            import xxhash

            settings["hashfunc"] = xxhash.xxh32_intdigest

        def updated(tokens: set[bytes]) -> Any:
            sketch = MinHash(**settings)
            for token in tokens:
                sketch.update(token)
            return sketch

        def run(texts: Sequence[str], threshold: float) -> Labels:
            tokens = ({shingle.encode() for shingle in shingles(text)} for text in texts)
            sketches = list(map(updated, tokens)) if how == "update" else MinHash.bulk(map(list, tokens), **settings)
            index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
            with index.insertion_session() as session:
                for number, sketch in enumerate(sketches):
                    session.insert(number, sketch)
            collisions = ((a, b) for a, sketch in enumerate(sketches) for b in index.query(sketch) if b < a)
            alike = ((a, b) for a, b in collisions if sketches[a].jaccard(sketches[b]) >= threshold)
            return connected(len(texts), alike)

        return run

    return load


def load_rensa() -> Peer:
    """Rensa's R-MinHash of whole texts and its own deduplicator, which verifies."""
    from rensa import RMinHash, RMinHashDeduplicator

    def run(texts: Sequence[str], threshold: float) -> Labels:
        sketches = RMinHash.from_token_sets(map(shingles, texts), num_perm=PERMUTATIONS, seed=42)
        found = RMinHashDeduplicator(threshold=threshold, num_perm=PERMUTATIONS, use_lsh=True, num_bands=BANDS)
        found.add_pairs((str(number), sketch) for number, sketch in enumerate(sketches))
        sets = found.get_duplicate_sets(sketches)
        return connected(len(texts), ((a, int(b)) for a, others in enumerate(sets) for b in others))

    return run


def load_rensa_matrix(*, rho: bool) -> Callable[[], Peer]:
    """Rensa's signatures as one matrix, of all tokens or by its faster rho sketch, which samples them; joined by sorting.

    Its own index gives for a matrix only whether a text has a duplicate, not which.
    """

    def load() -> Peer:
        from rensa import RMinHash

        make = RMinHash.digest_matrix_from_token_sets_rho if rho else RMinHash.digest_matrix_from_token_sets

        def run(texts: Sequence[str], threshold: float) -> Labels:
            matrix = make(map(shingles, texts), num_perm=PERMUTATIONS, seed=42)
            return by_signatures(np.array(matrix.to_rows(), dtype=np.uint32), threshold)

        return run

    return load


def load_gaoya() -> Peer:
    """Gaoya's index of texts, which tokenizes, indexes and verifies in Rust on all cores."""
    from gaoya.minhash import MinHashStringIndex

    def run(texts: Sequence[str], threshold: float) -> Labels:
        index = MinHashStringIndex(
            hash_size=32,
            jaccard_threshold=threshold,
            num_bands=BANDS,
            band_size=ROWS,
            analyzer="word",
            lowercase=True,
            ngram_range=(SIZE, SIZE),
            id_container="smallvec",
        )
        index.par_bulk_insert_docs(list(range(len(texts))), list(texts))
        found = index.par_bulk_query(list(texts))
        return connected(len(texts), ((a, b) for a, others in enumerate(found) for b in others if b < a))

    return run


def load_daft() -> Peer:
    """Daft's normalization and `minhash` expressions; it has no index, so its signatures are joined by sorting."""
    os.environ.update(DAFT_PROGRESS_BAR="0", DAFT_ANALYTICS_ENABLED="0", DO_NOT_TRACK="1")
    import daft

    def run(texts: Sequence[str], threshold: float) -> Labels:
        frame = daft.from_pydict({"text": list(texts)})
        plain = daft.col("text").normalize(remove_punct=True, lowercase=True, nfd_unicode=False, white_space=True)
        sketch = plain.minhash(num_hashes=PERMUTATIONS, ngram_size=SIZE, seed=1, hash_function="xxhash")
        column = frame.select(sketch.alias("sketch")).to_arrow().column("sketch").combine_chunks()
        values = getattr(column, "storage", column).flatten().to_numpy()
        return by_signatures(values.reshape(len(texts), PERMUTATIONS).astype(np.uint32), threshold)

    return run


def load_text_dedup() -> Peer:
    """text-dedup's embedding, hash tables and union-find, without its files; what collides is a duplicate, unverified."""
    import text_dedup.minhash as dedup
    from text_dedup.utils import UnionFind

    prime = (1 << 61) - 1
    chance = np.random.RandomState(42)
    drawn = tuple(chance.randint(low, prime, size=PERMUTATIONS, dtype=np.uint64) for low in (1, 0))
    settings = {
        "num_perm": PERMUTATIONS,
        "ngram_size": SIZE,
        "min_length": 1,
        "hashranges": [(n * ROWS, (n + 1) * ROWS) for n in range(BANDS)],
        "permutations": drawn,
        "hash_func": dedup.xxh3_32hash,
        "dtype": np.uint64,
        "max_hash": np.uint64((1 << 32) - 1),
        "modulo_prime": np.uint64(prime),
    }

    def run(texts: Sequence[str], _: float) -> Labels:
        tables: list[defaultdict[bytes, set[int]]] = [defaultdict(set) for _ in range(BANDS)]
        for number, text in enumerate(texts):
            for table, key in zip(tables, dedup.embed_func(text, number, **settings)[dedup.SIGNATURE_COLUMN], strict=True):
                table[key].add(number)
        union = UnionFind()
        for bucket in (bucket for table in tables for bucket in table.values() if len(bucket) > 1):
            least = min(bucket)
            for number in bucket:
                union.union(number, least)
        return np.array([union.find(number) for number in range(len(texts))], dtype=np.int64)

    return run


def load_datatrove() -> Peer:
    """Datatrove's signatures in memory, their bands joined by dictionaries; what collides is a duplicate, unverified."""
    from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupSignature

    config = MinhashConfig(n_grams=SIZE, num_buckets=BANDS, hashes_per_bucket=ROWS)
    step = MinhashDedupSignature(output_folder=os.devnull, config=config)

    def run(texts: Sequence[str], _: float) -> Labels:
        tables: list[dict[tuple[int, ...], int]] = [{} for _ in range(BANDS)]
        pairs = []
        for number, text in enumerate(texts):
            tokens = step.get_shingles(text)
            for table, band in zip(tables, step.get_signature(tokens) if len(tokens) else (), strict=False):
                first = table.setdefault(tuple(band), number)
                if first != number:
                    pairs.append((first, number))
        return connected(len(texts), pairs)

    return run


def as_articles(texts: Sequence[str]) -> list[Article]:
    """The texts with their places as ids."""
    return [Article(str(number), text) for number, text in enumerate(texts)]


def newsclean_labels(articles: Sequence[Article], **options: Any) -> Labels:
    """The stories that newsclean finds, as labels."""
    labels = np.empty(len(articles), dtype=np.int64)
    for number, cluster in enumerate(find_duplicates(articles, **options).clusters):
        labels[[int(article) for article in cluster.articles]] = number
    return labels


NEWSCLEAN = {
    "newsclean, texts in": Tool("newsclean", lambda: lambda texts, _: newsclean_labels(as_articles(texts))),
    "newsclean, articles in": Tool("newsclean", lambda: lambda articles, _: newsclean_labels(articles), as_articles),
    "newsclean, minhash-lsh only": Tool(
        "newsclean", lambda: lambda texts, _: newsclean_labels(as_articles(texts), method="minhash-lsh")
    ),
}
PEERS = {
    "datasketch, update": Tool("datasketch", load_datasketch(how="update")),
    "datasketch, bulk": Tool("datasketch", load_datasketch(how="bulk")),
    "datasketch, bulk, xxhash": Tool("datasketch", load_datasketch(how="xxhash")),
    "rensa": Tool("rensa", load_rensa),
    "rensa, matrix": Tool("rensa", load_rensa_matrix(rho=False)),
    "rensa, rho": Tool("rensa", load_rensa_matrix(rho=True)),
    "gaoya": Tool("gaoya", load_gaoya),
    "daft": Tool("daft", load_daft),
    "text-dedup": Tool("text-dedup", load_text_dedup),
    "datatrove": Tool("datatrove", load_datatrove),
}
TOOLS = NEWSCLEAN | PEERS
"""Every tool by its name in the tables."""


if __name__ == "__main__":
    from neardup_process import main

    main()
