"""What changed in the public register: added, renamed, closed; accounts listed, verified, gone. The newest first."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rounds.directory.figures import Words
from rounds.directory.models import AccountChange, FormerName, Hospital, ImportLine, Proof
from rounds.directory.vocabulary import AccountState, Method, Result

MANY = 20  # an import that adds more than this is told in one line
SHOWN = 50
What = ImportLine.What
KINDS: dict[str, Words] = {
    "added": gettext_lazy("Added"),
    "renamed": gettext_lazy("Renamed"),
    "closed": gettext_lazy("Closed"),
    "reopened": gettext_lazy("Open again"),
    "listed": gettext_lazy("Account listed"),
    "verified": gettext_lazy("Account verified"),
    "dead": gettext_lazy("Account gone"),
    "taken_over": gettext_lazy("Account in other hands"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened. `key` stays the same for ever, so that a feed reader shows it once."""

    key: str
    kind: str
    at: dt.datetime
    words: str
    hospital: Hospital | None = None

    @property
    def kind_words(self) -> Words:
        return KINDS[self.kind]


def changes(kind: str = "", *, limit: int = SHOWN) -> list[Change]:
    """The last ones of one kind, or of all."""
    wanted = [kind] if kind else list(KINDS)
    found = [change for each in dict.fromkeys(ASKED[one] for one in wanted) for change in each(wanted, limit)]
    return sorted(found, key=lambda change: (change.at, change.key), reverse=True)[:limit]


def of_imports(kinds: list[str], limit: int) -> Iterator[Change]:
    """From imports: one line for each hospital, or one for the whole import where there are many."""
    wanted = [kind for kind in kinds if kind in {What.ADDED, What.CLOSED, What.REOPENED}]
    lines = ImportLine.objects.filter(what__in=wanted, run__refused=False)
    sizes = lines.order_by().values("run", "what", "run__at", "run__source").annotate(n=Count("pk"))
    for size in sizes.order_by("-run__at")[:limit]:
        if size["n"] > MANY:
            yield Change(f"import-{size['run']}-{size['what']}", size["what"], size["run__at"], many(size))
    few = Subquery(
        ImportLine.objects.filter(run=OuterRef("run"), what=OuterRef("what"))
        .order_by()
        .values("run")
        .annotate(n=Count("pk"))
        .values("n")
    )
    shown = lines.annotate(together=few).filter(together__lte=MANY, hospital__isnull=False)
    for line in shown.select_related("run", "hospital").order_by("-run__at", "-pk")[:limit]:
        assert line.hospital is not None
        yield Change(f"line-{line.pk}", line.what, line.run.at, few_words(line), line.hospital)


def many(size: Mapping[str, Any]) -> str:
    number = size["n"]
    words = {
        What.ADDED: ngettext("%(n)s organisation was added.", "%(n)s organisations were added.", number),
        What.CLOSED: ngettext("%(n)s organisation was closed.", "%(n)s organisations were closed.", number),
        What.REOPENED: ngettext("%(n)s organisation is open again.", "%(n)s organisations are open again.", number),
    }
    return words[What(size["what"])] % {"n": f"{number:,}"}


def few_words(line: ImportLine) -> str:
    words = {
        What.ADDED: _("%(name)s was added to the register."),
        What.CLOSED: _("%(name)s is closed."),
        What.REOPENED: _("%(name)s is open again."),
    }
    return words[What(line.what)] % {"name": line.hospital}


def of_names(kinds: list[str], limit: int) -> Iterator[Change]:
    for old in FormerName.objects.select_related("hospital").order_by("-until", "-pk")[:limit]:
        at = dt.datetime.combine(old.until, dt.time(), dt.UTC)
        words = _("%(old)s has a new name: %(new)s.") % {"old": old.name, "new": old.hospital.name}
        yield Change(f"name-{old.pk}", "renamed", at, words, old.hospital)


def of_accounts(kinds: list[str], limit: int) -> Iterator[Change]:
    """Accounts that came onto the list, and listed ones that are gone; what was never listed is nobody's business."""
    states = {"listed": AccountState.CHECKED, "dead": AccountState.DEAD, "taken_over": AccountState.TAKEN_OVER}
    wanted = {states[kind]: kind for kind in kinds if kind in states}
    before = AccountChange.objects.filter(
        account=OuterRef("account"), pk__lt=OuterRef("pk"), state=AccountState.CHECKED
    )
    rows = AccountChange.objects.filter(state__in=wanted).annotate(was_listed=Exists(before))
    rows = rows.exclude(state__in=[AccountState.DEAD, AccountState.TAKEN_OVER], was_listed=False)
    for row in rows.select_related("account__hospital", "account__network").order_by("-at", "-pk")[:limit]:
        kind, told = wanted[AccountState(row.state)], account_words(row)
        yield Change(f"account-{row.pk}", kind, row.at, told, row.account.hospital)


def account_words(row: AccountChange) -> str:
    words = {
        AccountState.CHECKED: _("%(hospital)s: %(handle)s on %(network)s is listed."),
        AccountState.DEAD: _("%(hospital)s: %(handle)s on %(network)s is no longer there."),
        AccountState.TAKEN_OVER: _("%(hospital)s: %(handle)s on %(network)s is in other hands."),
    }
    account = row.account
    named = {"hospital": account.hospital.name, "handle": account.handle, "network": account.network.name}
    return words[AccountState(row.state)] % named


def of_proofs(kinds: list[str], limit: int) -> Iterator[Change]:
    """The first proof of an account, and the first one after a look that did not find it; not each look again."""
    earlier = Proof.objects.filter(account=OuterRef("account"), checked_at__lt=OuterRef("checked_at"))
    earlier = earlier.exclude(method=Method.PERSON)
    last = earlier.exclude(result=Result.UNREACHABLE).order_by("-checked_at").values("result")[:1]
    proven = Proof.objects.filter(result=Result.PROVEN, account__isnull=False).exclude(method=Method.PERSON)
    proven = proven.exclude(account__state__in=[AccountState.SUBMITTED, AccountState.REFUSED])
    proven = proven.annotate(last=Coalesce(Subquery(last), Value(""))).exclude(last=Result.PROVEN)
    for proof in proven.select_related("account__hospital", "account__network").order_by("-checked_at", "-pk")[:limit]:
        account = proof.account
        assert account is not None
        named = {"hospital": account.hospital.name, "handle": account.handle, "network": account.network.name}
        words = _("%(hospital)s: control of %(handle)s on %(network)s was proven.") % named
        yield Change(f"proof-{proof.pk}", "verified", proof.checked_at, words, account.hospital)


ASKED: dict[str, Callable[[list[str], int], Iterator[Change]]] = {
    "added": of_imports,
    "closed": of_imports,
    "reopened": of_imports,
    "renamed": of_names,
    "listed": of_accounts,
    "dead": of_accounts,
    "taken_over": of_accounts,
    "verified": of_proofs,
}
