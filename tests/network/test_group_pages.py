"""The pages of groups, and that nobody reaches another's."""

import uuid
from typing import Any

import pytest
from django.test import Client

from rounds.network.group_letters import stop_token
from rounds.network.models import Draft, Group, GroupMember, Post
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.groups import (
    GroupFactory,
    PostFactory,
    ReportFactory,
    StaffGroupFactory,
    TopicFactory,
    colleague,
    inside,
    member_organisation,
)
from tests.factories.network import NOON

pytestmark = pytest.mark.django_db
ASKING = "My patient told me tonight that nobody had explained the tablets."


def typed(words: str = "Who answers at night?", **more: str) -> dict[str, str]:
    return {"words": words, "key": str(uuid.uuid4()), **more}


@pytest.mark.slow
def test_each_address_of_a_closed_group_as_every_other_person() -> None:
    group = StaffGroupFactory(door="closed", organisation=member_organisation())
    topic = TopicFactory(group=group)
    post = PostFactory(topic=topic)
    ReportFactory(post=post)
    at = f"/groups/{group.slug}"
    pages = [at, f"{at}/people", f"{at}/write", f"{at}/topics/{topic.pk}", f"{at}/reports", f"{at}/settings"]
    pages += [f"{at}/close"] + [f"{at}/posts/{post.pk}/{step}" for step in ("edit", "report", "hide", "restore")]
    posts = [
        f"{at}/join",
        f"{at}/leave",
        f"{at}/letters",
        f"{at}/topics/{topic.pk}/close",
        f"{at}/posts/{post.pk}/leave",
    ]
    others = [PersonFactory(), StaffFactory(), colleague(), colleague(group.organisation), inside(GroupFactory())]

    for person in others:
        client = signed_in(person)
        assert {client.get(url).status_code for url in pages} == {404}
        assert {client.post(url, typed()).status_code for url in [*pages[2:4], *posts]} == {404}
    assert {Client().get(url).status_code for url in pages} == {302}
    member = signed_in(inside(group))
    assert [member.get(url).status_code for url in pages] == [200, 200, 200, 200, 403, 403, 403, 403, 200, 403, 403]
    moderator = signed_in(inside(group, moderates=True))
    assert [moderator.get(url).status_code for url in pages] == [200] * 7 + [403, 200, 200, 200]


def test_post_is_found_under_its_own_group_alone() -> None:
    mine, other = PostFactory(), GroupFactory()
    client = signed_in(inside(mine.topic.group, moderates=True))

    for step in ("report", "hide"):
        assert client.get(f"/groups/{other.slug}/posts/{mine.pk}/{step}").status_code in {403, 404}
    assert client.get(f"/groups/{other.slug}/topics/{mine.topic_id}").status_code == 404


def test_topic_is_started_by_the_form() -> None:
    group = GroupFactory()
    client = signed_in(inside(group))

    answer = client.post(f"/groups/{group.slug}/write", typed(title="Nights"))

    post = Post.objects.get()
    assert answer["Location"] == f"/groups/{group.slug}/topics/{post.topic_id}#post-{post.pk}"
    assert "Who answers at night?" in client.get(answer["Location"]).content.decode()


def test_findings_are_shown_and_the_second_press_posts() -> None:
    topic = TopicFactory()
    client, url = signed_in(inside(topic.group)), f"/groups/{topic.group.slug}/topics/{topic.pk}"
    first = typed(ASKING)

    asked = client.post(url, first)
    seen = asked.context["checked"].seen
    posted = client.post(url, {**first, "seen": seen})

    page = asked.content.decode()
    assert (asked.status_code, posted.status_code) == (422, 302)
    assert (ASKING in page, "I have looked: post it" in page, f'name="seen" value="{seen}"' in page) == (
        True,
        True,
        True,
    )


def test_same_form_in_two_tabs_posts_once() -> None:
    topic = TopicFactory()
    client, url = signed_in(inside(topic.group)), f"/groups/{topic.group.slug}/topics/{topic.pk}"
    form = typed()

    answers = [client.post(url, form)["Location"] for _ in range(2)]

    assert answers[0] == answers[1]
    assert Post.objects.count() == 1


