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
    ),
    Somebody(
        "communications",
        "Priya Raman",
        _("communications manager"),
        _("Has finished the basics and begins a new course"),
        "priya.raman@northlake.example",
    ),
    Somebody(
        "staff",
        "Tomas Lind",
        _("centre staff"),
        _("Sees who learns, and issues certificates"),
        "tomas.lind@harbour-centre.example",
    ),
    Somebody("patient", "Grace M", _("patient"), _("Learns how to tell her story safely"), "grace.m@people.example"),
)
