"""Links back: they lead to the words that they are made of, and nowhere else."""

from __future__ import annotations

import re
import time
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up_stories import URLS, hostile_text, stories
from newsclean import Article, CleanArticle, Edit, EditedText, Story, canonicalize
from newsclean.errors import InputError
from newsclean.formats import reading_url, text_fragment
from newsclean.formats.text_fragments import Links, linkable, sources
from strategies import wild_text

PAGE = "https://news.example/a"


def parsed(link: str) -> tuple[str, list[str], str]:
    """Prefix, start and end, and suffix of a link's text fragment, decoded as a browser does."""
    directive = link.partition(":~:text=")[2]
    terms = directive.split(",") if directive else []
    prefix = unquote(terms.pop(0)[:-1]) if terms and terms[0].endswith("-") else ""
    suffix = unquote(terms.pop()[1:]) if terms and terms[-1].startswith("-") else ""
    assert len(terms) <= 2
    return prefix, [unquote(term) for term in terms], suffix


def collapsed(text: str) -> str:
    return re.sub(r"\s+", " ", text).lower()


def found(link: str, page: str) -> list[int]:
    """Where a text fragment can be found on a page: the draft's algorithm, without the bounds of words."""
    prefix, terms, suffix = parsed(link)
    parts = [rf"{re.escape(collapsed(prefix))}\s*" if prefix else "", rf"(?=({re.escape(collapsed(terms[0]))}"]
    parts += [rf".*?{re.escape(collapsed(terms[1]))}" if len(terms) > 1 else "", ")"]
    parts += [rf"\s*{re.escape(collapsed(suffix))}" if suffix else "", ")"]
    return [match.start(1) for match in re.finditer("".join(parts), collapsed(page))]


class TestForm:
    @pytest.mark.parametrize(
        ("url", "text", "link"),
        [
            (PAGE, "The mayor left.", f"{PAGE}#:~:text=The%20mayor%20left."),
            (PAGE, "well-known, A & B 5%", f"{PAGE}#:~:text=well%2Dknown%2C%20A%20%26%20B%205%25"),
            (f"{PAGE}?x=1#top", "Text", f"{PAGE}?x=1#top:~:text=Text"),
            (f"{PAGE}#top:~:text=old&text=older", "Text", f"{PAGE}#top:~:text=Text"),
            (PAGE, " two \n\t lines ", f"{PAGE}#:~:text=two,lines"),
            (PAGE, "a \t\u00a0 b", f"{PAGE}#:~:text=a%20b"),
            (PAGE, " \n ", PAGE),
            (f"{PAGE}#top", "x" * 301, f"{PAGE}#top"),
            (PAGE, "“Так”", f"{PAGE}#:~:text=%E2%80%9C%D0%A2%D0%B0%D0%BA%E2%80%9D"),
        ],
    )
    def test_of_a_text(self, url: str, text: str, link: str) -> None:
        assert text_fragment(url, text) == link

    def test_long_texts_are_named_by_their_first_and_last_whole_words(self) -> None:
        text = " ".join(f"word{number}" for number in range(100))
        assert parsed(text_fragment(PAGE, text)) == (
            "",
            ["word0 word1 word2 word3 word4", "word95 word96 word97 word98 word99"],
            "",
        )

    def test_chinese_is_cut_at_its_punctuation(self) -> None:
        text = "市长周一辞职，" * 60
        assert parsed(text_fragment(PAGE, text))[1] == ["市长周一辞职，" * 5] * 2

    def test_context_stands_around(self) -> None:
        link = text_fragment(PAGE, "Yes", prefix="he-\nsaid", suffix="and, left")
        assert link == f"{PAGE}#:~:text=he%2D%20said-,Yes,-and%2C%20left"

    @pytest.mark.parametrize(
        "url", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example", "/a", "", "https://", "http://["]
    )
    def test_only_the_web_is_linked(self, url: str) -> None:
        assert linkable(url) is None
        with pytest.raises(InputError, match="no address of the web"):
            text_fragment(url, "Text")

    @pytest.mark.parametrize("url", ["https://a.example\\@evil.example", "https://a.exa\nmple", "https://a.example/a b"])
    def test_what_a_browser_reads_otherwise_is_not_linked(self, url: str) -> None:
        assert linkable(url) is None

    @given(st.sampled_from([url for url in URLS if linkable(url)]), hostile_text, wild_text, wild_text)
    def test_no_text_changes_the_address(self, url: str, text: str, prefix: str, suffix: str) -> None:
        link = text_fragment(url, text, prefix=prefix, suffix=suffix)
        assert re.fullmatch(r"[!#$%&'()*+,./0-9:;=?@A-Z\[\]_a-z~-]+", link)
        ours, theirs = urlsplit(link), urlsplit(linkable(url) or "")
        assert ours[:4] == theirs[:4]
        assert ours.fragment.partition(":~:")[0] == theirs.fragment.partition(":~:")[0]
        if ":~:" in link:
            assert "".join(parsed(link)[1]).split()