def test_empty_form_says_so_beside_the_field() -> None:
    group = GroupFactory()

    answer = signed_in(inside(group)).post(f"/groups/{group.slug}/write", typed("", title="Nights"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert ("Write something first." in page, 'value="Nights"' in page) == (True, True)


def test_box_is_checked_while_somebody_types_and_nothing_is_kept() -> None:
    topic = TopicFactory()
    client, url = signed_in(inside(topic.group)), f"/groups/{topic.group.slug}/topics/{topic.pk}"

    page = client.post(url, typed("Margaret Hale, 84, left our ward yesterday."), headers={"HX-Request": "true"})
    nothing = client.post(url, typed("Hello."), headers={"HX-Request": "true"})

    assert "Must be fixed" in page.content.decode()
    assert "We found nothing" in nothing.content.decode()
    assert Post.objects.count() == 0


def test_draft_comes_back() -> None:
    topic = TopicFactory()
    client, url = signed_in(inside(topic.group)), f"/groups/{topic.group.slug}/topics/{topic.pk}"

    client.post(url, typed("Half a thought", do="draft"))

    assert Draft.objects.get().words == "Half a thought"
    assert "Half a thought" in client.get(url).content.decode()
    assert Post.objects.count() == 0


def test_words_are_marked_up_and_nothing_else() -> None:
    post = PostFactory(words="**Yes** <script>alert(1)</script> [x](javascript:alert(1)) ![p](https://a.example/p.png)")

    page = signed_in(inside(post.topic.group)).get(f"/groups/{post.topic.group.slug}/topics/{post.topic_id}")

    text = page.content.decode()
    assert ("<strong>Yes</strong>" in text, "<script>alert" in text, 'href="javascript' in text) == (True, False, False)
    assert "<img" not in text


def test_hidden_words_reach_moderators_alone() -> None:
    moderator = PersonFactory()
    post = PostFactory(words="A rude word", hidden=NOON, hidden_by=moderator, hidden_reason="It was rude.")
    group = post.topic.group
    url = f"/groups/{group.slug}/topics/{post.topic_id}"

    member = signed_in(inside(group)).get(url).content.decode()
    leader = signed_in(inside(group, moderates=True)).get(url).content.decode()

    assert [("It was rude." in page, "A rude word" in page) for page in (member, leader)] == [
        (True, False),
        (True, True),
    ]


def test_moderator_hides_with_a_reason() -> None:
    post = PostFactory()
    group = post.topic.group
    client = signed_in(inside(group, moderates=True))
    url = f"/groups/{group.slug}/posts/{post.pk}/hide"

    answers = [client.post(url, {"reason": reason}).status_code for reason in ("", "It names a colleague.")]

    post.refresh_from_db()
    assert (answers, post.hidden_reason) == ([422, 302], "It names a colleague.")


def test_report_is_told_and_settled_by_the_pages() -> None:
    post = PostFactory()
    group = post.topic.group
    member, moderator = signed_in(inside(group)), signed_in(inside(group, moderates=True))

    answers = [
        member.post(f"/groups/{group.slug}/posts/{post.pk}/report", data).status_code
        for data in ({"words": ""}, {"problem": "rude"})
    ]
    rows = moderator.get(f"/groups/{group.slug}/reports").context["rows"]
    moderator.post(f"/groups/{group.slug}/posts/{post.pk}/leave")

    report = post.reports.get()
    assert (answers, [one.pk for one, _html in rows]) == ([422, 302], [report.pk])
    assert report.settled is not None


def test_member_comes_and_goes_by_the_buttons() -> None:
    group, person = GroupFactory(), colleague()
    client, at = signed_in(person), f"/groups/{group.slug}"

    client.post(f"{at}/join")
    client.post(f"{at}/letters", {"digest": "daily"})
    place = GroupMember.objects.get()
    client.post(f"{at}/leave")

    assert (place.state, place.digest) == ("in", "daily")
    place.refresh_from_db()
    assert (place.state, place.digest) == ("out", "none")


@pytest.mark.slow
def test_moderator_looks_after_the_people() -> None:
    group = GroupFactory(door="ask")
    client, asking = signed_in(inside(group, moderates=True)), colleague()
    signed_in(asking).post(f"/groups/{group.slug}/join")
    place = GroupMember.objects.get(person=asking)
    url = f"/groups/{group.slug}/people"

    for step in ("let_in", "make_moderator", "unmake_moderator"):
        client.post(f"{url}/{place.pk}", {"do": step})
    place.refresh_from_db()
    unknown = client.post(url, {"email": "nobody@people.example"})
    added = client.post(url, {"email": colleague().email.upper()})

    assert (place.state, place.moderates) == ("in", False)
    assert (unknown.status_code, added.status_code) == (422, 302)
    assert client.get(url).status_code == 200


def test_groups_are_made_by_those_who_may() -> None:
    own = member_organisation()
    form: dict[str, Any] = {"name": "Night desk", "about": "Who answers.", "door": "ask"}
    manager = signed_in(colleague(own, manages=True))

    peers, staff = manager.post("/groups/new", form), manager.post(f"/org/{own.slug}/groups/new", form)
    refused = [
        signed_in(colleague(own)).post(url, form).status_code for url in ("/groups/new", f"/org/{own.slug}/groups/new")
    ]

    assert [answer["Location"] for answer in (peers, staff)] == ["/groups/night-desk", "/groups/night-desk-2"]
    assert refused == [403, 403]
    assert manager.post(f"/org/{own.slug}/groups/new", {**form, "name": ""}).status_code == 422
    manager.post("/groups/night-desk/settings", {**form, "name": "Day desk"})
    manager.post("/groups/night-desk/settings", {"do": "close"})
    found = Group.objects.get(slug="night-desk")
    assert (found.name, found.closed is not None) == ("Day desk", True)


def test_one_click_stops_the_letters_and_a_visit_only_asks() -> None:
    person = inside(GroupFactory(), digest="daily")
    url = f"/groups/letters/{stop_token(person)}"
    client = Client(enforce_csrf_checks=True)

    asked = client.get(url).status_code
    before = GroupMember.objects.get().digest
    done = client.post(url, {"List-Unsubscribe": "One-Click"}).status_code

    assert (asked, before, done, GroupMember.objects.get().digest) == (200, "daily", 200, "none")
    assert client.get("/groups/letters/forged").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_for_more(count: int, django_assert_num_queries: Any) -> None:
    group = GroupFactory()
    client = signed_in(inside(group, moderates=True))
    topic = TopicFactory(group=group)
    for _ in range(count):
        PostFactory(topic=topic)
        TopicFactory(group=group)
        GroupFactory()
        ReportFactory(post__topic=topic)
    at = f"/groups/{group.slug}"

    found = {}
    for url in ("/groups", at, f"{at}/topics/{topic.pk}", f"{at}/reports", f"{at}/people"):
        with django_assert_num_queries(COUNTS[url.replace(at, "@").replace(str(topic.pk), "#")]):
            found[url] = client.get(url)

    assert len(found["/groups"].context["page"]) == count + 1
    assert len(found[f"{at}/reports"].context["rows"]) == count


COUNTS = {"/groups": 15, "@": 20, "@/topics/#": 14, "@/reports": 9, "@/people": 11}
