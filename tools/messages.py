"""The words of the interface in other languages.

    python tools/messages.py            look for new words in the source, write them into each .po, compile what is there
    python tools/messages.py --check    only say what is missing; needs no gettext
New words stand in src/rounds/locale/<language>/LC_MESSAGES/django.po with an empty msgstr: fill it in and run it again.
"""

import ast
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parent.parent / "src" / "rounds"
LOCALE = SOURCE / "locale"
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
MARKUP = re.compile(r"<[^>]+>")
# name of a function: which of its arguments are (context, text, plural)
SINGLE, PLURAL, CONTEXT, BOTH = (None, 0, None), (None, 0, 1), (0, 1, None), (0, 1, 2)
CALLS = {"_": SINGLE, "gettext": SINGLE, "gettext_lazy": SINGLE, "gettext_noop": SINGLE}
CALLS |= {"ngettext": PLURAL, "ngettext_lazy": PLURAL, "pgettext": CONTEXT, "pgettext_lazy": CONTEXT}
CALLS |= {"npgettext": BOTH, "npgettext_lazy": BOTH}
CALL = re.compile(r"\b(?:" + "|".join(sorted(CALLS, key=len, reverse=True)) + r")\(")
# what a person should know about the words: who translates, never when, so that two branches can be merged
HEAD = {
    "Project-Id-Version": "Rounds",
    "Language": "",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "",
}
Word = tuple[str | None, str, str]


def files() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def words_of(call: ast.Call) -> Word | None:
    """What a call of gettext asks for; None for other calls and for words that are made at run time."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name not in CALLS:
        return None
    texts = [argument.value if isinstance(argument, ast.Constant) else None for argument in call.args]
    context, text, plural = (texts[at] if at is not None and at < len(texts) else None for at in CALLS[name])
    return (context, text, plural or "") if isinstance(text, str) else None


def in_python(text: str) -> Iterator[Word]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and (word := words_of(node)):
            yield word


def in_template(text: str) -> Iterator[Word]:
    """Django turns a template into calls of gettext between filling, for xgettext; here Python reads the calls."""
    from django.utils.translation.template import templatize

    made = templatize(text)
    for match in CALL.finditer(made):
        for end in (found.end() for found in re.finditer(r"\)", made[match.start() :])):
            try:
                call = ast.parse(made[match.start() : match.start() + end], mode="eval").body
            except SyntaxError:
                continue
            if isinstance(call, ast.Call) and (word := words_of(call)):
                yield word
            break


def words_in_source() -> dict[Word, Path]:
    """Every text that the source marks for translation, with a file that asks for it."""
    found: dict[Word, Path] = {}
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py":
            found |= dict.fromkeys(in_python(path.read_text()), path)
        elif path.suffix in {".html", ".txt", ".svg"} and "templates" in path.parts:
            found |= dict.fromkeys(in_template(path.read_text()), path)
    return found


def key(entry: polib.POEntry) -> Word:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def places(text: str) -> set[str]:
    return set(PLACE.findall(text))


def faults(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one translation."""
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    if not all(texts) or entry.fuzzy:
        yield "not translated"
        return
    asked = places(entry.msgid) | places(entry.msgid_plural)
    if any(places(text) != asked for text in (texts[-1:] if entry.msgid_plural else texts)):
        yield "its placeholders differ from the English"
    if any(not places(text) <= asked for text in texts):
        yield "a placeholder that the English does not have"
    if any(Counter(MARKUP.findall(text)) != Counter(MARKUP.findall(entry.msgid)) for text in texts):
        yield "its markup differs from the English"


def problems(path: Path, wanted: dict[Word, Path]) -> list[str]:
    """What is wrong in one file of translations."""
    catalogue = polib.pofile(str(path))
    held = {key(entry): entry for entry in catalogue if not entry.obsolete}
    lines = [f"{asks}: {word[1]!r} is not in {path}" for word, asks in wanted.items() if word not in held]
    lines += [f"{path}: nothing asks for {word[1]!r}" for word in held if word not in wanted]
    lines += [f"{path}: {fault}: {entry.msgid!r}" for entry in held.values() for fault in faults(entry)]
    target = path.with_suffix(".mo")
    if not target.exists() or target.read_bytes() != catalogue.to_binary():
        lines.append(f"{target} is older than {path.name}")
    return lines


def all_problems() -> list[str]:
    wanted = words_in_source()
    return [line for path in files() for line in problems(path, wanted)]


def collect() -> None:
    """Let Django and gettext bring the files up to date; guesses would only hide what is not translated."""
    import django
    from django.core.management import call_command
    from django.core.management.commands import makemessages

    os.environ |= {"DJANGO_SETTINGS_MODULE": "rounds.settings", "ROUNDS_DEMO": "1"}
    django.setup()
    makemessages.Command.msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]
    languages = [path.parts[-3] for path in files()]
    os.chdir(SOURCE)
    options = {"extensions": ["html", "txt", "svg", "py"], "no_obsolete": True, "no_wrap": True, "no_location": True}
    call_command("makemessages", locale=languages, ignore_patterns=["migrations/*"], verbosity=0, **options)


def settle(path: Path) -> None:
    """Write a file the same way each time, without dates, and compile it."""
    catalogue = polib.pofile(str(path), wrapwidth=0)
    own = {"Language": path.parts[-3], "Plural-Forms": catalogue.metadata["Plural-Forms"]}
    catalogue.metadata = {**HEAD, **own}
    catalogue.metadata_is_fuzzy = None
    catalogue.header = "The words of Rounds. Write new ones with tools/messages.py."
    catalogue.save()
    path.with_suffix(".mo").write_bytes(catalogue.to_binary())


def main(words: list[str]) -> int:
    if "--check" not in words:
        collect()
        for path in files():
            settle(path)
    found = all_problems()
    print("\n".join(found) or f"{len(files())} file of translations is whole.")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