class TestReadings:
    @given(stories)
    def test_a_link_leads_to_its_reading(self, story: Story) -> None:
        texts = sources(story)
        assert texts == {w.article: story.reconstruct(w.article) for w in story.witnesses}
        links = Links(story)
        addresses = {witness.article: linkable(witness.url) for witness in story.witnesses}
        for passage in story.passages:
            for reading in passage.readings:
                link = links.reading(reading)
                assert (link is None) == (addresses[reading.article] is None)
                if link is None or ":~:" not in link:
                    continue
                text = texts[reading.article]
                words = text[reading.start : reading.end].lstrip()  # a replacement can stand for white space and words
                at = len(collapsed(text[: reading.end - len(words)]))
                places = found(link, text)
                assert at in places
                if parsed(link)[0] + parsed(link)[2] == "":
                    assert places[0] == at

    def test_the_same_words_elsewhere_get_a_context(self) -> None:
        text = "He said: yes. Then she left the room.\n\nIt is over.\n\nNobody moved at all.\n\nIt is over.\n\nThe end came soon."
        story = canonicalize([Article("a", text, url=PAGE)])
        links = [reading_url(story, segment.chosen) or "" for segment in story.segments if segment.chosen.text == "It is over."]
        assert [parsed(link) for link in links] == [
            ("left the room.", ["It is over."], "Nobody moved at"),
            ("moved at all.", ["It is over."], "The end came"),
        ]
        assert [found(link, text) for link in links] == [[38], [71]]  # white space counts as one space

    def test_what_was_removed_inside_still_stands_on_the_page(self) -> None:
        text = "The mayor of the town ADVERTISEMENT resigned on Monday after a vote."
        cut = CleanArticle(Article("a", text, url=PAGE), EditedText(text, [Edit(22, 36)]))
        story = canonicalize([cut])
        assert story.text == "The mayor of the town resigned on Monday after a vote."
        link = reading_url(story, story.segments[0].chosen) or ""
        assert parsed(link) == ("", ["The mayor of the town", "on Monday after a vote."], "")
        assert found(link, text) == [0]

    def test_without_an_address_there_is_no_link(self) -> None:
        story = canonicalize([Article("a", "The mayor resigned."), Article("b", "It rained.", url="javascript:alert(1)")])
        assert [reading_url(story, passage.readings[0]) for passage in story.passages] == [None, None]

    @pytest.mark.parametrize("text", ["It is over. " * 10_000, "word " * 400_000, "x" * 2_000_000])
    def test_long_and_repeated_texts_cost_little(self, text: str) -> None:
        story = canonicalize([Article("a", text, url=PAGE)])
        links = Links(story)
        begun = time.process_time()
        made = [links.reading(segment.chosen) or "" for segment in story.segments]
        assert time.process_time() - begun < 5
        assert max(map(len, made)) < 3_000
