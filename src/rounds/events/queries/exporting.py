"""Proposals as a file for other programs, in the open form for submissions of talks that conference tools share."""

import uuid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from rounds.events.models import Answer, Event, Proposal, Speaker, Speaking
from rounds.events.queries.events import profiles_of
from rounds.events.zones import span_of

LANGUAGES = ("en", "de")  # the form knows these two, and an empty word for all others
KINDS = ("talk", "podium", "meeting", "workshop", "film", "performance", "music")


def as_submissions(event: Event, found: QuerySet[Proposal]) -> list[dict[str, Any]]:
    """One entry for each proposal, with its speakers, answers and times; three questions for any number."""
    profiles = profiles_of(event)
    rows = found.select_related("track", "session_type").prefetch_related("speakings__person", "answers__question")
    return [entry(event, one, profiles) for one in rows.order_by("code")]


def entry(event: Event, proposal: Proposal, profiles: dict[int, Speaker]) -> dict[str, Any]:
    url = settings.BASE_URL + reverse("events:submission", args=[event.slug, proposal.code])
    there = [one for one in proposal.speakings.all() if one.person and one.left is None]
    name = proposal.session_type.name.lower() if proposal.session_type else ""
    return {
        "guid": str(uuid.uuid5(uuid.NAMESPACE_URL, url)),
        "title": proposal.title,
        "abstract": proposal.abstract,
        "duration": proposal.session_type.minutes if proposal.session_type else None,
        "type": next((kind for kind in KINDS if kind in name), "other"),
        "track": proposal.track.name if proposal.track else None,
        "language": proposal.language if proposal.language in LANGUAGES else "",
        "speakers": [
            speaker(event, one, profiles.get(one.person_id or 0)) for one in sorted(there, key=lambda one: -one.leads)
        ],
        "answers": [answer(proposal, one) for one in proposal.answers.all() if one.words],
        "event_classifiers": {"state": proposal.state, "content": proposal.content_kind, "code": proposal.code},
        "origin": urlsplit(settings.BASE_URL).hostname or "localhost",
        "url": url,
    }


def speaker(event: Event, speaking: Speaking, profile: Speaker | None) -> dict[str, Any]:
    """Name and address, words and times; never what somebody needs or how they describe themselves."""
    found = {"name": speaking.shown, "email": speaking.email_now, "biography": profile.bio if profile else ""}
    spans = [span_of(one.day, one.starts, one.ends, event.zone) for one in profile.available.all()] if profile else []
    return {**found, "availabilities": [{"start": start.isoformat(), "end": end.isoformat()} for start, end in spans]}


def answer(proposal: Proposal, held: Answer) -> dict[str, Any]:
    asked = held.question
    return {
        "id": held.pk,
        "question": {
            "id": asked.pk,
            "question": {"en": asked.label},
            "required": asked.required,
            "target": "submission",
        },
        "answer": held.words,
        "answer_file": None,
        "submission": proposal.code,
        "person": None,
        "options": [],
    }
