"""How a post will look on each network."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.screening.channels import BY_KEY, CHANNELS, USUAL, cut


@dataclass(frozen=True)
class Preview:
    channel: str
    text: str
    folded: bool
    note: str


def previews_of(text: str, channel: str = "") -> list[Preview]:
    """The chosen network, or the three most used."""
    if not text.strip():
        return []
    return [preview(text, key) for key in ([channel] if channel in BY_KEY else USUAL)]


def preview(text: str, key: str) -> Preview:
    seen = cut(text, BY_KEY[key])
    if seen.over:
        words = ngettext(
            "Too long by %(n)s character for %(network)s.", "Too long by %(n)s characters for %(network)s.", seen.over
        )
        return Preview(
            seen.channel.name, seen.shown, seen.folded, words % {"n": seen.over, "network": seen.channel.name}
        )
    note = (
        _("%(network)s folds the text about here.") % {"network": seen.channel.name}
        if seen.folded
        else _("All of it is seen.")
    )
    return Preview(seen.channel.name, seen.shown, seen.folded, note)


def length_words(text: str) -> str:
    """How long a text is, and which networks do not take it."""
    size = len(text)
    words = ngettext("%(n)s character.", "%(n)s characters.", size) % {"n": f"{size:,}"}
    short = [channel.name for channel in CHANNELS if channel.length(text) > channel.limit]
    too_long = _("Too long for %(networks)s.") % {"networks": ", ".join(short)}
    return f"{words} {too_long}" if short else words
