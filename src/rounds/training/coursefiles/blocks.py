"""Reads the parts of a lesson that are not questions."""

import re
from collections.abc import Callable, Iterator, Sequence

from rounds.training.coursefiles.items import BULLET, read_items, refuse_explanations
from rounds.training.coursefiles.lines import Line, cleaned, parted
from rounds.training.coursefiles.markdown import chunks
from rounds.training.coursefiles.pictures import read_picture
from rounds.training.coursefiles.place import Place
from rounds.training.coursefiles.problems import shown
from rounds.training.coursefiles.regions import Region
from rounds.training.coursefiles.shapes import (
    AudioBlock,
    Block,
    DoBlock,
    DontBlock,
    ScenarioBlock,
    TextBlock,
    VideoBlock,
)

REFUSAL = re.compile(r"\b(?:do not|never|don['’]t)\b", re.IGNORECASE)


def read_text(region: Region, place: Place) -> Iterator[Block]:
    """Give the texts of a stretch of plain lines and the pictures between them."""
    text: list[Line] = []
    for chunk in chunks(region.lines):
        if len(chunk) == 1 and chunk[0].text.lstrip(" ").startswith("!["):
            yield from _text(text, place)
            yield read_picture(chunk[0].number, chunk[0].text, place)
            text = []
        else:
            text += [Line(chunk[0].number - 1, ""), *chunk]
    yield from _text(text, place)


def _text(lines: Sequence[Line], place: Place) -> Iterator[TextBlock]:
    if text := place.text(cleaned(lines)):
        yield TextBlock(text)


def read_block(region: Region, place: Place) -> Block:
    """Give a `:::` block that is not a question."""
    kind, _, rest = region.head.partition(" ")
    return READERS[kind](region, rest, place)


def _do(region: Region, rest: str, place: Place) -> DoBlock:
    return DoBlock(_list(region, rest, place))


def _dont(region: Region, rest: str, place: Place) -> DontBlock:
    english = place.language.split("-")[0] == "en"
    return DontBlock(_list(region, rest, place, refusing=english))


def _list(region: Region, rest: str, place: Place, refusing: bool = False) -> tuple[str, ...]:
    if rest:
        place.wrong(region.line, f"nothing follows the word {region.head.split()[0]} on its line")
    items = read_items(region.lines, BULLET, place, "- and what to do")
    refuse_explanations(items, place, "a list of this kind has no explanations")
    if not items:
        place.wrong(region.line, "the list is empty: write - and what to do")
    for item in items:
        if refusing and not REFUSAL.search(item.text):
            place.wrong(item.line, 'each line of a dont list says "do not", "never" or "don\'t"')
    return tuple(place.words(item.line, item.text) for item in items)


def _scenario(region: Region, rest: str, place: Place) -> ScenarioBlock:
    text, answer = parted(region.lines)
    for part, missing in (
        (rest, "the scenario has no title: write it after ::: scenario"),
        (text, "the scenario has no text"),
        (answer, "the scenario has no answer: end it with lines that begin with >"),
    ):
        if not part:
            place.wrong(region.line, missing)
    return ScenarioBlock(rest, place.text(text), place.text(answer))


def _video(region: Region, rest: str, place: Place) -> VideoBlock:
    reference, captions = _media_words(region, rest, place)
    if not captions:
        place.wrong(region.line, "the video has no captions: write captions=../media/name.vtt after its path")
    return VideoBlock(place.media(region.line, reference, "video"), captions, _transcript(region, place))


def _audio(region: Region, rest: str, place: Place) -> AudioBlock:
    reference, captions = _media_words(region, rest, place)
    return AudioBlock(place.media(region.line, reference, "audio"), captions, _transcript(region, place))


def _media_words(region: Region, rest: str, place: Place) -> tuple[str, str]:
    words = rest.split(" ")
    captions = [word.removeprefix("captions=") for word in words[1:] if word.startswith("captions=")]
    if len(words) - 1 != len(captions) or len(captions) > 1:
        place.wrong(region.line, "after the path stands captions=../media/name.vtt and nothing else")
    return words[0], place.media(region.line, captions[0], "captions") if captions else ""


def _transcript(region: Region, place: Place) -> str:
    if not region.lines:
        place.wrong(region.line, "the transcript is missing: write what is said between the ::: lines")
    return place.text(region.lines)


READERS: dict[str, Callable[[Region, str, Place], Block]] = {
    "do": _do,
    "dont": _dont,
    "scenario": _scenario,
    "video": _video,
    "audio": _audio,
}


def unknown_block(region: Region) -> str:
    """Say that there is no block of this kind."""
    return f"there is no block {shown(region.head.split()[0])}; there are: question, {', '.join(READERS)}"
