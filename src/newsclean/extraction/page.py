"""One web page to one article."""

from __future__ import annotations

import hashlib

from newsclean.article import Article
from newsclean.errors import ExtractionError

WHAT_IS_A_PAGE = "Give the HTML of one article page, as text or as the bytes that the server sent"


def extract(html: str | bytes, *, url: str | None = None, id: str | None = None) -> Article:
    """The article on a web page, by trafilatura with its default settings and without readers' comments.

    Args:
        html: the page, as text or as bytes (then the charset is detected).
        url: where the page came from; helps to find the publisher and becomes the id if none is given.
        id: the article's id; by default the url, or else a digest of the page.

    Returns:
        The article, with the title, publisher, date, authors and language that the page states.

    Raises:
        ExtractionError: if the page is empty, is no HTML, or holds no text that looks like an article.
    """
    # Imported here because it takes a fifth of a second, which users of plain text should not pay.
    from trafilatura import bare_extraction, load_html

    if isinstance(html, str):
        # The parser would silently stop at half a surrogate pair; whole pairs become the characters that they stand for.
        html = html.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if not html.strip():
        raise ExtractionError("the page is empty", WHAT_IS_A_PAGE, url=url)
    try:
        tree = load_html(html)
        language = None if tree is None else tree.get("lang")
        found = None if tree is None else bare_extraction(tree, url=url, with_metadata=True, include_comments=False)
    except Exception as error:  # whatever a parser meets on a broken page concerns this page only
        problem = f"the page cannot be parsed ({type(error).__name__}: {error})"
        raise ExtractionError(problem, WHAT_IS_A_PAGE, url=url) from error
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise ExtractionError("no article text was found on the page", WHAT_IS_A_PAGE, url=url)
    return Article(
        id=id or url or found.url or _digest(html),
        text=found.text or "",
        url=url or found.url,
        title=found.title,
        publisher=found.sitename or found.hostname,
        published=found.date,
        authors=[name.strip() for name in (found.author or "").split(";") if name.strip()],
        language=language or found.language,
    )


def _digest(html: str | bytes) -> str:
    page = html.encode() if isinstance(html, str) else html
    return f"page-{hashlib.blake2b(page, digest_size=8).hexdigest()}"
