"""The tables of an index in Parquet: their schemas, articles as rows and back, and files that are whole or not there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import asdict

from newsclean.article import Article, Block, CleanArticle
from newsclean.errors import InputError, NewscleanError
from newsclean.formats.whole_files import whole_file
from newsclean.neardup import Pair
from newsclean.text import Edit, EditedText

Row = dict[str, Any]
ROWS, CHARACTERS = 1000, 8_000_000  # of a row group: so many rows, or characters of their texts, whichever comes first
READ_AT_ONCE = 64  # rows; articles are long
AGAIN = "Write the tables again: newsclean index export DB --format parquet --out DIR"
TUPLES = ("tags", "names")  # of a block; JSON knows only lists
HALF_A_PAIR = re.compile("[\ud800-\udfff]")  # of surrogates: titles may have them, Parquet's texts may not


def schemas() -> Mapping[str, Any]:
    """The schema of each table, by the name of its file.

    Raises:
        InputError: if pyarrow is not installed.
    """
    pa = arrow()
    text, texts = pa.string(), pa.list_(pa.string())
    run = pa.struct([pa.field(name, pa.int32(), nullable=False) for name in ("a_start", "a_end", "b_start", "b_end")])
    must = {"nullable": False}
    return {
        "articles.parquet": pa.schema(
            [
                pa.field("id", text, **must),
                pa.field("text", text, **must),
                pa.field("source", text, **must),
                *(pa.field(name, text) for name in ("title", "url", "publisher", "published", "language")),
                pa.field("authors", texts, **must),
                *(pa.field(name, text, **must) for name in ("removals", "extra", "blocks")),  # as JSON
                pa.field("notes", texts, **must),
            ]
        ),
        "pairs.parquet": pa.schema(
            [
                *(pa.field(name, text, **must) for name in ("a", "b", "relation", "reason")),
                *(pa.field(name, pa.float64(), **must) for name in ("jaccard", "containment_a", "containment_b", "quoted")),
                pa.field("shared", pa.list_(run), **must),
            ]
        ),
        "stories.parquet": pa.schema(
            [pa.field("id", text, **must), pa.field("version", pa.int32(), **must), pa.field("articles", texts, **must)]
        ),
    }


def arrow() -> Any:
    """Pyarrow, which is only needed here.

    Raises:
        InputError: if it is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError:
        hint = "Install it with: pip install 'newsclean[parquet]'"
        raise InputError("Parquet is read and written by pyarrow, which is not installed", hint) from None
    return pa


def article_row(article: CleanArticle) -> Row:
    """An article as a row; half a surrogate pair, which Parquet cannot hold, becomes U+FFFD."""
    source = article.article
    known = {name: _whole(getattr(source, name)) for name in ("title", "url", "publisher", "published", "language")}
    return {
        "id": article.id,
        "text": article.text,
        "source": source.text,
        **known,
        "authors": [_whole(author) for author in source.authors],
        "removals": json.dumps([{**asdict(edit), "lifted": dict(edit.lifted)} for edit in article.removals], ensure_ascii=False),
        "extra": json.dumps(dict(source.extra)),
        "blocks": json.dumps([asdict(block) for block in source.blocks], ensure_ascii=False),
        "notes": list(article.notes),
    }


def article_of(row: Row) -> CleanArticle:
    """The article of a row.

    Raises:
        InputError: if it is none, or its removals do not give its text.
    """
    known = {name: row[name] for name in ("title", "url", "publisher", "published", "language", "authors")}
    try:
        blocks = [Block(**block | {name: tuple(block[name]) for name in TUPLES}) for block in json.loads(row["blocks"])]
        article = Article(row["id"], row["source"], extra=json.loads(row["extra"]), blocks=blocks, **known)
        edits = [Edit(**removal) for removal in json.loads(row["removals"])]
        cleaned = CleanArticle(article, EditedText(article.text, edits), tuple(row["notes"]))
    except NewscleanError as error:
        raise InputError(f"the article {row['id']!r} is damaged: {error.problem}", AGAIN) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(f"the article {row['id']!r} is damaged ({error})", AGAIN) from error
    if cleaned.text != row["text"]:
        raise InputError(f"the removals of the article {row['id']!r} do not give its text", AGAIN)
    return cleaned


def pair_row(pair: Pair) -> Row:
    """A pair as a row; its ranges are code points of the source texts."""
    e = pair.evidence
    shared = [{"a_start": r.a.start, "a_end": r.a.end, "b_start": r.b.start, "b_end": r.b.end} for r in e.shared]
    shares = {name: getattr(e, name) for name in ("jaccard", "containment_a", "containment_b", "quoted")}
    return {"a": pair.a, "b": pair.b, "relation": str(pair.relation), "reason": pair.reason, **shares, "shared": shared}


def write_table(path: Path, rows: Iterable[Row]) -> None:
    """Writes the table of a file's name, a row group at a time, whole or not at all.

    Raises:
        OutputError: if it cannot be written; what stood there before is left as it was.
    """
    pa, schema = arrow(), schemas()[path.name]
    with whole_file(path) as stream, pa.parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(pa.Table.from_pylist(group, schema), row_group_size=len(group))


def read_table(path: Path) -> Iterator[Row]:
    """The rows of a table, in order.

    Raises:
        InputError: if there is no such table, it is damaged, or lacks a column; further ones are passed over.
    """
    pa, schema = arrow(), schemas()[path.name]
    try:
        with path.open("rb") as stream:
            table = pa.parquet.ParquetFile(stream)
            for field in schema:
                if field.name not in table.schema_arrow.names or table.schema_arrow.field(field.name).type != field.type:
                    raise InputError(f"{path} has no column {field.name} of {field.type}", AGAIN, source=str(path))
            for batch in table.iter_batches(batch_size=READ_AT_ONCE, columns=schema.names):
                yield from batch.to_pylist()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror or error})", AGAIN, source=str(path)) from error
    except pa.ArrowException as error:
        raise InputError(f"{path} is no Parquet, or damaged ({' '.join(str(error).split())})", AGAIN, source=str(path)) from error


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    characters = 0
    for row in rows:
        group.append(row)
        characters += 2 * len(row.get("source", ""))
        if len(group) == ROWS or characters > CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _whole(text: str | None) -> str | None:
    return None if text is None else HALF_A_PAIR.sub("\ufffd", text)
