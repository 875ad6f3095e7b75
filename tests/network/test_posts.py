"""Writing in groups: the privacy screen, one form one post, the limits, and moderating."""

import datetime as dt
import uuid

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from rounds.accounts.models import Entry
from rounds.network.actions import posts as actions
from rounds.network.actions.forgetting import forget_words
from rounds.network.actions.words import WordsRefused
from rounds.network.models import Draft, Post, Report
from rounds.network.queries import groups as queries
from rounds.network.queries.held import held_in_groups
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.groups import (
    GroupFactory,
    PostFactory,
    ReportFactory,
    StaffGroupFactory,
    TopicFactory,
    colleague,
    inside,
)
from tests.factories.network import NOON
from tests.factories.screening import PlaceFactory

pytestmark = pytest.mark.django_db
TELLING = "We discharged Margaret Hale, 84, from Ely Street yesterday."
ASKING = "My patient told me tonight that nobody had explained the tablets."


def test_topic_is_started_and_stands_in_the_trail() -> None:
    group = GroupFactory()
    person = inside(group)

    post = actions.start_topic(group, title="Nights", words="Who answers?", key=uuid.uuid4(), by=person, at=NOON)

    assert (post.topic.title, post.topic.group, post.words) == ("Nights", group, "Who answers?")
    assert Entry.objects.latest("pk").verb == "network.topic_started"


def test_one_form_posts_once() -> None:
    group = GroupFactory()
    person, key = inside(group), uuid.uuid4()

    first = actions.start_topic(group, title="Nights", words="Who answers?", key=key, by=person, at=NOON)
    second = actions.start_topic(group, title="Nights", words="Who answers?", key=key, by=person, at=NOON)
    other = uuid.uuid4()
    replies = [actions.reply(first.topic, words="We do.", key=other, by=person, at=NOON) for _ in range(2)]

    assert (first, replies[0]) == (second, replies[1])
    assert Post.objects.count() == 2


def test_database_refuses_the_second_post_of_a_form() -> None:
    post = PostFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        PostFactory(by=post.by, key=post.key)


def test_what_must_be_fixed_stops() -> None:
    group = GroupFactory()

    with pytest.raises(WordsRefused, match="Nothing was sent") as refusal:
        actions.start_topic(group, title="x", words=TELLING, key=uuid.uuid4(), by=inside(group), at=NOON)

    seen = refusal.value.checked.seen
    with pytest.raises(WordsRefused):
        actions.start_topic(group, title="x", words=TELLING, key=uuid.uuid4(), seen=seen, by=inside(group), at=NOON)
    assert Post.objects.count() == 0


def test_what_should_be_looked_at_asks_once_about_exactly_these_words() -> None:
    group = GroupFactory()
    person, topic = inside(group), TopicFactory(group=group)

    with pytest.raises(WordsRefused, match="Look at what we found") as refusal:
        actions.reply(topic, words=ASKING, key=uuid.uuid4(), by=person, at=NOON)
    seen = refusal.value.checked.seen
    with pytest.raises(WordsRefused):
        actions.reply(topic, words=f"{ASKING} Why?", key=uuid.uuid4(), seen=seen, by=person, at=NOON)
    post = actions.reply(topic, words=ASKING, key=uuid.uuid4(), seen=seen, by=person, at=NOON)

    assert post.words == ASKING


def test_staff_group_keeps_to_the_rules_of_its_place() -> None:
    group = StaffGroupFactory(organisation__place=PlaceFactory(forbidden_words="bargain"))
    topic, person = TopicFactory(group=group), inside(group)

    with pytest.raises(WordsRefused):
        actions.reply(topic, words="Our fair was a bargain.", key=uuid.uuid4(), by=person, at=NOON)


def test_only_members_write_and_only_while_the_group_goes_on() -> None:
    group = GroupFactory()
    topic = TopicFactory(group=group)
    closed = TopicFactory(group=GroupFactory(closed=NOON))

    for where, who in ((topic, colleague()), (topic, StaffFactory()), (closed, inside(closed.group))):
        with pytest.raises(actions.PostRefused, match="once you are a member"):
            actions.reply(where, words="Hello.", key=uuid.uuid4(), by=who, at=NOON)


def test_closed_topic_takes_no_reply_and_opens_again() -> None:
    topic = TopicFactory()
    person = inside(topic.group, moderates=True)
    actions.close_topic(topic, True, by=person, at=NOON)

    with pytest.raises(actions.PostRefused, match="closed this topic"):
        actions.reply(topic, words="Hello.", key=uuid.uuid4(), by=person, at=NOON)
    actions.close_topic(topic, False, by=person, at=NOON)

    assert actions.reply(topic, words="Hello.", key=uuid.uuid4(), by=person, at=NOON).topic == topic


def test_twenty_posts_in_ten_minutes_are_enough() -> None:
    topic = TopicFactory()
    person = inside(topic.group)
    PostFactory.create_batch(actions.MOST_POSTS, topic=topic, by=person, at=NOON)

    with pytest.raises(actions.PostRefused, match="Wait a little"):
        actions.reply(topic, words="Hello.", key=uuid.uuid4(), by=person, at=NOON + dt.timedelta(minutes=9))
    later = NOON + dt.timedelta(minutes=10)

    assert actions.reply(topic, words="Hello.", key=uuid.uuid4(), by=person, at=later).at == later


def test_who_is_named_hears_of_it_without_the_words() -> None:
    group = GroupFactory(name="Crisis desk")
    person, named, other = inside(group), inside(group), inside(group)
    topic = TopicFactory(group=group)

    post = actions.reply(topic, words=f"What does @{named.name} say?", key=uuid.uuid4(), by=person, at=NOON)

    assert [one.to for one in mail.outbox] == [[named.email]]
    assert "say?" not in str(mail.outbox[0].body)
    assert list(queries.mentions_of(named)) == [post]
    assert list(queries.mentions_of(other)) == []


