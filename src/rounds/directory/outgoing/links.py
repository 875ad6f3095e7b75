"""The links of a page, read without running anything of it."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin


@dataclass(frozen=True)
class Link:
    url: str
    me: bool


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[Link] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"a", "link"} and given.get("href"):
            me = "me" in (given.get("rel") or "").lower().split()
            try:
                self.found.append(Link(urljoin(self.page, str(given["href"]).strip()), me))
            except ValueError:
                return


def links_of(html: str, *, page: str) -> list[Link]:
    """
    >>> links_of('<a rel="nofollow me" href="/us">We</a>', page="https://lake.example/a")
    [Link(url='https://lake.example/us', me=True)]
    """
    reader = Links(page)
    reader.feed(html)
    return reader.found
