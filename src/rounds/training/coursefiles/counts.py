"""Counts what a course holds."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from rounds.training.coursefiles.shapes import CourseFile, LessonFile

NOT_READ = {"path", "captions", "key", "kind", "address"}


def words_in(lesson: LessonFile) -> int:
    """Count the words that a learner reads in a lesson, questions included."""
    return sum(len(text.split()) for part in lesson.body for text in _texts(part))


def summary(course: CourseFile) -> str:
    """Give one line: modules, lessons, questions, words and minutes."""
    lessons = [lesson for module in course.modules for lesson in module.lessons]
    questions = sum(len(lesson.questions) for lesson in lessons)
    words, minutes = sum(map(words_in, lessons)), sum(lesson.minutes for lesson in lessons)
    counts = f"modules {len(course.modules)}, lessons {len(lessons)}, questions {questions}"
    return f"{course.address}: {counts}, words {words}, minutes {minutes}"


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _texts(each)
    elif is_dataclass(part):
        for field in fields(part):
            if field.name not in NOT_READ:
                yield from _texts(getattr(part, field.name))
