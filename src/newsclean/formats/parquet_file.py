"""Parquet files: a record in each row; by pyarrow, which is only needed here."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsclean.errors import InputError, Rejected
from newsclean.formats.columns import check_header
from newsclean.formats.page import RawRecord, Source

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIXES = (".parquet",)
# Rows decoded at once, and bytes of a column read at once: articles are long, and row groups may be larger than memory.
ROWS, BUFFER = 64, 1 << 20
DAMAGED = "Write or fetch the file again"


def read_parquet(path: Path, source: str, stem: str, columns: Mapping[str, str]) -> Iterator[Source | Rejected]:
    """The rows of a table in order, not yet parsed; where a row group is damaged, the next one goes on.

    Values are plain ones: dates and times as ISO 8601, decimals as text, bytes as text, or else as base64.

    Args:
        path: of the file.
        source: the path as given, for messages.
        stem: names rows that have neither id nor url: ``stem:row``, counted from 1.
        columns: as for `RawRecord`.

    Raises:
        InputError: if pyarrow is not installed, the file is no Parquet, has no rows, or not the columns that are needed.
    """
    try:
        import pyarrow.parquet as pq
    except ImportError:
        hint = "Install it with: pip install 'newsclean[parquet]'"
        raise InputError("Parquet is read by pyarrow, which is not installed", hint, source=source) from None
    with path.open("rb") as stream:
        try:
            # Old writers have times as INT96, which would be read as nanoseconds.
            table = pq.ParquetFile(stream, buffer_size=BUFFER, pre_buffer=False, coerce_int96_timestamp_unit="us")
            groups = [table.metadata.row_group(number).num_rows for number in range(table.num_row_groups)]
            names = table.schema_arrow.names
        except Exception as error:  # whatever pyarrow meets in a damaged file concerns this file only
            raise InputError(f"the file is no Parquet, or damaged ({_in_short(error)})", DAMAGED, source=source) from None
        check_header(names, columns, source, nested=True)
        if not sum(groups):
            raise InputError("there are no rows", "Leave it out", source=source)
        first = 1
        for group, rows in enumerate(groups):
            number = first
            try:
                for batch in table.iter_batches(batch_size=ROWS, row_groups=[group]):
                    for row in _plain_rows(batch):
                        yield Source(source, number, RawRecord(row, f"{stem}:{number}", columns))
                        number += 1
            except Exception as error:
                problem = f"row group {group + 1} of {len(groups)} is damaged from row {number} on ({_in_short(error)})"
                yield Rejected(source, number, problem, DAMAGED)
            first += rows


def _plain_rows(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    import pyarrow as pa

    for number, column in enumerate(batch.schema):
        if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
            # Python's times have microseconds.
            cut = batch.column(number).cast(pa.timestamp("us", column.type.tz), safe=False)
            batch = batch.set_column(number, column.name, cut)
    return [{name: _plain(value) for name, value in row.items()} for row in batch.to_pylist(maps_as_pydicts="lossy")]


def _plain(value: Any) -> Any:
    """A value as JSON would have it."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bytes):  # old writers do not say of text that it is text
        try:
            return value.decode()
        except UnicodeDecodeError:
            return base64.b64encode(value).decode()
    return str(value)


def _in_short(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
