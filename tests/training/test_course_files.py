"""Courses in and out of the database; reading and writing the files themselves is tested in coursefiles/."""

import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.images.models import Image

from rounds.accounts.models import Entry
from rounds.training.actions.course_files import import_course
from rounds.training.coursefiles import CourseProblems, read_course
from rounds.training.coursefiles.reading import AUDIENCES, PURPOSES
from rounds.training.models import CoursePage, LessonPage, ModulePage
from rounds.training.queries.course_files import course_as_file
from rounds.training.queries.outline import course_for
from rounds.training.vocabulary import Audience, Purpose
from tests.factories import training as make

pytestmark = pytest.mark.django_db
CONTENT = Path(__file__).resolve().parents[2] / "content"
NOON = make.NOON


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT / "telling-your-story", tmp_path / "telling-your-story"))


def bring(folder: Path, **options: Any) -> tuple[CoursePage, dict[str, int]]:
    return import_course(folder, by=None, at=NOON, **options)


def change(folder: Path, name: str, old: str, new: str) -> None:
    file = next(folder.glob(f"*/{name}"))
    words = file.read_text()
    assert old in words
    file.write_text(words.replace(old, new, 1))


@pytest.mark.slow
def test_course_comes_in_as_published_pages(folder: Path) -> None:
    course, counts = bring(folder)

    assert (course.live, ModulePage.objects.live().count()) == (True, 1)
    assert counts == {"new": 3, "changed": 0, "same": 0, "taken out": 0}
    assert course_as_file(course) == read_course(folder)
    assert Entry.objects.filter(verb="training.course_imported").count() == 1


@pytest.mark.slow
def test_second_import_changes_nothing(folder: Path) -> None:
    bring(folder)
    revisions = list(LessonPage.objects.values_list("live_revision", flat=True))
    _course, counts = bring(folder)

    assert counts == {"new": 0, "changed": 0, "same": 3, "taken out": 0}
    assert list(LessonPage.objects.values_list("live_revision", flat=True)) == revisions
    assert Image.objects.count() == len(list((folder / "media").glob("*.svg")))


@pytest.mark.slow
@pytest.mark.parametrize(("asked", "edition"), [("minor", 1), ("retake", 2)])
def test_changed_lesson_gets_the_edition_that_was_declared(folder: Path, asked: str, edition: int) -> None:
    bring(folder)
    name = next(folder.glob("1-*/1-*.md")).name
    change(folder, name, "minutes: ", "minutes: 1")
    _course, counts = bring(folder, change=asked)

    assert counts["changed"] == 1
    assert sorted(LessonPage.objects.values_list("edition", flat=True)) == sorted([1, 1, edition])


@pytest.mark.slow
def test_lesson_taken_out_of_the_folder_is_unpublished_and_kept(folder: Path) -> None:
    course, _counts = bring(folder)
    next(folder.glob("1-*/3-*.md")).unlink()
    _course, counts = bring(folder)

    assert counts["taken out"] == 1
    assert [line.number for line in course_for(None, course).lessons] == [1, 2]
    assert LessonPage.objects.count() == 3


@pytest.mark.slow
def test_lessons_that_change_places_do_so_in_the_tree(folder: Path) -> None:
    course, _counts = bring(folder)
    titles = [line.title for line in course_for(None, course).lessons]
    module = next(folder.glob("1-*"))
    first, second = next(module.glob("1-*")), next(module.glob("2-*"))
    first.rename(module / first.name.replace("1-", "9-", 1))
    second.rename(module / second.name.replace("2-", "1-", 1))
    bring(folder)

    assert [line.title for line in course_for(None, course).lessons] == [titles[1], titles[2], titles[0]]


def test_broken_folder_imports_nothing_and_names_file_line_and_reason(folder: Path) -> None:
    name = next(folder.glob("1-*/1-*.md")).name
    change(folder, name, "minutes: ", "minuets: ")

    with pytest.raises(CourseProblems) as problems:
        bring(folder)

    assert f"{name}:" in str(problems.value)
    assert "minuets" in str(problems.value)
    assert CoursePage.objects.count() == 0


@pytest.mark.slow
def test_course_in_which_something_breaks_while_loading_is_not_half_there(folder: Path, monkeypatch: Any) -> None:
    bring(folder)
    change(folder, next(folder.glob("1-*/1-*.md")).name, "minutes: ", "minutes: 1")
    change(folder, next(folder.glob("1-*/2-*.md")).name, "minutes: ", "minutes: 1")
    before = list(LessonPage.objects.order_by("path").values_list("minutes", flat=True))
    published = LessonPage.save_revision

    def fails_on_the_second(page: LessonPage, **options: Any) -> Any:
        if page.slug == course_for(None, CoursePage.objects.get()).lessons[1].slug:
            raise OSError("The disk is full.")
        return published(page, **options)

    monkeypatch.setattr(LessonPage, "save_revision", fails_on_the_second)
    with pytest.raises(OSError, match="disk is full"):
        bring(folder)

    assert list(LessonPage.objects.order_by("path").values_list("minutes", flat=True)) == before


@pytest.mark.parametrize(
    "slug", ["telling-your-story", "privacidad-del-paciente", pytest.param("basic-certificate", marks=pytest.mark.slow)]
)
def test_export_after_one_round_is_the_same_byte_for_byte(slug: str, tmp_path: Path) -> None:
    call_command("import_course", CONTENT / slug, stdout=io.StringIO())
    call_command("export_course", slug, tmp_path / "one", stdout=io.StringIO())
    call_command("import_course", tmp_path / "one" / slug, stdout=io.StringIO())
    call_command("export_course", slug, tmp_path / "two", stdout=io.StringIO())

    first, second = written(tmp_path / "one" / slug), written(tmp_path / "two" / slug)
    assert first == second
    assert len(first) > 4


def written(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_import_command_lists_every_problem_and_fails(folder: Path) -> None:
    change(folder, next(folder.glob("1-*/1-*.md")).name, "minutes: ", "minuets: ")
    said = io.StringIO()

    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_course", folder, stderr=said)

    assert "telling-your-story/1-" in said.getvalue()


@pytest.mark.slow
def test_export_command_names_the_courses_there_are(folder: Path, tmp_path: Path) -> None:
    bring(folder)

    with pytest.raises(CommandError, match=r"There is no course story\. There are: telling-your-story\."):
        call_command("export_course", "story", tmp_path / "out")


@pytest.mark.slow
def test_export_command_does_not_write_over_files(folder: Path) -> None:
    bring(folder)

    with pytest.raises(CommandError, match="is not empty"):
        call_command("export_course", "telling-your-story", folder)


def test_words_of_files_and_pages_are_the_same() -> None:
    assert sorted(AUDIENCES) == sorted(Audience.values)
    assert sorted(PURPOSES) == sorted(Purpose.values)
