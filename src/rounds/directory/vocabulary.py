"""The words of the register, with the values that its tables keep."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What an organisation of the register is."""

    HOSPITAL = "hospital", _("Hospital")
    HEALTH_SYSTEM = "health_system", _("Health system")
    SCHOOL = "school", _("School")
    NON_PROFIT = "non_profit", _("Non-profit")
    PATIENT_ASSOCIATION = "patient_association", _("Patient association")
    PROFESSIONAL_BODY = "professional_body", _("Professional body")
    INDUSTRY = "industry", _("Company")


class HospitalType(TextChoices):
    ACUTE = "acute", _("Acute care")
    CRITICAL_ACCESS = "critical_access", _("Critical access")
    PSYCHIATRIC = "psychiatric", _("Psychiatric")
    CHILDRENS = "childrens", _("Children’s")
    RURAL_EMERGENCY = "rural_emergency", _("Rural emergency")
    LONG_TERM = "long_term", _("Long-term care")
    VETERANS = "veterans", _("Veterans")
    DEFENCE = "defence", _("Armed forces")
    OTHER = "other", _("Another type")


class Ownership(TextChoices):
    PUBLIC = "public", _("Public")
    FEDERAL = "federal", _("Federal")
    NON_PROFIT = "non_profit", _("Non-profit")
    FOR_PROFIT = "for_profit", _("For profit")
    TRIBAL = "tribal", _("Tribal")


class Status(TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Source(TextChoices):
    """Where a fact came from."""

    CMS = "cms", _("CMS, Hospital General Information")
    HIFLD = "hifld", _("HIFLD, Hospitals")
    FORM = "form", _("A file in our own form")
    STAFF = "staff", _("Staff of the centre")
    HOSPITAL = "hospital", _("The hospital itself")
    DEMONSTRATION = "demonstration", _("Invented for the demonstration")


class AccountState(TextChoices):
    SUBMITTED = "submitted", _("Waiting for a check")
    CHECKED = "checked", _("Checked")
    REFUSED = "refused", _("Not listed")
    DEAD = "dead", _("No longer there")
    TAKEN_OVER = "taken_over", _("In other hands")


class Method(TextChoices):
    """How control is proven, the strongest first."""

    HANDLE = "handle", _("The handle is the hospital’s own domain")
    LINK_BACK = "link_back", _("Website and account link to each other")
    FILE = "file", _("A file on the hospital’s domain")
    DNS = "dns", _("A DNS record of the hospital’s domain")
    MAIL = "mail", _("A letter to an address on the hospital’s domain")
    PERSON = "person", _("A person looked")


class Result(TextChoices):
    PROVEN = "proven", _("Proven")
    MISSING = "missing", _("Not found")
    UNREACHABLE = "unreachable", _("No answer")


class Answer(TextChoices):
    """What became of a question that a person decides."""

    WAITING = "waiting", _("Waiting")
    YES = "yes", _("Yes")
    NO = "no", _("No")


# where a band begins, and where the next begins; the three bands of published figures
BEDS_BANDS: dict[str, tuple[int, int | None]] = {"1-99": (1, 100), "100-299": (100, 300), "300+": (300, None)}
