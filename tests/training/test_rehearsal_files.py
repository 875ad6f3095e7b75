"""Rehearsals in and out of the database, alone and with a course."""

import io
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rounds.training.actions.course_files import import_course
from rounds.training.coursefiles import CourseProblems, read_course
from rounds.training.models import CoursePage, LessonPage, Rehearsal
from rounds.training.queries.course_files import course_as_file
from tests.factories.rehearsals import NOON, TEXT

pytestmark = pytest.mark.django_db
CONTENT = Path(__file__).resolve().parents[2] / "content"
LESSON = """---
title: Rehearse a review
minutes: 10
objective: Answer a review.
action: Try it.
rehearsal: loud-ward
sources:
  - title: A rule
---

Now you.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "rehearsals"
    folder.mkdir()
    (folder / "loud-ward.md").write_text(TEXT)
    return folder


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course with a lesson that is a rehearsal, and the rehearsal's file."""
    course = tmp_path / "small"
    for name, text in {
        "course.md": "---\ntitle: Small\nsummary: Small.\nlanguage: en\npass_mark: 80\n---\n",
        "1-first/module.md": "---\ntitle: First\n---\n",
        "1-first/1-review.md": LESSON,
        "rehearsals/loud-ward.md": TEXT,
    }.items():
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text(text)
    return course


def said(*words: object) -> str:
    out = io.StringIO()
    call_command(*map(str, words), stdout=out, stderr=out)
    return out.getvalue()


def test_import_tells_what_changed(folder: Path) -> None:
    assert said("import_rehearsals", folder) == "Rehearsals: 1 new, 0 changed, 0 same.\n"
    (folder / "loud-ward.md").write_text(TEXT.replace("A loud ward", "A louder ward"))

    assert said("import_rehearsals", folder) == "Rehearsals: 0 new, 1 changed, 0 same.\n"
    assert said("import_rehearsals", folder) == "Rehearsals: 0 new, 0 changed, 1 same.\n"
    assert (Rehearsal.objects.get().title, Rehearsal.objects.get().edition) == ("A louder ward", 2)


def test_any_fault_imports_nothing(folder: Path) -> None:
    (folder / "broken.md").write_text(TEXT.replace("Then: closed", "Then: nowhere"))
    out = io.StringIO()

    with pytest.raises(CommandError):
        call_command("import_rehearsals", str(folder), stdout=out, stderr=out)

    assert out.getvalue() == 'rehearsals/broken.md:48: there is no step "nowhere"\n'
    assert Rehearsal.objects.count() == 0


@pytest.mark.slow
def test_export_gives_the_files_back_byte_for_byte(tmp_path: Path) -> None:
    call_command("import_rehearsals", str(CONTENT / "rehearsals"), stdout=io.StringIO())

    said("export_rehearsals", tmp_path / "out")

    shipped = {path.name: path.read_bytes() for path in (CONTENT / "rehearsals").glob("*.md")}
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").glob("*.md")} == shipped
    with pytest.raises(CommandError):
        said("export_rehearsals", tmp_path / "out")


@pytest.mark.slow
def test_a_course_brings_its_rehearsals_and_takes_them_along(course: Path, tmp_path: Path) -> None:
    import_course(course, by=None, at=NOON)
    assert LessonPage.objects.get().rehearsal == Rehearsal.objects.get()

    said("export_course", "small", tmp_path / "out")

    written = {p.relative_to(tmp_path / "out" / "small").as_posix(): p for p in (tmp_path / "out").rglob("*.md")}
    assert sorted(written) == ["1-first/1-review.md", "1-first/module.md", "course.md", "rehearsals/loud-ward.md"]
    assert {name: path.read_text() for name, path in written.items()} == {
        name: (course / name).read_text() for name in written
    }
    _course, counts = import_course(tmp_path / "out" / "small", by=None, at=NOON)
    assert counts == {"new": 0, "changed": 0, "same": 1, "taken out": 0}


@pytest.mark.slow
def test_a_lesson_may_name_a_rehearsal_that_the_centre_has(course: Path, folder: Path) -> None:
    shutil.rmtree(course / "rehearsals")
    with pytest.raises(CourseProblems) as caught:
        import_course(course, by=None, at=NOON)
    assert str(caught.value) == (
        "small/1-first/1-review.md:6: there is no rehearsal loud-ward: "
        "put its file into the folder rehearsals/ of the course"
    )
    assert CoursePage.objects.count() == 0

    said("import_rehearsals", folder)
    import_course(course, by=None, at=NOON)

    assert LessonPage.objects.get().rehearsal == Rehearsal.objects.get()


def test_a_broken_rehearsal_stops_the_whole_course(course: Path) -> None:
    (course / "rehearsals" / "loud-ward.md").write_text(TEXT.replace("Then: closed", "Then: nowhere"))

    with pytest.raises(CourseProblems):
        import_course(course, by=None, at=NOON)

    assert (CoursePage.objects.count(), Rehearsal.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "rehearsal: loud-ward",
            "rehearsal: Loud ward",
            "rehearsal is the address of a rehearsal: small letters, digits and single hyphens",
        ),
        (
            "Now you.",
            "Now you.\n\n::: question reflection why\nWhy?\n\n> So.\n:::",
            "rehearsal stands in a lesson without questions: the rehearsal is what is to be done",
        ),
    ],
)
def test_a_lesson_with_a_rehearsal_is_checked(course: Path, old: str, new: str, reason: str) -> None:
    (course / "1-first/1-review.md").write_text(LESSON.replace(old, new))

    with pytest.raises(CourseProblems) as caught:
        read_course(course)

    assert [problem.reason for problem in caught.value.problems] == [reason]


QUESTIONS = """
::: question one fresh
Which?

- [x] This
  > Yes.
- [ ] That
  > No.
:::

::: question reflection think
Why?

> So.
:::
"""


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ("[fresh]", None),
        ("[think]", 'follow_up names "think", which is not of the kind one'),
        ("[frsh]", 'follow_up names "frsh", which is not in the course; did you mean "fresh"?'),
        ("[fresh, fresh]", "follow_up names up to three questions, each once"),
        ("fresh", "follow_up must be a list such as [first, second]"),
    ],
)
def test_a_course_names_the_questions_that_come_again(course: Path, keys: str, reason: str | None) -> None:
    (course / "1-first/1-review.md").write_text(LESSON.replace("rehearsal: loud-ward\n", "") + QUESTIONS)
    page = course / "course.md"
    page.write_text(page.read_text().replace("pass_mark: 80", f"pass_mark: 80\nfollow_up: {keys}"))
    if reason is None:
        stored, _counts = import_course(course, by=None, at=NOON)
        assert course_as_file(stored).follow_up == ("fresh",)
        return

    with pytest.raises(CourseProblems) as caught:
        read_course(course)

    assert [problem.reason for problem in caught.value.problems] == [reason]


def test_the_address_of_the_room_is_taken(course: Path) -> None:
    taken = course.rename(course.parent / "rehearsals")

    with pytest.raises(CourseProblems) as caught:
        read_course(taken)

    assert "belongs to a page of the site" in str(caught.value)
