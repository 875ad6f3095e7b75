"""What waits for a curator."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from rounds.directory.models import (
    Claim,
    HospitalAccount,
    ImportLine,
    ImportRun,
    JoinQuestion,
    LookAlike,
    SocialNetwork,
)
from rounds.directory.queries.accounts import lost
from rounds.directory.vocabulary import AccountState, Answer


@dataclass(frozen=True)
class Waiting:
    submissions: int
    claims: int
    joins: int
    look_alikes: int
    lost: int

    @property
    def total(self) -> int:
        return self.submissions + self.claims + self.joins + self.look_alikes + self.lost


def waiting() -> Waiting:
    return Waiting(
        submissions=HospitalAccount.objects.filter(state=AccountState.SUBMITTED).count(),
        claims=Claim.objects.filter(state=Answer.WAITING).count(),
        joins=JoinQuestion.objects.filter(state=Answer.WAITING).count(),
        look_alikes=LookAlike.objects.filter(state=Answer.WAITING).count(),
        lost=lost(HospitalAccount.objects.all()).count(),
    )


def joins(state: str = Answer.WAITING) -> QuerySet[JoinQuestion]:
    return JoinQuestion.objects.filter(state=state).select_related("hospital").order_by("pk")


def look_alikes(state: str = Answer.WAITING) -> QuerySet[LookAlike]:
    related = ("account__network", "account__hospital", "like__network", "hospital")
    return LookAlike.objects.filter(state=state).select_related(*related).order_by("-likeness", "pk")


def imports() -> QuerySet[ImportRun]:
    return ImportRun.objects.select_related("by").order_by("-at", "-pk")


def import_lines_of(run: ImportRun, what: str = "") -> QuerySet[ImportLine]:
    lines = run.lines.select_related("hospital").order_by("what", "number", "pk")
    return lines.filter(what=what) if what in ImportLine.What.values else lines


def networks() -> QuerySet[SocialNetwork]:
    listed = Count("accounts", filter=Q(accounts__state=AccountState.CHECKED))
    return SocialNetwork.objects.annotate(listed=listed).prefetch_related("former_names").order_by("name")
