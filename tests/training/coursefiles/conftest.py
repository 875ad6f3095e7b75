"""A small course that is right, to be spoiled by one thing at a time."""

from pathlib import Path

import pytest

from rounds.training.coursefiles import CourseFile, CourseProblems, LessonFile, read_course

COURSE = """---
title: Basic certificate
summary: Post safely and well.
language: en
audiences: [physician, nurse]
purposes: [educate]
pass_mark: 80
owner: Harbour Centre
reviewed: 2026-11-02
next_review: 2027-11-02
---

What the course is about.
"""
MODULE = "---\ntitle: Why and where\n---\n\nStart here.\n"
FRONT = """title: What changed
minutes: 9
summary: One sentence.
objective: Explain what changed.
action: Ask one patient.
sources:
  - title: A survey
    publisher: An institute
    date: "2022"
    url: https://example.org/survey
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'
VTT = "WEBVTT\n\n00:00.000 --> 00:02.500\nGood morning.\n"


class Sample:
    """A course folder that a test writes and reads."""

    lesson_name = "1-why/1-what.md"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("course.md", COURSE)
        self.write("1-why/module.md", MODULE)
        self.write("media/map.svg", SVG)
        self.write("media/talk.vtt", VTT)
        self.write("media/talk.mp4", "film")
        self.write("media/talk.mp3", "sound")
        self.lesson("Text.")

    def write(self, name: str, content: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def swap(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def lesson(self, body: str, front: str = FRONT) -> None:
        self.write(self.lesson_name, f"---\n{front}---\n{body}\n")

    def read(self) -> CourseFile:
        return read_course(self.folder)

    def read_lesson(self, body: str) -> LessonFile:
        self.lesson(body)
        return self.read().modules[0].lessons[0]

    def problems(self) -> list[str]:
        """Give the problems without the folder's name."""
        try:
            self.read()
        except CourseProblems as problems:
            return [str(problem).removeprefix("basic/") for problem in problems.problems]
        return []

    def body_problems(self, body: str) -> list[str]:
        """Give the problems of a lesson with this text; the first line of the text is line 1."""
        self.lesson(body)
        shift = FRONT.count("\n") + 2
        told = (problem.removeprefix(self.lesson_name + ":").partition(":") for problem in self.problems())
        return [f"{int(line) - shift}:{reason}" for line, _, reason in told]


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    return Sample(tmp_path / "basic")
