import datetime as dt
import os

import pytest

from rounds.training.coursefiles import (
    CourseProblems,
    Problem,
    SourceFile,
    TextBlock,
    media_paths,
    read_course,
    read_media,
)


def test_course_is_read_with_all_its_fields(sample):
    course = sample.read()

    assert (course.address, course.title, course.summary) == ("basic", "Basic certificate", "Post safely and well.")
    assert (course.language, course.audiences, course.purposes) == ("en", ("physician", "nurse"), ("educate",))
    assert (course.pass_mark, course.owner, course.description) == (80, "Harbour Centre", "What the course is about.")
    assert (course.reviewed, course.next_review) == (dt.date(2026, 11, 2), dt.date(2027, 11, 2))


def test_module_and_lesson_are_read_with_all_their_fields(sample):
    [module] = sample.read().modules
    [lesson] = module.lessons

    assert (module.number, module.address, module.title, module.introduction) == (
        1,
        "why",
        "Why and where",
        "Start here.",
    )
    assert (lesson.number, lesson.address, lesson.title, lesson.minutes) == (1, "what", "What changed", 9)
    assert (lesson.summary, lesson.objective, lesson.action) == (
        "One sentence.",
        "Explain what changed.",
        "Ask one patient.",
    )
    assert lesson.sources == (SourceFile("A survey", "An institute", "2022", "https://example.org/survey"),)
    assert lesson.body == (TextBlock("Text."),)
    assert lesson.draw is None


def test_modules_and_lessons_stand_in_the_order_of_their_numbers(sample):
    text = (sample.folder / sample.lesson_name).read_text()
    for name in ("1-why/10-ten.md", "1-why/9-nine.md", "2-how/1-first.md"):
        sample.write(name, text)
    sample.write("2-how/module.md", "---\ntitle: How\n---\n")

    course = sample.read()

    assert [[lesson.address for lesson in module.lessons] for module in course.modules] == [
        ["what", "nine", "ten"],
        ["first"],
    ]


def test_order_of_directory_listing_does_not_matter(sample, monkeypatch):
    sample.write("1-why/1-other.md", "no front matter")
    sample.write("notes.md", "stray")
    straight = sample.problems()
    walk, listing = os.walk, type(sample.folder).iterdir
    monkeypatch.setattr(os, "walk", lambda top: ((at, dirs, sorted(names)[::-1]) for at, dirs, names in walk(top)))
    monkeypatch.setattr(type(sample.folder), "iterdir", lambda self: iter(sorted(listing(self))[::-1]))

    assert sample.problems() == straight
    assert len(straight) == 3


def test_problems_are_told_all_at_once_and_sorted(sample):
    sample.swap("course.md", "pass_mark: 80", "pass_mark: 0")
    sample.lesson("# One\n\n<b>two</b>")

    with pytest.raises(CourseProblems) as caught:
        sample.read()

    assert str(caught.value) == (
        "basic/1-why/1-what.md:13: a heading begins with ## or ###, not with #\n"
        "basic/1-why/1-what.md:15: HTML is not part of a course: use Markdown\n"
        "basic/course.md:7: pass_mark must be from 1 to 100"
    )
    assert caught.value.problems[2] == Problem("basic/course.md", 7, "pass_mark must be from 1 to 100")


def test_absent_folder_is_a_problem(tmp_path):
    with pytest.raises(CourseProblems, match=r"^gone:1: there is no such folder$"):
        read_course(tmp_path / "gone")


def test_folder_given_by_a_relative_path_keeps_its_name(sample, monkeypatch):
    monkeypatch.chdir(sample.folder / "media")

    assert read_course(type(sample.folder)("..")).address == "basic"


def test_unfit_name_of_the_course_folder_is_a_problem(sample):
    renamed = sample.folder.rename(sample.folder.with_name("Basic Course"))

    with pytest.raises(CourseProblems, match="named by its address"):
        read_course(renamed)


def test_course_without_modules_is_a_problem(sample):
    (sample.folder / sample.lesson_name).unlink()
    (sample.folder / "1-why/module.md").unlink()

    sample.folder.joinpath("1-why").rmdir()

    assert sample.problems() == [
        "course.md:1: the course has no modules: a module is a folder named like 1-why-and-where"
    ]


def test_module_without_lessons_is_a_problem(sample):
    (sample.folder / sample.lesson_name).unlink()

    assert sample.problems() == [
        "1-why/module.md:1: the module has no lessons: a lesson is a file named like 1-what-changed.md"
    ]


@pytest.mark.parametrize("name", ["course.md", "1-why/module.md"])
def test_missing_page_is_a_problem(sample, name):
    (sample.folder / name).unlink()

    assert sample.problems() == [f"{name}:1: {name.split('/')[-1]} is missing"]


