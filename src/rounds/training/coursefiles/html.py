"""Turns the Markdown of a course into HTML for pages."""

from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from rounds.training.coursefiles.links import why_not_link
from rounds.training.coursefiles.markdown import source_rule

OUTSIDE = ("table", "code", "fence", "hr", "html_block", "lheading", "reference", "image", "html_inline")


class Page(MarkdownIt):
    """A parser for pages: no HTML passes, and a link that a course may not have stays text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Tell whether a link may become one."""
        return why_not_link(url) is None


def to_html(markdown: str, sources: int = 0) -> str:
    """Give the HTML of a text; `[1]` links to `#source-1` when there are that many sources.

    >>> to_html("It *helps* [1], [2].", sources=1)
    '<p>It <em>helps</em> <a href="#source-1">[1]</a>, [2].</p>\\n'
    """
    return str(_page().render(markdown, {"sources": sources}))


def to_inline_html(markdown: str, sources: int = 0) -> str:
    """Give the HTML of one line (an item, an answer, a step) without a paragraph around it.

    >>> to_inline_html("Do **not** argue.")
    'Do <strong>not</strong> argue.'
    """
    return str(_page().renderInline(markdown, {"sources": sources}))


@lru_cache(maxsize=1)
def _page() -> Page:
    page = Page("commonmark", {"html": False})
    page.disable(list(OUTSIDE))
    page.inline.ruler.before("link", "source", source_rule)
    page.add_render_rule("source", _source)
    page.add_render_rule("link_open", _link_open)
    page.add_render_rule("heading_open", _heading)
    page.add_render_rule("heading_close", _heading)
    return page


def _source(_: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, env: EnvType) -> str:
    number = int(tokens[index].content)
    return f'<a href="#source-{number}">[{number}]</a>' if 1 <= number <= env["sources"] else f"[{number}]"


def _link_open(page: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    if str(tokens[index].attrs.get("href", "")).startswith("http"):
        tokens[index].attrSet("rel", "noopener")
    return page.renderToken(tokens, index, options, env)


def _heading(page: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    if tokens[index].tag not in ("h2", "h3"):
        tokens[index].tag = "h2" if tokens[index].tag == "h1" else "h3"
    return page.renderToken(tokens, index, options, env)