def test_naming_somebody_outside_the_group_tells_nobody() -> None:
    topic = TopicFactory()
    outside = colleague()

    actions.reply(topic, words=f"Ask @{outside.name}.", key=uuid.uuid4(), by=inside(topic.group), at=NOON)

    assert mail.outbox == []


def test_own_post_is_changed_for_half_an_hour() -> None:
    topic = TopicFactory()
    person = inside(topic.group)
    post = PostFactory(topic=topic, by=person)

    actions.change_post(post, words="Better.", by=person, at=NOON + dt.timedelta(minutes=30))
    with pytest.raises(actions.PostRefused, match="30 minutes"):
        actions.change_post(post, words="Late.", by=person, at=NOON + dt.timedelta(minutes=31))
    with pytest.raises(WordsRefused):
        actions.change_post(post, words=TELLING, by=person, at=NOON)
    with pytest.raises(actions.PostRefused, match="your own"):
        actions.change_post(post, words="Mine.", by=inside(topic.group), at=NOON)
    actions.hide_post(post, "Rude", by=inside(topic.group, moderates=True), at=NOON)
    with pytest.raises(actions.PostRefused, match="hidden"):
        actions.change_post(post, words="Again.", by=person, at=NOON)

    assert Post.objects.get(pk=post.pk).words == "Better."


def test_draft_is_kept_and_used_up_by_the_post() -> None:
    topic = TopicFactory()
    person = inside(topic.group)
    for words in ("First.", "Second."):
        actions.keep_draft(topic.group, topic, title="", words=words, by=person, at=NOON)
    actions.keep_draft(topic.group, None, title="New", words="", by=person, at=NOON)
    kept = queries.draft_of(person, topic.group, topic)

    actions.reply(topic, words="Second.", key=uuid.uuid4(), by=person, at=NOON)
    actions.keep_draft(topic.group, None, title=" ", words="", by=person, at=NOON)

    assert kept is not None
    assert kept.words == "Second."
    assert Draft.objects.count() == 0


def test_report_reaches_the_moderators_once() -> None:
    topic = TopicFactory()
    moderator, person = inside(topic.group, moderates=True), inside(topic.group)
    post = PostFactory(topic=topic)

    reports = [actions.report_post(post, "rude", by=person, at=NOON) for _ in range(2)]

    assert reports[0] == reports[1]
    assert [one.to for one in mail.outbox] == [[moderator.email]]
    assert post.words not in str(mail.outbox[0].body)


def test_too_many_reports_in_a_day_are_refused() -> None:
    person, post = inside(TopicFactory().group), PostFactory()
    ReportFactory.create_batch(actions.MOST_REPORTS, by=person)

    with pytest.raises(actions.PostRefused, match="many posts today"):
        actions.report_post(post, "rude", by=person, at=NOON)


def test_hidden_post_leaves_all_but_moderators_and_settles_its_reports() -> None:
    topic = TopicFactory()
    moderator, person = inside(topic.group, moderates=True), inside(topic.group)
    post = PostFactory(topic=topic)
    ReportFactory(post=post)

    actions.hide_post(post, "It names a colleague.", by=moderator, at=NOON)
    actions.hide_post(post, "Twice.", by=moderator, at=NOON)

    seen = [list(queries.posts_visible_to(one)) for one in (moderator, person, PersonFactory())]
    post.refresh_from_db()
    assert seen == [[post], [], []]
    assert (post.hidden_reason, Report.objects.get().settled_by) == ("It names a colleague.", moderator)
    actions.restore_post(post, "A mistake of ours.", by=moderator, at=NOON)
    assert list(queries.posts_visible_to(person)) == [post]


def test_report_that_finds_nothing_is_settled_and_stays() -> None:
    report = ReportFactory()
    moderator = inside(report.post.topic.group, moderates=True)

    actions.leave_post(report.post, by=moderator, at=NOON)

    report.refresh_from_db()
    assert (report.settled, report.post.hidden) == (NOON, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(settled=None)


def test_only_moderators_moderate() -> None:
    post = PostFactory()

    for who in (inside(post.topic.group), colleague()):
        for act in (
            lambda: actions.hide_post(post, "x", by=who, at=NOON),  # noqa: B023
            lambda: actions.restore_post(post, "x", by=who, at=NOON),  # noqa: B023
            lambda: actions.leave_post(post, by=who, at=NOON),  # noqa: B023
        ):
            with pytest.raises(actions.PostRefused, match="Only moderators"):
                act()


def test_reports_are_for_their_moderators() -> None:
    mine, other = ReportFactory(), ReportFactory()
    moderator = inside(mine.post.topic.group, moderates=True)

    assert list(queries.reports_visible_to(moderator)) == [mine]
    assert list(queries.reports_visible_to(StaffFactory())) == [mine, other]
    assert list(queries.reports_visible_to(mine.by)) == []


def test_erased_person_leaves_no_words_and_others_keep_theirs() -> None:
    topic = TopicFactory()
    person, other = inside(topic.group), PostFactory(topic=topic)
    post = PostFactory(topic=topic, by=person)
    name, before = held_in_groups(person)

    forget_words(person, NOON)

    post.refresh_from_db()
    assert (name, [row["what"] for row in before]) == ("groups", ["group", "post"])
    assert (post.words, Post.objects.get(pk=other.pk).words) == ("", other.words)
    assert [row["what"] for row in held_in_groups(person)[1]] == ["post"]
