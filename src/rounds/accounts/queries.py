import datetime as dt
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet

from rounds.accounts.models import Entry, Export, NotificationChoice, Person
from rounds.accounts.quiet_hours import first_moment_outside

STOP_SALT = "rounds.accounts.stop"
CONFIRM_SALT = "account"  # the one allauth signs its links with
CONFIRM_DAYS = 3


def people_visible_to(person: Person) -> QuerySet[Person]:
    if person.is_active and person.is_staff:
        return Person.objects.order_by("name", "pk")
    return Person.objects.filter(pk=person.pk)


def find_people(
    people: QuerySet[Person], *, words: str = "", profession: str = "", state: str = ""
) -> QuerySet[Person]:
    """Narrow a list of people: `words` in name or address, and a state of `STATES`."""
    for word in words.split():
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if profession:
        people = people.filter(profession=profession)
    return people.filter(STATES[state]) if state else people


STATES = {
    "staff": Q(is_staff=True),
    "active": Q(is_active=True),
    "stopped": Q(is_active=False, erased__isnull=True),
    "erased": Q(erased__isnull=False),
}


def trail_visible_to(person: Person) -> QuerySet[Entry]:
    """The whole trail for centre staff; for everybody else what they did and what was done to their account."""
    entries = Entry.objects.select_related("actor").order_by("-at", "-pk")
    return entries if person.is_active and person.is_staff else entries.filter(about(person))


def about(person: Person) -> Q:
    return Q(actor=person) | Q(subject_kind=Person._meta.label_lower, subject_id=str(person.pk))


def find_entries(
    entries: QuerySet[Entry],
    *,
    words: str = "",
    verb: str = "",
    since: dt.datetime | None = None,
    before: dt.datetime | None = None,
) -> QuerySet[Entry]:
    for word in words.split():
        entries = entries.filter(Q(actor__name__icontains=word) | Q(subject_name__icontains=word))
    if verb:
        entries = entries.filter(verb=verb)
    if since:
        entries = entries.filter(at__gte=since)
    return entries.filter(at__lt=before) if before else entries


def verbs() -> list[str]:
    return list(Entry.objects.order_by("verb").values_list("verb", flat=True).distinct())


def sessions_of(person: Person, *, at: dt.datetime) -> QuerySet[UserSession]:
    """Where a person is signed in, the most recent first."""
    alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=at)
    found: QuerySet[UserSession] = UserSession.objects.filter(Exists(alive), user=person)
    return found.order_by("-last_seen_at")


@dataclass(frozen=True)
class WaysIn:
    """How a person can prove who they are."""

    password: bool
    passkeys: list[Authenticator]
    app: bool
    codes_left: int
    linked: list[SocialAccount]

    @property
    def any(self) -> bool:
        return self.password or bool(self.passkeys) or bool(self.linked)


def ways_in(person: Person) -> WaysIn:
    steps = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    codes = next((step for step in steps if step.type == Authenticator.Type.RECOVERY_CODES), None)
    return WaysIn(
        password=person.has_usable_password(),
        passkeys=[step for step in steps if step.type == Authenticator.Type.WEBAUTHN],
        app=any(step.type == Authenticator.Type.TOTP for step in steps),
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
        linked=list(SocialAccount.objects.filter(user=person)),
    )


def mail_choices(person: Person) -> dict[str, bool]:
    """For each kind of letter, whether the person wants it by mail."""
    return {**NotificationChoice.BY_DEFAULT, **dict(person.notification_choices.values_list("kind", "by_mail"))}


def mail_moment(person: Person, kind: str, *, at: dt.datetime) -> dt.datetime | None:
    """When a letter of a kind may reach a person who asked for it: now or after their quiet hours; None for never."""
    if not person.is_active or not mail_choices(person)[kind]:
        return None
    if person.quiet_from is None or person.quiet_until is None:
        return at
    return first_moment_outside(at, zone=person.time_zone, starts=person.quiet_from, ends=person.quiet_until)


def stop_token(person: Person, kind: str) -> str:
    return signing.dumps([person.pk, kind], salt=STOP_SALT)


def read_stop_token(token: str) -> tuple[Person, str] | None:
    """Whose letters of which kind a stop link names; such a link never grows old."""
    try:
        number, kind = signing.loads(token, salt=STOP_SALT)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(pk=number, erased__isnull=True).first()
    return (person, kind) if person else None


@dataclass(frozen=True)
class Link:
    """A link from a letter that asks to confirm an address: `state` is good, used, old or unknown."""

    state: str
    address: EmailAddress | None = None


def confirmation_link(key: str) -> Link:
    try:
        number = signing.loads(key, salt=CONFIRM_SALT)
    except signing.BadSignature:
        return Link("unknown")
    address = EmailAddress.objects.filter(pk=number).select_related("user").first()
    if address is None:
        return Link("unknown")
    if address.verified:
        return Link("used", address)
    try:
        signing.loads(key, salt=CONFIRM_SALT, max_age=dt.timedelta(days=CONFIRM_DAYS))
    except signing.SignatureExpired:
        return Link("old", address)
    return Link("good", address)


def waiting_address(email: str) -> EmailAddress | None:
    """An address that somebody gave and has not confirmed."""
    found: EmailAddress | None = (
        EmailAddress.objects.filter(email=email.strip().lower(), verified=False, user__is_active=True)
        .select_related("user")
        .first()
    )
    return found


def exports_of(person: Person) -> QuerySet[Export]:
    return person.exports.order_by("-asked", "-pk")
