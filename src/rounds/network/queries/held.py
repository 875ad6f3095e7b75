"""What groups, announcements and the directory hold about a person, for their export."""

from typing import Any

from rounds.accounts.models import Person
from rounds.network.models import Consent, Draft, GroupMember, Listing, Post, Receipt, Report

Section = tuple[str, list[dict[str, Any]]]


def held_in_groups(person: Person) -> Section:
    groups = GroupMember.objects.filter(person=person).order_by("since")
    posts = Post.objects.filter(by=person).order_by("at")
    drafts = Draft.objects.filter(person=person).order_by("saved")
    reports = Report.objects.filter(by=person).order_by("at")
    listing = Listing.objects.filter(person=person)
    consents = Consent.objects.filter(person=person).order_by("at")
    receipts = Receipt.objects.filter(person=person).order_by("announcement__at")
    shows = tuple(f"show_{field}" for field in Listing.FIELDS)
    return "groups", [
        *labelled("group", groups.values("group__name", "state", "moderates", "digest", "since")),
        *labelled("post", posts.values("topic__title", "words", "at", "changed", "hidden_reason")),
        *labelled("draft", drafts.values("group__name", "title", "words", "saved")),
        *labelled("report", reports.values("problem", "words", "at", "settled")),
        *labelled("directory", listing.values("role", "languages", "networks", "helps", *shows)),
        *labelled("consent", consents.values("field", "audience", "at")),
        *labelled("announcement", receipts.values("announcement__title", "mailed", "opened", "confirmed")),
    ]


def labelled(what: str, rows: Any) -> list[dict[str, Any]]:
    return [{"what": what, **row} for row in rows]
