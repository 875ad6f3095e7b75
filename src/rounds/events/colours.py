"""The colour of an event: refused where it could not be read, with the nearest colour that can."""

import colorsys

from rounds.core.contrast import contrast
from rounds.core.palette import GROUNDS, TEXT_CONTRAST, TOKENS

LIGHT, DARK = 0, 1


def grounds(mode: int) -> list[str]:
    """What the colour is read against: the page, its surfaces, and the words on a button of the colour."""
    return [*(TOKENS[ground][mode] for ground in GROUNDS), TOKENS["on-brand"][mode]]


def worst(colour: str, mode: int) -> float:
    """The lowest contrast of a colour against what it meets.

    >>> round(worst("#ffcc00", LIGHT), 1), worst("#0a5c60", LIGHT) >= 4.5
    (1.3, True)
    """
    return min(contrast(colour, ground) for ground in grounds(mode))


def nearest(colour: str, mode: int) -> str:
    """The colour of the same hue whose lightness is changed least and that can be read.

    >>> nearest("#ffcc00", LIGHT), nearest("#0a5c60", LIGHT)
    ('#816700', '#0a5c60')
    """
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, light, strong = colorsys.rgb_to_hls(red, green, blue)
    steps = (light - step / 500 if mode == LIGHT else light + step / 500 for step in range(501))
    tried = [colour, *(written(hue, step, strong) for step in steps if 0 <= step <= 1)]
    return next(one for one in tried if worst(one, mode) >= TEXT_CONTRAST)


def written(hue: float, light: float, strong: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, strong))
