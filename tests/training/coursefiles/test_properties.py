"""Whatever course there is: what is written reads back, and written again it is the same to the byte."""

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rounds.training.coursefiles import (
    AudioBlock,
    CourseFile,
    CourseProblems,
    DoBlock,
    DontBlock,
    GapFile,
    LessonFile,
    ModuleFile,
    OptionFile,
    PictureBlock,
    QuestionFile,
    ScenarioBlock,
    SourceFile,
    TextBlock,
    VideoBlock,
    read_course,
    read_media,
    to_html,
    write_course,
)
from rounds.training.coursefiles.pages import UNREADABLE

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
MEDIA = {
    "media/a.svg": SVG,
    "media/a.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\na\n",
    "media/a.mp4": b"a",
    "media/a.mp3": b"a",
}

words = st.lists(
    st.sampled_from(
        [
            "Ask",
            "one",
            "caf\u00e9",
            "\u0645\u0631\u062d\u0628\u0627",
            "**bold**",
            "*it*",
            "`<b>`",
            "[1]",
            "[a](/b)",
            "\U0001f642",
            "a\u00a0b",
            "5 %",
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
paragraphs = st.one_of(
    words, words.map("## {}".format), words.map("- a\n    - {}".format), words.map("1. {}\n2. b".format)
)
texts = st.lists(paragraphs, min_size=1, max_size=3).map("\n\n".join)
prose = st.lists(words.map("{}, he said.".format), min_size=1, max_size=3).map("\n\n".join)
marks = st.characters(blacklist_categories=["Cs", "Cc"]).filter(lambda character: not UNREADABLE.search(character))
plain = st.text(marks, min_size=1, max_size=20).map(lambda text: "x" + " ".join(text.split()))
lines = st.lists(words, min_size=1, max_size=3).map(tuple)
pictures = st.builds(
    PictureBlock, st.just("media/a.svg"), plain, st.just("") | plain.map(lambda text: text.replace("[", "("))
)
blocks = st.one_of(
    pictures,
    st.builds(DoBlock, lines),
    st.builds(DontBlock, st.lists(words.map("Do not {}".format), min_size=1, max_size=3).map(tuple)),
    st.builds(ScenarioBlock, plain, prose, texts),
    st.builds(VideoBlock, st.just("media/a.mp4"), st.just("media/a.vtt"), texts),
    st.builds(AudioBlock, st.just("media/a.mp3"), st.sampled_from(["", "media/a.vtt"]), texts),
)


@st.composite
def questions(draw: st.DrawFn, key: str) -> QuestionFile:
    kind = draw(st.sampled_from(["one", "several", "order", "gaps", "reflection"]))
    answers = draw(st.lists(words, min_size=3, max_size=6, unique_by=str.casefold))
    if kind in ("one", "several"):
        options = tuple(OptionFile(text, not row, draw(texts)) for row, text in enumerate(answers))
        return QuestionFile(kind, key, draw(prose), options=options)
    if kind == "order":
        return QuestionFile(kind, key, draw(prose), steps=tuple(answers), explanation=draw(texts))
    if kind == "gaps":
        gaps = tuple(GapFile(word, bool(row), draw(texts)) for row, word in enumerate(answers))
        return QuestionFile(kind, key, f"A {{{{{answers[0]}}}}} b.", gaps=gaps)
    return QuestionFile(kind, key, draw(prose), explanation=draw(texts))


@st.composite
def lessons(draw: st.DrawFn, module: int, number: int) -> LessonFile:
    body: list[object] = [TextBlock(draw(texts))]
    for row in range(draw(st.integers(0, 4))):
        body += draw(st.sampled_from([[draw(blocks)], [draw(questions(f"k{module}-{number}-{row}"))]]))
        body += draw(st.sampled_from([[], [TextBlock(draw(texts))] if not isinstance(body[-1], TextBlock) else []]))
    source = SourceFile(
        draw(plain), draw(st.just("") | plain), draw(st.sampled_from(["", "2022"])), "https://example.org/"
    )
    return LessonFile(
        number,
        f"lesson-{module}-{number}",
        draw(plain),
        draw(st.integers(1, 600)),
        draw(plain),
        draw(plain),
        (source,),
        tuple(body),
        summary=draw(st.just("") | plain),
    )


@st.composite
def courses(draw: st.DrawFn) -> CourseFile:
    modules = []
    for number in range(1, draw(st.integers(1, 2)) + 1):
        inside = tuple(draw(lessons(number, each)) for each in range(1, draw(st.integers(1, 2)) + 1))
        modules.append(
            ModuleFile(number, f"module-{number}", draw(plain), draw(st.just("") | texts.map(no_reference)), inside)
        )
    return CourseFile(
        "course",
        draw(plain),
        draw(plain),
        draw(st.sampled_from(["en", "es", "no"])),
        ("nurse",),
        ("educate", "connect"),
        draw(texts),
        tuple(modules),
        draw(st.integers(1, 100)),
        draw(st.just("") | plain),
        draw(st.none() | st.dates(min_value=dt.date(1000, 1, 1))),
    )


def no_reference(text: str) -> str:
    return text.replace("[1]", "(1)")


def written(course: CourseFile, folder: Path) -> dict[str, bytes]:
    write_course(course, folder, MEDIA)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(courses())
def test_course_reads_back_as_it_was_written(course: CourseFile) -> None:
    with tempfile.TemporaryDirectory() as place:
        first = written(course, Path(place, "one/course"))
        read = read_course(Path(place, "one/course"))
        second = written(read, Path(place, "two/course"))

    assert read == course
    assert second == first


FRONT = "---\ntitle: A\nminutes: 1\nobjective: B\naction: C\nsources:\n  - title: D\n---\n"
PIECES = [
    "\n",
    "\n\n",
    "\n\n\n",
    " ",
    "  ",
    "    ",
    "\t",
    "a",
    "b c",
    "\u00e9",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "> ",
    ">",
    "#",
    "## ",
    "---",
    "===",
    "::: do\n",
    "::: dont\n",
    "::: scenario t\n",
    ":::\n",
    "\n:::\n",
    ":::",
    "::: question one k\n",
    "- [x] ",
    "- [ ] ",
    "[X]",
    "::: question order o\n",
    "::: question gaps g\n",
    "::: question reflection r\n",
    "{{a}}",
    "{{",
    "}}",
    "[1]",
    "[2]",
    "![a](../media/a.svg)",
    '![a](../media/a.svg "b")',
    "[a](/b)",
    "**",
    "*",
    "_",
    "`",
    "\\",
    "<b>",
    "&amp;",
    "|",
    "Do not ",
    "\r\n",
    "\r",
    "\u00a0",
    "\ufeff",
    "~~~",
]
GOOD = [
    "\n\n::: do\n- a\n:::\n",
    "\n::: scenario t\na\n\n> b\n:::\n",
    "\n::: question one k\na\n- [x] b\n  > c\n- [ ] d\n  > e\n:::\n",
    "\n::: question order o\na\n1. b\n1. c\n1. d\n> e\n:::\n",
    "\n::: question gaps g\na {{b}}\n- b\n > c\n:::\n",
    "\n\n![a](../media/a.svg)\n\n",
]
pieces = st.lists(st.sampled_from(PIECES + GOOD * 3), max_size=14).map("".join)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(pieces)
def test_any_text_is_refused_or_is_stable_once_written(body: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "course")
        write_course(CourseFile("course", "A", "B", "en", (), (), "", ()), folder, MEDIA)
        (folder / "1-a").mkdir()
        (folder / "1-a/module.md").write_text("---\ntitle: A\n---\n")
        (folder / "1-a/1-b.md").write_bytes((FRONT + "a\n" + body).encode())
        try:
            course = read_course(folder)
        except CourseProblems:
            return
        first = written(course, Path(place, "one/course"))
        again = read_course(Path(place, "one/course"))
        second = written(again, Path(place, "two/course"))

    assert again == course
    assert second == first


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(pieces | st.text(max_size=60))
def test_html_never_holds_what_a_course_may_not(text: str) -> None:
    html = to_html(text, 1)

    for forbidden in ("<b>", "<img", "<h1", "<table", "<pre", "<hr", "<script", "style="):
        assert forbidden not in html


def test_media_read_are_those_written(tmp_path: Path) -> None:
    lesson = LessonFile(1, "a", "A", 1, "B", "C", (SourceFile("D"),), (PictureBlock("media/a.svg", "a"),))
    course = CourseFile("course", "A", "B", "en", (), (), "", (ModuleFile(1, "m", "M", "", (lesson,)),))

    write_course(course, tmp_path / "course", MEDIA)

    assert read_media(read_course(tmp_path / "course"), tmp_path / "course") == {"media/a.svg": SVG}
