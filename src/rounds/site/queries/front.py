"""What the public home shows."""

import datetime as dt

from django.db.models import Count
from django.urls import reverse

from rounds.events.queries.events import events_visible_to
from rounds.meetings.queries import meetings_visible_to
from rounds.meetings.vocabulary import MeetingState
from rounds.training.queries.catalogue import cards_for, find_courses, keys_of, of_lessons, published_courses
from rounds.training.queries.outline import lessons_of

SOON = 3


def front_page(*, at: dt.datetime) -> dict[str, object]:
    """What the public home shows: a few courses, the one to begin with, a lesson to read at once, and what is coming up."""
    courses = find_courses(published_courses(), {})
    first = courses.alias(lessons=of_lessons(Count("pk"))).order_by("-lessons", "title").first()
    about_replies = courses.filter(slug="patient-privacy").first()
    lines = lessons_of([about_replies])[about_replies.pk] if about_replies else ()
    line = lines[min(2, len(lines) - 1)] if lines else None
    url = reverse("training:lesson", args=["patient-privacy", line.slug]) if line else ""
    soon = meetings_visible_to(None).filter(state=MeetingState.OPEN, starts_at__gt=at).order_by("starts_at", "pk")
    return {
        "cards": cards_for(keys_of(courses[:6]), None),
        "first": first,
        "sample": {"url": url} if url else None,
        "event": events_visible_to(None).filter(ends__gte=at.date()).order_by("starts", "pk").first(),
        "soon": soon[:SOON],
    }
