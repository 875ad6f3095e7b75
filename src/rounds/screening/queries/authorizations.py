"""Signed permissions: which are good, and what they cover in a text."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.engines import privacy
from rounds.screening.channels import BY_KEY
from rounds.screening.models import Authorization, Place
from rounds.screening.queries.places import fingerprint, places_visible_to

WORD = re.compile(r"\w+(?:[-'’]\w+)*")


@dataclass(frozen=True)
class Permission:
    """One row of the list."""

    authorization: Authorization
    state: str
    kind: str
    scope: list[str]
    channels: list[str]

    @property
    def ends(self) -> bool:
        return self.kind == "ok"


def authorizations_visible_to(person: Person) -> QuerySet[Authorization]:
    found = Authorization.objects.filter(place__in=places_visible_to(person))
    return found.select_related("place", "withdrawal", "by").order_by("-at", "-pk")


def shown_permission(one: Authorization, *, on: dt.date) -> Permission:
    withdrawn = getattr(one, "withdrawal", None)
    if withdrawn:
        state, kind = _("Withdrawn"), "bad"
    elif one.expires < on:
        state, kind = _("Run out"), "warn"
    else:
        state, kind = _("Good"), "ok"
    scope = [str(Authorization.Scope(name).label) for name in one.scope if name in Authorization.Scope]
    return Permission(one, state, kind, scope, [BY_KEY[key].name for key in one.channels if key in BY_KEY])


def good_authorizations(place: Place, *, on: dt.date) -> QuerySet[Authorization]:
    found = Authorization.objects.filter(place=place, withdrawal=None, expires__gte=on)
    return found.order_by("reference")


def for_text(one: Authorization, text: str) -> privacy.Authorization:
    """The permission for the engine. Only words of the text whose fingerprints were kept count as its names."""
    kept = set(one.names)
    names = {word for word in set(WORD.findall(text)) if kept and fingerprint(one.place, word) in kept}
    return privacy.Authorization(
        id=one.reference,
        signer=one.signer,
        scope=frozenset(one.scope),
        channels=frozenset(one.channels),
        expires=one.expires.isoformat(),
        names=frozenset(names),
    )
