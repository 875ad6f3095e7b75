"""Accounts of hospitals as readers and curators see them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.accounts.models import Person
from rounds.directory.models import AccountChange, Claim, Hospital, HospitalAccount, Proof
from rounds.directory.vocabulary import AccountState, Answer, Method, Result

OLD = 180  # days after which a proof is called old
PUBLIC = (AccountState.CHECKED, AccountState.DEAD, AccountState.TAKEN_OVER)


def accounts_visible_to(person: Person | None) -> QuerySet[HospitalAccount]:
    """What is public; what one told of; all of one's own hospital; and everything for staff."""
    accounts = HospitalAccount.objects.select_related("hospital", "network").order_by("network__name", "handle", "pk")
    if person is None:
        return accounts.filter(state__in=PUBLIC)
    if person.is_active and person.is_staff:
        return accounts
    granted = Claim.objects.filter(hospital=OuterRef("hospital"), person=person, state=Answer.YES)
    return accounts.filter(Q(state__in=PUBLIC) | Q(submitted_by=person) | Exists(granted))


def accounts_of(hospital: Hospital, person: Person | None) -> QuerySet[HospitalAccount]:
    return accounts_visible_to(person).filter(hospital=hospital)


@dataclass(frozen=True)
class Shown:
    """An account with words about how sure one can be of it."""

    account: HospitalAccount
    words: str
    kind: str
    icon: str


def shown(account: HospitalAccount, *, at: dt.datetime) -> Shown:
    words, kind, icon = proof_words(account, at=at)
    return Shown(account, words, kind, icon)


def proof_words(account: HospitalAccount, *, at: dt.datetime) -> tuple[str, str, str]:
    """What a reader is told about an account: words, the kind of a tag, and a drawing."""
    if account.state != AccountState.CHECKED:
        kinds = {AccountState.SUBMITTED: ("info", "clock"), AccountState.TAKEN_OVER: ("bad", "triangle-alert")}
        return str(AccountState(account.state).label), *kinds.get(AccountState(account.state), ("", ""))
    if account.proven_at is None:
        return _("Checked, no proof yet"), "", ""
    days = max(0, (at - account.proven_at).days)
    if account.proven_by == Method.PERSON:
        return checked_words(days), "", "eye"
    if days > OLD:
        return ngettext("Proven %(n)s day ago: old", "Proven %(n)s days ago: old", days) % {"n": days}, "warn", "clock"
    words = ngettext("Verified %(n)s day ago", "Verified %(n)s days ago", days) % {"n": days}
    return words if days else _("Verified today"), "ok", "badge-check"


def checked_words(days: int) -> str:
    if not days:
        return _("Checked by a person today")
    return ngettext("Checked by a person %(n)s day ago", "Checked by a person %(n)s days ago", days) % {"n": days}


@dataclass(frozen=True)
class Event:
    at: dt.datetime
    text: str
    more: str = ""


def history_of(hospital: Hospital, *, limit: int = 30) -> list[Event]:
    """What became of a hospital and its public accounts, the latest first; who did it is not public."""
    changes = (
        AccountChange.objects.filter(account__hospital=hospital, account__state__in=PUBLIC, state__in=PUBLIC)
        .select_related("account__network")
        .order_by("-at", "-pk")[:limit]
    )
    names = hospital.former_names.order_by("-until")[:limit]
    events = [Event(change.at, change_words(change)) for change in changes]
    noon = dt.time(12, tzinfo=dt.UTC)
    renamed = _("Was called %(name)s until then")
    events += [Event(dt.datetime.combine(name.until, noon), renamed % {"name": name.name}) for name in names]
    if hospital.closed_on:
        events.append(Event(dt.datetime.combine(hospital.closed_on, noon), _("Closed, or not in its source any more")))
    return sorted(events, key=lambda event: event.at, reverse=True)[:limit]


def change_words(change: AccountChange) -> str:
    words = {
        AccountState.CHECKED: _("%(network)s account %(handle)s listed"),
        AccountState.DEAD: _("%(network)s account %(handle)s is no longer there"),
        AccountState.TAKEN_OVER: _("%(network)s account %(handle)s is in other hands"),
    }
    return words[AccountState(change.state)] % {"network": change.account.network, "handle": change.account.handle}


def proofs_of(account: HospitalAccount) -> QuerySet[Proof]:
    return account.proofs.order_by("-checked_at", "-pk")


def accounts_due(*, at: dt.datetime) -> QuerySet[HospitalAccount]:
    """Whose proof is to be looked at again, the longest waiting first."""
    return HospitalAccount.objects.listed().filter(check_due__lte=at).order_by("check_due")


CURATED: dict[str, Any] = {
    "waiting": Q(state=AccountState.SUBMITTED),
    "checked": Q(state=AccountState.CHECKED),
    "gone": Q(state__in=[AccountState.DEAD, AccountState.TAKEN_OVER]),
    "refused": Q(state=AccountState.REFUSED),
}


def find_accounts(
    accounts: QuerySet[HospitalAccount], *, state: str, network: str, words: str
) -> QuerySet[HospitalAccount]:
    """Narrow the curators' list; the oldest submission comes first. `lost` are those whose latest look found no proof."""
    found = accounts.order_by("submitted_at", "pk")
    if state == "lost":
        found = lost(found)
    elif state in CURATED:
        found = found.filter(CURATED[state])
    if network:
        found = found.filter(network__slug=network)
    for word in words.split():
        found = found.filter(Q(handle__icontains=word) | Q(hospital__name__icontains=word))
    return found


def lost(accounts: QuerySet[HospitalAccount]) -> QuerySet[HospitalAccount]:
    """Proven once by the domain, but the latest look found nothing."""
    later = Proof.objects.filter(account=OuterRef("pk"), result=Result.MISSING, checked_at__gt=OuterRef("proven_at"))
    return accounts.filter(Exists(later), state=AccountState.CHECKED).exclude(proven_by__in=["", Method.PERSON])


def account_counts(accounts: QuerySet[HospitalAccount]) -> dict[str, int]:
    return {name: accounts.filter(condition).order_by().count() for name, condition in CURATED.items()}
