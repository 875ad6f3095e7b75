import re
from pathlib import Path

import pytest

import rounds.core
from rounds.core.actions import describe_centre
from rounds.core.contrast import contrast
from rounds.core.models import Centre
from rounds.core.palette import TEXT_CONTRAST, TOKENS, ColourRefused, check_colour, soft_of

STYLESHEET = (Path(rounds.core.__file__).parent / "static" / "rounds.css").read_text()
MODES = pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
SURFACES = ("canvas", "surface", "sunken")
STATES = ("ok", "warn", "bad", "info", "accent")
TEXT = [
    *(
        ("ink-2", ground)
        for ground in (*SURFACES, "brand-soft", "accent-soft", "ok-soft", "warn-soft", "bad-soft", "info-soft")
    ),
    *((colour, ground) for colour in ("brand", "accent", "bad") for ground in SURFACES),
    *((state, f"{state}-soft") for state in STATES),
    ("accent", "brand-soft"),
    ("brand", "brand-soft"),
    *(("brand", f"{state}-soft") for state in STATES),
    ("on-brand", "brand"),
    ("surface", "bad"),
    ("canvas", "ink"),
]
BODY = [*SURFACES, "brand-soft", "accent-soft", "mark", "mark-2", *(f"{state}-soft" for state in STATES)]


def ratio_of(one: str, other: str, mode: int) -> float:
    return contrast(TOKENS[one][mode], TOKENS[other][mode])


def test_the_stylesheet_and_the_palette_hold_the_same_colours() -> None:
    pairs = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", STYLESHEET)

    assert {name: (light, dark) for name, light, dark in pairs} == TOKENS


def test_the_stylesheet_uses_no_colour_beside_the_tokens() -> None:
    body = STYLESHEET.split("@layer reset {")[1]

    assert set(re.findall(r"#[0-9a-f]{3,8}\b", body)) == {"#fff", "#000"}


def test_the_stylesheet_knows_no_left_and_no_right() -> None:
    sided = r"[{;]\s*((?:margin|padding|border|inset)-(?:left|right|top|bottom)|left|right|top|bottom|width|height)\s*:"

    assert re.findall(sided, STYLESHEET) == []


@MODES
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(text: str, ground: str, mode: int) -> None:
    assert ratio_of(text, ground, mode) >= 4.5


@MODES
@pytest.mark.parametrize("ground", BODY)
def test_body_text_can_be_read_with_weak_sight(ground: str, mode: int) -> None:
    assert ratio_of("ink", ground, mode) >= 7


@MODES
@pytest.mark.parametrize("ground", [*SURFACES, "brand-soft"])
def test_the_border_of_an_input_can_be_seen(ground: str, mode: int) -> None:
    assert ratio_of("line-strong", ground, mode) >= 3


@MODES
@pytest.mark.parametrize("ground", [*SURFACES, "brand-soft", "accent-soft", *(f"{state}-soft" for state in STATES)])
def test_the_focus_can_be_seen(ground: str, mode: int) -> None:
    assert ratio_of("focus", ground, mode) >= 3


@pytest.mark.django_db
def test_describe_centre_refuses_a_colour_that_cannot_be_read() -> None:
    with pytest.raises(ColourRefused) as refusal:
        describe_centre(name="Harbour Centre", brand=("#ffcc00", "#74d3c8"))

    assert str(refusal.value) == (
        "Main colour: #ffcc00 has a contrast of 1.4 in light mode; 4.5 is needed to be read. Choose a darker colour."
    )
    assert Centre.objects.count() == 0


@pytest.mark.django_db
def test_describe_centre_refuses_what_is_no_colour() -> None:
    with pytest.raises(ColourRefused) as refusal:
        describe_centre(name="Harbour Centre", accent=("red", "#f79a75"))

    assert str(refusal.value) == "Second colour: write the colour as # and six digits, such as #0a5c60."


@pytest.mark.django_db
def test_describe_centre_takes_colours_that_can_be_read() -> None:
    centre = describe_centre(name="Harbour Centre", brand=("#5b2a86", "#c9a7f0"), accent=("#8a3b00", "#ffb38a"))

    assert (centre.brand_light, centre.brand_dark) == ("#5b2a86", "#c9a7f0")
    assert (centre.accent_light, centre.accent_dark) == ("#8a3b00", "#ffb38a")


@pytest.mark.parametrize("colours", [("#5b2a86", "#d3b5ff"), ("#9b1c1c", "#ff9c9c"), ("#1b4d1b", "#ffff00")])
@MODES
def test_own_colour_is_read_on_the_ground_that_is_tinted_with_it(colours: tuple[str, str], mode: int) -> None:
    check_colour("Main colour", *colours)

    ground = soft_of(colours[mode], mode)

    assert ground != TOKENS["surface"][mode]
    assert min(contrast(TOKENS[words][mode], ground) for words in ("ink", "ink-2")) >= TEXT_CONTRAST
    assert contrast(colours[mode], ground) >= TEXT_CONTRAST
