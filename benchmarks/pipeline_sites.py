"""Made-up sites: their names, how often they publish, and the lines that each puts above and below its articles."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import accumulate, product

from attrs import frozen

CITIES = (
    "Aberdeen Akron Albany Amarillo Anchorage Ashford Athens Atlanta Augusta Austin Bangor Bath Belfast Bergen Berkeley "
    "Boise Boston Boulder Bradford Brighton Bristol Buffalo Burlington Calgary Cambridge Canton Cardiff Carlisle "
    "Charleston Chester Chicago Columbus Concord Cork Dallas Dayton Denver Derby Detroit Dover Dublin Duluth Dundee Durban "
    "Durham Edmonton Erie Eugene Exeter Fargo Fresno Galway Geneva Glasgow Halifax Hamilton Harare Hartford Helena Hilo "
    "Houston Inverness Jackson Juneau Kampala Kingston Knoxville Lagos Lancaster Lansing Laredo Leeds Lincoln London "
    "Lowell Madison Manchester Melbourne Memphis Miami Mobile Nairobi Newark Norfolk Norwich Oakland Omaha Orlando Ottawa "
    "Oxford Perth Phoenix Plymouth Portland Preston Quincy Raleigh Reading Reno Richmond Salem Savannah Seattle Sheffield "
    "Spokane Stirling Sydney Tacoma Tampa Toledo Toronto Tucson Tulsa Utica Vancouver Victoria Waco Wichita Winchester "
    "Worcester York Yuma Zurich"
).split()
PAPERS = (
    "Advertiser,Bulletin,Chronicle,Citizen,Courier,Daily News,Dispatch,Examiner,Express,Gazette,Globe,Guardian,Herald,"
    "Independent,Inquirer,Journal,Ledger,Leader,Mail,Mercury,Mirror,News Online,Observer,Post,Press,Record,Register,Review,"
    "Sentinel,Standard,Star,Sun,Telegraph,Times,Tribune,Voice,World"
).split(",")
# The parts in parentheses differ between sites, what stands in braces between articles.
HEADS = (
    "By {byline}",
    "By {byline}, (staff writer|correspondent|reporter)",
    "{byline} | {name}",
    "(Published|Posted|Updated|Last updated) {hour}:{minute} {half}, {month} {day}, {year}",
    "(Share this article|Share this story|Share this page|Share|Share on Facebook|Tweet this)",
    "(Email this article|Print this page|Save this story for later)",
    "(Advertisement|Story continues below advertisement|Article continues after this advertisement)",
    "(Follow|Like) {name} on (Facebook|Twitter|Instagram)",
    "(CLICK HERE|Click here|Tap here) (to get|to download|for) the {paper} app",
    "(Photo|Image|Picture): {byline}/{name}",
    "{minutes} (min read|minute read)",
    "(Listen to this article|Play audio|Watch the video above)",
    "(Subscribers can|Members can) (give|send) this (article|story) to (a friend|someone who does not read) {name}",
    "(Get|Receive) (breaking news|news alerts|the morning briefing) from {name} (by email|on your phone)",
)
TAILS = (
    "(Sign up|Subscribe|Register) (for|to) (our|the) (free|daily|weekly|evening) {paper} newsletter(| and never miss a story)",
    "(Get|Receive) the (day's|week's) top stories from {name} (in your inbox|delivered to you|by email)",
    "(Copyright|©) {year} {name}. All rights reserved.",
    "(Copyright|©) {year} {name}. This material may not be (copied or rewritten|reprinted) without (permission|consent).",
    "(Follow|Like|Find) {name} on (Facebook and Twitter|Twitter|Facebook|Instagram|YouTube) for (more|more news|the latest)",
    "{byline} (is a reporter|is a staff writer|covers local government|writes about business|covers the courts) for {name}.",
    "(Reach|Contact) {byline} at {email}",
    "{byline} (contributed to this report|also contributed to this story|contributed reporting).",
    "(Have a news tip|Got a tip|Do you know more about this)? (Write to us at|Email|Contact the newsroom at) tips@{domain}",
    "(What do you think|Do you agree|Have your say)? (Let us know|Tell us|Share your thoughts) in the comments (below|section)",
    "(Download|Get) the {paper} app (for iPhone and Android|today|for free) (and stay up to date|to read more stories like this)",
    "(Support|Help) (independent|local) journalism: (become a member of|donate to|subscribe to) {name} (today|now)",
    "(Read more|Read also|Related|More on this|See also): {headline}",
    "(Read next|Don't miss|Recommended): {headline}",
    "(View|Show|Read) (all comments|comments|the comments on this story)",
    "(This article|This story|This report) (first appeared|originally appeared|was first published) (on|in) {name}.",
    "(Corrections|Found a mistake)? (Please write to|Tell us at) corrections@{domain}",
    "(Letters to the editor|Opinions) can be (sent|emailed) to letters@{domain} and should be (no longer than|under) 250 words.",
    "{name} (may earn|earns) (a commission|money) (when you buy through|from purchases made with) links on this page.",
    "(Terms of use|Terms and conditions) | (Privacy policy|Your privacy choices) | (Contact|About) {name}",
    "(Visit|Go to|Read more news at) {domain}",
)
CHOICE = re.compile(r"\(([^()]*)\)")
MONTHS = "January February March April May June July August September October November December".split()
FEWEST, MOST = 500, 3000
FROM, TO = 10_000, 1_000_000  # articles of a corpus that has the fewest and the most sites
CARRY = 0.6  # share of articles that carry some of their site's lines
HEAD, TAIL = 0.6, 0.75  # shares of those that carry each of their site's lines


@frozen
class Site:
    """A site, and its lines with what differs between articles still open."""

    name: str
    domain: str
    curly: bool
    heads: tuple[str, ...]
    tails: tuple[str, ...]


class Sites:
    """As many sites as a corpus of so many articles has; a few of them publish much, most little."""

    def __init__(self, articles: int, chance: random.Random) -> None:
        growth = (min(max(articles, FROM), TO) - FROM) / (TO - FROM)
        names = [f"{city} {paper}" for city, paper in product(CITIES, PAPERS)]
        chance.shuffle(names)
        self.all = [_site(name, chance) for name in names[: round(FEWEST + growth**0.5 * (MOST - FEWEST))]]
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.all))))

    def any(self, chance: random.Random) -> Site:
        """A site, by how often it publishes."""
        return chance.choices(self.all, cum_weights=self._weights)[0]


def _site(name: str, chance: random.Random) -> Site:
    def own(lines: Sequence[str], least: int, most: int) -> tuple[str, ...]:
        return tuple(_chosen(line, chance) for line in chance.sample(lines, chance.randint(least, most)))

    domain = name.lower().replace(" ", "") + chance.choice((".com", ".com", ".com", ".net", ".org", ".co.uk"))
    return Site(
        f"The {name}" if chance.random() < 0.4 else name, domain, chance.random() < 0.5, own(HEADS, 0, 3), own(TAILS, 1, 5)
    )


def _chosen(line: str, chance: random.Random) -> str:
    """A line with one of each choice taken, the inner ones first."""
    while (choice := CHOICE.search(line)) is not None:
        line = line[: choice.start()] + chance.choice(choice[1].split("|")) + line[choice.end() :]
    return line


def dressed(
    paragraphs: list[str], site: Site, *, byline: str, headline: str, day: tuple[int, int, int], chance: random.Random
) -> str:
    """The text as the site publishes it; `day` is year, month and day, `headline` that of another article."""
    if chance.random() < CARRY:
        year, month, of_month = day
        fields = {
            "name": site.name,
            "paper": site.name.removeprefix("The "),
            "domain": site.domain,
            "byline": byline,
            "email": f"{byline.replace(' ', '.').lower()}@{site.domain}",
            "headline": headline,
            "year": year,
            "month": MONTHS[month - 1],
            "day": of_month,
            "hour": chance.randint(1, 12),
            "minute": f"{chance.randrange(60):02d}",
            "half": chance.choice(("a.m.", "p.m.")),
            "minutes": chance.randint(2, 9),
        }
        heads = [line.format_map(fields) for line in site.heads if chance.random() < HEAD]
        tails = [line.format_map(fields) for line in site.tails if chance.random() < TAIL]
        if not (heads or tails):
            tails = [site.tails[0].format_map(fields)]
        paragraphs = [*heads, *paragraphs, *tails]
    text = "\n\n".join(paragraphs)
    return text if site.curly else text.replace("“", '"').replace("”", '"').replace("’", "'")
