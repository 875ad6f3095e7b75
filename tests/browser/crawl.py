"""Reads every page that each person can reach by links from the start page."""

import gzip
import hashlib
import os
import re
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import lxml.html
import requests
from django.urls import Resolver404, resolve

from tests.browser.centre import VISITOR, Centre
from tests.browser.findings import Finding

# What is left out: nothing with `make audit-all`, which takes hours.
ALL = os.environ.get("ROUNDS_LOOK_AT") == "all"
# A person reaches at most this many pages; more is a trap of endless links, or a demonstration that is too large.
BOUND = 5000 if ALL else 800
# Pages of one address pattern, such as /learn/<course>: this many are looked at, spread evenly over all of them.
FAMILY = BOUND if ALL else 2
# and this many of each for all persons together, whatever is asked of a list; `make audit` looks at more, and at each question
LOOKED = BOUND if ALL else int(os.environ.get("ROUNDS_LOOK_AT", "1"))
THOROUGH = LOOKED > 1
# A visitor reads every page. Somebody who is signed in reads this many of each address pattern.
READ = BOUND if ALL else 2
# the editors' screens, downloads, the way out and the way to a video room; in the gallery, the pages of an invented list
SKIPPED = re.compile(r"^/(cms|media|documents|static|account/logout|meetings/\d+/join)(/|$)|^/ui/\?.*page=")
# where reading begins: also the pages that say no
START = ("/", "/home", "/ui/", "/no-such-page", "/staff")


@dataclass
class Page:
    """One answer of the server to one person."""

    who: str
    path: str
    status: int
    kind: str
    html: str
    seconds: float
    arrived: str
    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    headings: list[str] = field(default_factory=list)
    title: str = ""
    lang: str = ""

    @property
    def is_html(self) -> bool:
        return self.kind.startswith("text/html")

    @property
    def family(self) -> str:
        return family(self.path)

    @property
    def weight(self) -> int:
        return len(gzip.compress(self.html.encode(), 6))

    @property
    def content(self) -> str:
        """A name for what is particular to this page: the same for persons who see the same."""
        parts = re.search(r"(<html[^>]*>).*(<main.*</main>)", self.html, re.S)
        told = "".join(parts.groups()) if parts else self.html
        told = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", told)
        return hashlib.sha256(told.encode()).hexdigest()


def family(path: str) -> str:
    """The address pattern that answers, with the names of what is asked."""
    parts = urlsplit(path)
    try:
        route = resolve(parts.path).route
    except Resolver404:
        route = parts.path
    asked = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return route + ("?" + "&".join(asked) if asked else "")


def spread(members: list[str]) -> list[str]:
    """At most FAMILY of them: the first, the last and evenly between."""
    if len(members) <= FAMILY:
        return members
    step = (len(members) - 1) / (FAMILY - 1)
    return [members[round(number * step)] for number in range(FAMILY)]


def read(page: Page) -> None:
    tree = lxml.html.document_fromstring(page.html)
    page.lang = tree.get("lang") or ""
    page.title = " ".join((tree.findtext(".//title") or "").split())
    page.headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    page.ids = set(tree.xpath("//@id"))
    page.links = [link for link in tree.xpath("//a/@href") if link]


def get(session: requests.Session, centre: Centre, who: str, path: str) -> Page:
    began = time.perf_counter()
    answer = session.get(centre.url + path)
    taken = time.perf_counter() - began
    kind = answer.headers.get("Content-Type", "")
    body = answer.text if kind.startswith("text/html") else ""
    page = Page(who, path, answer.status_code, kind, body, taken, answer.url.removeprefix(centre.url))
    if page.is_html:
        read(page)
    return page


def targets(page: Page, centre: Centre) -> Iterator[tuple[str, str]]:
    """(path, fragment) of every link of the page that stays in the centre."""
    for href in page.links:
        whole, fragment = urldefrag(urljoin(centre.url + page.arrived, href))
        if whole.startswith(f"{centre.url}/"):
            yield whole.removeprefix(centre.url), fragment


def crawl(centre: Centre, who: str) -> dict[str, Page]:
    """Pages by their paths: all of them for a visitor, READ of each family for others; with a query, FAMILY of each."""
    session = centre.sign_in(who)
    pages: dict[str, Page] = {}
    asked: dict[str, set[str]] = defaultdict(set)
    waiting = deque(START)
    while waiting:
        path = waiting.popleft()
        if path in pages or SKIPPED.match(path):
            continue
        members, most = asked[family(path)], FAMILY if "?" in path else READ if who != VISITOR else BOUND
        if len(members) >= most:
            continue
        members.add(path)
        assert len(pages) < BOUND, f"{who} reaches more than {BOUND} pages; the last was {path}"
        pages[path] = get(session, centre, who, path)
        if pages[path].is_html and pages[path].status < 400:
            waiting.extend(found for found, _ in targets(pages[path], centre))
    return pages


def broken_links(pages: dict[str, Page], centre: Centre) -> list[Finding]:
    found = []
    for page in pages.values():
        for path, fragment in targets(page, centre):
            target = pages.get(path)
            if target is None:
                continue
            if target.status >= 400 and path != page.path:
                found.append(Finding("link", page.path, f"{path} answers {target.status}", page.who))
            elif fragment and target.is_html and fragment not in target.ids:
                found.append(Finding("link", page.path, f"{path} has no part named #{fragment}", page.who))
    return sorted(set(found))


def chosen(everything: dict[str, dict[str, Page]]) -> tuple[list[Page], list[str]]:
    """The pages to look at: each content once, FAMILY of each family for a person, LOOKED for all; and what was left out."""
    looked: dict[tuple[str, str], Page] = {}
    notes = []
    count: Counter[str] = Counter()
    for who, pages in everything.items():
        families: dict[str, list[str]] = defaultdict(list)
        for path, page in pages.items():
            if page.is_html and page.arrived == path:
                families[page.family].append(path)
        for name, members in families.items():
            if len(members) > FAMILY:
                notes.append(f"{who}: {FAMILY} of {len(members)} pages of /{name}")
            for path in spread(sorted(members)):
                content = path.partition("?")[0], pages[path].content
                kind = name if THOROUGH else name.partition("?")[0]
                if content not in looked and count[kind] < LOOKED:
                    looked[content] = pages[path]
                    count[kind] += 1
    return list(looked.values()), notes
