"""The people of the demonstration centre; all of them are made up."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person


@dataclass(frozen=True)
class Somebody:
    """One person to try the centre as: `key` names the link, `waiting` says what is there to do."""

    key: str
    name: str
    role: str | Promise
    waiting: str | Promise
    email: str
    profession: str
    time_zone: str = "America/Chicago"
    is_staff: bool = False

    @property
    def initials(self) -> str:
        return Person(name=self.name).initials


PEOPLE = (
    Somebody(
        "physician",
        "Dr Amara Osei",
        _("heart doctor"),
        _("Has one lesson left in a course that is due on Friday"),
        "amara.osei@northlake.example",
        "physician",
    ),
    Somebody(
        "communications",
        "Priya Raman",
        _("communications manager"),
        _("Holds the basic certificate, and has a course that is overdue"),
        "priya.raman@northlake.example",
        "communications",
    ),
    Somebody(
        "staff",
        "Tomas Lind",
        _("centre staff"),
        _("Sees what needs attention: content to check, hard questions, late learners"),
        "tomas.lind@harbour-centre.example",
        "other",
        is_staff=True,
    ),
    Somebody(
        "patient",
        "Grace M",
        _("patient"),
        _("Is half way through a course on telling her story safely"),
        "grace.m@people.example",
        "patient",
    ),
)

# further learners, so that lists and figures look as they do in a real centre: name, profession, where
OTHERS = (
    ("Lena Kovac", "nurse", "northlake"),
    ("Dr Idris Bello", "physician", "northlake"),
    ("Marta Quill", "nurse", "northlake"),
    ("Jonas Ferreira", "allied", "northlake"),
    ("Dr Sun-hee Park", "physician", "cedar-valley"),
    ("Olive Tamm", "communications", "cedar-valley"),
    ("Rafael Ibarra", "nurse", "cedar-valley"),
    ("Dr Nora Whitfield", "physician", "st-brigid"),
    ("Pelle Strand", "student", "st-brigid"),
    ("Aisha Karimova", "compliance", "st-brigid"),
    ("Dr Luca Benedetti", "physician", "port-amber"),
    ("Hana Sato", "nurse", "port-amber"),
    ("Joy Adeyemi", "communications", "port-amber"),
    ("Kofi Mensah-Vale", "student", "green-lake"),
    ("Ingrid Halloran", "executive", "green-lake"),
    ("Dr Theo Marchetti", "physician", "green-lake"),
    ("Wren Castellanos", "patient", "people"),
    ("Bo Lindqvist", "patient", "people"),
)
