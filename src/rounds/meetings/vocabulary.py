"""Words of meetings: what kind they are, who may come, and where a place stands."""

from django.conf.locale import LANG_INFO
from django.db import models
from django.utils.translation import gettext_lazy as _

# in their own language; sign languages have no code there, so an event names them in its text on access
SPOKEN = [
    (code, LANG_INFO[code]["name_local"]) for code in ("ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl")
]
SPOKEN += [(code, LANG_INFO[code]["name_local"]) for code in ("pt", "ru", "sv", "tr", "uk", "vi", "zh-hans")]


class Kind(models.TextChoices):
    WEBINAR = "webinar", _("Webinar")
    WORKSHOP = "workshop", _("Workshop")
    BOOT_CAMP = "boot_camp", _("Boot camp")
    RESIDENCY = "residency", _("Residency day")
    COACHING = "coaching", _("Coaching call")
    TALK = "talk", _("Talk")
    GRAND_ROUNDS = "grand_rounds", _("Grand rounds")
    LIVE_CHAT = "live_chat", _("Live chat")


class Audience(models.TextChoices):
    """Who sees a meeting and may come."""

    PUBLIC = "public", _("Everybody")
    MEMBERS = "members", _("Members of the network")
    INVITED = "invited", _("People who are invited")


class MeetingState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed to new people")
    CANCELLED = "cancelled", _("Cancelled")
    DONE = "done", _("Over")


class ContentKind(models.TextChoices):
    """Whether those who speak must tell their financial interests before."""

    CLINICAL = "clinical", _("About care of patients")
    OTHER = "other", _("Not about care of patients")


class HoldState(models.TextChoices):
    HELD = "held", _("Held for a while")
    KEPT = "kept", _("Kept")
    RELEASED = "released", _("Given back")


class RegistrationState(models.TextChoices):
    HELD = "held", _("To be paid")
    REGISTERED = "registered", _("Registered")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Offered a place")
    CANCELLED = "cancelled", _("Cancelled")
    MOVED = "moved", _("Moved to another date")


class Because(models.TextChoices):
    """Why a registration ended."""

    LEFT = "left", _("The person cancelled")
    UNPAID = "unpaid", _("It was not paid in time")
    DECLINED = "declined", _("The offer was declined")
    LAPSED = "lapsed", _("The offer was not answered in time")
    STAFF = "staff", _("A host took it back")
    CALLED_OFF = "called_off", _("The meeting was cancelled")
    REFUNDED = "refunded", _("The order was cancelled")


HOLDING = (RegistrationState.HELD, RegistrationState.REGISTERED, RegistrationState.OFFERED)  # these hold places
LIVING = (*HOLDING, RegistrationState.WAITING)
