"""What people may write in groups: a small part of Markdown, cleaned once more when it is HTML."""

from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt

LEFT_OUT = ["table", "code", "hr", "html_block", "lheading", "heading", "reference", "image", "html_inline"]
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code", "pre"}


class Words(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Only whole web addresses become links; the reader sees where they lead."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc


def to_html(words: str) -> str:
    """
    >>> to_html("It *works*. <b>No</b> [here](javascript:x)")
    '<p>It <em>works</em>. &lt;b&gt;No&lt;/b&gt; [here](javascript:x)</p>\\n'
    >>> to_html("[a](https://a.example/)")
    '<p><a href="https://a.example/" rel="nofollow noopener ugc">a</a></p>\\n'
    """
    html = str(parser().render(words))
    attributes = {"a": {"href"}, "ol": {"start"}}
    return nh3.clean(html, tags=TAGS, attributes=attributes, link_rel="nofollow noopener ugc")


@lru_cache(maxsize=1)
def parser() -> Words:
    made = Words("commonmark", {"html": False, "breaks": True})
    made.disable(LEFT_OUT)
    return made


def first_words(words: str, most: int = 160) -> str:
    """The beginning in one line, without marks.

    >>> first_words("**Hello** there,\\n\\n> all of you", 14)
    'Hello there,…'
    """
    plain = " ".join(nh3.clean(to_html(words), tags=set()).split())
    return plain if len(plain) <= most else plain[: most - 1].rsplit(" ", 1)[0] + "…"


def named(words: str, names: dict[int, str]) -> set[int]:
    """Who is mentioned: an @ and the whole name. Of two names that fit, the longer one is meant.

    >>> sorted(named("Ask @Priya Raman, or @ann lee!", {1: "Priya Raman", 2: "Ann", 3: "Ann Lee"}))
    [1, 3]
    """
    found, rest = set(), words.casefold()
    for key, name in sorted(names.items(), key=lambda each: -len(each[1])):
        mark = f"@{name.casefold()}"
        if len(name) > 1 and mark in rest:
            found.add(key)
            rest = rest.replace(mark, " ")
    return found
