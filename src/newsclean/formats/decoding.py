"""Bytes to text, exactly: nothing is guessed and nothing is replaced."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from newsclean.errors import InputError

TO_UTF8 = "Convert it to UTF-8, for example with: iconv -f WINDOWS-1252 -t UTF-8"
# Bytes of UTF-8 in one code point at most; what is larger than the limit in bytes is too long in any case.
WIDEST = 4


def decode(data: bytes, source: str, record: int | None = None) -> str:
    """UTF-8 bytes as text, with line ends and a byte order mark left in place.

    Raises:
        InputError: if the bytes are empty, binary, or no UTF-8.
    """
    if not data:
        raise InputError("the file is empty", "Leave it out", source=source, record=record)
    refuse_binary(data, source, record)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        problem = f"byte {error.start} is not UTF-8 (0x{data[error.start]:02x})"
        raise InputError(problem, TO_UTF8, source=source, record=record) from None


def refuse_binary(data: bytes, source: str, record: int | None = None) -> None:
    """Raises an `InputError` if bytes are UTF-16, or no text at all."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        hint = "Convert it to UTF-8, for example with: iconv -f UTF-16 -t UTF-8"
        raise InputError("the file is UTF-16, not UTF-8", hint, source=source, record=record)
    if b"\0" in data:
        raise InputError("the file is binary", "Give text, HTML or JSON lines", source=source, record=record)


def read_bytes(path: Path, max_characters: int) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: if the file cannot be read, or is larger than any text of ``max_characters`` code points.
    """
    try:
        if path.stat().st_size > max_characters * WIDEST:
            raise too_long(str(path), max_characters)
        return path.read_bytes()
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror or error})"
        raise InputError(problem, "Check that it exists and that you may read it", source=str(path)) from error


def too_long(source: str, max_characters: int, record: int | None = None) -> InputError:
    """The error for a text over the limit."""
    problem = f"the text is longer than {max_characters:,} characters"
    return InputError(problem, "Split it into articles, or raise --max-characters", source=source, record=record)
