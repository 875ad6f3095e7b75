"""What the public home shows."""

from django.db.models import Count
from django.urls import reverse

from rounds.training.queries.catalogue import cards_for, find_courses, keys_of, of_lessons, published_courses
from rounds.training.queries.outline import lessons_of


def front_page() -> dict[str, object]:
    """What the public home shows: a few courses, the one to begin with, and a lesson to read at once."""
    courses = find_courses(published_courses(), {})
    first = courses.alias(lessons=of_lessons(Count("pk"))).order_by("-lessons", "title").first()
    about_replies = courses.filter(slug="patient-privacy").first()
    lines = lessons_of([about_replies])[about_replies.pk] if about_replies else ()
    line = lines[min(2, len(lines) - 1)] if lines else None
    url = reverse("training:lesson", args=["patient-privacy", line.slug]) if line else ""
    return {"cards": cards_for(keys_of(courses[:6]), None), "first": first, "sample": {"url": url} if url else None}
