"""Lines that a site prints with many of its articles."""

from __future__ import annotations

import pytest

from newsclean import Article, CleanArticle
from newsclean.background import Background
from newsclean.errors import OptionError
from newsclean.filters import SiteTemplates, clean
from newsclean.filters import site_templates as module
from newsclean.filters.site_templates import site_of

SUBJECTS = ["budget", "bridge", "harbour", "school", "tunnel", "theatre", "stadium", "library", "airport", "market"]
APPEAL = "Readers like you keep our reporters on the road, so please give what you can today."


def body(subject: str) -> list[str]:
    return [
        f"The council voted on Monday to rebuild the old {subject}, which had been closed since the storm of last winter.",
        f"Nobody had expected the {subject} to cost so much, the mayor told reporters on the steps of the town hall.",
        f"Work on the {subject} is to begin in spring and will take about two years, according to the plans shown on Friday.",
        f"Neighbours of the {subject} said that they had not been asked, and that they would go to court against the vote.",
        f"A spokeswoman for the builders of the {subject} called the plan a good one and promised that noise would be low.",
        f"The last word on the {subject} is now with the regional government, which meets again at the end of the month.",
    ]


def article(number: int, *, first: str = "", inside: str = "", last: str = "", publisher: str = "The Example") -> Article:
    lines = body(SUBJECTS[number])
    lines[3:3] = [inside] if inside else []
    return Article(f"a{number}", "\n\n".join(filter(None, [first, *lines, last])), publisher=publisher)


def removed(articles: list[Article]) -> list[str]:
    templates = SiteTemplates.fit(articles)
    return [edit.span.of(a.text) for a in articles for edit in templates(CleanArticle.untouched(a))]


def test_a_last_line_in_three_articles_goes_with_its_count_as_reason() -> None:
    articles = [article(n, last=f"Printed on May {n + 3}, 2015, by The Example") for n in range(3)]
    templates = SiteTemplates.fit(articles)
    cleaned = clean(articles[0], [templates])
    (edit,) = [edit for edit in cleaned.removals if edit.kind == "site_template"]
    assert edit.span.of(articles[0].text) == "Printed on May 3, 2015, by The Example"
    assert edit.reason == "stands in 3 articles of the example"
    assert edit.rule == "site_templates"


def test_dates_of_short_lines_are_not_compared() -> None:
    days = ["Monday, May 3", "Friday, December 24", "Sunday, Sept. 5"]
    printed = [f"Printed on {day}, 2015, 5 p.m." for day in days]
    assert removed([article(n, last=line) for n, line in enumerate(printed)]) == printed
    long = [
        f"{line}, by The Example, which has been the paper of record in the towns along the coast for many years"
        for line in printed
    ]
    assert removed([article(n, last=line) for n, line in enumerate(long)]) == []


def test_the_edges_are_four_lines_thick_at_most() -> None:
    for below, expected in ((3, 3), (4, 0)):
        articles = []
        for n in range(3):
            lines = [f"{line} {word(n)}" for line in body("bridge") + body("tunnel") + body("harbour") + body("market")]
            lines.insert(len(lines) - below, "Follow the story")
            articles.append(Article(f"a{n}", "\n".join(lines), publisher="The Example"))
        assert removed(articles) == ["Follow the story"] * expected


def test_of_the_shortest_articles_one_line_is_the_edge() -> None:
    texts = [f"{body(subject)[0]}\n{body(subject)[1]}\nThe end" for subject in SUBJECTS[:3]]
    assert removed([Article(f"a{n}", text, publisher="P") for n, text in enumerate(texts)]) == ["The end"] * 3


@pytest.mark.parametrize("edge", ["first", "last"])
def test_a_short_line_that_mostly_stands_elsewhere_stays(edge: str) -> None:
    at_edge, inside = {edge: "What are the details?"}, {"inside": "What are the details?"}
    assert removed([article(n, **(at_edge if n < 7 else inside)) for n in range(10)]) == []
    assert removed([article(n, **(at_edge if n < 8 else inside)) for n in range(10)]) == ["What are the details?"] * 8


def test_a_line_that_stands_at_both_ends_counts_where_it_stands_first() -> None:
    articles = [article(n, first="The Example", last="The Example") for n in range(3)]
    assert [template.place for template in SiteTemplates.fit(articles).templates["the example"]] == ["head"]


def test_how_many_articles_it_takes_can_be_said() -> None:
    articles = [article(n, last="Printed by The Example") for n in range(4)]
    for least, number in ((2, 1), (4, 1), (5, 0)):
        assert len(SiteTemplates.fit(articles, min_articles=least).templates) == number


def test_cleaned_articles_teach_what_they_said_before() -> None:
    articles = [article(n, last="Printed by The Example") for n in range(3)]
    templates = SiteTemplates.fit(articles)
    assert SiteTemplates.fit([clean(a, [templates]) for a in articles]) == templates


def test_an_article_half_of_which_was_seen_before_is_a_copy() -> None:
    articles = [article(n, last="Printed by The Example") for n in range(3)]
    for shared, expected in ((3, 0), (2, 3)):
        lines = [*body("budget")[:shared], *body("tower")[shared:], "Printed by The Example"]
        half = Article("half", "\n\n".join(lines), publisher="The Example")
        assert len(removed([articles[0], articles[1], half])) == expected


