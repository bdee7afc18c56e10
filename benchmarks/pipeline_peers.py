"""What others use for a part of what a run does, each in a process of its own.

    python benchmarks/pipeline_peers.py "datasketch, memory" articles.jsonl --labels FILE
    python benchmarks/pipeline_peers.py trafilatura FOLDER

datasketch finds near-duplicates alone, in texts as they are; trafilatura extracts pages alone. Both read their inputs themselves.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from datasketch_lsh import THRESHOLD, memory_lsh, on_redis, redis_lsh, sketches
from neardup_peers import connected
from neardup_process import MISSING


@contextmanager
def memory_index() -> Iterator[Any]:
    """An index in this process."""
    yield memory_lsh()


@contextmanager
def redis_index() -> Iterator[Any]:
    """An index on a server of its own, which is a child of this process."""
    with tempfile.TemporaryDirectory() as folder, on_redis(Path(folder)) as server:
        yield redis_lsh(server.client)


DATASKETCH: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "datasketch, memory": memory_index,
    "datasketch, Redis": redis_index,
}
TRAFILATURA = "trafilatura"


def texts(path: Path) -> Iterator[str]:
    """The texts of a file of JSON lines."""
    with path.open("rb") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def duplicates(name: str, path: Path) -> list[int]:
    """The number of each article's cluster: connected are those that collide in a band and look alike enough."""
    with DATASKETCH[name]() as index:
        held = list(sketches(texts(path)))
        with index.insertion_session() as session:
            for number, sketch in enumerate(held):
                session.insert(number, sketch)
        collisions = ((a, b) for a, sketch in enumerate(held) for b in index.query(sketch) if b < a)
        alike = ((a, b) for a, b in collisions if held[a].jaccard(held[b]) >= THRESHOLD)
        found: list[int] = connected(len(held), np.array(list(alike), dtype=np.int64)).tolist()
        return found


def extracted(folder: Path) -> int:
    """How many pages of a folder trafilatura finds a text in, with the settings that newsclean gives it."""
    from trafilatura import bare_extraction

    found = 0
    for path in sorted(folder.glob("*.html")):
        document = bare_extraction(path.read_bytes(), with_metadata=True, include_comments=False)
        found += document is not None
    return found


def main() -> None:
    """Run one of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", choices=(*DATASKETCH, TRAFILATURA))
    parser.add_argument("given", type=Path, help="a file of JSON lines, or a folder of pages")
    parser.add_argument("--labels", type=Path, help="where to write the label of each article's cluster, as JSON")
    options = parser.parse_args()
    try:
        if options.name == TRAFILATURA:
            print(extracted(options.given))
            return
        found = duplicates(options.name, options.given)
    except ImportError as error:
        print(f"{options.name} needs {error}", file=sys.stderr)
        raise SystemExit(MISSING) from None
    if options.labels is not None:
        options.labels.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
