"""Links back: the address of an article with a text fragment, which a browser scrolls to and marks.

After the draft "URL Fragment Text Directives" of the WICG: ``#:~:text=[prefix-,]start[,end][,-suffix]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from urllib.parse import quote, urlsplit, urlunsplit

import regex

from newsclean.canonical import Reading, Story
from newsclean.errors import InputError
from newsclean.text import Span, lines

MAX_EXACT = 300  # code points; longer text is named by its first and last words, as Chrome's "Copy link to highlight" does
EDGE_WORDS = 5
CONTEXT_WORDS = 3
MAX_TERM = 150  # code points; half of MAX_EXACT, so that the first and the last words of a long text never overlap
WINDOW = 400  # code points in which the first and last words of a text are looked for
# A source text of more code points than this is not searched for other places of the same words: a context is always given.
MAX_SEARCHED = 200_000
# Words are what white space separates; Chinese and Japanese only have their punctuation for it.
WORD = regex.compile(r"[^\s、。，！？；：]+[、。，！？；：]*|[、。，！？；：]+")
# A browser takes a backslash for a slash and leaves out line ends, so that such an address leads elsewhere than it says.
MISLEADING = regex.compile(r"[\\\p{Cc}\s]")
# What the parts of an address may hold beside letters and digits (RFC 3986), and the percent sign of what is encoded already.
IN_A_PATH = "/:@!$&'()*+,;=-._~%"
IN_A_QUERY = IN_A_PATH + "?"
IN_A_HOST = ":[]@!$&'()*+,;=-._~%"
STRAY_PERCENT = regex.compile(r"%(?![0-9A-Fa-f]{2})")


def linkable(url: str | None) -> str | None:
    """The address as a link can hold it, if it is one of the web; None for any other, such as ``javascript:``."""
    address = (url or "").strip()
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # such as brackets that do not close, or a port that is no number
        return None
    if not is_web or MISLEADING.search(address):
        return None
    allowed = (IN_A_HOST, IN_A_PATH, IN_A_QUERY, IN_A_QUERY)
    encoded = [quote(part, safe=safe, errors="replace") for part, safe in zip(parts[1:], allowed, strict=True)]
    return STRAY_PERCENT.sub("%25", urlunsplit((parts.scheme, *encoded)))


def text_fragment(url: str, text: str, *, prefix: str = "", suffix: str = "") -> str:
    """The address of a page with the text that is to be found there.

    A text of more than 300 code points, or of several lines, is named by its first and last whole words. White space
    counts as one space. A fragment of the address is kept, a text fragment that it has already is replaced. Where nothing
    can be named, because the text is empty or one endless word, it is the address alone.

    Args:
        url: of the page; only http and https are linked.
        text: as on the page.
        prefix: whole words that stand before the text, to tell it from the same words elsewhere.
        suffix: whole words that stand after it.

    Raises:
        InputError: if the url is none of the web.
    """
    address = linkable(url)
    if address is None:
        raise InputError(f"{url!r} is no address of the web", "Give one that begins with http:// or https://", source=url)
    return _directed(address, _terms([text]), prefix, suffix)


def reading_url(story: Story, reading: Reading) -> str | None:
    """The link to a reading in the article that it comes from; None where that has no address of the web.

    For many readings of one story, `Links` is faster.
    """
    return Links(story).reading(reading)


def sources(story: Story) -> dict[str, str]:
    """The source text of every witness by its id; as `Story.reconstruct`, for all of them at once."""
    stretches: dict[str, list[tuple[int, str]]] = {w.article: [(s.start, s.text) for s in w.rest] for w in story.witnesses}
    for reading in chain.from_iterable(passage.readings for passage in story.passages):
        position = 0
        for piece in reading.pieces:
            stretches[reading.article].append((piece.start, reading.source[position : position + len(piece)]))
            position += len(piece)
    return {article: "".join(text for _, text in sorted(own)) for article, own in stretches.items()}


class Links:
    """The links into the articles of a story.

    Attributes:
        sources: the source text of every witness by its id.
        addresses: the address of every witness by its id; None where it is none of the web.
    """

    def __init__(self, story: Story) -> None:
        self.sources = sources(story)
        self.addresses = {witness.article: linkable(witness.url) for witness in story.witnesses}
        self._lowered: dict[str, str] = {}

    def reading(self, reading: Reading) -> str | None:
        """The link to a reading; what was removed inside it is marked with it, since the page still shows it."""
        return self.pieces(reading.article, reading.pieces)

    def pieces(self, article: str, pieces: Sequence[Span]) -> str | None:
        """The link to pieces of an article's source text, from the first to the last."""
        address, source = self.addresses[article], self.sources[article]
        if address is None:
            return None
        start, end = pieces[0].start, pieces[-1].end
        texts = [piece.of(source) for piece in pieces]
        if _spaced("".join(texts)) == _spaced(source[start:end]):  # nothing but white space was removed inside
            texts = [source[start:end]]
        terms = _terms(texts)
        return _directed(address, terms, *(("", "") if self._is_plain(article, terms, start) else _context(source, start, end)))

    def _is_plain(self, article: str, terms: Sequence[str], start: int) -> bool:
        """Whether the words are found at their place without a context; browsers do not tell capitals from small letters."""
        source = self.sources[article]
        if not terms or len(source) > MAX_SEARCHED:
            return not terms
        if article not in self._lowered:
            self._lowered[article] = source.lower()
        lowered, wanted = self._lowered[article], terms[0].lower()
        return len(lowered) == len(source) and lowered.find(wanted) == start and lowered.find(wanted, start + 1) < 0