def test_two_articles_teach_nothing() -> None:
    assert removed([article(n, last="Printed by The Example") for n in range(2)]) == []


def test_a_first_line_goes_too() -> None:
    assert removed([article(n, first="ANALYSIS/OPINION:") for n in range(3)]) == ["ANALYSIS/OPINION:"] * 3


def test_a_recurring_subhead_inside_stays() -> None:
    assert removed([article(n, inside="What are the details?") for n in range(10)]) == []


def test_a_long_line_inside_needs_five_articles() -> None:
    assert removed([article(n, inside=APPEAL) for n in range(4)]) == []
    assert removed([article(n, inside=APPEAL) for n in range(5)]) == [APPEAL] * 5


def test_a_quotation_that_comes_back_stays() -> None:
    said = "“We will not give up this town, and nobody will make us leave it,” she said."
    assert removed([article(n, last=said) for n in range(6)]) == []


def test_copies_of_one_article_teach_nothing() -> None:
    original = "\n\n".join(body("bridge"))
    copies = [Article(f"c{n}", f"{original}\n\nPage {n}", publisher="The Example") for n in range(9)]
    assert removed(copies) == []


def test_another_site_is_not_concerned() -> None:
    templates = SiteTemplates.fit([article(n, last="Printed by The Example") for n in range(3)])
    other = article(4, last="Printed by The Example", publisher="Another")
    assert list(templates(CleanArticle.untouched(other))) == []


def test_a_template_of_the_end_stays_inside() -> None:
    templates = SiteTemplates.fit([article(n, last="Follow the story") for n in range(3)])
    lines = [*body("bridge"), "Follow the story", *body("airport")]
    inside = Article("x", "\n\n".join(lines), publisher="The Example")
    assert list(templates(CleanArticle.untouched(inside))) == []


def test_the_site_is_the_host_or_else_the_publisher() -> None:
    assert site_of(Article("a", "x", url="https://www.example.com/1", publisher="P")) == "example.com"
    assert site_of(Article("a", "x", publisher="The Example ")) == "the example"
    assert site_of(Article("a", "x")) is None


def test_articles_of_no_known_site_teach_nothing() -> None:
    nowhere = [Article(f"n{n}", "\n\n".join([*body(SUBJECTS[n]), "Printed by The Example"])) for n in range(5)]
    assert SiteTemplates.fit(nowhere) == SiteTemplates()


def test_memory_is_bounded_and_what_is_frequent_is_remembered() -> None:
    articles = [article(n, last="Printed by The Example") for n in range(10)]
    learning = module._Learning(max_lines=20)
    for one in articles:
        learning.read(one)
        assert learning.lines <= 20
    (template,) = [t for t in learning.templates(3)["the example"] if t.place == "tail"]
    assert template.line == "printed by the example"


def test_a_line_that_comes_up_late_is_learned_too() -> None:
    learning = module._Learning(max_lines=20)
    for number in range(60):
        lines = [f"The council of {word(number)} heard {word(number * 7 + n)} speak." for n in range(6)]
        learning.read(Article("a", "\n".join([*lines, "Printed by The Example"][: 6 + (number >= 40)]), publisher="The Example"))
    assert learning.forgotten > 10
    assert "printed by the example" in {template.line for template in learning.templates(3)["the example"]}


def test_a_line_read_once_is_no_template_however_much_was_forgotten() -> None:
    lines = [f"The council of town {town} met on the {town}th day to hear the mayor speak." for town in map(word, range(615))]
    articles = [Article(f"a{n}", "\n".join(lines[n : n + 6]), publisher="The Example") for n in range(0, 612, 6)]
    assert SiteTemplates.fit(articles, max_lines=20) == SiteTemplates()


def word(number: int) -> str:
    """A word for a number, since digits are not compared."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


def test_sites_are_forgotten_with_their_lines() -> None:
    learning = module._Learning(max_lines=20)
    for number in range(200):
        learning.read(Article("a", f"A line about {word(number)}", publisher=f"Site {number}"))
    assert len(learning.sites) <= 20


def test_an_address_that_is_none_leaves_the_publisher() -> None:
    broken = [
        Article(a.id, a.text, url="http://[news", publisher=a.publisher) for a in (article(n, last="End") for n in range(3))
    ]
    assert removed(broken) == ["End"] * 3


@pytest.mark.parametrize("name", ["min_articles", "max_lines"])
def test_limits_below_one_are_refused(name: str) -> None:
    with pytest.raises(OptionError, match=f"{name} is -1") as caught:
        SiteTemplates.fit([article(0)], **{name: -1})
    assert caught.value.option == name


def test_the_background_keeps_them() -> None:
    templates = SiteTemplates.fit([article(n, last="Printed by The Example") for n in range(3)])
    background = Background(site_templates=templates.templates)
    again = SiteTemplates(background.site_templates)
    assert list(again(CleanArticle.untouched(article(7, last="Printed by The Example"))))
