"""The catalogue and one's own courses for other programs."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from ninja.pagination import LimitOffsetPagination, paginate

from rounds.accounts.access import reader
from rounds.training.models import CoursePage, tags
from rounds.training.queries.catalogue import Card, cards_for, find_courses, keys_of, published_courses
from rounds.training.queries.outline import Line, Progress, courses_of, lessons_of

router = Router(tags=["training"])


class Wanted(Schema):
    """Filters of the catalogue, as on the page."""

    q: str = ""
    audience: str = ""
    purpose: str = ""
    language: str = ""
    length: str = ""


class LessonOut(Schema):
    number: int
    slug: str
    title: str
    summary: str
    minutes: int


class CourseOut(Schema):
    slug: str
    title: str
    summary: str
    language: str
    audiences: list[str]
    purposes: list[str]
    minutes: int
    lessons: int


class CourseDetail(CourseOut):
    pass_mark: int
    reviewed: dt.date | None
    next_review: dt.date | None
    outline: list[LessonOut]


class EnrolmentOut(Schema):
    course: str
    title: str
    lessons: int
    done: int
    percent: int
    minutes_left: int
    next_lesson: str | None
    due: dt.date | None
    finished: dt.datetime | None
    passed: dt.datetime | None


def course_out(card: Card) -> dict[str, Any]:
    course = card.course
    return {
        "slug": course.slug,
        "title": course.title,
        "summary": course.summary,
        "language": course.language,
        "audiences": tags(course.audiences),
        "purposes": tags(course.purposes),
        "minutes": card.minutes,
        "lessons": card.lessons,
    }


def lesson_out(line: Line) -> dict[str, Any]:
    return {name: getattr(line, name) for name in ("number", "slug", "title", "summary", "minutes")}


def enrolment_out(progress: Progress) -> dict[str, Any]:
    following = progress.next
    return {
        "course": progress.course.slug,
        "title": progress.course.title,
        "lessons": len(progress.lessons),
        "done": len(progress.done),
        "percent": progress.percent,
        "minutes_left": progress.minutes_left,
        "next_lesson": following.slug if following else None,
        "due": progress.enrolment.due if progress.enrolment else None,
        "finished": progress.finished,
        "passed": progress.passed,
    }


@router.get("/courses", response=list[CourseOut], auth=None, summary="Find courses")
@paginate(LimitOffsetPagination)
def courses(request: HttpRequest, wanted: Query[Wanted]) -> list[dict[str, Any]]:
    found = find_courses(published_courses(), wanted.dict())
    return [course_out(card) for card in cards_for(keys_of(found), reader(request))]


@router.get("/courses/{slug}", response=CourseDetail, auth=None, summary="One course with its lessons")
def course(request: HttpRequest, slug: str) -> dict[str, Any]:
    page: CoursePage = get_object_or_404(published_courses(), slug=slug)
    [card], lines = cards_for([page.pk], None), lessons_of([page])[page.pk]
    facts = {"pass_mark": page.pass_mark, "reviewed": page.reviewed, "next_review": page.next_review}
    return {**course_out(card), **facts, "outline": [lesson_out(line) for line in lines]}


@router.get("/me/enrolments", response=list[EnrolmentOut], summary="The courses that you take, with your progress")
def enrolments(request: HttpRequest) -> list[dict[str, Any]]:
    person = request.auth  # type: ignore[attr-defined]
    return [enrolment_out(progress) for progress in courses_of(person)]
