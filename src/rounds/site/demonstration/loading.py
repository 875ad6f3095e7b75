"""Makes the demonstration centre in an empty database."""

import datetime as dt
import random
from pathlib import Path

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from rounds.accounts.actions import make_centre_staff
from rounds.accounts.models import Person
from rounds.core.actions import describe_centre
from rounds.core.models import Centre
from rounds.credentials.actions import reissue_credential, revoke_credential
from rounds.credentials.models import Credential
from rounds.site.demonstration.agenda import load_agenda
from rounds.site.demonstration.around import load_around
from rounds.site.demonstration.billing import load_billing
from rounds.site.demonstration.cards import load_cards
from rounds.site.demonstration.checking import load_checking
from rounds.site.demonstration.figures import load_figures
from rounds.site.demonstration.groups import load_groups
from rounds.site.demonstration.learning import learn, leave
from rounds.site.demonstration.live import load_live
from rounds.site.demonstration.meetings import load_meetings
from rounds.site.demonstration.members import load_members
from rounds.site.demonstration.people import OTHERS, PEOPLE
from rounds.site.demonstration.prices import load_points, load_prices
from rounds.site.demonstration.register import load_register
from rounds.site.demonstration.rehearsals import rehearsals
from rounds.site.demonstration.sign_ins import load_sign_ins
from rounds.site.demonstration.summit import load_summit
from rounds.site.demonstration.tickets import load_tickets
from rounds.training.actions.course_files import import_course
from rounds.training.actions.rehearsal_files import import_rehearsals
from rounds.training.models import CoursePage

CONTENT = Path(__file__).resolve().parents[4] / "content"


@transaction.atomic
def load_demonstration(*, at: dt.datetime, content: Path = CONTENT) -> bool:
    """Make the centre, its courses and its people around the moment `at`; False when there is a centre already."""
    if Centre.objects.exists():
        return False
    describe_centre(name="Harbour Centre", mail="hello@harbour-centre.example")
    people = {
        key: make_person(at, name, email, profession, is_staff) for key, name, email, profession, is_staff in everyone()
    }
    for folder in sorted(path for path in content.iterdir() if (path / "course.md").exists()):
        import_course(folder, by=people["staff"], at=at - dt.timedelta(days=200))
    import_rehearsals(content / "rehearsals", by=people["staff"], at=at - dt.timedelta(days=200))
    courses = {course.slug: course for course in CoursePage.objects.all()}
    chance = random.Random(20)  # noqa: S311  the same people each time
    CoursePage.objects.filter(slug="plain-language").update(next_review=(at + dt.timedelta(days=12)).date())
    five_people(people, courses, at, chance)
    other_learners(people, courses, at, chance)
    rehearsals(people, at)
    wrong_certificates(people["staff"], at)
    load_checking(people, at=at)
    load_register(people, at=at)
    load_prices(people, at=at)
    load_members(people, at=at)
    load_sign_ins(people, at=at)
    load_groups(people, at=at)
    load_points(people, at=at)
    load_billing(people, at=at)
    load_cards(people, at=at)
    load_summit(people, at=at)
    load_agenda(people, at=at)
    load_figures(at=at)
    load_meetings(people, at=at)
    load_live(people, at=at)
    load_tickets(people, at=at)
    load_around(people, at=at)
    return True


def everyone() -> list[tuple[str, str, str, str, bool]]:
    named = [(each.key, each.name, each.email, each.profession, each.is_staff) for each in PEOPLE]
    return named + [(name, name, f"{address(name)}@{place}.example", job, False) for name, job, place in OTHERS]


def address(name: str) -> str:
    """A mail name.

    >>> address("Dr Sun-hee Park")
    'sun-hee.park'
    """
    return ".".join(name.lower().removeprefix("dr ").split())


def make_person(at: dt.datetime, name: str, email: str, profession: str, is_staff: bool) -> Person:
    person = Person.objects.create(
        name=name,
        email=email,
        profession=profession,
        time_zone="America/Chicago",
        password=make_password(None),
        joined=at - dt.timedelta(days=190 if name != "Bo Lindqvist" else 3),
    )
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    if is_staff:
        make_centre_staff(person, by=None, reason="Runs the demonstration.", at=person.joined)
    return person


def next_friday(at: dt.datetime) -> dt.date:
    """The Friday after this moment, at least one day away."""
    return (at + dt.timedelta(days=(3 - at.weekday()) % 7 + 1)).date()


def five_people(
    people: dict[str, Person], courses: dict[str, CoursePage], at: dt.datetime, chance: random.Random
) -> None:
    def ago(days: int) -> dt.datetime:
        return at - dt.timedelta(days=days)

    osei, priya, grace = people["physician"], people["communications"], people["patient"]
    privacy, plain = courses["patient-privacy"], courses["plain-language"]
    basic, story = courses["basic-certificate"], courses["telling-your-story"]
    learn(osei, plain, 4, began=ago(50), chance=chance, skill=1)
    learn(osei, basic, 8, began=ago(30), chance=chance)
    learn(osei, privacy, 3, began=ago(4), chance=chance, skill=1, due=next_friday(at), asked_by="Northlake Hospital")
    learn(priya, basic, 25, began=ago(90), chance=chance, skill=0.97)
    learn(priya, plain, 4, began=ago(60), chance=chance, skill=0.3)
    learn(priya, privacy, 0, began=ago(20), chance=chance, due=ago(2).date(), asked_by="Northlake Hospital")
    learn(grace, story, 1, began=ago(6), chance=chance, skill=1)


def other_learners(
    people: dict[str, Person], courses: dict[str, CoursePage], at: dt.datetime, chance: random.Random
) -> None:
    """Spread the other people over the courses: some finished, some on the way, some stopped, one left."""
    privacy, basic, plain = (courses[slug] for slug in ("patient-privacy", "basic-certificate", "plain-language"))
    for place, (name, profession, _where) in enumerate(OTHERS):
        began = at - dt.timedelta(days=5 + place * 8 % 120)
        skill = chance.choice((0.65, 0.85, 0.95))
        if profession == "patient":
            learn(people[name], courses["telling-your-story"], chance.choice((1, 3)), began=began, chance=chance)
            continue
        late = (at - dt.timedelta(days=3 + place)).date() if place % 7 == 5 else None
        wanted = "Cedar Valley Health" if late else ""
        lessons = 2 if late else chance.choice((2, 3, 4, 4, 4))
        learn(people[name], privacy, lessons, began=began, chance=chance, skill=skill, due=late, asked_by=wanted)
        if place % 3 == 0:
            more = chance.choice((basic, plain))
            learn(people[name], more, chance.choice((0, 1, 4)), began=began, chance=chance, skill=skill)
    leave(
        people["Pelle Strand"],
        courses["privacidad-del-paciente"],
        began=at - dt.timedelta(days=40),
        at=at - dt.timedelta(days=35),
    )


def wrong_certificates(staff: Person, at: dt.datetime) -> None:
    """One certificate was issued by mistake, and one bore a name with a slip: both were put right."""
    issued = Credential.objects.exclude(person__email__in=[each.email for each in PEOPLE]).order_by("issued_at")
    first, second = issued[:2]
    revoke_credential(first, reason="Two people had used the same account.", by=staff, at=at - dt.timedelta(days=2))
    name = f"{second.holder_name}-Hale"
    reissue_credential(second, holder_name=name, reason="Took a new name.", by=staff, at=at - dt.timedelta(days=1))
