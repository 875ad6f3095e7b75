"""What the home page of the centre's staff shows: one queue, and the figures of a week."""

import datetime as dt

from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.site.queries.conferences import events
from rounds.site.queries.learning import hard_questions, late_learners, reviews_due
from rounds.site.queries.members import at_risk, money, paying_less, register
from rounds.site.queries.tasks import Task
from rounds.training.models import CourseCompletion, LessonCompletion


def kinds_of_task() -> list[tuple[str, str]]:
    return [
        ("", _("All")),
        ("review", _("Content to check")),
        ("question", _("Hard questions")),
        ("late", _("Late learners")),
        ("event", _("Events")),
        ("member", _("Members")),
        ("money", _("Money")),
        ("register", _("Register")),
    ]


MAKERS = {
    "review": (reviews_due,),
    "question": (hard_questions,),
    "late": (late_learners,),
    "event": (events,),
    "member": (paying_less, at_risk),
    "money": (money,),
    "register": (register,),
}


def tasks_waiting(*, on: dt.date, kind: str = "") -> list[Task]:
    """The queue, what is due first; `kind` keeps one kind only."""
    makers = [make for name, listed in MAKERS.items() if kind in ("", name) for make in listed]
    return sorted((task for make in makers for task in make(on)), key=lambda task: (task.due, task.title))


def last_week(*, at: dt.datetime) -> list[tuple[int, str]]:
    """Figures of the seven days before the moment `at`."""
    since = at - dt.timedelta(days=7)
    ends = CourseCompletion.objects.filter(at__gt=since, at__lte=at)
    return [
        (Person.objects.filter(joined__gt=since, joined__lte=at).count(), _("people joined")),
        (LessonCompletion.objects.filter(at__gt=since, at__lte=at).count(), _("lessons finished")),
        (ends.filter(kind="completion").count(), _("courses finished")),
        (ends.filter(kind="achievement").count(), _("courses passed")),
    ]
