"""What accounts holds about a person, for their export."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession

from rounds.accounts.models import Entry, Person
from rounds.accounts.queries import about, mail_choices, ways_in


def own_data(person: Person) -> tuple[str, list[dict[str, object]]]:
    return "account", [
        profile(person),
        *addresses(person),
        *sign_in(person),
        *keys(person),
        *sessions(person),
        *trail(person),
    ]


def profile(person: Person) -> dict[str, object]:
    fields = ("name", "email", "profession", "licence_state", "licence_number", "time_zone", "language", "joined")
    quiet = {"quiet_from": person.quiet_from, "quiet_until": person.quiet_until}
    choices = {f"letters_{kind}": wanted for kind, wanted in mail_choices(person).items()}
    return {"what": "profile", **{field: getattr(person, field) for field in fields}, **quiet, **choices}


def addresses(person: Person) -> list[dict[str, object]]:
    found = EmailAddress.objects.filter(user=person).values("email", "verified", "primary")
    return [{"what": "e-mail address", **row} for row in found]


def sign_in(person: Person) -> list[dict[str, object]]:
    ways = ways_in(person)
    keys = [
        {"what": "passkey", "name": str(key), "added": key.created_at, "last_used": key.last_used_at}
        for key in ways.passkeys
    ]
    linked = [{"what": "organisation's sign-in", "provider": one.provider, "number": one.uid} for one in ways.linked]
    return [{"what": "sign-in", "password": ways.password, "authenticator_app": ways.app}, *keys, *linked]


def keys(person: Person) -> list[dict[str, object]]:
    found = person.api_keys.order_by("made").values("name", "made", "used", "ended")
    return [{"what": "key for programs", **row} for row in found]


def sessions(person: Person) -> list[dict[str, object]]:
    found = UserSession.objects.filter(user=person).values("created_at", "last_seen_at", "ip", "user_agent")
    return [{"what": "device", **row} for row in found]


def trail(person: Person) -> list[dict[str, object]]:
    found = Entry.objects.filter(about(person)).order_by("at").values("at", "verb", "subject_name", "details")
    return [{"what": "trail", **row} for row in found]
