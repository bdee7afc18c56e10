"""Which characters bytes stand for, told as browsers tell it (https://encoding.spec.whatwg.org, https://html.spec.whatwg.org)."""

from __future__ import annotations

import codecs
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from attrs import frozen

UTF8 = "utf-8"
BYTE_ORDER_MARKS = {BOM_UTF8: UTF8, BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"}
# Browsers look this far for a declaration before they decode, and start again where a later one says otherwise.
PRESCAN, LATEST = 1024, 1 << 16
COMMENT_OR_META = re.compile(rb"<!--.*?(?:-->|\Z)|<meta[\s/]([^>]*)", re.IGNORECASE | re.DOTALL)
ATTRIBUTE = re.compile(rb"""([^\s/=>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
IN_CONTENT = re.compile(rb"""charset\s*=\s*["']?\s*([^\s"';,>]+)""", re.IGNORECASE)
XML = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]+)""")
UTF16_XML = {b"<\0?\0x\0": "utf-16-le", b"\0<\0?\0x": "utf-16-be"}
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
# The standard's name and Python's codec, by the name that resiliparse has for an encoding, where they are not the same.
# The codecs are those with the vendors' additions, as the standard has them.
STANDARD = {
    "ascii": ("windows-1252", "cp1252"),
    "big5": ("big5", "big5hkscs"),
    "cp866": ("ibm866", "cp866"),
    "cp874": ("windows-874", "cp874"),
    "cp949": ("euc-kr", "cp949"),
    "euc_jp": ("euc-jp", "euc_jp"),
    "euc_kr": ("euc-kr", "cp949"),
    "gb2312": ("gbk", "gb18030"),
    "gbk": ("gbk", "gb18030"),
    "iso2022_jp": ("iso-2022-jp", "iso2022_jp"),
    "iso8859-1": ("windows-1252", "cp1252"),
    "iso8859-9": ("windows-1254", "cp1254"),
    "iso8859-11": ("windows-874", "cp874"),
    "mac-cyrillic": ("x-mac-cyrillic", "mac-cyrillic"),
    "mac-roman": ("macintosh", "mac-roman"),
    "shift_jis": ("shift_jis", "cp932"),
}
# Five bytes are undefined in Python's table and control characters in the standard's.
WINDOWS_1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))


@frozen
class Charset:
    """An encoding: its name in the standard, such as ``windows-1252``, and Python's codec for it."""

    name: str
    codec: str


WESTERN = Charset("windows-1252", "cp1252")


def charset_of(label: str) -> Charset | None:
    """The encoding that a label stands for on the web, where ``latin1`` is ``windows-1252``; None for one that is unknown."""
    from resiliparse.parse.encoding import map_encoding_to_html5

    if label.strip().lower() == "x-user-defined":
        return WESTERN
    codec = map_encoding_to_html5(label.strip(), fallback_utf8=False)
    return None if codec is None else _charset(codec)


def decode_page(data: bytes, charset: str | None = None) -> tuple[str, str]:
    """A page as text, and the name of its encoding.

    A byte order mark goes before the charset of the server, that before what the page declares, and that before what the
    bytes look like. A page that declares a charset with one byte a character but is good UTF-8 is taken for UTF-8: pages
    that were saved by a program often still declare what they were sent in. What cannot be decoded is U+FFFD.
    """
    for mark, name in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), name
    chosen = (charset and charset_of(charset)) or None
    if chosen is None:
        declared = _declared(data[:PRESCAN])
        if declared is None or not _may_be_multibyte(declared):
            try:
                return data.decode(), UTF8
            except UnicodeDecodeError:
                pass
        chosen = declared or _declared(data[:LATEST]) or _detected(data)
    if chosen == WESTERN:
        return codecs.charmap_decode(data, "strict", WINDOWS_1252)[0], chosen.name
    return data.decode(chosen.codec, "replace"), chosen.name


def charset_by_look(data: bytes) -> Charset:
    """The encoding of a text that does not name one: what a byte order mark says, UTF-8, or what the bytes look like.

    UTF-8 with some bad bytes is still UTF-8. In other encodings, few sequences look like UTF-8 by chance: in made-up news
    of 14 encodings, at most half as many as do not.
    """
    for mark, name in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return Charset(name, name)
    try:
        data.decode()
    except UnicodeDecodeError:
        whole = len(MULTIBYTE.findall(data))
        if not whole or data.decode(errors="replace").count("\ufffd") > whole:
            return _detected(data)
    return Charset(UTF8, UTF8)


def _detected(data: bytes) -> Charset:
    """The encoding that bytes look like that are no UTF-8; windows-1252 where they look like nothing else."""
    from resiliparse.parse.encoding import detect_encoding

    codec = detect_encoding(data, html5_compatible=False)
    if codec is None or codec.startswith("utf"):
        return WESTERN
    found = _charset(codec)
    try:
        # Where both give the same text, the name that more people know is as true.
        if data.decode(found.codec) == data.decode(WESTERN.codec):
            return WESTERN
    except UnicodeDecodeError:
        pass
    return found


def _charset(codec: str) -> Charset:
    codec = codec.lower()
    if codec in STANDARD:
        return Charset(*STANDARD[codec])
    return Charset(codec.replace("iso8859", "iso-8859").replace("cp12", "windows-12"), codec)


def _may_be_multibyte(charset: Charset) -> bool:
    return not charset.name.startswith(("windows-", "iso-8859", "koi8", "macintosh", "x-mac", "ibm"))


def _declared(start: bytes) -> Charset | None:
    """What the beginning of a page says, in a meta element or an XML declaration."""
    for beginning, name in UTF16_XML.items():
        if start.startswith(beginning):
            return Charset(name, name)
    labels = [label for meta in COMMENT_OR_META.finditer(start) if (label := _label(meta[1]))]
    if found := XML.match(start.lstrip()):
        labels.append(found[1])
    for label in labels:
        charset = charset_of(label.decode("ascii", "replace"))
        if charset is not None:
            # What could be read as ASCII cannot be UTF-16.
            return Charset(UTF8, UTF8) if charset.name.startswith("utf-16") else charset
    return None


def _label(attributes: bytes | None) -> bytes | None:
    given: dict[bytes, bytes] = {}
    for name, *values in ATTRIBUTE.findall(attributes or b""):
        given.setdefault(name.lower(), b"".join(values))
    if b"charset" in given:
        return given[b"charset"]
    if given.get(b"http-equiv", b"").lower() == b"content-type" and (found := IN_CONTENT.search(given.get(b"content", b""))):
        return found[1]
    return None
