"""The scene of the proof of seats: meetings that share places, a voucher that can be used once, and who comes."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from prove_books import CSRF, session_of


@dataclass
class Scene:
    """Two meetings that share places, one without a limit where a voucher can be used once, and who comes."""

    morning: Any
    afternoon: Any
    talk: Any
    shared: Any
    staff: Any
    places: int
    code: str
    processor: float = 0.0
    buyers: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def both(self) -> tuple[Any, Any]:
        return self.morning, self.afternoon

    def check(self, name: str, found: object, wanted: object) -> None:
        if found != wanted:
            self.faults.append(f"{name}: {found}, wanted {wanted}")


def prices() -> Any:
    """A price list for workshops, a voucher that can be used once, and a centre that writes invoices."""
    from django.utils import timezone

    from rounds.accounts.models import Person
    from rounds.billing import actions
    from rounds.billing.models import PriceBand, PriceList, PriceRule

    at, on = timezone.now(), timezone.localdate()
    staff, _new = Person.objects.get_or_create(email="tomas@centre.example", name="Tomas", is_staff=True)
    actions.describe_seller({"name": "Harbour Centre Foundation"}, by=staff, at=at)
    held = PriceList.objects.create(subject="workshop", name="Workshops", currency="USD", by=staff, at=at)
    rule = PriceRule.objects.create(price_list=held, kind="", metric="")
    PriceBand.objects.create(rule=rule, low=0, amount=120_00, member_amount=90_00)
    PriceList.objects.filter(pk=held.pk).update(starts=on, scheduled_by=staff, scheduled_at=at)
    return staff


def stage(staff: Any, places: int) -> Scene:
    from django.utils import timezone

    from rounds.billing.actions.reductions import make_voucher
    from rounds.meetings import actions
    from rounds.meetings.models import CapacityPool

    at = timezone.now()
    shared = CapacityPool.objects.create(name="Lunch", cap=places)

    def meeting(title: str, cap: int | None, also: list[Any]) -> Any:
        starts = at + dt.timedelta(days=40)
        facts = {"title": title, "kind": "workshop", "subject": "workshop", "starts_at": starts}
        facts |= {"ends_at": starts + dt.timedelta(hours=2)}
        made = actions.make_meeting(facts, places=cap, also=also, by=staff, at=at)
        actions.open_meeting(made, by=staff, at=at)
        return made

    code = f"ONCE-{uuid.uuid4().hex[:6].upper()}"
    make_voucher(
        code=code,
        words="A proof",
        percent=50,
        amount=None,
        currency="",
        subject="",
        kind="",
        limit=1,
        starts=at.date(),
        ends=at.date(),
        by=staff,
        at=at,
    )
    both = [meeting("Morning", places, [shared]), meeting("Afternoon", places, [shared])]
    return Scene(*both, meeting("Talk", None, []), shared, staff, places, code)


def people(count: int) -> list[Any]:
    from rounds.accounts.models import Person

    mark = uuid.uuid4().hex[:8]
    fresh = [Person(name=f"Buyer {n}", email=f"b{n}-{mark}@people.example", password="!") for n in range(count)]
    return list(Person.objects.bulk_create(fresh))


def ask(person: Any, path: str, *, follow: bool = True, **typed: str) -> dict[str, Any]:
    cookie = f"sessionid={session_of(person)}; csrftoken={CSRF}"
    fields = {"csrfmiddlewaretoken": CSRF, **typed}
    return {"who": person.pk, "path": path, "cookie": cookie, "fields": fields, "follow": follow}


def wants(person: Any, meeting: Any, **more: str) -> dict[str, Any]:
    typed = {"do": "register", "key": str(uuid.uuid4()), **more}
    return ask(person, f"/meetings/{meeting.pk}/register", **typed)


def without_invoice(scene: Any, carts: list[Any], papers: dict[int, Any], answers: list[dict[str, Any]]) -> bool:
    """Whether a cart that asked for its invoice has none: then what each press of its button was answered is a fault."""
    missing = [one for one in carts if one.pk not in papers]
    for one in missing:
        presses = [
            f"{a['status']} {a['place']} “{a['note']}”" if a["status"] else "the line broke"
            for a in answers
            if a["who"] == one.person_id
        ]
        scene.check(f"invoice of {one.pk}, which is {one.state}", " and ".join(presses), "an invoice")
    return bool(missing)
