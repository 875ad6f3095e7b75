"""The rules of a place and a signed permission, read from TOML files."""

import difflib
import tomllib
from pathlib import Path
from typing import Any

from rounds.engines.privacy import Authorization, Policy

LISTS = (
    "own_people",
    "public_figures",
    "allowed_places",
    "not_patients",
    "allowed_words",
    "forbidden_words",
    "contacts",
)


class GivenRefused(Exception):
    """What is wrong with a file that was given, with its name."""


def policy_from(path: str) -> Policy:
    held = loaded(path, {"name": str} | dict.fromkeys(LISTS, list))
    return Policy(name=held.pop("name", ""), **{name: frozenset(words) for name, words in held.items()})


def authorization_from(path: str) -> Authorization:
    fields: dict[str, type] = {"id": str, "signer": str, "scope": list, "channels": list, "expires": str, "names": list}
    held = loaded(path, fields)
    missing = [name for name in fields if name not in held and name != "names"]
    if missing:
        raise GivenRefused(f"{path}:1: {', '.join(missing)} is missing")
    sets = {name: frozenset(held.get(name, ())) for name in ("scope", "channels", "names")}
    return Authorization(id=held["id"], signer=held["signer"], expires=held["expires"], **sets)


def loaded(path: str, fields: dict[str, type]) -> dict[str, Any]:
    try:
        held = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise GivenRefused(f"{path}:1: {(error.strerror or 'cannot be read').lower()}") from None
    except UnicodeDecodeError:
        raise GivenRefused(f"{path}:1: this is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise GivenRefused(f"{path}:1: this is not TOML: {error}") from None
    return {name: checked(path, name, value, fields) for name, value in held.items()}


def checked(path: str, name: str, value: Any, fields: dict[str, type]) -> Any:
    if name not in fields:
        near = difflib.get_close_matches(name, fields, n=1)
        raise GivenRefused(f"{path}:1: there is no `{name}`" + (f"; did you mean `{near[0]}`?" if near else ""))
    if fields[name] is str:
        return str(value)
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise GivenRefused(f"{path}:1: `{name}` is a list of words in quotes")
    return value
