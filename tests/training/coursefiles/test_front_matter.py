import pytest

LESSON = "1-why/1-what.md"
URL = "url cannot be used: an address begins with https:// or http:// and names a site"
DATE = "reviewed must be a date of the calendar such as 2026-11-02"
UNREAD = "the front matter cannot be read:"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("owner: ", "ownr: ", 'course.md:8: there is no field "ownr"; did you mean "owner"?'),
        ("owner: ", "42: ", 'course.md:8: there is no field "42"'),
        ("owner: ", "title: ", "course.md:8: title stands twice"),
        ("title: Basic certificate", "title: [a, b]", "course.md:2: title must be text"),
        ("title: Basic certificate", "title:", "course.md:2: title is missing"),
        ("title: Basic certificate", "title: '  '", "course.md:2: title is missing"),
        ("pass_mark: 80", "pass_mark: 0", "course.md:7: pass_mark must be from 1 to 100"),
        ("pass_mark: 80", "pass_mark: 101", "course.md:7: pass_mark must be from 1 to 100"),
        ("pass_mark: 80", 'pass_mark: "80"', "course.md:7: pass_mark must be a whole number, without quotation marks"),
        ("pass_mark: 80", "pass_mark: 8.5", "course.md:7: pass_mark must be a whole number, without quotation marks"),
        ("pass_mark: 80", "pass_mark: yes", "course.md:7: pass_mark must be a whole number, without quotation marks"),
        ("[educate]", "educate", "course.md:6: purposes must be a list such as [first, second]"),
        ("[educate]", "[educate, educate]", "course.md:6: purposes holds a word twice"),
        (
            "[educate]",
            "[edukate]",
            'course.md:6: purposes: "edukate" is not one of '
            'promote, educate, science, connect; did you mean "educate"?',
        ),
        ("reviewed: 2026-11-02", "reviewed: 2026-13-02", f"course.md:9: {DATE}"),
        ("reviewed: 2026-11-02", "reviewed: 2 November", f"course.md:9: {DATE}"),
        ("reviewed: 2026-11-02", "reviewed: 20261102", f"course.md:9: {DATE}"),
        ("2027-11-02", "2026-11-02", "course.md:10: next_review must come after reviewed"),
        (
            "language: en",
            "language: English",
            'course.md:4: language must be a language tag such as en, es or pt-BR, not "English"',
        ),
    ],
)
def test_field_of_a_course_that_does_not_fit_is_a_problem(sample, old, new, problem):
    sample.swap("course.md", old, new)

    assert sample.problems() == [problem]


def test_unknown_audience_is_a_problem(sample):
    sample.swap("course.md", "nurse", "nurses")

    [problem] = sample.problems()

    assert problem.startswith('course.md:5: audiences: "nurses" is not one of physician, nurse, allied')
    assert problem.endswith('; did you mean "nurse"?')


@pytest.mark.parametrize("name", ["title", "minutes", "objective", "action"])
def test_missing_field_of_a_lesson_is_a_problem(sample, name):
    sample.swap(LESSON, f"{name}: ", "draw: 1\n#")

    assert f"{LESSON}:1: {name} is missing" in sample.problems()


def test_missing_fields_of_a_course_are_problems(sample):
    sample.write("course.md", "---\nowner: Harbour Centre\n---\n")

    assert sample.problems() == [f"course.md:1: {name} is missing" for name in ("language", "summary", "title")]


def test_fields_that_are_not_needed_have_their_defaults(sample):
    sample.write("course.md", "---\ntitle: A\nsummary: B\nlanguage: en\nowner:\n---\n")

    course = sample.read()

    assert (course.audiences, course.purposes, course.pass_mark, course.owner) == ((), (), 80, "")
    assert (course.reviewed, course.next_review, course.description) == (None, None, "")


def test_lesson_without_sources_is_a_problem(sample):
    sample.lesson("Text.", front="title: A\nminutes: 1\nobjective: B\naction: C\nsources: []\n")

    assert sample.problems() == [f"{LESSON}:6: sources is missing: a lesson names at least one"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  - title: A survey\n    publisher", "  - publisher", "8: title is missing"),
        ("    publisher: ", "    publishr: ", '9: there is no field "publishr"; did you mean "publisher"?'),
        ("https://", "ftp://", f"11: {URL}"),
        ("https://example.org/survey", "http://", f"11: {URL}"),
        ("https://example.org/survey", "'http://[x'", f"11: {URL}"),
        ("https://example.org/survey", "javascript:alert(1)", f"11: {URL}"),
        (
            "  - title: A survey\n    publisher",
            "  - A survey\n  - title: b\n    publisher",
            "8: each entry of sources begins with `- title: …`",
        ),
        ("minutes: 9", "minutes: nine", "3: minutes must be a whole number, without quotation marks"),
        ("minutes: 9", "minutes: 0", "3: minutes must be from 1 to 600"),
        ("minutes: 9", "minutes: 9\ndraw: 2", "4: draw asks 2 questions, and the lesson has 0"),
        ("minutes: 9", "minutes: 9\ndraw: 0", "4: draw must be from 1 to 1000"),
    ],
)
def test_field_of_a_lesson_that_does_not_fit_is_a_problem(sample, old, new, problem):
    sample.swap(LESSON, old, new)

    assert sample.problems() == [f"{LESSON}:{problem}"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1: the front matter is missing: the file begins with a line of ---"),
        ("Text.\n", "1: the front matter is missing: the file begins with a line of ---"),
        ("---\ntitle: A\n", "1: the front matter does not end: close it with a line of ---"),
        ("---\n---\n", "1: the front matter holds no `field: value`"),
        ("---\n- a\n---\n", "1: the front matter holds no `field: value`"),
        ("---\ntitle: A: B\n---\n", f"2: {UNREAD} mapping values are not allowed here"),
        ("---\ntitle: A\nsummary: [a\n---\n", f"3: {UNREAD} expected ',' or ']', but got '<stream end>'"),
        ("---\ntitle: &a A\n---\n", f"2: {UNREAD} & and * are not used here"),
        ("---\ntitle: *a\n---\n", f"2: {UNREAD} & and * are not used here"),
        ("---\ntitle: [[[[[[[[a]]]]]]]]\n---\n", f"2: {UNREAD} lists stand too deep in each other"),
        ("---\ntitle: " + "[" * 50_000 + "\n---\n", f"2: {UNREAD} lists stand too deep in each other"),
        ("---\ntitle: " + "a" * 70_000 + "\n---\n", "1: the front matter is over 64 KB"),
    ],
)
def test_front_matter_that_cannot_be_read_is_a_problem(sample, text, problem):
    sample.write("1-why/module.md", text)

    assert sample.problems() == [f"1-why/module.md:{problem}"]


def test_text_stays_as_written_whatever_yaml_would_make_of_it(sample):
    sample.swap("course.md", "language: en", "language: no")
    sample.swap("course.md", "title: Basic certificate", "title: 1984")
    sample.swap(LESSON, 'date: "2022"', "date: 2022-01-01")

    course = sample.read()

    assert (course.language, course.title) == ("no", "1984")
    assert course.modules[0].lessons[0].sources[0].date == "2022-01-01"


def test_folded_text_becomes_one_line(sample):
    sample.swap("course.md", "title: Basic certificate", "title: >\n  Basic\n  certificate")

    assert sample.read().title == "Basic certificate"
