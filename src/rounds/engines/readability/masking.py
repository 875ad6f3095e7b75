"""Blanks out what is not prose, letter for letter, so that every place in the text stays true."""

import re

LINK = re.compile(
    r"https?://[^\s<>()\[\]]++|www\.[^\s<>()\[\]]++"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]++(?:\.[\w-]++)+"
    r"|(?<![\w.@-])(?:[\w-]{1,63}\.){1,5}(?:org|com|net|gov|edu|uk|es|mx|io|info|health|eu)\b(?:/[^\s<>()\[\]]*+)?",
    re.IGNORECASE,
)
HANDLE = re.compile(r"(?<![\w@])@\w++(?:[.-]\w++)*")
HASHTAG = re.compile(r"(?<![\w&#])#(\w*[^\W\d_]\w*)")
EMOJI_BASE = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\u3030\u303d\u3297\u3299"
EMOJI = re.compile(f"(?:[{EMOJI_BASE}][\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f]*\u200d?)+|[\\d#*]\ufe0f?\u20e3")
MARKER = re.compile(
    r"^[ \t]*(?:[-*•–—·▪◦‣]|\d{1,3}[.)]|[A-Za-z]\))(?=[ \t]+\S)|^[ \t]{0,3}#{1,6}(?=[ \t])|^[ \t]*>", re.MULTILINE
)


def blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def masked(text: str) -> str:
    """The text with links, handles, tags, emoji and list marks as blanks; always as long as before.

    >>> masked("- Ask @ward5 today 💉")
    '  Ask        today  '
    """
    for pattern in (LINK, HANDLE, HASHTAG, EMOJI, MARKER):
        text = pattern.sub(blank, text)
    return text
