"""What the privacy screen finds in words before others read them."""

import hashlib
from dataclasses import dataclass

from rounds.accounts.models import Person, Profession
from rounds.engines.privacy import Screening, Verdict, screen
from rounds.network.models import Group
from rounds.screening.models import Place
from rounds.screening.queries import places_of, policy_of


@dataclass(frozen=True)
class Checked:
    """`seen` names exactly these words: with it somebody says that they have looked at what was found."""

    screening: Screening
    seen: str

    @property
    def stops(self) -> bool:
        return self.screening.verdict is Verdict.BLOCK

    @property
    def asks(self) -> bool:
        return self.screening.verdict is Verdict.REVIEW


def checked(words: str, *, by: Person, place: Place | None, voice: str = "") -> Checked:
    found = screen(words, voice=voice or voice_of(by), policy=policy_of(place))
    return Checked(found, hashlib.sha256(words.encode("utf-8", "replace")).hexdigest())


def voice_of(person: Person) -> str:
    return "patient" if person.profession == Profession.PATIENT else "provider"


def rules_for(group: Group, by: Person) -> Place | None:
    """The place whose rules hold: that of the staff's organisation, else the writer's own."""
    if group.organisation_id and group.organisation:
        return group.organisation.place
    return places_of(by).first()
