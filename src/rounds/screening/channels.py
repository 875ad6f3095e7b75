"""How much text each network takes and where it folds it. Facts with a date: look at them again each year."""

import datetime as dt
import re
from dataclasses import dataclass

CHECKED = dt.date(2026, 11, 21)
SOURCE = "https://support.buffer.com/article/588-character-limits-for-each-social-network"
LINK = re.compile(r"https?://\S+")
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))  # letters that X counts once; all others count twice


@dataclass(frozen=True, slots=True)
class Channel:
    """`fold` is about where "see more" begins; `link` is what any web address counts, 0 for its own length."""

    key: str
    name: str
    limit: int
    fold: int = 0
    link: int = 0
    weighted: bool = False

    def length(self, text: str) -> int:
        """What the network counts.

        >>> BY_KEY["x"].length("Read https://example.org/a-long-address-of-a-page ok")
        31
        """
        links = LINK.findall(text) if self.link else []
        rest = LINK.sub("", text) if self.link else text
        return len(links) * self.link + (sum(map(weight, rest)) if self.weighted else len(rest))


def weight(letter: str) -> int:
    return 1 if any(first <= ord(letter) <= last for first, last in LIGHT) else 2


CHANNELS = (
    Channel("facebook", "Facebook", 63_206, fold=480),
    Channel("instagram", "Instagram", 2_200, fold=125),
    Channel("linkedin", "LinkedIn", 3_000, fold=210),
    Channel("x", "X", 280, link=23, weighted=True),
    Channel("mastodon", "Mastodon", 500, link=23),
    Channel("bluesky", "Bluesky", 300),
    Channel("threads", "Threads", 500),
    Channel("tiktok", "TikTok", 2_200),
    Channel("youtube", "YouTube", 5_000, fold=100),
)
BY_KEY = {channel.key: channel for channel in CHANNELS}
USUAL = ("facebook", "linkedin", "x")


@dataclass(frozen=True, slots=True)
class Cut:
    """The part of a text that is seen at first, and how many characters too long the whole is."""

    channel: Channel
    shown: str
    folded: bool
    over: int


def cut(text: str, channel: Channel) -> Cut:
    over = max(0, channel.length(text) - channel.limit)
    whole = text[: len(text) - over] if over else text
    folded = bool(channel.fold) and len(whole) > channel.fold
    return Cut(channel, folded_at(whole, channel.fold) if folded else whole, folded, over)


def folded_at(text: str, most: int) -> str:
    """The beginning of a text, up to a whole word.

    >>> folded_at("one two three", 9)
    'one two'
    """
    return text[:most].rsplit(None, 1)[0] if " " in text[:most].strip() else text[:most]
