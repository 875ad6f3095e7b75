"""No page shows a word of ours that is not marked for translation: in a made-up language each stands in brackets.

What people and courses bring into the pages begins with ¤ here, so it is told apart from our words.
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from django.conf import settings as live
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from rounds.accounts.models import Person
from rounds.core.actions import describe_centre
from rounds.credentials.actions import revoke_credential
from rounds.meetings.vocabulary import SPOKEN
from rounds.screening.channels import CHANNELS
from rounds.site.demonstration import PEOPLE
from rounds.training.models import CoursePage
from tests.factories import training as make
from tests.factories.accounts import EntryFactory, MemberFactory, PersonFactory
from tests.factories.credentials import award
from tests.factories.marked import marked_course
from tests.pseudo import CLOSE, LANGUAGE, OPEN, write_locale
from tests.reading import Said, texts_of, without
from tests.test_architecture import own_views

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)
BRACKETS = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
CONTENT = re.compile(r"¤\S+")
# names, addresses and numbers that no language changes
DATA = re.compile(
    r"\S+@\S+|https?://\S+|\b\w+/[\w/+-]+|[0-9a-f-]{30,}|\b[A-Z0-9]{16,}\b|Rounds|English|Español|UTC|qps|"
    r"\b(?:AUD|CAD|CHF|EUR|GBP|JPY|MXN|USD)\b|\b[\w.-]+\.(?:com|net|app)\b|Blog|Foursquare|Google\+|Pinterest|Yelp|"
    + "|".join(re.escape(name) for _code, name in SPOKEN)
    + "|"
    + "|".join([*(one.name for one in PEOPLE), *(rf"\b{network.name}\b" for network in CHANNELS)])
)
# made by Django, which does not know the made-up language
DATES = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|"
    r"Sept?|Oct|Nov|Dec|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun|noon|midnight)\b|[ap]\.m\."
)
WORDS = re.compile(r"[^\W\d_]{2,}")
# the cities and areas of the zone database, as lists of time zones show them
ZONES = {
    part.replace("_", " ").replace("/", between)
    for name in available_timezones()
    for part in (name, *name.split("/"), name.partition("/")[2])
    for between in ("/", ", ")
}
# the last one shows what others published, in their words
NOT_PAGES = (
    "/theme.css",
    "/staff/people.csv",
    "/staff/trail.csv",
    "/staff/certificates.csv",
    "/issuer.json",
    "/data/history",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_locale(tmp_path_factory.mktemp("locale"))


@pytest.fixture
def pseudo(settings: Settings, folder: Path) -> Iterator[None]:
    settings.LANGUAGES = [*live.LANGUAGES, (LANGUAGE, "Español")]
    settings.LOCALE_PATHS = [*live.LOCALE_PATHS, folder]
    yield
    translation.activate(live.LANGUAGE_CODE)


def plain_pages() -> list[str]:
    routes = {f"/{route}" for route, _ in own_views() if not set("<^(") & set(route)}
    return sorted(routes - set(NOT_PAGES))


def account_pages() -> list[str]:
    names = [
        "login",
        "signup",
        "password/reset",
        "password/reset/done",
        "password/change",
        "password/set",
        "email",
        "2fa",
    ]
    names += ["2fa/totp/activate", "2fa/webauthn", "2fa/webauthn/add", "confirm-email", "3rdparty", "reauthenticate"]
    return [f"/account/{name}/" for name in names]


def complaints(path: str, page: str) -> list[str]:
    """Words of ours without brackets, and words that stand in the wrong language."""
    found = []
    for said in texts_of(page):
        if said.text in ZONES:
            continue
        rest = without(said.text, BRACKETS, CONTENT, DATA, DATES)
        if WORDS.search(rest) or OPEN in rest or CLOSE in rest:
            found.append(f"{path} {said.where} {said.text!r} is not marked for translation")
        if OPEN in said.text and said.language != LANGUAGE:
            found.append(f"{path} {said.where} {said.text!r} is ours, but said to be in {said.language!r}")
    return found


def look(client: Client, paths: list[str]) -> list[str]:
    client.cookies["language"] = LANGUAGE
    found = []
    for path in paths:
        answer = client.get(path)
        if answer.status_code in {200, 400, 403, 404} and answer["Content-Type"].startswith("text/html"):
            found += complaints(path, answer.content.decode())
    return found


def signed_in(person: Person) -> Client:
    client = Client()
    client.post("/account/login/", {"login": person.email, "password": "a lantern under nine quiet hills"})
    return client


@pytest.fixture
def course(pseudo: None) -> CoursePage:
    describe_centre(name="¤Centre", mail="hello@centre.example")
    return marked_course("course", reviewed=dt.date(2026, 3, 4), next_review=dt.date(2026, 11, 20))


@pytest.fixture
def learner(course: CoursePage) -> Person:
    return MemberFactory(name="¤Ada", language=LANGUAGE, quiet_from=dt.time(21), quiet_until=dt.time(7))


@pytest.mark.slow
def test_visitor_reads_no_word_that_is_not_marked(learner: Person) -> None:
    facts = {"title": "¤Title", "description": "¤About", "criteria": "¤Criteria"}
    valid, ended = award(learner, **facts), award(learner, subject_ref="x", **facts)
    old = award(learner, subject_ref="y", valid_until=NOON - dt.timedelta(days=99), **facts)
    revoke_credential(ended, reason="¤reason", by=None, at=NOON)
    lessons = ["/learn/course", "/learn/course/lesson-1", "/learn?q=¤nothing", "/search?q=¤Lesson", "/search?q=¤zzz"]
    proofs = [f"/verify/{one.pk}" for one in (valid, ended, old)] + ["/verify/nothing", "/no-such-page"]

    assert look(Client(), [*plain_pages(), *account_pages(), *lessons, *proofs]) == []


@pytest.mark.slow
def test_learner_reads_no_word_that_is_not_marked(learner: Person, course: CoursePage) -> None:
    make.take(learner, course, due=dt.date(2026, 11, 27), asked_by="¤Hospital")
    make.take(learner, marked_course("late"), due=dt.date(2025, 11, 27))
    award(learner, title="¤Title", description="¤About", criteria="¤Criteria")
    client = signed_in(learner)

    pages = ["/learn/course", "/learn/course/lesson-1", "/me/courses/course/leave", "/staff"]

    assert look(client, [*plain_pages(), *account_pages(), *pages]) == []


@pytest.mark.slow
def test_answered_and_refused_lessons_hold_no_word_that_is_not_marked(learner: Person, course: CoursePage) -> None:
    make.take(learner, course)
    client = signed_in(learner)
    client.get("/learn/course/lesson-1")
    attempt = learner.attempts.get()
    missing = client.post("/learn/course/lesson-1/answers", {"attempt": attempt.pk, "hand-in": "1"})
    typed = {"a": "1", "b": ["0", "2"], "c-0": "2", "c-1": "1", "c-2": "3", "d-1": "0", "d-2": "1", "e": "¤words"}
    named = {f"answer-course-1-{key}": value for key, value in typed.items()}
    client.post("/learn/course/lesson-1/answers", {"attempt": attempt.pk, "hand-in": "1", **named})
    attempt.refresh_from_db()
    answered = client.get("/learn/course/lesson-1").content.decode()

    assert missing.status_code == 422
    assert attempt.submitted
    assert complaints("missing", missing.content.decode()) + complaints("answered", answered) == []


@pytest.mark.slow
def test_staff_reads_no_word_that_is_not_marked(learner: Person, course: CoursePage) -> None:
    staff = MemberFactory(name="¤Tomas", is_staff=True, language=LANGUAGE)
    make.take(learner, course, due=dt.date(2025, 11, 27), asked_by="¤Hospital")
    credential = award(learner, title="¤Title", description="¤About", criteria="¤Criteria")
    EntryFactory(actor=PersonFactory(name="¤Other"), details={"reason": "by phone"})
    person = f"/staff/people/{learner.pk}"
    steps = [f"{person}/{step}" for step in ("make-staff", "stop")]
    pages = [person, *steps, "/staff/courses/course", "/staff/people?q=¤zzz", "/staff/trail?who=¤zzz", "/learn/course"]
    pages += [f"/staff/certificates/{credential.pk}/{step}" for step in ("revoke", "reissue")]

    assert look(signed_in(staff), [*plain_pages(), *pages]) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/account/login/", {}),
        ("/account/signup/", {"email": "x", "password1": "short"}),
        ("/account/password/reset/", {"email": "nobody"}),
        ("/verify", {"number": "nothing"}),
        ("/account/confirm-email/again/", {"email": ""}),
    ],
)
def test_refused_form_holds_no_word_that_is_not_marked(course: CoursePage, path: str, typed: dict[str, str]) -> None:
    client = Client()
    client.cookies["language"] = LANGUAGE

    answer = client.post(path, typed)

    assert answer.status_code == 422
    assert complaints(path, answer.content.decode()) == []


def test_check_sees_a_word_that_is_not_marked_and_a_wrong_language() -> None:
    page = '<html lang="qps"><p>⟦Hélló twó⟧ ¤Ada</p><p title="Say hello">⟦¤Course, ⟦léssón⟧ 2⟧</p><p lang="en">⟦Áñswér óné⟧</p>'

    assert complaints("/x", page) == [
        "/x <p title> 'Say hello' is not marked for translation",
        "/x <p> '⟦Áñswér óné⟧' is ours, but said to be in 'en'",
    ]
    assert texts_of('<p>One <b translate="no">two</b> three</p>') == [Said("One", "", "<p>"), Said("three", "", "<p>")]
