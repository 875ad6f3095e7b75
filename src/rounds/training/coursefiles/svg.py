"""Refuses drawings that could run a script or fetch something from elsewhere."""

import re
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
FORBIDDEN = {
    "script", "foreignobject", "iframe", "object", "embed", "audio", "video", "link", "meta", "base", "form",
    "handler", "listener", "set",
}  # fmt: skip
FOREIGN = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/math/mathml")
INSIDE = re.compile(r"#|data:image/(?:png|jpeg|gif|webp);base64,")
# A style may point at a part of the same drawing and nowhere else; a backslash could hide a word.
OUTSIDE_STYLE = re.compile(
    r"url\(\s*(?![\s\"'#])|url\(\s*[\"'](?!#)|@import|@font-face|image-set|image\(|src\(|\\", re.IGNORECASE
)


class Refused(Exception):
    """The reason why a drawing is refused."""


def why_not_svg(raw: bytes) -> str | None:
    """Say why a drawing is refused, or None when it is safe.

    >>> why_not_svg(b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>')
    >>> why_not_svg(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    'the drawing holds <script>'
    """
    drawing = _Drawing()
    try:
        drawing.parser.Parse(raw, True)
    except Refused as refusal:
        return str(refusal)
    except (expat.ExpatError, LookupError, ValueError):
        return "the drawing is not well-formed SVG"
    return drawing.why_not_style()


class _Drawing:
    def __init__(self) -> None:
        self.style: list[str] = []
        self.open: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self.open and (space, local) != (SVG, "svg"):
            raise Refused(f'the drawing does not begin with <svg xmlns="{SVG}">')
        if local.lower() in FORBIDDEN or space.lower() in FOREIGN:
            raise Refused(f"the drawing holds <{local}>")
        for key, value in attributes.items():
            _check_attribute(key.rpartition(" ")[2].lower(), value.strip())
        self.open.append(local.lower())

    def end(self, _: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style.append(text)

    def doctype(self, *_: object) -> None:
        raise Refused("the drawing has a document type (<!DOCTYPE …>): take it out")

    def instruction(self, *_: object) -> None:
        raise Refused("the drawing has a processing instruction (<?…?>): take it out")

    def why_not_style(self) -> str | None:
        return "the drawing's style refers to something outside" if OUTSIDE_STYLE.search("".join(self.style)) else None


def _check_attribute(name: str, value: str) -> None:
    if name.startswith("on"):
        raise Refused(f"the drawing has an event handler ({name})")
    if name in ("href", "src", "base", "action", "data") and not INSIDE.match(value):
        raise Refused(f"the drawing refers to something outside ({name})")
    if name == "attributename" and (value.lower().endswith("href") or value.lower().startswith("on")):
        raise Refused("the drawing animates a link")
    if OUTSIDE_STYLE.search(value):
        raise Refused(f"the drawing refers to something outside ({name})")
