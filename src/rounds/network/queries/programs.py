"""The entries of an organisation's own staff directory, and the keys by which it speaks to us."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.crypto import salted_hmac

from rounds.accounts.models import Person
from rounds.network.models import Department, DomainName, Organisation, ScimGroup, ScimKey, ScimUser, Seat

RECORD = "_rounds"


def domain_line(domain: DomainName) -> str:
    """What an organisation writes into the DNS of its domain; it says nothing to anybody else."""
    mark = salted_hmac("rounds.network.domain", f"{domain.organisation_id} {domain.name}").hexdigest()[:32]
    return f"organisation={mark}"


def scim_keys_of(organisation: Organisation) -> QuerySet[ScimKey]:
    return organisation.scim_keys.filter(ended=None).select_related("made_by").order_by("-made")


def entries_of(organisation: Organisation) -> QuerySet[Any]:
    """Each with `active`: a seat that is open here, or an invitation that waits. Never anybody of elsewhere."""
    seat = Seat.objects.open().filter(organisation=organisation, person=OuterRef("person"))
    waits = Q(
        invitation__isnull=False,
        invitation__accepted__isnull=True,
        invitation__closed__isnull=True,
        person__isnull=True,
    )
    no_address = Q(email="", person__isnull=True, wanted=True)
    found = ScimUser.objects.filter(organisation=organisation).annotate(active=Q(Exists(seat)) | waits | no_address)
    return found.order_by("made", "pk")


def seats_without_entry(organisation: Organisation) -> QuerySet[Seat]:
    known = ScimUser.objects.filter(organisation=organisation, person=OuterRef("person"))
    found: QuerySet[Seat] = Seat.objects.open().filter(~Exists(known), organisation=organisation)
    return found.select_related("person")


def departments_without_entry(organisation: Organisation) -> QuerySet[Department]:
    return organisation.departments.filter(scim__isnull=True)


def groups_at(organisation: Organisation) -> QuerySet[ScimGroup]:
    found = ScimGroup.objects.filter(department__organisation=organisation)
    people = ScimUser.objects.order_by("made", "pk")
    return found.select_related("department").prefetch_related(Prefetch("members", people)).order_by("made", "pk")


def owns_domain(organisation: Organisation, email: str) -> bool:
    """Whether an address lies in a domain whose control the organisation, or its system, has shown."""
    where = [number for number in (organisation.pk, organisation.parent_id) if number]
    domain = email.rpartition("@")[2].lower()
    return Organisation.objects.filter(pk__in=where, domains__name=domain, domains__proven__isnull=False).exists()


def person_with(email: str) -> Person | None:
    """The account that has confirmed an address."""
    found = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    return found.user if found else None
