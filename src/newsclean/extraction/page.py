"""One web page to one article."""

from __future__ import annotations

import hashlib

from newsclean.article import Article
from newsclean.errors import ExtractionError
from newsclean.extraction.layout import unfolded
from newsclean.extraction.places import PageText
from newsclean.extraction.rescue import with_recovered
from newsclean.extraction.second import nests_deeply, second_opinion

WHAT_IS_A_PAGE = "Give the HTML of one article page, as text or as the bytes that the server sent"


def extract(html: str | bytes, *, url: str | None = None, id: str | None = None) -> Article:
    """The article on a web page, by trafilatura with its default settings and without readers' comments.

    Paragraphs that trafilatura left out although the page vouches for them are brought back at their place and marked
    as recovered in the article's `blocks`, which say for each line where it stands on the page.

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
    from trafilatura.metadata import extract_metadata
    from trafilatura.utils import decode_file

    try:
        page = decode_file(html)
    except Exception as error:  # whatever a decoder meets in broken bytes concerns this page only
        raise _unreadable(error, url) from error
    try:
        page.encode()
    except UnicodeEncodeError:
        # The parser would silently stop at half a surrogate pair; whole pairs become the characters they stand for.
        page = page.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if not page.strip():
        raise ExtractionError("the page is empty", WHAT_IS_A_PAGE, url=url)
    try:
        tree = load_html(page)
        # Given a tree, trafilatura works on a copy of its own.
        found = None if tree is None else bare_extraction(tree, url=url, with_metadata=True, include_comments=False)
        text = "" if found is None or isinstance(found, dict) else unfolded(found)
        if tree is not None:
            second = "" if nests_deeply(tree) else second_opinion(page)
            text, blocks = with_recovered(text, PageText(tree), tree, second)
            if text and (found is None or isinstance(found, dict)):
                found = extract_metadata(tree, url)
    except Exception as error:  # whatever a parser meets on a broken page concerns this page only
        raise _unreadable(error, url) from error
    if tree is None or found is None or isinstance(found, dict) or not text.strip():
        raise ExtractionError("no article text was found on the page", WHAT_IS_A_PAGE, url=url)
    return Article(
        id=id or url or found.url or _digest(html),
        text=text,
        url=url or found.url,
        title=found.title,
        publisher=found.sitename or found.hostname,
        published=found.date,
        authors=[name.strip() for name in (found.author or "").split(";") if name.strip()],
        language=tree.get("lang") or found.language,
        blocks=blocks,
    )


def _unreadable(error: Exception, url: str | None) -> ExtractionError:
    problem = f"the page cannot be parsed ({type(error).__name__}: {error})"
    return ExtractionError(problem, WHAT_IS_A_PAGE, url=url)


def _digest(html: str | bytes) -> str:
    page = html.encode("utf-8", "surrogatepass") if isinstance(html, str) else html
    return f"page-{hashlib.blake2b(page, digest_size=8).hexdigest()}"
