"""The colours of the look, and which of them a centre may change."""

from django.utils.translation import gettext as _

from rounds.core.contrast import HEX, contrast, luminance

# token: (light, dark); the same values stand in static/rounds.css, and a test compares them
TOKENS: dict[str, tuple[str, str]] = {
    "canvas": ("#faf8f4", "#0f1514"),
    "surface": ("#ffffff", "#171f1e"),
    "sunken": ("#f1eee7", "#202a28"),
    "ink": ("#17211f", "#eef3f1"),
    "ink-2": ("#4b5754", "#b4c0bc"),
    "line": ("#dcd8ce", "#344240"),
    "line-strong": ("#7b8682", "#85938f"),
    "brand": ("#0a5c60", "#74d3c8"),
    "on-brand": ("#ffffff", "#05211f"),
    "brand-soft": ("#dcefed", "#123b3b"),
    "accent": ("#a83d18", "#f79a75"),
    "accent-soft": ("#fbe8df", "#43241a"),
    "ok": ("#1c6737", "#83d69c"),
    "ok-soft": ("#e1f2e5", "#15351f"),
    "warn": ("#794a00", "#f2c462"),
    "warn-soft": ("#fdf0d0", "#3a2d0e"),
    "bad": ("#a11f2b", "#ff9c9c"),
    "bad-soft": ("#fbe4e4", "#451d20"),
    "info": ("#1c4f93", "#9cc3f7"),
    "info-soft": ("#e2ecf9", "#17304f"),
    "focus": ("#0b57d0", "#a8c7fa"),
    "mark": ("#ffd7cf", "#5a2a22"),
    "mark-2": ("#ffe9a8", "#4a3a10"),
}
# a centre's colour is read against each of these grounds
GROUNDS = ("canvas", "surface", "brand-soft")
TEXT_CONTRAST = 4.5


class ColourRefused(Exception):
    """The message is written for the person who chose the colour."""


def check_colour(name: str, light: str, dark: str) -> None:
    """Refuse a brand or accent colour, `#rrggbb` for each mode, that could not be read; `name` is for the message."""
    for mode, colour in enumerate((light, dark)):
        if not HEX.match(colour):
            raise ColourRefused(_("%(name)s: write the colour as # and six digits, such as #0a5c60.") % {"name": name})
        for ground in GROUNDS:
            ratio = contrast(colour, TOKENS[ground][mode])
            if ratio < TEXT_CONTRAST:
                facts = {"name": name, "colour": colour, "ratio": f"{ratio:.1f}", "needed": TEXT_CONTRAST}
                raise ColourRefused(too_faint(mode) % facts)


def too_faint(mode: int) -> str:
    """Two sentences, since other languages cannot put the word for a mode into one."""
    if mode == 0:
        return _(
            "%(name)s: %(colour)s has a contrast of %(ratio)s in light mode; %(needed)s is needed to be read. "
            "Choose a darker colour."
        )
    return _(
        "%(name)s: %(colour)s has a contrast of %(ratio)s in dark mode; %(needed)s is needed to be read. "
        "Choose a lighter colour."
    )


def soft_of(colour: str, mode: int) -> str:
    """A ground tinted with a colour, `#rrggbb`, on which words are read as well as on the usual tinted ground.

    `mode` is 0 for light and 1 for dark pages. The tint is as strong as the luminance of the usual ground allows.

    >>> soft_of("#5b2a86", 0), soft_of("#d3b5ff", 1)
    ('#efeaf3', '#31343e')
    """
    usual, surface = luminance(TOKENS["brand-soft"][mode]), TOKENS["surface"][mode]
    tints = [mixed(surface, colour, share / 100) for share in range(41)]
    fine = [tint for tint in tints if (luminance(tint) >= usual if mode == 0 else luminance(tint) <= usual)]
    return fine[-1]


def mixed(one: str, other: str, share: float) -> str:
    """Both colours together, `share` of 0 to 1 of the other."""
    parts = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(first + (second - first) * share):02x}" for first, second in parts)
