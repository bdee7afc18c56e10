"""Which characters bytes stand for: plain texts and pages in many encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean.formats.charsets import WINDOWS_1252, charset_of, decode_page
from read_records import article, page, read, rejected

GERMAN = "Der Bürgermeister erklärte am Montag, dass die Brücke erst im März geöffnet werde – „früher geht es nicht“, sagte er.\n"
FRENCH = "Le coût du pont est passé à 12 € par habitant, a déclaré le maire. Les œuvres ont commencé à l'été.\n"
RUSSIAN = "Мэр города заявил в понедельник, что мост откроют только весной. Раньше это невозможно, сказал он журналистам.\n"
JAPANESE = "市長は月曜日、橋は春まで開通しないと述べた。「それより早くは不可能だ」と記者団に語った。\n"
KOREAN = "시장은 월요일에 다리가 봄까지 개통되지 않을 것이라고 말했다. 더 빨리는 불가능하다고 기자들에게 말했다.\n"
SAMPLES = [
    ("windows-1252", GERMAN),
    ("iso-8859-15", FRENCH),
    ("windows-1251", RUSSIAN),
    ("koi8-r", RUSSIAN),
    ("shift_jis", JAPANESE),
    ("euc-jp", JAPANESE),
    ("gb18030", "市长星期一表示，大桥要到春天才能通车。“提前是不可能的，”他对记者说。\n"),
    ("big5", "市長星期一表示，大橋要到春天才能通車。「提前是不可能的，」他對記者說。\n"),
    ("euc-kr", KOREAN),
    (
        "windows-1250",
        "Burmistrz powiedział w poniedziałek, że most zostanie otwarty dopiero wiosną. „Wcześniej się nie da” – dodał.\n",
    ),
]
PAGE = "<!doctype html><html><head><meta charset={}><title>x</title></head><body><p>{}"


class TestPlainTexts:
    @pytest.mark.parametrize(("name", "text"), SAMPLES, ids=[name for name, _ in SAMPLES])
    def test_the_encoding_is_told_by_the_bytes_and_said(self, tmp_path: Path, name: str, text: str) -> None:
        (tmp_path / "a.txt").write_bytes(text.encode(name))
        (found,) = read(tmp_path / "a.txt")
        assert (article(found).text, article(found).extra) == (text, {"encoding": name})

    @pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
    def test_a_byte_order_mark_says_utf_16_and_stays(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "a.txt").write_bytes(f"\ufeff{RUSSIAN}".encode(name))
        (found,) = read(tmp_path / "a.txt")
        assert (article(found).text, article(found).extra) == (f"\ufeff{RUSSIAN}", {"encoding": name})

    def test_utf_8_says_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text(GERMAN + RUSSIAN + JAPANESE, encoding="utf-8")
        assert article(*read(tmp_path / "a.txt")).extra == {}

    def test_a_short_western_text_is_windows_1252(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(b"caf\xe9 au lait")
        assert article(*read(tmp_path / "a.txt")).extra == {"encoding": "windows-1252"}

    @pytest.mark.parametrize("text", [GERMAN, RUSSIAN, JAPANESE, KOREAN])
    def test_damaged_utf_8_is_not_taken_for_something_else(self, tmp_path: Path, text: str) -> None:
        data = text.encode().rstrip() * 2
        place = next(place for place in range(len(data) // 2, len(data)) if data[place] >= 0xC0)
        (tmp_path / "a.txt").write_bytes(data[: place + 1])
        (found,) = read(tmp_path / "a.txt")
        assert f"byte {place} is not UTF-8" in rejected(found).error


class TestPages:
    @pytest.mark.parametrize(("name", "text"), SAMPLES, ids=[name for name, _ in SAMPLES])
    def test_a_page_says_its_charset(self, name: str, text: str) -> None:
        html = PAGE.format(name, text)
        assert decode_page(html.encode(name)) == (html, name)

    @pytest.mark.parametrize(("name", "text"), SAMPLES, ids=[name for name, _ in SAMPLES])
    def test_or_the_server_does_which_goes_before_it(self, name: str, text: str) -> None:
        html = PAGE.format("utf-8", text)
        assert decode_page(html.encode(name), name.upper()) == (html, name)

    @pytest.mark.parametrize(("name", "text"), SAMPLES, ids=[name for name, _ in SAMPLES])
    def test_or_the_bytes_do(self, name: str, text: str) -> None:
        html = f"<p>{text}"
        assert decode_page(html.encode(name)) == (html, name)

    def test_a_byte_order_mark_goes_before_both(self) -> None:
        html = PAGE.format("koi8-r", RUSSIAN)
        assert decode_page(f"\ufeff{html}".encode(), "windows-1251") == (html, "utf-8")
        assert decode_page(f"\ufeff{html}".encode("utf-16-le"), "windows-1251") == (html, "utf-16-le")

    @pytest.mark.parametrize(
        "declaration",
        [
            "<meta charset=koi8-r>",
            "<META  CharSet = 'KOI8-R' />",
            '<meta/charset="koi8">',
            '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
            '<meta content="text/html;charset= koi8-r;x" http-equiv=content-type>',
            "<!-- <meta charset=utf-8> --><meta charset=koi8-r>",
            "<meta name=description content='charset=utf-8'><meta charset=koi8-r>",
            "<meta charset=nonsense><meta charset=koi8-r>",
            '<?xml version="1.0" encoding="koi8-r"?>',
            "<!--" + "x" * 2000 + "--><meta charset=koi8-r>",
        ],
    )
    def test_a_declaration_may_have_many_shapes(self, declaration: str) -> None:
        assert decode_page(f"{declaration}<p>Мост".encode("koi8-r")) == (f"{declaration}<p>Мост", "koi8-r")

    def test_labels_are_those_of_the_web(self) -> None:
        for label in ("latin1", "ASCII", " iso-8859-1\n", "x-user-defined"):
            assert charset_of(label) == charset_of("windows-1252")
        assert charset_of("nonsense") is None

    def test_what_calls_itself_utf_16_in_ascii_is_utf_8(self) -> None:
        assert decode_page("<meta charset=utf-16><p>Größe \xff".encode() + b"\xff")[1] == "utf-8"

    def test_a_page_saved_as_utf_8_may_declare_what_it_was_sent_in(self) -> None:
        html = PAGE.format("iso-8859-1", GERMAN)
        assert decode_page(html.encode()) == (html, "utf-8")

    def test_undecodable_bytes_are_replaced(self) -> None:
        assert decode_page(b"<meta charset=utf-8>a\xffb") == ("<meta charset=utf-8>a\ufffdb", "utf-8")

    def test_windows_1252_has_all_bytes(self) -> None:
        assert WINDOWS_1252[0x80:0x82] + WINDOWS_1252[0xE9] == "€\x81é"
        assert decode_page(b"<meta charset=latin1>\x81\x80")[0].endswith("\x81€")

    def test_a_file_is_read_so(self, tmp_path: Path) -> None:
        (tmp_path / "a.html").write_bytes(PAGE.format("koi8-r", RUSSIAN).encode("koi8-r"))
        found = page(*read(tmp_path))
        assert (found.html, found.known) == (PAGE.format("koi8-r", RUSSIAN), {"extra": {"encoding": "koi8-r"}})
