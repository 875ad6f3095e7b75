"""Words of the network: what somebody does in an organisation, and on which grounds dues are waived."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.billing.vocabulary import PayerKind, SizeMetric

ALONE = (PayerKind.INDIVIDUAL, PayerKind.STUDENT, PayerKind.PATIENT)  # one person, who is the member
LIMITED = (PayerKind.INDUSTRY,)  # no say over clinical content

# by what a kind of organisation is measured; nothing for those who need not tell
METRICS: dict[str, tuple[SizeMetric, ...]] = {
    PayerKind.HOSPITAL: (SizeMetric.BEDS,),
    PayerKind.HEALTH_SYSTEM: (SizeMetric.BEDS,),
    PayerKind.SCHOOL: (SizeMetric.STAFF,),
    PayerKind.NON_PROFIT: (SizeMetric.STAFF,),
    PayerKind.PATIENT_ASSOCIATION: (SizeMetric.STAFF,),
    PayerKind.PROFESSIONAL_BODY: (SizeMetric.STAFF,),
    PayerKind.INDUSTRY: (SizeMetric.REVENUE,),
}


class Role(models.TextChoices):
    """What a seat lets a person do; the value is the name of the field."""

    MANAGES = "manages", _("Manager")
    APPROVES = "approves", _("Approver")
    GUARDS = "guards", _("Privacy officer")
    PAYS = "pays", _("Billing")


class Ground(models.TextChoices):
    """Why dues are waived."""

    VOLUNTEERS = "volunteers", _("Nobody is paid: volunteers do the work")
    LOW_INCOME = "low_income", _("We work in a low-income country")
    SMALL = "small", _("Our yearly income is under 250,000 US dollars")
    LOSS = "loss", _("We lost a quarter of our income within a year")
    DISASTER = "disaster", _("A disaster or a war struck us within a year")


class Circle(models.TextChoices):
    """Whom a group is for."""

    PEERS = "peers", _("Peers of all organisations")
    STAFF = "staff", _("Staff of one organisation")


class Door(models.TextChoices):
    """How people come into a group."""

    OPEN = "open", _("Anybody it is for")
    ASK = "ask", _("Whom a moderator lets in")
    CLOSED = "closed", _("Only whom a moderator adds; others do not see the group")


class Digest(models.TextChoices):
    NONE = "none", _("No letters")
    DAILY = "daily", _("Once a day, when there is something new")
    WEEKLY = "weekly", _("Once a week, when there is something new")


class Problem(models.TextChoices):
    """Why somebody reports a post."""

    PRIVACY = "privacy", _("It could tell who a patient is")
    RUDE = "rude", _("It is rude or hurtful")
    WRONG = "wrong", _("It could harm somebody, or is not true")
    ADVERT = "advert", _("It sells something")
    OTHER = "other", _("Something else")


class Audience(models.TextChoices):
    """Who sees a field of an entry in the directory."""

    NOBODY = "nobody", _("Nobody")
    COLLEAGUES = "colleagues", _("People of my organisation")
    MEMBERS = "members", _("All members")


class Welcome(models.TextChoices):
    """What happens with a person whose confirmed address lies in a proven domain of an organisation."""

    OFF = "off", _("Nothing: we invite people ourselves")
    ASK = "ask", _("They may ask, and a manager answers")
    JOIN = "join", _("They get a seat as soon as they sign in")
