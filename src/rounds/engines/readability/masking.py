"""Blanks out what is not prose, letter for letter, so that every place in the text stays true."""

import re

ENDINGS = "org|com|net|gov|edu|uk|es|mx|io|info|health|eu"
LINK = re.compile(
    r"https?://[^\s<>()\[\]]++|www\.[^\s<>()\[\]]++"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]++(?:\.[\w-]++)+"
    rf"|(?<![\w.@-])(?:[\w-]{{1,63}}\.){{1,5}}(?:{ENDINGS})\b(?:/[^\s<>()\[\]]*+)?",
    re.IGNORECASE,
)
DOT_OF_LINK = rf"\.(?:(?<=[wW]{{3}}\.)|(?i:{ENDINGS})\b)"
MAYBE_BARE_LINK, MAYBE_LINK = re.compile(DOT_OF_LINK), re.compile(rf"://|@|{DOT_OF_LINK}")
BLANK = re.compile(r"\s")
HANDLE = re.compile(r"@(?<![\w@]@)\w++(?:[.-]\w++)*")
HASHTAG = re.compile(r"#(?<![\w&#]#)(\w*[^\W\d_]\w*)")
EMOJI_BASE = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\u3030\u303d\u3297\u3299"
EMOJI = re.compile(f"(?:[{EMOJI_BASE}][\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f]*\u200d?)+|[\\d#*]\ufe0f?\u20e3")
MAYBE_EMOJI = re.compile("[\u20e3-\U0010ffff]")  # the lowest letter that EMOJI asks for, and all above
MARKER = re.compile(r"\n(?:[ \t]*(?:[-*•–—·▪◦‣]|\d{1,3}[.)]|[A-Za-z]\))(?=[ \t]+\S)|[ \t]{0,3}#{1,6}(?=[ \t])|[ \t]*>)")


def blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def blank_line(match: re.Match[str]) -> str:
    return "\n" + " " * (len(match[0]) - 1)


def masked(text: str) -> str:
    """The text with links, handles, tags, emoji and list marks as blanks; always as long as before.

    >>> masked("- Ask @ward5 today 💉")
    '  Ask        today  '
    """
    text = without_links(text)
    if "@" in text:
        text = HANDLE.sub(blank, text)
    if "#" in text:
        text = HASHTAG.sub(blank, text)
    if not text.isascii() and MAYBE_EMOJI.search(text):
        text = EMOJI.sub(blank, text)
    return MARKER.sub(blank_line, "\n" + text)[1:]


def without_links(text: str) -> str:
    """Looks closer only at the pieces between blanks that may hold a link."""
    done, found = 0, []
    maybe = MAYBE_LINK if "@" in text or "://" in text else MAYBE_BARE_LINK
    while match := maybe.search(text, done):
        start = max(done, text.rfind(" ", done, match.start()), text.rfind("\n", done, match.start()))
        stop = BLANK.search(text, match.end())
        end = stop.start() if stop else len(text)
        found += [text[done:start], LINK.sub(blank, text[start:end])]
        done = end
    return "".join(found) + text[done:]


def is_listed(text: str, start: int) -> bool:
    """Does the line of this place begin with a list mark?"""
    line = text.rfind("\n", 0, start)
    return bool(MARKER.match(text, line) if line >= 0 else MARKER.match("\n" + text[: start + 1]))
