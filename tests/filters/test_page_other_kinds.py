"""Pages that are no news: what trafilatura finds of their own text stays."""

from __future__ import annotations

import pytest

from newsclean import clean, extract
from pages import page, paragraph

SITE = """<header><a href="/">Harbour Pages</a><nav><ul><li><a href="/a">Start</a></li><li><a href="/b">All posts</a></li>
</ul></nav></header>"""
FOOT = """<footer><p><a href="/imprint">Imprint</a> <a href="/terms">Terms of use</a></p></footer>"""

RECIPE = f"""<main class="site-main"><article class="post"><h1 class="entry-title">Fisherman's soup in an hour</h1>
<div class="entry-content"><p>{paragraph(0)}</p><p>{paragraph(1)}</p><p>{paragraph(2)}</p></div>
<div class="recipe-card"><h2>Ingredients</h2><ul><li>500 g of firm white fish</li><li>2 carrots and 1 leek</li>
<li>1 litre of fish stock</li><li>a pinch of saffron</li></ul><h2>Method</h2><ol>
<li>Cut the carrots and the leek into thin rings.</li>
<li>Let them sweat in butter for five minutes, then pour in the stock.</li>
<li>Add the fish and serve when it falls apart.</li></ol></div>
</article></main>"""
GUIDE = f"""<main><article class="guide"><h1>How to tie up a boat</h1><p>{paragraph(0)}</p><h2>What you need</h2>
<ul><li>two ropes</li><li>a cleat</li><li>dry gloves</li></ul><h2>Step by step</h2><ol><li>Take the end of the rope.</li>
<li>Lead it around the far side of the cleat.</li><li>Cross it over twice and pull.</li></ol><p>{paragraph(1)}</p>
<h2>Ropes compared</h2><table><tr><th>Rope</th><th>Holds</th><th>Price</th></tr><tr><td>Hemp</td><td>400 kg</td><td>12</td></tr>
<tr><td>Nylon</td><td>900 kg</td><td>20</td></tr></table><p>{paragraph(2)}</p><h2>Questions</h2>
<p>Does it work in a storm?</p><p>It does, with a second rope.</p></article></main>"""
FORUM = f"""<main><h1>Engine stops at half speed</h1><div class="thread"><div class="message" id="m1">
<div class="message-text"><p>{paragraph(0)}</p>
<p>Any ideas?</p></div></div><div class="message" id="m2"><div class="message-text"><p>Have you looked at the filter?</p>
</div></div>
<div class="message" id="m3"><div class="message-text"><p>{paragraph(1)}</p><p>It was the filter after all, thanks</p>
</div></div>
<div class="message" id="m4"><div class="message-text"><p>{paragraph(2)}</p></div></div></div></main>"""
RESOURCES = f"""<main><article class="resources"><h1>Where to learn sailing</h1><p>{paragraph(0)}</p><p>{paragraph(1)}</p>
<p>{paragraph(2)}</p>
<h2>Schools</h2><ul><li><a href="https://a.example">North Pier School</a>, courses all year</li>
<li><a href="https://b.example">The Old Trawler</a>, for children</li><li>
<a href="https://c.example">Bridge Sailing Club</a></li></ul>
<h2>Books</h2><ul><li><a href="https://d.example">Knots for beginners</a></li><li>
<a href="https://e.example">The wind and the tide</a></li>
<li><a href="https://f.example">Charts of the coast</a></li></ul></article></main>"""


@pytest.mark.parametrize("body", [RECIPE, GUIDE, FORUM, RESOURCES], ids=["recipe", "guide", "forum", "resources"])
def test_all_of_the_body_stays(body: str) -> None:
    from trafilatura import extract as by_trafilatura

    html = page(SITE + body + FOOT)
    found = by_trafilatura(html, include_comments=False)
    assert found is not None
    held = [" ".join(line.split()) for line in found.splitlines()]
    cleaned = clean(extract(html), keep={"headline_repeat"}).text
    kept = {" ".join(line.split()) for line in cleaned.splitlines()}
    assert len(held) > 3
    assert [line for line in held if line not in kept] == []
