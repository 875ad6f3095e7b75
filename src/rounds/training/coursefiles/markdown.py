"""The closed set of Markdown in texts, and what is wrong with a text that steps outside it."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from rounds.training.coursefiles.lines import Line, joined
from rounds.training.coursefiles.links import why_not_link
from rounds.training.coursefiles.problems import Report, shown

SOURCE = re.compile(r"\[([0-9]{1,3})\](?!\()")
IMAGE = re.compile(r"!\[(?:[^\]]{0,500}\]\([^)]{0,500}\))?")
# Lines that begin with a letter and hold no mark of Markdown: most of a lesson, and not worth a parser's time.
PLAIN = re.compile(r"(?:[^\W\d_][^*_`\[\]<>&\\\n]*(?:\n|\Z))*")
DEEPEST = 12
LONGEST = 50_000
REFUSED = {
    "fence": "blocks of code are not part of a course; write `code` within a line",
    "code_block": "four spaces before a line make it code: take them away",
    "hr": "a ruled line is not part of a course: use a heading",
    "html_block": "HTML is not part of a course: use Markdown",
    "html_inline": "HTML is not part of a course: use Markdown",
    "table_open": "tables are not part of a course: use a list or a picture",
    "image": "a picture stands alone in its paragraph, outside lists, questions and ::: blocks",
    "hardbreak": "a forced line break is not part of a course: begin a new paragraph",
}


class Checker(MarkdownIt):
    """A parser that sees everything, so that what is refused can be named."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        """Let every link through; it is judged later."""
        return True


def source_rule(state: StateInline, silent: bool) -> bool:
    """Read `[1]` as a reference to a source."""
    match = SOURCE.match(state.src, state.pos, state.posMax)
    if match and not silent:
        token = state.push("source", "", 0)
        token.content = match[1]
    state.pos = match.end() if match else state.pos
    return match is not None


def image_rule(state: StateInline, silent: bool) -> bool:
    """Read `![` as a picture, without looking far."""
    match = IMAGE.match(state.src, state.pos, state.posMax)
    if match and not silent:
        state.push("image", "img", 0)
    state.pos = match.end() if match else state.pos
    return match is not None


def _checker() -> Checker:
    parser = Checker("commonmark")
    parser.enable("table").disable("reference")
    parser.inline.ruler.before("link", "source", source_rule)
    parser.inline.ruler.at("image", image_rule)
    return parser


CHECKER = _checker()


def chunks(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Part lines that are `cleaned` where an empty line ends every paragraph, list and quote."""
    start = 0
    for row in range(1, len(lines)):
        if not lines[row - 1].text and not lines[row].text.startswith(" "):
            yield lines[start : row - 1]
            start = row
    yield lines[start:]


def check_text(lines: Sequence[Line], report: Report, sources: int | None) -> None:
    """Report what is wrong with a text; without a number of sources, references are not checked."""
    for chunk in chunks(lines):
        text = joined(chunk)
        if PLAIN.fullmatch(text):
            continue
        if len(text) > LONGEST:
            report.wrong(chunk[0].number, "this paragraph or list is over 50,000 characters long: part it")
        else:
            _check_tokens(CHECKER.parse(text), chunk, report, sources)


def check_words(line: int, words: str, report: Report, sources: int | None) -> None:
    """Report what is wrong with one line of inline Markdown."""
    if len(words) > LONGEST:
        report.wrong(line, "this line is over 50,000 characters long: part it")
    elif not PLAIN.fullmatch(words):
        _check_tokens(CHECKER.parseInline(words), [Line(line, words)], report, sources)


def _check_tokens(tokens: Sequence[Token], lines: Sequence[Line], report: Report, sources: int | None) -> None:
    for row, reason in _reasons(tokens, sources):
        report.wrong(lines[min(row, len(lines) - 1)].number, reason)


def _reasons(tokens: Sequence[Token], sources: int | None) -> Iterator[tuple[int, str]]:
    for index, token in enumerate(tokens):
        row = token.map[0] if token.map else 0
        if reason := REFUSED.get(token.type):
            yield row, reason
        if token.level == DEEPEST:
            yield row, "lists and quotes stand too deep in each other"
        if token.type == "heading_open":
            yield from ((row, reason) for reason in _heading_reasons(token, tokens[index + 1]))
        if token.type == "inline":
            yield from _inline_reasons(token, row, sources)


def _heading_reasons(token: Token, words: Token) -> Iterator[str]:
    if token.markup in ("=", "-"):
        yield "a line of === or --- makes a heading of the line above: write ## before it instead"
    elif token.tag not in ("h2", "h3"):
        yield f"a heading begins with ## or ###, not with {token.markup}"
    if not words.content:
        yield "the heading is empty"


def _inline_reasons(token: Token, row: int, sources: int | None) -> Iterator[tuple[int, str]]:
    children = token.children or []
    if re.match(r" *\[[^\]]+\]: ", token.content):
        yield row, "write a link as [words](address), not as a definition"
    for index, child in enumerate(children):
        if reason := _child_reason(child, children[index + 1 : index + 2], sources):
            yield row, reason
        row += child.type == "softbreak"


def _child_reason(child: Token, after: Sequence[Token], sources: int | None) -> str | None:
    if child.type == "source":
        return why_not_source(child.content, sources)
    if child.type == "link_open":
        return _link_reason(str(child.attrs.get("href", "")), after)
    if child.type == "text" and "](" in child.content:
        return "the link cannot be read: write [words](address), without [ ] in the words or spaces in the address"
    return REFUSED.get(child.type)


def _link_reason(address: str, after: Sequence[Token]) -> str | None:
    if reason := why_not_link(address):
        return f"{reason}, not to {shown(address)}"
    return "the link has no words" if after and after[0].type == "link_close" else None


def why_not_source(number: str, sources: int | None) -> str | None:
    """Say why there is no such source, or None when there is or nobody knows."""
    if sources is None or 1 <= int(number) <= sources:
        return None
    return f"[{number}] refers to a source that is not there: the lesson has {sources}"
