"""Checking posts for other programs. What is sent is answered and forgotten."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.throttling import SimpleRateThrottle

from rounds.accounts.actions import use_key
from rounds.engines import readability
from rounds.engines.privacy import as_json, screen
from rounds.screening.actions import use_place_key
from rounds.screening.models import Authorization, Place, PlaceKey
from rounds.screening.queries import for_text, good_authorizations, places_of, policy_of

LONGEST = 20_000
router = Router(tags=["screening"])


@dataclass(frozen=True)
class Asker:
    """Who asks: a place by its key, a person by theirs, or an address without a key. `name` counts the questions."""

    name: str
    place: Place | None = None
    known: bool = True


def asker_of(request: HttpRequest) -> Asker | None:
    """None, and so 401, for a key that opens nothing; a question without a key comes from an address."""
    header = request.headers.get("Authorization", "")
    if not header:
        return Asker(f"address-{get_adapter(request).get_client_ip(request)}", known=False)
    scheme, _space, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret:
        return None
    key: PlaceKey | None = use_place_key(secret, at=timezone.now())
    if key:
        return Asker(f"key-{key.pk}", key.place)
    person = use_key(secret, at=timezone.now())
    return Asker(f"person-{person.pk}", places_of(person).first()) if person else None


class Rate(SimpleRateThrottle):
    known = True

    def get_cache_key(self, request: HttpRequest) -> str | None:
        asker: Asker = request.auth  # type: ignore[attr-defined]
        return f"screening-{asker.name}" if asker.known is self.known else None


class KeyRate(Rate):
    known = True


class AddressRate(Rate):
    known = False


LIMITS: list[Any] = [KeyRate(settings.SCREEN_KEY_RATE), AddressRate(settings.SCREEN_ADDRESS_RATE)]
Voice = Literal["provider", "organisation", "patient", "public"]


class PostIn(Schema):
    """One post. `id` comes back with the answer; the rules of your place hold when you send its key."""

    id: str | int | None = None
    text: str = Field(description="At most 20,000 characters.")
    voice: Voice = "provider"
    channel: str = Field("", max_length=40)
    language: str | None = Field(None, max_length=20, description="For grading: en or es; guessed when left out.")
    authorization: str = Field(
        "", max_length=40, description="For screening: the reference of a signed permission of your place."
    )


class PostsIn(Schema):
    """One post, or up to 100 in `posts`."""

    posts: list[PostIn] | None = Field(None, max_length=100)
    id: str | int | None = None
    text: str | None = Field(None, description="At most 20,000 characters.")
    voice: Voice = "provider"
    channel: str = Field("", max_length=40)
    language: str | None = Field(None, max_length=20)
    authorization: str = Field("", max_length=40)

    def listed(self) -> list[PostIn]:
        if self.posts is not None:
            return self.posts
        if self.text is None:
            raise HttpError(422, _("Send “text”, or “posts” with one to 100 posts."))
        return [PostIn(**self.dict(exclude={"posts"}))]


class FindingOut(Schema):
    start: int | None
    end: int | None
    type: str
    text: str
    rule: str
    why: str
    law: str
    sure: float


class ScreeningOut(Schema):
    """As `rounds screen` writes it. "clear" means that nothing was found; a check can miss things."""

    id: str | int | None = None
    verdict: Literal["clear", "review", "block"]
    findings: list[FindingOut]
    rewrites: list[str]
    authorization: str = Field("", description="The permission that made the post clear; empty where none did.")


class ScreeningsOut(Schema):
    results: list[ScreeningOut]


class HintOut(Schema):
    start: int | None
    end: int | None
    kind: str
    text: str
    why: str
    swap: str
    source: str


class ScoreOut(Schema):
    name: str
    value: float | None
    scale: str
    reason: str


class ReadingOut(Schema):
    """As `rounds grade` writes it. `grade` is null where none can be worked out; `reason` says why."""

    id: str | int | None = None
    language: str
    counts: dict[str, int]
    formulas: list[ScoreOut]
    findings: list[HintOut]
    grade: float | None
    level: int | None
    reason: str


class ReadingsOut(Schema):
    results: list[ReadingOut]


def checked(asked: PostsIn) -> list[PostIn]:
    posts = asked.listed()
    for number, post in enumerate(posts, 1):
        if len(post.text) > LONGEST:
            words = _("Post %(number)s has %(n)s characters. Use at most %(most)s.")
            raise HttpError(413, words % {"number": number, "n": f"{len(post.text):,}", "most": f"{LONGEST:,}"})
    return posts


def answered(asked: PostsIn, results: list[dict[str, Any]]) -> dict[str, Any]:
    return results[0] if asked.posts is None else {"results": results}


def one_screened(post: PostIn, place: Place | None, signed: Authorization | None, on: dt.date) -> dict[str, Any]:
    permission = for_text(signed, post.text) if signed else None
    found = screen(
        post.text, voice=post.voice, channel=post.channel, policy=policy_of(place), authorization=permission, on=on
    )
    return {"id": post.id, **as_json(found)}


def signed_for(posts: list[PostIn], place: Place | None, *, on: dt.date) -> list[Authorization | None]:
    """The permission each post names; 422 for one that the place does not have or that is no longer good."""
    named = [post.authorization.strip().lower() for post in posts]
    good = good_authorizations(place, on=on) if place and any(named) else ()
    known = {one.reference.lower(): one for one in good}
    for number, name in enumerate(named):
        if name and name not in known:
            words = _("Post %(number)s names the permission %(name)s. Your place has no good permission of that name.")
            raise HttpError(422, words % {"number": number + 1, "name": posts[number].authorization})
    return [known.get(name) for name in named]


@router.post(
    "/screen",
    response=ScreeningOut | ScreeningsOut,
    auth=asker_of,
    throttle=LIMITS,
    summary="Look in posts for what could tell who a patient is",
)
def screen_posts(request: HttpRequest, asked: PostsIn) -> dict[str, Any]:
    asker: Asker = request.auth  # type: ignore[attr-defined]
    posts, on = checked(asked), timezone.localdate()
    signed = signed_for(posts, asker.place, on=on)
    found = [one_screened(post, asker.place, one, on) for post, one in zip(posts, signed, strict=True)]
    return answered(asked, found)


@router.post(
    "/grade",
    response=ReadingOut | ReadingsOut,
    auth=asker_of,
    throttle=LIMITS,
    summary="Grade how hard posts are to read",
)
def grade_posts(request: HttpRequest, asked: PostsIn) -> dict[str, Any]:
    read = [(post, readability.grade(post.text, language=post.language)) for post in checked(asked)]
    return answered(asked, [{"id": post.id, **readability.as_json(reading)} for post, reading in read])
