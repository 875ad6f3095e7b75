"""What the meetings ask of the courses: which there are to be finished first, and which somebody has finished."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.training.models import CourseCompletion
from rounds.training.queries.catalogue import published_courses

PREFIX = "course:"


def courses_to_finish() -> list[tuple[str, str]]:
    """Each published course as a reference and in words."""
    rows = published_courses().values_list("slug", "title")
    return [(f"{PREFIX}{slug}", _("Finish the course “%(title)s”") % {"title": title}) for slug, title in rows]


def courses_done(person: Person, references: Iterable[str]) -> set[str]:
    """Of the references, those of courses that a person has finished."""
    slugs = [one.removeprefix(PREFIX) for one in references if one.startswith(PREFIX)]
    done = CourseCompletion.objects.filter(person=person, kind="completion", course__slug__in=slugs)
    return {f"{PREFIX}{slug}" for slug in done.values_list("course__slug", flat=True)}
