"""What this app adds to the editor, to "export my data" and to "erase me"."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page

from rounds.accounts.models import Person
from rounds.training.actions.erasure import erase_learning
from rounds.training.actions.follow_ups import send_follow_ups
from rounds.training.queries import own_data
from rounds.training.queries.prerequisites import courses_done, courses_to_finish
from rounds.training.queries.reports import has_learners
from rounds.training.views.editing import back_to_page

Section = tuple[str, list[dict[str, Any]]]


def export_enrolments(person: Person) -> Section:
    return "courses", own_data.enrolments_of(person)


def export_answers(person: Person) -> Section:
    return "answers", own_data.answers_of(person)


def export_completions(person: Person) -> Section:
    return "completions", own_data.completions_of(person)


def export_rehearsals(person: Person) -> Section:
    return "rehearsals", own_data.rehearsals_of(person)


def export_follow_ups(person: Person) -> Section:
    return "questions to keep it fresh", own_data.follow_ups_of(person)


def send_daily(at: dt.datetime) -> None:
    send_follow_ups(at)


hooks.register("rounds_daily", send_daily)
hooks.register("rounds_prerequisites", courses_to_finish)
hooks.register("rounds_prerequisites_done", courses_done)
for export in (export_enrolments, export_answers, export_completions, export_rehearsals, export_follow_ups):
    hooks.register("rounds_export_person", export)
hooks.register("rounds_erase_person", erase_learning)


@hooks.register("before_delete_page")
def keep_what_people_learned(request: Any, page: Page) -> Any:
    """A page in which somebody has learned is unpublished, not deleted: completions are kept for years."""
    if not has_learners(page):
        return None
    messages.error(request, _("People have learned here, and their records are kept. Unpublish the page instead."))
    return back_to_page(page)
