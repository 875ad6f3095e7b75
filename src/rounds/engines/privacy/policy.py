"""What one place allows, and what one person has signed."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rounds.engines.privacy.text import fold

EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Policy:
    """The people, places and words of one place.

    own_people: staff, who may be named; public_figures, allowed_places, not_patients: names that are nobody's secret here;
    allowed_words: words that are never an identifier; forbidden_words: words the place does not want in public;
    contacts: the place's own phone numbers, addresses, handles and websites.
    """

    name: str = ""
    own_people: frozenset[str] = EMPTY
    public_figures: frozenset[str] = EMPTY
    allowed_places: frozenset[str] = EMPTY
    not_patients: frozenset[str] = EMPTY
    allowed_words: frozenset[str] = EMPTY
    forbidden_words: frozenset[str] = EMPTY
    contacts: frozenset[str] = EMPTY


@dataclass(frozen=True, slots=True)
class Authorization:
    """A signed permission: whose names it covers, what may be shown (SCOPES), on which channels, until which ISO date."""

    id: str
    signer: str
    scope: frozenset[str]
    channels: frozenset[str]
    expires: str
    names: frozenset[str] = EMPTY

    def valid(self, *, channel: str, on: dt.date | None) -> bool:
        """Whether it speaks about this channel and has not run out; a record without an expiry is no authorization.

        >>> signed = Authorization("A-1", "R. Okafor", frozenset({"story"}), frozenset({"facebook"}), "2030-01-31")
        >>> signed.valid(channel="facebook", on=dt.date(2029, 5, 1)), signed.valid(channel="x", on=None)
        (True, False)
        """
        try:
            last_day = dt.date.fromisoformat(self.expires)
        except ValueError:
            return False
        in_time = on is None or on <= last_day
        return bool(self.id and self.signer and self.scope) and channel in self.channels and in_time


SCOPES = {
    "name": frozenset({"NAME"}),
    "picture": frozenset({"PHOTO", "BIOMETRIC"}),
    "details": frozenset({"DATE", "LOCATION", "AGE_OVER_89", "OTHER_ID"}),
    "contact": frozenset({"HANDLE", "EMAIL", "PHONE", "URL"}),
}


class Compiled:
    """A policy in the folded words the screen compares with."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    @cached_property
    def own(self) -> frozenset[str]:
        return folded(self.policy.own_people)

    @cached_property
    def public(self) -> frozenset[str]:
        return folded(self.policy.public_figures)

    @cached_property
    def others(self) -> frozenset[str]:
        return folded(self.policy.not_patients | self.policy.allowed_words | self.policy.allowed_places)

    @cached_property
    def forbidden(self) -> tuple[str, ...]:
        return tuple(sorted(folded(self.policy.forbidden_words) - {""}))

    @cached_property
    def contacts(self) -> frozenset[str]:
        return frozenset(squeezed(words) for words in self.policy.contacts) - {""}


def folded(names: frozenset[str]) -> frozenset[str]:
    return frozenset(" ".join(fold(name).lower().split()) for name in names)


def squeezed(words: str) -> str:
    """Letters and digits only, so that "(555) 010-0199" and "555.010.0199" are one number."""
    return "".join(letter for letter in fold(words).lower() if letter.isalnum())


@lru_cache(maxsize=256)
def compiled(policy: Policy | None) -> Compiled:
    return Compiled(policy or Policy())
