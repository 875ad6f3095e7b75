"""Claims: somebody speaks for a hospital, and shows it by the hospital's own domain or to a person."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.mail import letter, post
from rounds.directory.actions.proving import RECORD, file_lines
from rounds.directory.handles import belongs_to, domain_of
from rounds.directory.models import Claim, Hospital, Proof
from rounds.directory.outgoing import OutgoingRefused, text_records
from rounds.directory.queries.claims import claim_line, proven
from rounds.directory.vocabulary import Answer, Method, Result

SALT = "rounds.directory.claim"
LINK_DAYS = 3


class ClaimRefused(Exception):
    """The message is written for the person who asked."""


def claim_hospital(hospital: Hospital, role: str, *, by: Person, at: dt.datetime) -> Claim:
    try:
        with transaction.atomic():
            claim = Claim.objects.create(hospital=hospital, person=by, role=role, at=at)
            record("directory.hospital_claimed", subject=claim, by=by, at=at, hospital=hospital.slug)
    except IntegrityError:
        raise ClaimRefused(_("You have claimed this hospital already.")) from None
    return claim


def prove_claim(claim: Claim, *, by: Person, at: dt.datetime) -> Proof:
    """Look for our line in the file or the DNS record of the hospital's domain."""
    domain = domain_of(claim.hospital.website)
    if not domain:
        raise ClaimRefused(_("We don’t know this hospital’s website yet. Write to us, and we add it."))
    method, result, evidence = look_for_line(claim, domain)
    with transaction.atomic():
        held = waiting(claim)
        proof = Proof.objects.create(
            claim=held, method=method, result=result, evidence=evidence[:500], checked_at=at, by=by
        )
        settle(held, proof, at=at)
    return proof


def look_for_line(claim: Claim, domain: str) -> tuple[Method, Result, str]:
    line, answers = claim_line(claim), 0
    try:
        url, lines = file_lines(claim.hospital)
        if line in (one.strip() for one in lines):
            return Method.FILE, Result.PROVEN, url
        answers += 1
    except OutgoingRefused as refusal:
        why = str(refusal)
    try:
        if line in text_records(f"{RECORD}.{domain}"):
            return Method.DNS, Result.PROVEN, f"TXT {RECORD}.{domain}"
        answers += 1
    except OutgoingRefused as refusal:
        why = str(refusal)
    return (Method.FILE, Result.MISSING, "") if answers == 2 else (Method.FILE, Result.UNREACHABLE, why)


def settle(claim: Claim, proof: Proof, *, at: dt.datetime) -> None:
    """A good proof answers the claim by itself when a person has looked at the domain; else a person sees both."""
    if proof.result == Result.PROVEN and claim.hospital.website_checked:
        answer(claim, Answer.YES, reason="", by=None, at=at)


def waiting(claim: Claim) -> Claim:
    held = Claim.objects.select_for_update(of=("self",)).select_related("hospital", "person").get(pk=claim.pk)
    if held.state != Answer.WAITING:
        raise ClaimRefused(_("This claim is answered already."))
    return held


@dataclass(frozen=True)
class Link:
    """What a link from a letter to an address on the domain names."""

    claim: Claim
    address: str


def write_to_domain(claim: Claim, address: str, *, by: Person, at: dt.datetime) -> None:
    """Send a link to an address on the hospital's domain."""
    domain = domain_of(claim.hospital.website)
    if not belongs_to(address.rpartition("@")[2], domain):
        words = _("This address is not on %(domain)s, the domain of the hospital’s website.")
        raise ClaimRefused(words % {"domain": domain or "?"})
    with transaction.atomic():
        held = waiting(claim)
        record("directory.claim_letter_sent", subject=held, by=by, at=at)
    post(claim_letter(held, address))


def claim_letter(claim: Claim, address: str) -> EmailMultiAlternatives:
    token = signing.dumps([claim.pk, address], salt=SALT)
    url = settings.BASE_URL + reverse("directory:claim_mail", args=[token])
    context = {"claim": claim, "hospital": claim.hospital, "url": url, "days": LINK_DAYS}
    return letter("directory/mail/claim", to=address, language=claim.person.language, context=context)


def read_link(token: str) -> Link | None:
    try:
        number, address = signing.loads(token, salt=SALT, max_age=dt.timedelta(days=LINK_DAYS))
    except signing.BadSignature:
        return None
    claim = Claim.objects.select_related("hospital", "person").filter(pk=number).first()
    return Link(claim, address) if claim else None


def confirm_mail(link: Link, *, at: dt.datetime) -> None:
    """Somebody pressed the button behind the link: the claim is proven by mail."""
    with transaction.atomic():
        held = waiting(link.claim)
        if not belongs_to(link.address.rpartition("@")[2], domain_of(held.hospital.website)):
            raise ClaimRefused(_("The hospital’s website has changed since this letter. Ask for a new one."))
        proof = Proof.objects.create(
            claim=held,
            method=Method.MAIL,
            result=Result.PROVEN,
            evidence=f"@{link.address.rpartition('@')[2]}",
            checked_at=at,
            by=held.person,
        )
        settle(held, proof, at=at)


def decide_claim(claim: Claim, state: str, *, reason: str, by: Person, at: dt.datetime) -> None:
    """Answer a claim; without a proof, yes needs a reason. A claim that was granted can be ended."""
    with transaction.atomic():
        held = Claim.objects.select_for_update(of=("self",)).select_related("hospital", "person").get(pk=claim.pk)
        if held.state not in {Answer.WAITING, Answer.YES} or (held.state == state):
            raise ClaimRefused(_("This claim is answered already."))
        if not reason and (state == Answer.NO or not proven(held)):
            raise ClaimRefused(_("Say why."))
        answer(held, Answer(state), reason=reason, by=by, at=at)


def answer(claim: Claim, state: Answer, *, reason: str, by: Person | None, at: dt.datetime) -> None:
    ended = claim.state == Answer.YES
    claim.state, claim.reason, claim.decided_by, claim.decided_at = state, reason[:300], by, at
    claim.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    verb = "claim_granted" if state == Answer.YES else "claim_ended" if ended else "claim_refused"
    record(f"directory.{verb}", subject=claim, by=by, at=at, hospital=claim.hospital.slug, reason=reason)


def withdraw_claim(claim: Claim, *, by: Person, at: dt.datetime) -> None:
    """A person no longer speaks for a hospital, by their own wish."""
    with transaction.atomic():
        held = Claim.objects.select_for_update(of=("self",)).select_related("hospital", "person").get(pk=claim.pk)
        if held.state == Answer.NO:
            raise ClaimRefused(_("This claim is over already."))
        held.state, held.decided_by, held.decided_at = Answer.NO, by, at
        held.save(update_fields=["state", "decided_by", "decided_at"])
        record("directory.claim_withdrawn", subject=held, by=by, at=at, hospital=held.hospital.slug)
