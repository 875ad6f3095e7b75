"""A contest: entries with consent, a vote whose count nobody sees, judges for themselves, and prizes as facts."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction

from rounds.accounts.models import Entry as Trail
from rounds.events.actions import contests, entries, supporting
from rounds.events.actions.contests import ContestRefused
from rounds.events.actions.forgetting import leave_what_follows
from rounds.events.models import Contest, Entry, EntryConsent, Support
from rounds.events.queries import contests as queries
from rounds.events.queries.held import held_around_events
from rounds.events.queries.waiting import waiting_at_desk
from rounds.events.queries.waiting_after import waiting_after
from rounds.network.actions.words import WordsRefused
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.contests import (
    BEGINS,
    DAY,
    OVER,
    VOTING,
    WORDS,
    WRITING,
    ContestFactory,
    EntryFactory,
    SupportFactory,
    finalist,
    judge_of,
    liked,
    marked,
    voter,
)
from tests.factories.events import helper

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    return ContestFactory()


def send(contest: Contest, person: Any, words: str = WORDS, *, at: dt.datetime = WRITING, **facts: Any) -> Entry:
    told = {"title": "What I learned", "words": words, "named": "first", "consent": True, **facts}
    return entries.send_entry(contest, **told, by=person, at=at)


def test_phases_follow_the_days(contest: Contest) -> None:
    moments = [BEGINS - DAY, BEGINS, VOTING, OVER]

    assert [queries.phase_of(contest, at=at) for at in moments] == ["coming", "open", "voting", "counting"]
    later = ContestFactory(votes_from=BEGINS + 22 * DAY)
    assert queries.phase_of(later, at=BEGINS + 21 * DAY) == "looking"
    assert queries.phase_of(ContestFactory(announced=None), at=VOTING) == "draft"


def test_entry_is_sent_with_consent_and_waits_for_a_look(contest: Contest) -> None:
    person = PersonFactory()
    entries.save_entry(contest, title="", words="A beginning", by=person, at=WRITING)

    entry = send(contest, person)

    assert (Entry.objects.count(), entry.state, entry.consents.get().named) == (1, "sent", "first")
    assert queries.shown_entries(contest, seed="") == []
    assert [letter.to for letter in mail.outbox] == [[person.email]]


@pytest.mark.parametrize(
    ("facts", "words", "field"),
    [
        ({"words": "Too short."}, "has 2 words. It needs 20 to 60", "words"),
        ({"words": WORDS * 2}, "has 90 words. It may have 60", "words"),
        ({"title": ""}, "a title", "title"),
        ({"consent": False}, "Everybody can read", "consent"),
        ({"named": ""}, "Choose the name", "named"),
        ({"at": BEGINS - DAY}, "no entries now", None),
        ({"at": BEGINS + 20 * DAY}, "no entries now", None),
    ],
)
def test_entry_is_refused(contest: Contest, facts: dict[str, Any], words: str, field: str | None) -> None:
    with pytest.raises(ContestRefused, match=words) as refused:
        send(contest, PersonFactory(), **facts)

    assert (refused.value.field, Entry.objects.filter(sent__isnull=False).count()) == (field, 0)


def test_entry_that_names_a_person_does_not_get_through(contest: Contest) -> None:
    with pytest.raises(WordsRefused):
        send(contest, PersonFactory(), f"{WORDS} My nurse wrote MRN 48213377 for Anna Keller on 3 May.")
    assert not EntryConsent.objects.exists()


def test_judges_and_the_team_do_not_take_part(contest: Contest) -> None:
    for person in (judge_of(contest), helper(contest.event, "organiser"), StaffFactory()):
        with pytest.raises(ContestRefused, match="do not take part"):
            send(contest, person)


def test_team_shows_exactly_what_it_read(contest: Contest) -> None:
    staff, entry = StaffFactory(), send(contest, PersonFactory())
    with pytest.raises(ContestRefused, match="Say why"):
        entries.look_at_entry(entry, shown=False, version=entry.changed.isoformat(), by=staff, at=WRITING)
    changed = send(contest, entry.person, WORDS + " And more.", at=WRITING + DAY)
    with pytest.raises(ContestRefused, match="Read it again"):
        entries.look_at_entry(entry, shown=True, version=entry.changed.isoformat(), by=staff, at=WRITING)

    entries.look_at_entry(changed, shown=True, version=changed.changed.isoformat(), by=staff, at=WRITING)

    ((shown, name),) = queries.shown_entries(contest, seed="")
    assert (shown, name) == (changed, changed.person.name.split()[0])
    with pytest.raises(ContestRefused, match="stays as it is"):
        entries.save_entry(contest, title="New", words="New", by=entry.person, at=WRITING)


def test_names_are_shown_as_their_writers_chose(contest: Contest) -> None:
    person = PersonFactory(name="Grace Mbeki")
    found = [EntryFactory(contest=ContestFactory(), person=person, agreed=named) for named in ("full", "first", "none")]

    names = [queries.name_of(one, list(one.consents.all())) for one in found]
    assert names == ["Grace Mbeki", "Grace", "Name not shown"]


def test_withdrawn_entry_is_gone_and_its_likes_are_free_again(contest: Contest) -> None:
    entry = EntryFactory(contest=contest)
    (support,) = liked(entry, 1)

    entries.withdraw_entry(entry, by=entry.person, at=VOTING)

    entry.refresh_from_db()
    assert (entry.words, entry.state, queries.shown_entries(contest, seed="")) == ("", "withdrawn", [])
    assert queries.supports_left(contest, support.person) == 1
    assert list(entry.consents.order_by("pk").values_list("given", flat=True)) == [True, False]
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.consents.update(given=True)


def test_like_is_one_for_each_person(contest: Contest) -> None:
    entry, other, person = EntryFactory(contest=contest), EntryFactory(contest=contest), voter()

    made = supporting.support_entry(entry, "Well told.", by=person, at=VOTING)
    for again, words in ((entry, "already"), (other, "all your likes")):
        with pytest.raises(ContestRefused, match=words):
            supporting.support_entry(again, "", by=person, at=VOTING)
    supporting.take_support_back(made, by=person, at=VOTING)
    supporting.support_entry(other, "", by=person, at=VOTING)

    assert Support.objects.get().entry == other
    assert {one.details.get("entry") for one in Trail.objects.filter(verb="events.entry_supported")} == {None}
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportFactory(entry=entry, person=person, slot=0)


def test_like_that_was_set_aside_stays_on_record_though_the_page_is_old(contest: Contest) -> None:
    person = voter()
    page = supporting.support_entry(EntryFactory(contest=contest), "", by=person, at=VOTING)
    supporting.set_aside(Support.objects.get(), "Made by a program", by=StaffFactory(), at=VOTING)

    with pytest.raises(ContestRefused, match="stays on record"):
        supporting.take_support_back(page, by=person, at=VOTING)

    assert Support.objects.get().aside_reason == "Made by a program"


def test_like_is_refused_to_those_who_may_not(contest: Contest) -> None:
    entry = EntryFactory(contest=contest)
    person = voter()

    for who, at, words in (
        (person, WRITING, "not open"),
        (person, OVER, "not open"),
        (entry.person, VOTING, "your own"),
        (judge_of(contest), VOTING, "Judges do not vote"),
        (PersonFactory(), VOTING, "Confirm your e-mail"),
    ):
        with pytest.raises(ContestRefused, match=words):
            supporting.support_entry(entry, "", by=who, at=at)
    with pytest.raises(WordsRefused):
        supporting.support_entry(entry, "Anna Keller, MRN 48213377, is my patient.", by=person, at=VOTING)
    with pytest.raises(ContestRefused, match="not shown"):
        supporting.support_entry(EntryFactory(contest=contest, state="sent"), "", by=person, at=VOTING)
    assert not Support.objects.exists()


def test_while_people_vote_three_kind_words_are_shown_and_no_number(contest: Contest) -> None:
    entry = EntryFactory(contest=contest)
    liked(entry, 6, 5)

    assert (len(queries.kind_words(entry, open_vote=True)), len(queries.kind_words(entry, open_vote=False))) == (3, 5)


def facts_of(contest: Contest, **facts: Any) -> dict[str, Any]:
    names = (
        "name",
        "about",
        "rules",
        "prize",
        "opens",
        "closes",
        "votes_from",
        "votes_until",
        "least_words",
        "most_words",
    )
    names += ("supports", "finalists", "recipients", "judged_by", "travel", "companion")
    return {**{name: getattr(contest, name) for name in names}, **facts}


def test_rules_stay_once_entries_are_in(contest: Contest) -> None:
    EntryFactory(contest=contest)
    lists: dict[str, Any] = {"criteria": [("Voice", "", 2)], "judges": [], "by": StaffFactory(), "at": WRITING}

    for facts in ({"finalists": 9}, {"closes": BEGINS + 10 * DAY}, {"least_words": 1}):
        with pytest.raises(ContestRefused, match="It stays"):
            contests.change_contest(contest, facts_of(contest, **facts), **lists)
    contests.change_contest(contest, facts_of(contest, closes=BEGINS + 25 * DAY, about="New"), **lists)

    contest.refresh_from_db()
    assert (contest.about, contest.closes, contest.criteria.count()) == ("New", BEGINS + 25 * DAY, 1)


def test_criteria_and_judges_stay_once_marks_are_given(contest: Contest) -> None:
    judge = judge_of(contest)
    marked(finalist(contest), 4, 4, by=judge)
    lists: dict[str, Any] = {"judges": [], "by": StaffFactory(), "at": OVER}

    with pytest.raises(ContestRefused, match="criteria stay"):
        contests.change_contest(contest, facts_of(contest), criteria=[("Voice", "", 1)], **lists)
    contests.change_contest(contest, facts_of(contest), criteria=[("Voice", "", 2), ("Use", "", 1)], **lists)

    assert contest.judges.get().person == judge


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"closes": BEGINS}, "closes"),
        ({"votes_from": BEGINS - DAY}, "votes_from"),
        ({"votes_until": BEGINS + 20 * DAY}, "votes_until"),
        ({"most_words": 3}, "most_words"),
        ({"recipients": 4}, "recipients"),
    ],
)
def test_days_and_numbers_have_their_order(facts: dict[str, Any], field: str) -> None:
    contest = ContestFactory()
    with pytest.raises(ContestRefused) as refused:
        contests.make_contest(
            contest.event, facts_of(contest, **facts), criteria=[], judges=[], by=StaffFactory(), at=BEGINS
        )
    assert refused.value.field == field


def test_contest_is_announced_with_rules_and_criteria() -> None:
    draft = ContestFactory(announced=None, rules="")

    with pytest.raises(ContestRefused, match="Write the rules"):
        contests.announce_contest(draft, by=StaffFactory(), at=BEGINS)
    Contest.objects.filter(pk=draft.pk).update(rules="Write about yourself.")
    assert list(queries.contests_visible_to(None, draft.event)) == []
    contests.announce_contest(draft, by=StaffFactory(), at=BEGINS)

    assert list(queries.contests_visible_to(None, draft.event)) == [draft]


def test_lists_and_permissions_agree(contest: Contest) -> None:
    for state in ("draft", "sent", "shown", "refused", "withdrawn"):
        EntryFactory(contest=contest, state=state)
    own = EntryFactory(contest=contest, state="draft")
    people = [
        own.person,
        PersonFactory(),
        StaffFactory(),
        helper(contest.event, "organiser"),
        helper(contest.event, "chair"),
    ]

    for person in [*people, PersonFactory(is_active=False), judge_of(contest)]:
        seen = {one for one in Entry.objects.all() if person.has_perm("events.see_entry", one)}
        assert set(queries.entries_visible_to(person)) == seen
    assert {one.state for one in queries.entries_visible_to(None)} == {"shown"}


def test_erased_words_are_gone_and_counted_likes_stay(contest: Contest) -> None:
    entry = EntryFactory(contest=contest, words="Secret words.")
    (support,) = liked(EntryFactory(contest=contest), 1, 1, person=entry.person)
    sheet = marked(finalist(contest), 4, 4, by=judge_of(contest, entry.person))
    told = [row["what"] for row in held_around_events(entry.person)[1]]

    leave_what_follows(entry.person, OVER)

    for one in (entry, support, sheet):
        one.refresh_from_db()
    assert told == ["entry of a contest", "consent to show an entry", "like", "sheet of a judge"]
    assert (entry.words, entry.state, support.words, sheet.words) == ("", "withdrawn", "", "")
    assert not contest.judges.exists()


def test_what_waits_stands_at_the_desk(contest: Contest) -> None:
    EntryFactory(contest=contest, state="sent")
    liked(EntryFactory(contest=contest), 3, 2)
    Support.objects.update(words_state="new")

    def waits(at: dt.datetime) -> list[int]:
        return [number for number, *_words in waiting_after(contest.event, at=at)]

    assert (waits(VOTING), waits(OVER)) == ([1, 2, 0, 0, 0], [1, 2, 1, 0, 0])
    assert "Look at entries" in [one.name for one in waiting_at_desk(contest.event, None, at=VOTING)]
