"""Names for stories and articles in formats that ask for a URI."""

from __future__ import annotations

from urllib.parse import quote

from newsclean.formats.text_fragments import linkable


def urn(*parts: str | int) -> str:
    """A URI made of parts of any characters: ``urn("article", "a/b")`` is ``urn:newsclean:article:a%2Fb``.

    It names, and leads nowhere. Different parts never give the same URI.
    """
    return ":".join(["urn", "newsclean", *(quote(str(part), safe="", errors="surrogatepass") for part in parts)])


def article_uri(id: str, url: str | None) -> str:
    """The address of an article, or else a name made of its id."""
    return linkable(url) or urn("article", id)
