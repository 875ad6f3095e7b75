"""Contests as pages: for visitors, writers, supporters, judges and the team."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from rounds.events.models import Contest, Entry, Sheet, Support
from tests.factories.accounts import signed_in
from tests.factories.contests import (
    OVER,
    VOTING,
    WORDS,
    WRITING,
    ContestFactory,
    EntryFactory,
    finalist,
    judge_of,
    liked,
    marked,
    voter,
)
from tests.factories.events import EventFactory, helper

pytestmark = pytest.mark.django_db
AT = "/events/summit/contests/grants"
DESK = "/events/summit/desk/contests"


@pytest.fixture
def contest() -> Contest:
    return ContestFactory(event=EventFactory(slug="summit"), slug="grants", name="Patient grants")


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda at: monkeypatch.setattr("django.utils.timezone.now", lambda: at)


@pytest.mark.slow
def test_entry_is_written_counted_and_sent_by_the_form(contest: Contest, now: Any) -> None:
    now(WRITING)
    client = signed_in()

    counted = client.post(f"{AT}/entry", {"words": "One two three"}, headers={"HX-Request": "true"})
    short = client.post(
        f"{AT}/entry", {"title": "A", "words": "One two", "named": "full", "consent": "on", "do": "send"}
    )
    draft = client.post(f"{AT}/entry", {"title": "A", "words": "One two", "do": "save"})
    sent = client.post(f"{AT}/entry", {"title": "A", "words": WORDS, "named": "full", "consent": "on", "do": "send"})

    assert "3 words" in counted.content.decode()
    assert (short.status_code, "One two" in short.content.decode()) == (422, True)
    assert [one.status_code for one in (draft, sent)] == [302, 302]
    assert Entry.objects.get().state == "sent"
    assert "send it again" in client.get(f"{AT}/entry").content.decode()
    assert client.get(f"{AT}/entry/withdraw").status_code == 200
    assert client.post(f"{AT}/entry/withdraw").status_code == 302
    assert Entry.objects.get().state == "withdrawn"


def test_visitors_read_entries_from_the_start_of_the_vote(contest: Contest, now: Any) -> None:
    entry = EntryFactory(contest=contest, title="A long way")
    page = f"{AT}/entries/{entry.code}"

    now(WRITING)
    early = [Client().get(page).status_code, "A long way" in Client().get(AT).content.decode()]
    now(VOTING)
    later = [Client().get(page).status_code, "A long way" in Client().get(AT).content.decode()]

    assert (early, later) == ([404, False], [200, True])
    assert Client().post(f"{page}/support", {"words": ""}).status_code == 302


@pytest.mark.slow
def test_no_page_tells_how_the_vote_stands(contest: Contest, now: Any) -> None:
    now(VOTING)
    entry = EntryFactory(contest=contest)
    desk, visitor = signed_in(helper(contest.event, "organiser")), Client()

    def pages() -> list[str]:
        found = [visitor.get(AT), visitor.get(f"{AT}/entries/{entry.code}"), desk.get(f"{DESK}/grants")]
        found += [desk.get(f"{DESK}/grants/entries/{entry.code}"), signed_in(entry.person).get(f"{AT}/entry")]
        return [one.content.decode().split("csrfmiddlewaretoken")[0] for one in found]

    before = pages()
    liked(entry, 4)

    assert pages() == before
    assert b"".join(desk.get(f"{DESK}/grants/results.csv")).decode().count("\n") == 1  # type: ignore[arg-type]


@pytest.mark.slow
def test_like_is_given_and_taken_back_by_the_form(contest: Contest, now: Any) -> None:
    now(VOTING)
    entry, client = EntryFactory(contest=contest), signed_in(voter())
    page = f"{AT}/entries/{entry.code}"

    named = client.post(f"{page}/support", {"words": "Anna Keller, MRN 48213377, is my patient."})
    given = client.post(f"{page}/support", {"words": "Well told."})
    again = client.post(f"{page}/support", {"words": ""})
    shown = client.get(page).content.decode()
    back = client.post(f"{page}/support/back")

    assert [one.status_code for one in (named, given, again, back)] == [422, 302, 422, 302]
    assert "You like this entry" in shown
    assert not Support.objects.exists()


@pytest.mark.slow
def test_judge_reads_without_counts_and_gives_a_sheet(contest: Contest, now: Any) -> None:
    now(OVER)
    entry, judge = finalist(contest, title="A long way"), judge_of(contest)
    client, page = signed_in(judge), f"{AT}/judging/{entry.code}"
    first, second = contest.criteria.order_by("pk")

    client.post(f"{page}/conflict", {"reason": "We are friends."})
    away = client.get(page).content.decode()
    back = client.post(f"{page}/conflict/back", follow=True).content.decode()
    empty = client.post(page, {"words": "I say why."})
    good = client.post(page, {f"mark-{first.pk}": "5", f"mark-{second.pk}": "3", "words": "I say why."})

    assert (empty.status_code, good.status_code, Sheet.objects.get().person) == (422, 302, judge)
    assert "A long way" in client.get(f"{AT}/judging").content.decode()
    assert "I say why." in client.get(page).content.decode()
    assert [f"{page}/conflict/back" in one for one in (away, back)] == [True, False]
    assert "You can judge this entry again" in back
    assert signed_in().get(f"{AT}/judging").status_code == 403


@pytest.mark.slow
def test_team_takes_a_contest_from_draft_to_recipients(now: Any) -> None:
    event = EventFactory(slug="summit")
    desk = signed_in(helper(event, "organiser"))
    form = {
        "name": "Grants", "about": "Tell us.", "rules": "Write.", "prize": "A ticket", "opens": "2026-09-01T07:00",
        "closes": "2026-09-21T07:00", "votes_from": "2026-09-21T07:00", "votes_until": "2026-10-11T07:00",
        "least_words": "20", "most_words": "60", "supports": "1", "finalists": "3", "recipients": "1", "judged_by": "1",
        "criteria": "Voice: we hear a person. 2\nUse", "judges": "", "companion": "on",
    }  # fmt: skip

    bad = desk.post(f"{DESK}/new", {**form, "criteria": "Use\nUse", "judges": "nobody@a.example"})
    made = desk.post(f"{DESK}/new", form)
    desk.post(f"{DESK}/grants/step", {"do": "announce"})
    contest = Contest.objects.get()
    entry = EntryFactory(contest=contest, state="sent")
    now(WRITING)
    read = desk.get(f"{DESK}/grants/entries/{entry.code}")
    version = read.context["form"]["version"].value()
    refused = desk.post(f"{DESK}/grants/entries/{entry.code}", {"version": version, "do": "refuse"})
    desk.post(f"{DESK}/grants/entries/{entry.code}", {"version": version, "do": "show"})
    (like,) = liked(entry, 1, 1)
    Support.objects.update(words_state="new")
    now(OVER)
    desk.post(f"{DESK}/grants/words/{like.pk}/look", {"do": "shown"})
    assert desk.get(f"{DESK}/grants/likes/{like.pk}/aside").status_code == 200
    desk.post(f"{DESK}/grants/step", {"do": "finalists"})
    marked(entry, 4, 4)
    desk.post(f"{DESK}/grants/step", {"do": "recipients", "code": [entry.code]})
    writer = signed_in(entry.person)
    came = writer.post(f"{AT}/entry/prize", {"reply": "yes", "companion_name": "Uncle Ben"})

    assert (bad.status_code, set(bad.context["form"].errors)) == (422, {"criteria", "judges"})
    assert (made["Location"], contest.criteria.get(name="Voice").weight) == (f"{DESK}/grants", 2)
    assert (refused.status_code, came.status_code) == (422, 302)
    assert "You receive a prize" in writer.get(f"{AT}/entry").content.decode()
    assert "Uncle Ben" in desk.get(f"{DESK}/grants").content.decode()
    assert "Uncle Ben" in desk.get(DESK).content.decode()
    assert desk.get(f"{DESK}/grants/settings").status_code == 200
    assert len(mail.outbox) == 3  # shown, finalist, recipient


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_do_not_grow(
    contest: Contest, now: Any, count: int, django_assert_num_queries: Any
) -> None:
    now(VOTING)
    for _number in range(count):
        EntryFactory(contest=contest)
    client = Client()

    with django_assert_num_queries(7):
        assert len(client.get(AT).context["page"].object_list) == count


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_desk_do_not_grow(
    contest: Contest, now: Any, count: int, django_assert_num_queries: Any
) -> None:
    now(OVER)
    for number in range(count):
        entry = finalist(contest, number + 1)
        marked(entry, 4, 4)
        liked(entry, 2, 1)
    client = signed_in(helper(contest.event, "organiser"))

    with django_assert_num_queries(21):
        assert len(client.get(f"{DESK}/grants").context["rows"]) == count
