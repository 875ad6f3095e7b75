"""Which pages are measured, read by whom, and how often each asks the database."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rounds.accounts.models import Person
from rounds.credentials.models import Credential
from rounds.training.models import CoursePage, Enrolment, LessonPage
from rounds.training.queries.outline import STEP
from rounds.training.vocabulary import Audience

READERS = 200
WORDS = ("privacy", "rumours", "plain language", "consent", "review", "vaccines", "podcast", "grief", "emergency")


@dataclass(frozen=True)
class Visit:
    path: str
    cookie: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of page with the visits that measure it, and the milliseconds that its median should stay under."""

    name: str
    goal: int
    visits: list[Visit]


def session_of(person: Person) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def kinds_of_page(chance: random.Random) -> list[Kind]:
    """Each kind of page with visits by many people to many of its pages."""
    everyone = list(Person.objects.filter(is_staff=False))
    people = chance.sample(everyone, min(READERS, len(everyone)))
    cookies = {person.pk: session_of(person) for person in people}
    staff = session_of(Person.objects.filter(is_staff=True)[:1].get())
    courses = list(CoursePage.objects.live())
    taken = list(Enrolment.objects.filter(person__in=people).select_related("course"))
    chance.shuffle(taken)

    def everybody(path: Callable[[], str]) -> list[Visit]:
        return [Visit(path(), cookie) for cookie in cookies.values()]

    def by_staff(path: Callable[[], str]) -> list[Visit]:
        return [Visit(path(), staff) for _ in range(READERS // 4)]

    lessons = [Visit(address(each, chance), cookies[each.person_id]) for each in taken]
    numbers = list(Credential.objects.values_list("pk", flat=True))
    return [
        Kind("Home of a learner", 20, everybody(lambda: "/me")),
        Kind("Catalogue", 20, everybody(lambda: "/learn")),
        Kind("Catalogue, filtered", 20, everybody(lambda: f"/learn?audience={chance.choice(Audience.values)}")),
        Kind("Catalogue, searched", 20, everybody(lambda: f"/learn?q={chance.choice(WORDS).replace(' ', '+')}")),
        Kind("Course", 20, [Visit(f"/learn/{each.course.slug}", cookies[each.person_id]) for each in taken[:READERS]]),
        Kind("Lesson", 20, lessons[:READERS]),
        Kind("Verify a certificate", 20, [Visit(f"/verify/{number}") for number in numbers]),
        Kind("Search", 50, everybody(lambda: f"/search?q={chance.choice(WORDS).replace(' ', '+')}")),
        Kind("Staff: today", 200, by_staff(lambda: "/staff")),
        Kind("Staff: courses", 200, by_staff(lambda: "/staff/courses")),
        Kind("Staff: one course", 200, by_staff(lambda: f"/staff/courses/{chance.choice(courses).slug}")),
        Kind("Staff: people", 200, by_staff(lambda: f"/staff/people?page={chance.randrange(1, 150)}")),
        Kind("Staff: trail", 200, by_staff(lambda: f"/staff/trail?page={chance.randrange(1, 100)}")),
        Kind("Staff: certificates", 200, by_staff(lambda: "/staff/certificates")),
    ]


def address(enrolment: Enrolment, chance: random.Random) -> str:
    course = enrolment.course
    lessons = LessonPage.objects.live().filter(path__startswith=course.path, depth=len(course.path) // STEP + 2)
    return f"/learn/{course.slug}/{chance.choice(list(lessons.values_list('slug', flat=True)))}"


def queries_of(kind: Kind) -> int:
    """How many questions a page of this kind asks the database, as the median of a few visits."""
    counts = []
    for visit in kind.visits[:5]:
        client = Client(headers={"host": "127.0.0.1"})
        client.cookies[settings.SESSION_COOKIE_NAME] = visit.cookie
        with CaptureQueriesContext(connection) as asked:
            client.get(visit.path)
        counts.append(len(asked))
    return round(median(counts))