def _terms(texts: Iterable[str]) -> tuple[str, ...]:
    """What names a text that stands in one or several parts on its page: all of it, or how it begins and ends."""
    parts = [part for text in texts for line in lines(text) if (part := _spaced(line.of(text)))]
    if len(parts) == 1 and len(parts[0]) <= MAX_EXACT:
        return (parts[0],)
    ends = (_first(parts[0], EDGE_WORDS), _last(parts[-1], EDGE_WORDS)) if parts else ()
    return ends if all(ends) else ()


def _context(source: str, start: int, end: int) -> tuple[str, str]:
    """The last words before a place, and the first ones after it."""
    before, after = source[max(0, start - WINDOW - 1) : start], source[end : end + WINDOW + 1]
    return _last(before, CONTEXT_WORDS), _first(after, CONTEXT_WORDS)


def _first(text: str, count: int) -> str:
    words = list(islice(WORD.finditer(text[:WINDOW]), count + 1))
    if words and words[-1].end() == WINDOW < len(text):  # which the window may have cut
        words.pop()
    del words[count:]
    while words and words[-1].end() - words[0].start() > MAX_TERM:
        words.pop()
    return _spaced(text[words[0].start() : words[-1].end()]) if words else ""


def _last(text: str, count: int) -> str:
    window = text[-WINDOW:]
    words = list(WORD.finditer(window))
    if words and words[0].start() == 0 and len(text) > WINDOW:
        del words[0]
    del words[:-count]
    while words and words[-1].end() - words[0].start() > MAX_TERM:
        del words[0]
    return _spaced(window[words[0].start() : words[-1].end()]) if words else ""


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _directed(address: str, terms: Sequence[str], prefix: str, suffix: str) -> str:
    page, _, fragment = address.partition("#")
    fragment = fragment.partition(":~:")[0]
    if not terms:
        return f"{page}#{fragment}" if fragment else page
    before = [f"{_encoded(_spaced(prefix))}-"] if prefix.strip() else []
    after = [f"-{_encoded(_spaced(suffix))}"] if suffix.strip() else []
    return f"{page}#{fragment}:~:text={','.join([*before, *map(_encoded, terms), *after])}"


def _encoded(term: str) -> str:
    """Percent-encoded, with the hyphen, which has a meaning of its own in a text fragment."""
    return quote(term, safe="", errors="replace").replace("-", "%2D")
