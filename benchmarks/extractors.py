"""The extractors that benchmarks/extraction.py compares, each made ready by a function of its own, with its imports."""

from __future__ import annotations

import re
from collections.abc import Callable

from newsclean import extract
from newsclean.errors import ExtractionError

Extractor = Callable[[str, str | None], str]
"""The article on a page, of which the HTML and the address are given."""


def newsclean_extract_only(html: str, url: str | None) -> str:
    """The text before cleaning."""
    try:
        return extract(html, url=url).text
    except ExtractionError:
        return ""


def by_trafilatura(*, favor_precision: bool = False, fast: bool = False) -> Callable[[], Extractor]:
    """Trafilatura with its default settings or others; without readers' comments, as all tools here."""

    def load() -> Extractor:
        from trafilatura import bare_extraction

        def run(html: str, url: str | None) -> str:
            found = bare_extraction(
                html, url=url, with_metadata=True, include_comments=False, favor_precision=favor_precision, fast=fast
            )
            return "" if found is None or isinstance(found, dict) else found.text or ""

        return run

    return load


def load_newspaper() -> Extractor:
    """The text of newspaper4k, without its downloads."""
    import newspaper

    def run(html: str, url: str | None) -> str:
        found = newspaper.article(url or "https://page.example/", input_html=html, language="en", fetch_images=False)
        return str(found.text)

    return run


def load_readability() -> Extractor:
    """The text of readability-lxml; its summary is HTML, of which the text is taken."""
    from lxml.html import document_fromstring
    from readability import Document

    return lambda html, url: str(document_fromstring(Document(html, url=url).summary()).text_content())


def load_justext() -> Extractor:
    """The paragraphs that jusText keeps: by English words where the page is English or does not say, else without words."""
    import justext

    english = justext.get_stoplist("English")

    def run(html: str, _: str | None) -> str:
        languages = re.search(r"<html[^>]*\blang=[\"']?(\w+)", html[:4000])
        known = languages is None or languages.group(1).lower() == "en"
        options = {} if known else {"stopwords_low": 0.0, "stopwords_high": 0.0}
        found = justext.justext(html.encode(), english if known else frozenset(), **options)
        return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)

    return run


def load_goose() -> Extractor:
    """The text of goose3, without fetching images."""
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False})
    return lambda html, _: str(goose.extract(raw_html=html).cleaned_text)


def load_boilerpy() -> Extractor:
    """The text of boilerpy3 with the extractor that it made for articles."""
    from boilerpy3.extractors import ArticleExtractor

    extractor = ArticleExtractor(raise_on_failure=False)
    return lambda html, _: str(extractor.get_content(html))


def load_resiliparse() -> Extractor:
    """Resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text

    return lambda html, _: extract_plain_text(
        html, main_content=True, preserve_formatting=True, list_bullets=False, alt_texts=False, comments=False
    )


TOOLS: dict[str, tuple[str, Callable[[], Extractor]]] = {
    "trafilatura": ("trafilatura", by_trafilatura()),
    "trafilatura, precision": ("trafilatura", by_trafilatura(favor_precision=True)),
    "trafilatura, fast": ("trafilatura", by_trafilatura(fast=True)),
    "newspaper4k": ("newspaper4k", load_newspaper),
    "readability-lxml": ("readability-lxml", load_readability),
    "jusText": ("jusText", load_justext),
    "goose3": ("goose3", load_goose),
    "boilerpy3": ("boilerpy3", load_boilerpy),
    "resiliparse": ("resiliparse", load_resiliparse),
    "newsclean, extract only": ("newsclean", lambda: newsclean_extract_only),
}
