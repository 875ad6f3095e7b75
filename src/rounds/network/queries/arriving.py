"""Where a person may take a seat, or ask for one, because of the address they have confirmed."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from rounds.accounts.models import Person
from rounds.network.models import DomainName, Organisation, Seat, SeatRequest
from rounds.network.queries.organisations import organisations_managed_by
from rounds.network.queries.people import family_of
from rounds.network.queries.sign_in import confirmed_addresses, domain_of
from rounds.network.vocabulary import Welcome


@dataclass(frozen=True)
class Offer:
    """What an address opens: a seat at once, or asking for one. `asked` is a request that waits."""

    organisation: Organisation
    email: str
    at_once: bool
    asked: SeatRequest | None


def offer_for(person: Person) -> Offer | None:
    """The offer of the organisation that owns the domain of a person's address, unless they sit there already.

    Who had a seat there and lost it may only ask: leaving is not undone by signing in.
    """
    for email in confirmed_addresses(person) if person.is_active else []:
        organisation = owner_of(email)
        if organisation and not Seat.objects.open().filter(person=person, organisation__in=family_of(organisation)):
            left = Seat.objects.filter(person=person, organisation__in=family_of(organisation)).exists()
            asked = open_requests(organisation).filter(person=person).first()
            return Offer(organisation, email, organisation.welcome == Welcome.JOIN and not left, asked)
    return None


def owner_of(email: str) -> Organisation | None:
    """The organisation with this proven domain, where it lets people in by their address."""
    here = DomainName.objects.filter(organisation=OuterRef("pk"), name=domain_of(email), proven__isnull=False)
    return Organisation.objects.filter(Exists(here)).exclude(welcome=Welcome.OFF).select_related("parent").first()


def open_requests(organisation: Organisation) -> QuerySet[SeatRequest]:
    found: QuerySet[SeatRequest] = organisation.seat_requests.filter(answered__isnull=True)
    return found.select_related("person").order_by("asked", "pk")


def requests_visible_to(person: Person) -> QuerySet[SeatRequest]:
    """One's own, and those at the organisations that one manages."""
    managed = organisations_managed_by(person).filter(pk=OuterRef("organisation"))
    found: QuerySet[SeatRequest] = SeatRequest.objects.select_related("organisation", "person")
    return found.filter(Exists(managed)) | found.filter(person=person)
