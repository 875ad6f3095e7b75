"""Where the people of an organisation sign in, and whom an address lets in."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.crypto import salted_hmac

from rounds.accounts.models import Person
from rounds.core.sealing import opened
from rounds.network.models import DomainName, Membership, Organisation, OwnSignIn, ScimUser, Seat

PURPOSE = "rounds.network own sign-in"


def sign_in_of(organisation: Organisation) -> OwnSignIn | None:
    return OwnSignIn.objects.filter(organisation=organisation).first()


def key_for(organisation: Organisation) -> str:
    """The name of an organisation's own sign-in in addresses; theirs to pass on before anything is entered."""
    known = OwnSignIn.objects.filter(organisation=organisation).values_list("key", flat=True).first()
    return known or salted_hmac("rounds.network.own-sign-in", str(organisation.pk)).hexdigest()[:20]


def secret_of(sign_in: OwnSignIn) -> str:
    """The sealed secret, or nothing where this installation has another key than the one it was sealed with."""
    return opened(sign_in.secret, PURPOSE)


def proven_domains(organisation: Organisation) -> list[str]:
    """Its own, and never those of the system above: a hospital does not speak for the people of its system."""
    proven = DomainName.objects.filter(organisation=organisation, proven__isnull=False).order_by("name")
    return list(proven.values_list("name", flat=True))


def in_force() -> QuerySet[OwnSignIn]:
    """Switched on, at organisations whose year, or that of their system, is paid and has not lapsed."""
    paid = Membership.objects.filter(started__isnull=False, cancelled__isnull=True, lapsed__isnull=True)
    own = paid.filter(organisation=OuterRef("organisation"))
    above = paid.filter(organisation=OuterRef("organisation__parent"))
    found = OwnSignIn.objects.filter(Exists(own) | Exists(above), on__isnull=False)
    return found.select_related("organisation")


def domain_of(email: str) -> str:
    """
    >>> domain_of(" Lena@Northlake.EXAMPLE ")
    'northlake.example'
    """
    return email.strip().rpartition("@")[2].lower()


def sign_in_for(email: str) -> OwnSignIn | None:
    """Where somebody with this address signs in; only proven domains count."""
    here = DomainName.objects.filter(organisation=OuterRef("organisation"), name=domain_of(email), proven__isnull=False)
    return in_force().filter(Exists(here)).first()


def confirmed_addresses(person: Person) -> list[str]:
    found = EmailAddress.objects.filter(user=person, verified=True).order_by("-primary", "pk")
    return list(found.values_list("email", flat=True))


def must_sign_in_at(person: Person) -> OwnSignIn | None:
    """The organisation's own sign-in, where everybody of its domains has to use it. Never for staff of the centre."""
    if person.is_staff:
        return None
    domains = {domain_of(email) for email in confirmed_addresses(person)}
    here = DomainName.objects.filter(organisation=OuterRef("organisation"), name__in=domains, proven__isnull=False)
    return in_force().filter(Exists(here), everybody__isnull=False).first() if domains else None


def has_second_step(person: Person) -> bool:
    """An app or a passkey; recovery codes alone are asked of nobody."""
    return bool(is_mfa_enabled(person, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))


def looks_after_sign_in(person: Person, organisation: Organisation) -> bool:
    """Whether the person manages the organisation, or its system."""
    where = [organisation.pk, organisation.parent_id]
    return bool(Seat.objects.open().filter(person=person, manages=True, organisation__in=where).exists())


def managers_without_second_step(organisation: Organisation) -> list[Person]:
    """Managers who cannot come in when the organisation's own sign-in fails."""
    seats = Seat.objects.open().filter(organisation__in=[organisation.pk, organisation.parent_id], manages=True)
    people = Person.objects.filter(Exists(seats.filter(person=OuterRef("pk"))), is_active=True).order_by("name", "pk")
    return [person for person in people if not has_second_step(person)]


def account_behind(organisation: Organisation, email: str) -> Person | None:
    """The account that an organisation's own sign-in may open for an address: one that has confirmed it.

    An account that the staff directory of this organisation made, and that nobody has opened yet, is confirmed by it.
    """
    if domain_of(email) not in proven_domains(organisation):
        return None
    address = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    if address:
        return address.user
    return unopened(organisation, email)


def unopened(organisation: Organisation, email: str) -> Person | None:
    made_here = ScimUser.objects.filter(organisation=organisation, person=OuterRef("pk"))
    found = Person.objects.filter(Exists(made_here), email__iexact=email, last_login__isnull=True).first()
    return found if found and not found.has_usable_password() else None
