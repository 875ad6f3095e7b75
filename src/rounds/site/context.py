"""What the page shell shows on every page: centre, places to go, theme."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from rounds.core.models import Centre
from rounds.core.palette import TOKENS
from rounds.core.queries import the_centre


@dataclass(frozen=True)
class Place:
    name: str
    url: str
    icon: str
    current: bool = False


def places(request: HttpRequest) -> list[Place]:
    """The main navigation of this reader (design guide: at most six places)."""
    user = request.user
    if not user.is_authenticated:
        listed = [(_("Learn"), "training:catalogue", "graduation-cap")]
        listed += [(_("Check a post"), "screening:check", "shield-check")]
        listed += [(_("Events"), "events:events", "calendar-days")]
        listed += [(_("Hospitals"), "directory:hospitals", "building-2"), (_("Membership"), "network:about", "users")]
        listed += [(_("Search"), "site:search", "search")]
    elif getattr(user, "is_staff", False):
        listed = [(_("Today"), "site:today", "house"), (_("Members"), "network:members", "users")]
        listed += [
            (_("Courses"), "training:courses", "graduation-cap"),
            (_("Events"), "events:events", "calendar-days"),
        ]
        listed += [(_("Invoices"), "billing:invoices", "file-text"), (_("Search"), "site:search", "search")]
    else:
        listed = [(_("My learning"), "training:me", "house"), (_("Courses"), "training:catalogue", "graduation-cap")]
        listed += [(_("Events"), "events:events", "calendar-days")]
        listed += [(_("My organisation"), "network:own", "building-2")]
        listed += [(_("Check a post"), "screening:check", "shield-check"), (_("Search"), "site:search", "search")]
    addresses = [reverse(view) for _name, view, _icon in listed]
    path = request.path
    if is_below(path, reverse("meetings:meetings")) or is_below(path, reverse("events:chats")):  # looked for there
        path = reverse("events:events")
    here = max((url for url in addresses if is_below(path, url)), key=len, default="")
    return [
        Place(name, url, icon, current=url == here) for (name, _view, icon), url in zip(listed, addresses, strict=True)
    ]


def is_below(path: str, url: str) -> bool:
    """Whether a page belongs to a place of the navigation.

    >>> is_below("/staff/people/7", "/staff/people"), is_below("/staffing", "/staff"), is_below("/learn", "/")
    (True, False, False)
    """
    return path == url or (len(url) > 1 and path.startswith(f"{url}/"))


def theme_url(centre: Centre) -> str:
    own = (centre.brand_light, centre.brand_dark, centre.accent_light, centre.accent_dark)
    if own == (*TOKENS["brand"], *TOKENS["accent"]):
        return ""
    return reverse("site:theme") + "?v=" + "".join(own).replace("#", "")


def shell(request: HttpRequest) -> dict[str, object]:
    if request.path.startswith("/cms/"):
        return {}
    centre = the_centre()
    theme = request.COOKIES.get("theme", "")
    return {
        "shell": {
            "centre": centre,
            "demo": settings.DEMO,
            "languages": settings.LANGUAGES,
            "places": places(request),
            "theme": theme if theme in {"light", "dark"} else "",
            "theme_url": theme_url(centre),
        }
    }
