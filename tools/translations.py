"""Translations are whole, their placeholders fit, compiled files match their sources: `--write` compiles them."""

import re
import sys
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "src/rounds/locale"
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def problems(path: Path) -> list[str]:
    """What is wrong in one file of translations."""
    found = []
    for entry in polib.pofile(str(path)):
        if entry.obsolete:
            continue
        translated = [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]
        if not all(translated) or entry.fuzzy:
            found.append(f"{path}:{entry.linenum}: not translated: {entry.msgid[:60]!r}")
        elif any(
            set(PLACE.findall(text)) - set(PLACE.findall(entry.msgid + entry.msgid_plural)) for text in translated
        ):
            found.append(f"{path}:{entry.linenum}: a placeholder that the English does not have: {entry.msgid[:60]!r}")
    return found


def compiled(path: Path, write: bool) -> list[str]:
    target, wanted = path.with_suffix(".mo"), polib.pofile(str(path)).to_binary()
    if write:
        target.write_bytes(wanted)
    fits = target.exists() and target.read_bytes() == wanted
    return [] if fits else [f"{target}: compile it with `python tools/translations.py --write`"]


def main(write: bool) -> int:
    files = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    found = [line for path in files for line in [*problems(path), *compiled(path, write)]]
    print("\n".join(found) or f"{len(files)} files of translations are whole.")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main("--write" in sys.argv[1:]))
