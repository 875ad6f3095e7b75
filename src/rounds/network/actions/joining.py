import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.models import Payer
from rounds.directory.models import Hospital
from rounds.network.actions.memberships import MembershipRefused, ask_for_year
from rounds.network.actions.seats import seat
from rounds.network.actions.sizes import declare_sizes, drop_evidence
from rounds.network.models import Joining, Organisation
from rounds.network.queries.organisations import free_slug
from rounds.network.steps import first_open, kind_of, steps_for, years_in
from rounds.network.vocabulary import ALONE

FORGOTTEN = dt.timedelta(days=90)
PAYER = ("address", "city", "postcode", "country", "tax_number", "email")


class JoiningRefused(Exception):
    """The message is written for the person who asked."""


def begin_joining(person: Person, *, at: dt.datetime) -> Joining:
    """The answers of a person who is on the way, or none yet."""
    found, _new = Joining.objects.get_or_create(
        person=person, finished__isnull=True, defaults={"begun": at, "changed": at}
    )
    return found


@transaction.atomic
def save_answer(joining: Joining, step: str, answer: dict[str, Any], *, at: dt.datetime) -> None:
    """Keep the answer of one question; another kind lets go of what no longer applies."""
    held = Joining.objects.select_for_update().get(pk=joining.pk)
    if held.finished:
        raise JoiningRefused(_("You have joined already, perhaps in another window."))
    former = held.answers.get(step, {}).get("evidence", "")
    answers = {**held.answers, step: answer}
    if step == "kind" and held.answers.get("kind") != answer:
        answers = {name: told for name, told in answers.items() if name not in {"size", "register", "limits"}}
    answers = {name: told for name, told in answers.items() if name in steps_for(answers)}
    Joining.objects.filter(pk=held.pk).update(answers=answers, changed=at)
    joining.answers = answers
    if former and former != answer.get("evidence"):
        transaction.on_commit(lambda: drop_evidence(former))


@transaction.atomic
def join(joining: Joining, *, by: Person, at: dt.datetime) -> Organisation:
    """Make the organisation, its first seat and its first year out of the answers.

    Sent twice, by an impatient finger or two windows, it joins once and gives the same organisation.
    """
    if not Joining.objects.filter(pk=joining.pk, finished__isnull=True).update(finished=at):
        joining.refresh_from_db()
        if joining.organisation is None:
            raise JoiningRefused(_("These answers are gone. Begin again."))
        return joining.organisation
    joining.refresh_from_db()
    if first_open(joining.answers):
        raise JoiningRefused(_("A question is still open."))
    made = make_organisation(joining.answers, by=by, at=at)
    Joining.objects.filter(pk=joining.pk).update(organisation=made, answers={})
    return made


def make_organisation(answers: dict[str, Any], *, by: Person, at: dt.datetime) -> Organisation:
    kind = kind_of(answers)
    name = by.name if kind in ALONE else answers["name"]["name"]
    payer = payer_for(kind, name, answers.get("invoice", {}), by)
    try:
        with transaction.atomic():
            made = Organisation.objects.create(
                slug=free_slug(name),
                name=name,
                kind=kind,
                payer=payer,
                hospital=Hospital.objects.filter(pk=answers.get("register", {}).get("hospital") or 0).first(),
                seat_cap=1 if kind in ALONE else None,
                joined=at,
            )
    except IntegrityError:
        raise JoiningRefused(
            _("You, or this entry of the register, joined already. Ask its managers for an invitation, or write to us.")
        ) from None
    record("network.joined", subject=made, by=by, at=at, kind=kind)
    seat(made, by, roles=["manages", "pays"], by=by, at=at)
    told = answers.get("size", {})
    if told.get("numbers"):
        evidence = {key: told.get(key, "") for key in ("evidence", "evidence_name")}
        declare_sizes(made, told["numbers"], **evidence, by=by, at=at)
    hardship = answers.get("hardship", {})
    order = str(answers.get("invoice", {}).get("purchase_order", ""))
    try:
        ask_for_year(
            made,
            years=years_in(answers),
            purchase_order=order,
            ground=hardship.get("ground", ""),
            words=hardship.get("words", ""),
            by=by,
            at=at,
        )
    except MembershipRefused as refusal:
        raise JoiningRefused(str(refusal)) from None
    made.refresh_from_db()
    return made


def payer_for(kind: str, name: str, told: dict[str, Any], person: Person) -> Payer:
    """A payer of its own for an organisation; a person has one for everything they pay."""
    facts = {key: told[key] for key in PAYER if told.get(key)}
    facts.setdefault("email", person.email)
    if kind not in ALONE:
        return Payer.objects.create(name=name, kind=kind, language=person.language, **facts)
    fresh = {"name": name, "kind": kind, "language": person.language, **facts}
    payer, _new = Payer.objects.get_or_create(person=person, defaults=fresh)
    return payer


def forget_old_joinings(*, at: dt.datetime) -> int:
    """Delete what people began and did not touch for 90 days, with the files they sent."""
    old = Joining.objects.filter(finished__isnull=True, changed__lt=at - FORGOTTEN)
    files = [one.answers.get("size", {}).get("evidence", "") for one in old]
    gone = old.delete()[0]
    for name in filter(None, files):
        drop_evidence(name)
    return gone
