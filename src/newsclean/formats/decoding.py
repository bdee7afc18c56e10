"""Bytes to text, exactly: encoding the text again gives the bytes."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from newsclean.errors import InputError
from newsclean.formats.charsets import UTF8, charset_by_look

TO_UTF8 = "Convert it to UTF-8, for example with: iconv -f WINDOWS-1252 -t UTF-8"
WHAT_IS_READ = "Give text, HTML or JSON lines"
# Bytes of UTF-8 in one code point at most; what is larger than the limit in bytes is too long in any case.
WIDEST = 4
# A page is mostly markup: the text taken from it is far shorter than the page.
MARKUP = 5
# What no text of any encoding holds; escape is in ISO-2022-JP, and form feeds part pages.
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, source: str, record: int | None = None) -> str:
    """UTF-8 bytes as text, with line ends and a byte order mark left in place.

    Raises:
        InputError: if the bytes are empty, binary, or no UTF-8.
    """
    if not data:
        raise _empty(source, record)
    refuse_binary(data, source, record)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, "UTF-8", source, record) from None


def decode_text(data: bytes, source: str) -> tuple[str, str]:
    """The bytes of a plain text, with line ends and a byte order mark left in place, and the name of their encoding.

    Raises:
        InputError: if the bytes are empty, binary, or not all in the encoding that they look like.
    """
    if not data:
        raise _empty(source)
    charset = charset_by_look(data)
    is_utf16 = charset.name.startswith("utf-16")
    if not is_utf16 and (b"\0" in data or (charset.name != UTF8 and CONTROLS.search(data))):
        raise InputError("the file is binary", WHAT_IS_READ, source=source)
    try:
        return data.decode(charset.codec), charset.name
    except UnicodeDecodeError as error:
        raise _undecodable(data, error, charset.name.upper(), source) from None


def refuse_binary(data: bytes, source: str, record: int | None = None) -> None:
    """Raises an `InputError` if bytes are UTF-16, or no text at all."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        hint = "Convert it to UTF-8, for example with: iconv -f UTF-16 -t UTF-8"
        raise InputError("the file is UTF-16, not UTF-8", hint, source=source, record=record)
    if b"\0" in data:
        raise InputError("the file is binary", WHAT_IS_READ, source=source, record=record)


def too_long(source: str, max_characters: int, record: int | None = None) -> InputError:
    """The error for a text over the limit."""
    problem = f"the text is longer than {max_characters:,} characters"
    return InputError(problem, "Split it into articles, or raise --max-characters", source=source, record=record)


def broken_off(error: InputError, number: int, what: str) -> InputError:
    """The error for a file that breaks off, saying how much was read before it did."""
    said = f"{error.problem}; {number:,} {what} before that were read" if number else error.problem
    return InputError(said, error.hint, source=error.source)


def _empty(source: str, record: int | None = None) -> InputError:
    return InputError("the file is empty", "Leave it out", source=source, record=record)


def _undecodable(data: bytes, error: UnicodeDecodeError, name: str, source: str, record: int | None = None) -> InputError:
    problem = f"byte {error.start} is not {name} (0x{data[error.start]:02x})"
    return InputError(problem, TO_UTF8, source=source, record=record)
