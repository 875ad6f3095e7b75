"""Copy fonts, htmx and icons from node_modules into static/vendor, with their licences: `make vendor`."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "src/rounds/core/static/vendor"
ICONS = [
    "arrow-left",
    "arrow-right",
    "award",
    "badge-check",
    "bell",
    "book-open",
    "building-2",
    "calendar-days",
    "chart-line",
    "check",
    "chevron-right",
    "circle-alert",
    "circle-check",
    "circle-help",
    "circle-play",
    "clock",
    "copy",
    "download",
    "ear",
    "external-link",
    "eye",
    "file-text",
    "globe",
    "graduation-cap",
    "hand-heart",
    "house",
    "info",
    "key-round",
    "languages",
    "lightbulb",
    "list-checks",
    "lock",
    "log-out",
    "mail",
    "megaphone",
    "menu",
    "message-circle-heart",
    "monitor",
    "moon",
    "pen-line",
    "play",
    "plus",
    "printer",
    "rotate-ccw",
    "search",
    "settings",
    "share-2",
    "shield-alert",
    "shield-check",
    "smartphone",
    "star",
    "sun",
    "sun-moon",
    "target",
    "trash-2",
    "triangle-alert",
    "upload",
    "user",
    "users",
    "x",
]
FILES = {
    "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2": None,
    "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2": None,
    "@fontsource-variable/atkinson-hyperlegible-next/LICENSE": "atkinson-hyperlegible-next.LICENSE.txt",
    "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2": None,
    "@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-wght-normal.woff2": None,
    "@fontsource-variable/source-serif-4/LICENSE": "source-serif-4.LICENSE.txt",
    "htmx.org/dist/htmx.min.js": None,
    "htmx.org/LICENSE": "htmx.LICENSE.txt",
    "lucide-static/LICENSE": "lucide.LICENSE.txt",
}


def symbol(name: str) -> str:
    drawing = (MODULES / "lucide-static/icons" / f"{name}.svg").read_text()
    body = re.search(r"<svg[^>]*>(.*)</svg>", drawing, re.S)
    assert body, name
    inner = re.sub(r"\s+", " ", body[1]).strip()
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        f'stroke-linecap="round" stroke-linejoin="round">{inner}</symbol>'
    )


def main() -> None:
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, name in FILES.items():
        shutil.copyfile(MODULES / source, VENDOR / (name or Path(source).name))
    sprite = [
        '<svg xmlns="http://www.w3.org/2000/svg"><!-- Lucide icons, ISC licence -->',
        *map(symbol, ICONS),
        "</svg>",
    ]
    (VENDOR / "icons.svg").write_text("\n".join(sprite) + "\n")


if __name__ == "__main__":
    main()