def test_doubled_numbers_and_addresses_are_problems(sample):
    text = (sample.folder / sample.lesson_name).read_text()
    sample.write("1-why/1-zebra.md", text)
    sample.write("1-why/2-what.md", text)
    sample.write("1-zoo/module.md", "---\ntitle: Zoo\n---\n")
    sample.write("1-zoo/1-where.md", text)

    assert sample.problems() == [
        "1-why/1-zebra.md:1: the number 1 is already that of 1-what.md",
        '1-why/2-what.md:1: the address "what" is already that of 1-what.md',
        "1-zoo:1: the number 1 is already that of 1-why",
    ]


def test_address_of_a_lesson_in_another_module_is_a_problem(sample):
    text = (sample.folder / sample.lesson_name).read_text()
    sample.write("2-zoo/module.md", "---\ntitle: Zoo\n---\n")
    sample.write("2-zoo/1-what.md", text)

    assert '2-zoo/1-what.md:1: the address "what" is already that of 1-why/1-what.md' in sample.problems()


@pytest.mark.parametrize("name", ["Module One", "01-why", "1_how", "how", "1-How", "0-how", "1--how", "1-how-"])
def test_folder_of_pages_with_an_unfit_name_is_a_problem(sample, name):
    sample.write(f"{name}/module.md", "x")
    sample.write(f"{name}/1-a.md", "x")

    assert sample.problems() == [
        f"{name}:1: a module's folder is named by its number and address, like 1-why-and-where"
    ]


@pytest.mark.parametrize(
    "name", ["README.md", "media/notes.md", "1-why/intro.md", "1-why/01-intro.md", "1-why/old/1-a.md", "A.MD"]
)
def test_page_that_nothing_refers_to_is_a_problem(sample, name):
    sample.write(name, "x")

    assert sample.problems() == [
        f"{name}:1: nothing refers to this file: "
        "a lesson is named like 1-what-changed.md and stands in a module's folder"
    ]


def test_other_files_are_left_alone(sample):
    for name in ("media/draft.psd", "1-why/notes.txt", ".git/notes.md", "1-why/._1-what.md"):
        sample.write(name, b"\xff")

    assert sample.problems() == []


def test_file_that_is_not_utf8_is_a_problem(sample):
    sample.write(sample.lesson_name, b"---\ntitle: caf\xe9\n---\n")

    assert sample.problems() == ["1-why/1-what.md:2: this is not UTF-8: save the file as UTF-8"]


def test_file_over_a_megabyte_is_a_problem(sample):
    sample.lesson("word " * 220_000)

    assert sample.problems() == ["1-why/1-what.md:1: the file is over 1 MB: split it"]


@pytest.mark.parametrize(
    ("character", "name"), [("\0", "0000"), ("\x0c", "000C"), ("\u2028", "2028"), ("\ufeff", "FEFF")]
)
def test_invisible_character_is_a_problem(sample, character, name):
    assert sample.body_problems(f"a\n\nb{character}c") == [
        f"3: the invisible character U+{name} stands here: take it out"
    ]


def test_byte_order_mark_and_foreign_line_ends_are_read(sample):
    plain = sample.read()
    for path in sample.folder.rglob("*.md"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert sample.read() == plain


def test_page_linked_from_outside_is_refused(sample, tmp_path):
    outside = tmp_path / "secret.md"
    outside.write_text("---\ntitle: x\n---\n")
    (sample.folder / "1-why/2-secret.md").symlink_to(outside)

    assert sample.problems() == ["1-why/2-secret.md:1: the link leads out of the course folder"]


def test_module_linked_from_outside_is_refused(sample, tmp_path):
    (tmp_path / "other").mkdir()
    (sample.folder / "2-other").symlink_to(tmp_path / "other")

    assert sample.problems() == ["2-other:1: the link leads out of the course folder"]


def test_blocks_and_pictures_are_refused_outside_lessons(sample):
    sample.write("course.md", (sample.folder / "course.md").read_text() + "\n::: do\n\n![a](media/map.svg)\n")

    assert sample.problems() == [
        "course.md:15: blocks and questions stand in lessons only",
        "course.md:17: a picture stands alone in its paragraph, outside lists, questions and ::: blocks",
    ]


def test_media_are_given_by_path_each_once(sample):
    sample.lesson("![a](../media/map.svg)\n\n![b](../media/map.svg)\n\n::: audio ../media/talk.mp3\nHello.\n:::")
    course = sample.read()

    assert media_paths(course) == ("media/map.svg", "media/talk.mp3")
    assert read_media(course, sample.folder)["media/talk.mp3"] == b"sound"
