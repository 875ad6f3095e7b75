import dataclasses

import pytest
import yaml

from rounds.training.coursefiles import read_course, read_media, write_course
from rounds.training.coursefiles.writing import scalar

ODD = """

 Text with   odd \t spacing.   \t


## Heading [1]
* a
    * b **c** [d](https://example.org)
1) e


![ Map  of \\] ](../media/./map.svg   "say \\"x\\"")

::: do
+ a
  b

+ c
:::
::: dont
- Never d.
:::
:::scenario   A  title
A \u201cquote\u201d \u2013 caf\u00e9 \u2764\ufe0f \u0645\u0631\u062d\u0628\u0627

> e

> f
:::
::: video ../media/talk.mp4 captions=../media/talk.vtt

Hello `code`.
:::
::: audio ../media/talk.mp3
Hello.
:::
::: question one k-1
Which?
* [ ] a
> no
* [X] b
c

  > yes
  >
  >   - why
:::
::: question order k-2
Sort.
3) a
1) b
9) c
> Why.
:::
::: question gaps k-3
A {{ b }} c.
- b
  > yes
- d
  > no
:::
::: question reflection k-4
Write.
> Good.
:::
"""


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rewritten(folder, at):
    course = read_course(folder)
    write_course(course, at / folder.name, read_media(course, folder))
    return at / folder.name


@pytest.mark.parametrize(
    "spoil",
    [lambda text: text, lambda text: "\ufeff" + text.replace("\n", "\r\n"), lambda text: text.replace("\n", "\r")],
)
def test_course_written_twice_is_the_same_to_the_byte(sample, tmp_path, spoil):
    sample.lesson(ODD)
    sample.write(sample.lesson_name, spoil((sample.folder / sample.lesson_name).read_text()))

    first = rewritten(sample.folder, tmp_path / "first")
    second = rewritten(first, tmp_path / "second")

    assert files(second) == files(first)
    assert read_course(first) == read_course(sample.folder)


def test_lesson_is_written_in_the_canonical_form(sample, tmp_path):
    sample.lesson(ODD)

    text = (rewritten(sample.folder, tmp_path / "new") / sample.lesson_name).read_text()

    assert text.split("---\n", 2)[2] == CANONICAL


CANONICAL = """
 Text with   odd     spacing.

## Heading [1]
* a
    * b **c** [d](https://example.org)
1) e

![Map of \\]](../media/map.svg "say \\"x\\"")

::: do
- a b
- c
:::

::: dont
- Never d.
:::

::: scenario A title
A \u201cquote\u201d \u2013 caf\u00e9 \u2764\ufe0f \u0645\u0631\u062d\u0628\u0627

> e
>
> f
:::

::: video ../media/talk.mp4 captions=../media/talk.vtt
Hello `code`.
:::

::: audio ../media/talk.mp3
Hello.
:::

::: question one k-1
Which?

- [ ] a
  > no
- [x] b c
  > yes
  >
  >   - why
:::

::: question order k-2
Sort.

1. a
2. b
3. c

> Why.
:::

::: question gaps k-3
A {{b}} c.

- b
  > yes
- d
  > no
:::

::: question reflection k-4
Write.

> Good.
:::
"""


@pytest.mark.parametrize(
    "value",
    [
        "What changed",
        "a: b",
        "a:b",
        "a #b",
        "a#b",
        "a:",
        "#a",
        "2022",
        "2022-01-01",
        "no",
        "Null",
        "~",
        "- a",
        "[a]",
        '"a"',
        "'a'",
        "a, b",
        "@a",
        "%a",
        "a\\b",
        "\u00e9t\u00e9",
        "\u2764",
        "a\u00a0: b",
        "!a",
        "&a",
        "*a",
        "?",
        "a - b",
        "{a}",
        "y",
        "1e3",
        "--- a",
    ],
)
def test_value_written_is_read_as_the_same_text_by_any_yaml_reader(value):
    assert yaml.safe_load(f"a: {scalar(value)}") == {"a": value}


def test_course_without_what_is_not_needed_is_written(sample, tmp_path):
    course = dataclasses.replace(sample.read(), audiences=(), owner="", reviewed=None, next_review=None, description="")

    write_course(course, tmp_path / "basic-2", {})

    assert (tmp_path / "basic-2/course.md").read_text() == (
        "---\ntitle: Basic certificate\nsummary: Post safely and well.\nlanguage: en\n"
        "purposes: [educate]\npass_mark: 80\n---\n"
    )


def test_course_is_written_over_itself(sample):
    course = sample.read()

    sample.write(".git/notes.md", "x")

    write_course(course, sample.folder, {})

    assert read_course(sample.folder) == course


def test_folder_with_pages_of_another_course_is_refused(sample):
    course = sample.read()
    sample.write("2-how/module.md", "x")

    with pytest.raises(FileExistsError, match=r"not of this course: 2-how/module\.md"):
        write_course(course, sample.folder, {})


@pytest.mark.parametrize("name", ["../a.png", "/a.png", "media/../../a.png", "course.md", "media/.a", ""])
def test_path_that_is_not_of_media_is_refused(sample, tmp_path, name):
    with pytest.raises(ValueError, match="is not the path of a media file"):
        write_course(sample.read(), tmp_path / "new", {name: b"x"})

    assert not (tmp_path / "new").exists()
