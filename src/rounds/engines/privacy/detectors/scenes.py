"""Parts of sentences that may say what a picture shows: whether they do, and of whom, is weighed as for days and places."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from rounds.engines.privacy.detectors.found import Found, several
from rounds.engines.privacy.lexicon import (
    BODY,
    CLIN,
    COND,
    FIRSTP,
    IMAGE,
    KIN,
    LODGE,
    MINOR,
    PATIENT,
    PERSON,
    PROC,
    PRON3,
    TITLE,
)
from rounds.engines.privacy.text import Post

PART = re.compile(r"[^.!?\n;:()\[\]\"|{}\u2026\u2013\u2014\u2190-\U0010ffff]{8,400}")
SIGNS = re.compile("[\U0001f4f7\U0001f4f8\U0001f4f9\U0001f3a5\U0001f39e\U0001f933\U0001f5bc]")
LOOKED = several(
    "watch look zoom close-up closeup mira miren regardez snap alt-text film photograph photographs polaroid slide"
)
# What a part must speak of to be one: somebody, their body or illness, a bed, a picture.
SHOWN = PERSON | PATIENT | KIN | MINOR | PRON3 | FIRSTP | CLIN | TITLE | BODY | COND | PROC | LODGE | IMAGE
MADE_FOR = ("alt", "insta", "tiktok", "caption")
MOST = 5


def find_scenes(post: Post, channel: str) -> Iterator[Found]:
    """Parts of a text that was made for a picture, or that speaks of one, without the blanks around them.

    >>> [post.plain[one.start : one.end] for post in [Post("Photo: a man in bed 4. He smiles.")] for one in find_scenes(post, "")]
    ['a man in bed 4', 'He smiles']
    """
    described = any(place in channel.lower() for place in MADE_FOR)
    if not (described or post.seen & IMAGE or not LOOKED.isdisjoint(post.unique) or _sign(post)):
        return
    for number, match in enumerate(PART.finditer(post.plain)):
        if number == MOST:
            return
        words = match.group()
        start, end = match.start() + len(words) - len(words.lstrip(" ,-'")), match.start() + len(words.rstrip(" ,-'"))
        if any(
            meaning & SHOWN for meaning in post.bits[bisect_left(post.starts, start) : bisect_left(post.starts, end)]
        ):
            yield Found(start, end, "PHOTO")


def _sign(post: Post) -> bool:
    return not post.original.isascii() and SIGNS.search(post.original) is not None
