"""Two card payments that came to something afterwards: a dispute to answer, and a refund that came back; all invented."""

import datetime as dt

from rounds.accounts.models import Person
from rounds.billing import actions
from rounds.billing.models import Payer, Payment
from rounds.billing.money import Money
from rounds.billing.providers import Told
from rounds.site.demonstration.billing import bill, item

DAY = dt.timedelta(days=1)


def load_cards(people: dict[str, Person], *, at: dt.datetime) -> None:
    staff = people["staff"]
    disputed = paid_by_card("Green Lake Regional", "Workshop for one team", 640, "pi_demo_1", by=staff, at=at, days=41)
    given_back = paid_by_card(
        "Port Amber Clinic", "Two places at a webinar", 180, "pi_demo_2", by=staff, at=at, days=33
    )
    facts = {"dispute": "dp_demo_1", "minor": 640_00, "currency": "USD", "state": "open", "reason": "unrecognized"}
    moments = {"at": seconds(at - 3 * DAY), "answer_by": seconds(at + 9 * DAY)}
    actions.take_event(Told("evt_demo_1", "disputed", disputed.reference, {**facts, **moments}), at=at - 3 * DAY)
    actions.refund_payment(
        given_back,
        Money(180_00, "USD"),
        reason="The webinar was cancelled",
        by=staff,
        at=at - 12 * DAY,
        key="demonstration:refund",
        reference="re_demo_1",
    )
    facts = {"refund": "re_demo_1", "minor": 180_00, "currency": "USD", "at": seconds(at - 2 * DAY)}
    actions.take_event(Told("evt_demo_2", "refund_failed", given_back.reference, facts), at=at - 2 * DAY)


def paid_by_card(payer: str, words: str, whole: int, number: str, *, by: Person, at: dt.datetime, days: int) -> Payment:
    invoice = bill(Payer.objects.get(name=payer), [item("event", words, whole)], by=by, at=at, days=days)
    then = at - (days - 1) * DAY
    facts = {"reference": number, "key": f"stripe:{number}", "tell": False}
    return actions.record_payment(invoice, Money.of(whole, "USD"), "card", by=None, at=then, **facts)  # type: ignore[arg-type]


def seconds(moment: dt.datetime) -> int:
    return int(moment.timestamp())
