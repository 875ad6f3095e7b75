"""Writing in groups, and keeping what was written civil."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.network.actions.groups import hold_group
from rounds.network.actions.words import refuse_telling_words
from rounds.network.group_letters import tell_mentioned, tell_moderators
from rounds.network.markup import named
from rounds.network.models import Draft, Group, Post, Report, Topic
from rounds.network.queries.groups import people_in
from rounds.network.queries.words import rules_for

EDIT_FOR = dt.timedelta(minutes=30)
MOST_POSTS, PER = 20, dt.timedelta(minutes=10)
MOST_REPORTS, DAY = 20, dt.timedelta(days=1)


class PostRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def start_topic(
    group: Group, *, title: str, words: str, key: uuid.UUID, seen: str = "", by: Person, at: dt.datetime
) -> Post:
    """Begin a conversation. The same form sent twice gives the same one."""
    if sent := sent_before(by, key):
        return sent
    held = hold_group(group.pk)
    may_write(held, by, at=at)
    refuse_telling_words(f"{title}\n\n{words}", seen=seen, by=by, place=rules_for(held, by))
    try:
        with transaction.atomic():
            topic = held.topics.create(title=title, by=by, at=at, last=at)
            post = topic.posts.create(by=by, words=words, at=at, key=key)
    except IntegrityError:
        return Post.objects.get(by=by, key=key)
    after_writing(post, held, None, at=at)
    record("network.topic_started", subject=topic, by=by, at=at)
    return post


@transaction.atomic
def reply(topic: Topic, *, words: str, key: uuid.UUID, seen: str = "", by: Person, at: dt.datetime) -> Post:
    """Answer in a conversation. The same form sent twice gives the same answer."""
    if sent := sent_before(by, key):
        return sent
    held = Topic.objects.select_for_update(of=("self",)).select_related("group__organisation__place").get(pk=topic.pk)
    if held.closed:
        raise PostRefused(_("A moderator has closed this topic. Your words are still in the box."))
    may_write(held.group, by, at=at)
    refuse_telling_words(words, seen=seen, by=by, place=rules_for(held.group, by))
    try:
        with transaction.atomic():
            post = held.posts.create(by=by, words=words, at=at, key=key)
    except IntegrityError:
        return Post.objects.get(by=by, key=key)
    Topic.objects.filter(pk=held.pk).update(last=at)
    after_writing(post, held.group, held, at=at)
    record("network.reply_written", subject=held, by=by, at=at, post=post.pk)
    return post


def sent_before(by: Person, key: uuid.UUID) -> Post | None:
    return Post.objects.filter(by=by, key=key).select_related("topic__group").first()


def may_write(group: Group, by: Person, *, at: dt.datetime) -> None:
    if not by.has_perm("network.write_in_group", group):
        raise PostRefused(_("You can write here once you are a member, and while the group goes on."))
    if Post.objects.filter(by=by, at__gt=at - PER).count() >= MOST_POSTS:
        raise PostRefused(_("You have written a lot within ten minutes. Wait a little, your words are still here."))


def after_writing(post: Post, group: Group, topic: Topic | None, *, at: dt.datetime) -> None:
    """The draft is used up, and who was named hears of it."""
    Draft.objects.filter(person=post.by, group=group, topic=topic).delete()
    people = {one.person_id: one.person for one in people_in(group) if one.person_id != post.by_id}
    told = named(post.words, {key: person.name for key, person in people.items()})
    post.mentions.set(told)
    tell_mentioned(post, [people[key] for key in sorted(told)], at=at)


@transaction.atomic
def change_post(post: Post, *, words: str, seen: str = "", by: Person, at: dt.datetime) -> None:
    """Put one's own words right, within half an hour and while no moderator has hidden them."""
    held = (
        Post.objects.select_for_update(of=("self",)).select_related("topic__group__organisation__place").get(pk=post.pk)
    )
    if not by.has_perm("network.change_post", held):
        raise PostRefused(_("You can change your own posts, unless a moderator has hidden them."))
    if at - held.at > EDIT_FOR:
        raise PostRefused(_("A post can be changed for 30 minutes. Write a reply to put it right."))
    if held.words == words:
        return
    refuse_telling_words(words, seen=seen, by=by, place=rules_for(held.topic.group, by))
    Post.objects.filter(pk=held.pk).update(words=words, changed=at)
    record("network.post_changed", subject=held.topic, by=by, at=at, post=held.pk)


