"""The words of the letters about groups and announcements. None of them repeats what was written there."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.accounts.letters import Words, absolute, tell, tell_all
from rounds.accounts.models import Kind, Person
from rounds.accounts.quiet_hours import first_moment_outside
from rounds.core.mail import letter, post
from rounds.network.models import Announcement, Group, Post, Report
from rounds.network.queries.groups import News

STOP_SALT = "rounds.network.digest"


def url_of(post: Post) -> str:
    return absolute("network:topic", post.topic.group.slug, post.topic_id) + f"#post-{post.pk}"


def tell_mentioned(post: Post, people: Sequence[Person], *, at: dt.datetime) -> None:
    def words() -> Words:
        facts = {"who": post.by.name, "group": post.topic.group.name}
        return Words(
            subject=_("%(who)s asks for you in a group") % facts,
            lines=[
                _("%(who)s named you in the group “%(group)s”. Read it there: letters do not carry what was said.")
                % facts
            ],
            button=_("Read and answer"),
            url=url_of(post),
            why=_("You are a member of this group."),
        )

    tell_all(people, words, kind=Kind.NEEDS, at=at)


def tell_moderators(report: Report, *, at: dt.datetime) -> None:
    group = report.post.topic.group
    led = group.people.filter(moderates=True, person__is_active=True).select_related("person")

    def words() -> Words:
        return Words(
            subject=_("Look at a reported post"),
            lines=[
                _("Somebody reported a post in the group “%(group)s”. Leave it or hide it.") % {"group": group.name}
            ],
            button=_("Look at it"),
            url=absolute("network:reports", group.slug),
            why=_("You are a moderator of this group."),
        )

    tell_all([one.person for one in led], words, kind=Kind.NEEDS, at=at)


def tell_staff(announcement: Announcement, person: Person, *, at: dt.datetime) -> bool:
    """The title stays out of the subject: it may be for colleagues alone."""

    def words() -> Words:
        facts = {"organisation": announcement.organisation.name, "who": announcement.by.name}
        lines = [_("%(who)s tells the people of %(organisation)s something.") % facts]
        if announcement.confirm:
            lines.append(_("You are asked to confirm that you have read it."))
        return Words(
            subject=_("News from %(organisation)s") % facts,
            lines=lines,
            button=_("Read it"),
            url=absolute("network:announcement", announcement.organisation.slug, announcement.pk),
            why=_("You have a seat at %(organisation)s.") % facts,
        )

    return tell(person, words, kind=Kind.NEEDS if announcement.confirm else Kind.CHANGED, at=at)


def send_digest(person: Person, news: Sequence[tuple[Group, list[News]]], *, at: dt.datetime) -> None:
    """One letter for all groups that are due: titles and numbers, outside the reader's quiet hours."""
    stop = settings.BASE_URL + reverse("network:stop_digests", args=[stop_token(person)])
    with translation.override(person.language):
        number = sum(one.posts for _group, found in news for one in found)
        count = ngettext("%(count)s new post", "%(count)s new posts", number) % {"count": number}
        parts = [
            (
                group.name,
                [(one.topic.title, one.posts, absolute("network:topic", group.slug, one.topic.pk)) for one in found],
            )
            for group, found in news
        ]
        subject = _("%(count)s in your groups") % {"count": count}
    context = {"subject": subject, "parts": parts, "url": absolute("network:groups")}
    message = letter(
        "network/mail/digest", to=person.email, language=person.language, context=dict(context), stop_url=stop
    )
    moment = at
    if person.quiet_from is not None and person.quiet_until is not None:
        moment = first_moment_outside(at, zone=person.time_zone, starts=person.quiet_from, ends=person.quiet_until)
    post(message, not_before=moment if moment > at else None)


def stop_token(person: Person) -> str:
    return signing.dumps(person.pk, salt=STOP_SALT)


def read_stop_token(token: str) -> Person | None:
    """Whose digests a stop link names; such a link never grows old."""
    try:
        number = signing.loads(token, salt=STOP_SALT)
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=number, erased__isnull=True).first()
