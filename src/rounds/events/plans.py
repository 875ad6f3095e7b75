"""A visitor's own plan, as the browser keeps it: codes of talks in one line."""

import re
from collections.abc import Iterable

MOST = 200
CODE = re.compile(r"[a-z0-9]{1,8}\Z")


def read_plan(kept: str) -> list[str]:
    """
    >>> read_plan("abc.def.abc.<b>"), read_plan("")
    (['abc', 'def'], [])
    """
    return [code for code in dict.fromkeys(kept.split(".")) if CODE.match(code)][:MOST]


def write_plan(codes: Iterable[str]) -> str:
    return ".".join(list(dict.fromkeys(codes))[:MOST])
