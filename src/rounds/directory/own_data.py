"""What the register holds about a person, for their export."""

from typing import Any

from rounds.accounts.models import Person
from rounds.directory.models import Claim, HospitalAccount

Section = tuple[str, list[dict[str, Any]]]


def own_data(person: Person) -> Section:
    claims = (
        Claim.objects.filter(person=person).order_by("at").values("hospital__name", "role", "state", "reason", "at")
    )
    told = HospitalAccount.objects.filter(submitted_by=person).order_by("submitted_at")
    accounts = told.values("hospital__name", "network__name", "address", "evidence", "state", "submitted_at")
    return "directory", [
        *({"what": "claim", **row} for row in claims),
        *({"what": "account you told of", **row} for row in accounts),
    ]
