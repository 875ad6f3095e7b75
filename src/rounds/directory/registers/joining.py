"""Which rows of HIFLD are a hospital of another register: three exact rules, tried in this order.

1. the same name and ZIP; 2. the same address and ZIP; 3. the same telephone. The third alone can join two campuses of one
system, so it only asks a person. Letters and digits count, nothing else. Rows that are closed join nothing; of several
rows that fit, the last of the file is taken.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from rounds.directory.registers.hifld import Extra

OTHERS = re.compile(r"[^0-9A-Z]+")


class Match(StrEnum):
    NAME = "name"
    ADDRESS = "address"
    TELEPHONE = "telephone"
    NONE = "none"


class Known(Protocol):
    """What the rules look at."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def zip(self) -> str: ...
    @property
    def telephone(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Join:
    key: str
    match: Match
    extra: Extra | None


def joined(hospitals: Iterable[Known], extras: Iterable[Extra]) -> list[Join]:
    """One join for each hospital, in their order."""
    standing = [extra for extra in extras if extra.open]
    rules = [
        (Match.NAME, by_name, {by_name(extra): extra for extra in standing}),
        (Match.ADDRESS, by_address, {by_address(extra): extra for extra in standing}),
        (Match.TELEPHONE, by_telephone, {by_telephone(extra): extra for extra in standing}),
    ]
    return [first_of(hospital, rules) for hospital in hospitals]


def first_of(hospital: Known, rules: list[tuple[Match, "Rule", dict[tuple[str, ...] | None, Extra]]]) -> Join:
    for match, key_of, found in rules:
        key = key_of(hospital)
        if key and key in found:
            return Join(hospital.key, match, found[key])
    return Join(hospital.key, Match.NONE, None)


class Rule(Protocol):
    def __call__(self, row: "Known | Extra") -> tuple[str, ...] | None: ...


def bare(text: str) -> str:
    """
    >>> bare("St. Mary's Hospital - North")
    'STMARYSHOSPITALNORTH'
    """
    return OTHERS.sub("", text.upper())


def by_name(row: Known | Extra) -> tuple[str, ...] | None:
    return (bare(row.name), row.zip[:5]) if bare(row.name) and row.zip else None


def by_address(row: Known | Extra) -> tuple[str, ...] | None:
    return (bare(row.address), row.zip[:5]) if bare(row.address) and row.zip else None


def by_telephone(row: Known | Extra) -> tuple[str, ...] | None:
    digits = "".join(letter for letter in row.telephone if letter.isdigit())
    return (digits,) if len(digits) == 10 else None