def keep_draft(
    group: Group, topic: Topic | None, *, title: str, words: str, by: Person, at: dt.datetime
) -> Draft | None:
    """Put words aside, or throw the draft away when nothing is left of it."""
    if not (title.strip() or words.strip()):
        Draft.objects.filter(person=by, group=group, topic=topic).delete()
        return None
    draft, _new = Draft.objects.update_or_create(
        person=by, group=group, topic=topic, defaults={"title": title, "words": words, "saved": at}
    )
    return draft


@transaction.atomic
def report_post(post: Post, problem: str, *, words: str = "", by: Person, at: dt.datetime) -> Report:
    """Tell the moderators; telling twice is telling once."""
    held = Post.objects.select_related("topic__group").get(pk=post.pk)
    if found := held.reports.filter(by=by, settled__isnull=True).first():
        return found
    if Report.objects.filter(by=by, at__gt=at - DAY).count() >= MOST_REPORTS:
        raise PostRefused(_("You have reported many posts today. Write to the centre instead."))
    try:
        with transaction.atomic():
            report = held.reports.create(by=by, problem=problem, words=words, at=at)
    except IntegrityError:
        return held.reports.get(by=by, settled__isnull=True)
    record("network.post_reported", subject=held.topic, by=by, at=at, post=held.pk, problem=problem)
    tell_moderators(report, at=at)
    return report


@transaction.atomic
def hide_post(post: Post, reason: str, *, by: Person, at: dt.datetime) -> None:
    """Take words out of sight; the reason is shown in their place, and its reports are settled."""
    held = moderated(post, by)
    if held.hidden is None:
        Post.objects.filter(pk=held.pk).update(hidden=at, hidden_by=by, hidden_reason=reason)
        record("network.post_hidden", subject=held.topic, by=by, at=at, post=held.pk, reason=reason)
    held.reports.filter(settled__isnull=True).update(settled=at, settled_by=by)


@transaction.atomic
def restore_post(post: Post, reason: str, *, by: Person, at: dt.datetime) -> None:
    held = moderated(post, by)
    if held.hidden:
        Post.objects.filter(pk=held.pk).update(hidden=None, hidden_by=None, hidden_reason="")
        record("network.post_restored", subject=held.topic, by=by, at=at, post=held.pk, reason=reason)


@transaction.atomic
def leave_post(post: Post, *, by: Person, at: dt.datetime) -> None:
    """A moderator has looked and found nothing wrong."""
    held = moderated(post, by)
    if held.reports.filter(settled__isnull=True).update(settled=at, settled_by=by):
        record("network.report_settled", subject=held.topic, by=by, at=at, post=held.pk)


def moderated(post: Post, by: Person) -> Post:
    held = Post.objects.select_for_update(of=("self",)).select_related("topic__group__organisation").get(pk=post.pk)
    if not by.has_perm("network.moderate_group", held.topic.group):
        raise PostRefused(_("Only moderators of this group can do this."))
    return held


@transaction.atomic
def close_topic(topic: Topic, closed: bool, *, by: Person, at: dt.datetime) -> None:
    """No more replies, or replies again."""
    if Topic.objects.filter(pk=topic.pk, closed__isnull=closed).update(closed=at if closed else None):
        if closed:
            record("network.topic_closed", subject=topic, by=by, at=at)
        else:
            record("network.topic_opened", subject=topic, by=by, at=at)
