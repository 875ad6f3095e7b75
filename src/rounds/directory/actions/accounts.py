"""Accounts of hospitals: submitted by anyone, checked by a person, kept when they are gone."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.directory.handles import Account
from rounds.directory.likeness import most_alike
from rounds.directory.models import AccountChange, Hospital, HospitalAccount, LookAlike, Proof, SocialNetwork
from rounds.directory.queries.claims import speaks_for
from rounds.directory.vocabulary import AccountState, Method, Result

LATER = dt.timedelta(days=30)  # a proof is looked at again
SOON = dt.timedelta(days=7)  # when it was not found
NEXT: dict[str, tuple[AccountState, ...]] = {
    AccountState.SUBMITTED: (AccountState.CHECKED, AccountState.REFUSED),
    AccountState.CHECKED: (AccountState.DEAD, AccountState.TAKEN_OVER, AccountState.REFUSED),
    AccountState.DEAD: (AccountState.CHECKED, AccountState.TAKEN_OVER),
    AccountState.TAKEN_OVER: (AccountState.CHECKED, AccountState.DEAD),
    AccountState.REFUSED: (AccountState.CHECKED,),
}


class AccountRefused(Exception):
    """The message is written for the person who asked."""


def submit_account(
    hospital: Hospital,
    network: SocialNetwork,
    account: Account,
    *,
    opened_on: dt.date | None = None,
    evidence: str = "",
    by: Person | None,
    at: dt.datetime,
) -> HospitalAccount:
    """Tell of an account. Who speaks for the hospital is believed at once; everybody else waits for a check."""
    try:
        with transaction.atomic():
            made = HospitalAccount.objects.create(
                hospital=hospital,
                network=network,
                handle=account.handle,
                address=account.address,
                opened_on=opened_on,
                evidence=evidence,
                since=at,
                submitted_by=by,
                submitted_at=at,
            )
            AccountChange.objects.create(account=made, state=made.state, at=at, by=by)
            flag_look_alike(made, at=at)
            record("directory.account_submitted", subject=made, by=by, at=at, hospital=hospital.slug)
            if by and speaks_for(by, hospital):
                move(made, AccountState.CHECKED, reason="", by=by, at=at)
    except IntegrityError:
        raise AccountRefused(_("This account is in the register already, or waits for a check.")) from None
    return made


def flag_look_alike(account: HospitalAccount, *, at: dt.datetime) -> None:
    """Ask a person when the name looks like that of a checked account on the same network."""
    others = HospitalAccount.objects.listed().filter(network=account.network).exclude(pk=account.pk)
    like = most_alike(account.handle, others.values_list("pk", "handle"))
    if like is None:
        return
    other = HospitalAccount.objects.get(pk=like.number)
    LookAlike.objects.get_or_create(
        account=account,
        hospital_id=other.hospital_id,
        defaults={"like": other, "why": like.why, "likeness": like.score, "at": at},
    )


def decide_account(
    account: HospitalAccount, state: str, *, seen: str, reason: str = "", by: Person, at: dt.datetime
) -> None:
    """Move an account from the state that a person saw to another; a check by a person is a proof with its evidence."""
    with transaction.atomic():
        held = HospitalAccount.objects.select_for_update(of=("self",)).select_related("hospital").get(pk=account.pk)
        if held.state != seen:
            raise AccountRefused(_("Somebody else has decided in the meantime. Look at the account again."))
        if state not in NEXT[held.state]:
            raise AccountRefused(_("An account cannot come from this state into that one."))
        try:
            with transaction.atomic():
                move(held, AccountState(state), reason=reason, by=by, at=at)
        except IntegrityError:
            raise AccountRefused(_("The same account stands in the register already.")) from None


VERBS = {
    AccountState.CHECKED: "directory.account_checked",
    AccountState.REFUSED: "directory.account_refused",
    AccountState.DEAD: "directory.account_gone",
    AccountState.TAKEN_OVER: "directory.account_taken_over",
}


def move(account: HospitalAccount, state: AccountState, *, reason: str, by: Person | None, at: dt.datetime) -> None:
    account.state, account.since = state, at
    account.check_due = at if state == AccountState.CHECKED else None
    account.save(update_fields=["state", "since", "check_due"])
    AccountChange.objects.create(account=account, state=state, at=at, by=by, reason=reason[:300])
    record(VERBS[state], subject=account, by=by, at=at, hospital=account.hospital.slug, reason=reason)
    if state == AccountState.CHECKED and by:
        add_proof(account, Method.PERSON, Result.PROVEN, evidence=reason, by=by, at=at)


def add_proof(
    account: HospitalAccount, method: str, result: str, *, evidence: str, by: Person | None, at: dt.datetime
) -> Proof:
    """Keep what a look at an account found; a good one makes it proven from now on, by the method that found it."""
    proof = Proof.objects.create(
        account=account, method=method, result=result, evidence=evidence[:500], checked_at=at, by=by
    )
    if result == Result.PROVEN:
        account.proven_at, account.proven_by = at, method
    if method != Method.PERSON:
        account.check_due = at + (LATER if result == Result.PROVEN else SOON)
    account.save(update_fields=["proven_at", "proven_by", "check_due"])
    return proof
