"""Who speaks for which hospital, and who says so."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.crypto import salted_hmac

from rounds.accounts.models import Person
from rounds.directory.models import Claim, Hospital, Proof
from rounds.directory.vocabulary import Answer, Result


def claims_visible_to(person: Person) -> QuerySet[Claim]:
    claims = Claim.objects.select_related("hospital", "person").order_by("at", "pk")
    return claims if person.is_active and person.is_staff else claims.filter(person=person)


def claim_of(person: Person | None, hospital: Hospital) -> Claim | None:
    """The claim of a person on a hospital that waits or was granted."""
    if person is None:
        return None
    return claims_of(person).filter(hospital=hospital).exclude(state=Answer.NO).first()


def claims_of(person: Person) -> QuerySet[Claim]:
    return Claim.objects.filter(person=person).select_related("hospital").order_by("-at", "-pk")


def speaks_for(person: Person, hospital: Hospital) -> bool:
    return Claim.objects.filter(hospital=hospital, person=person, state=Answer.YES).exists()


def hospitals_spoken_for(person: Person) -> QuerySet[Hospital]:
    granted = Claim.objects.filter(hospital=OuterRef("pk"), person=person, state=Answer.YES)
    return Hospital.objects.filter(Exists(granted)).order_by("name")


def proven(claim: Claim) -> bool:
    return Proof.objects.filter(claim=claim, result=Result.PROVEN).exists()


def claim_line(claim: Claim) -> str:
    """The line that proves a claim; nobody can guess it."""
    return f"claim={salted_hmac('rounds.directory.claim', str(claim.pk), algorithm='sha256').hexdigest()[:32]}"
