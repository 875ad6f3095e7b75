"""Each address of an event, tried by everybody it does not concern."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.urls import URLPattern, reverse

from rounds.accounts.models import Person
from rounds.events import after_urls, ticket_urls
from rounds.events.models import (
    AgendaLetter,
    Answer,
    AnswerFile,
    Decision,
    Disclosure,
    Embedding,
    Event,
    Interest,
    LatePass,
    Letter,
    Material,
    Proposal,
    Remark,
    Speaker,
    Speaking,
    Talk,
)
from rounds.events.queries.events import events_visible_to
from rounds.events.queries.proposals import proposals_visible_to, speaking_token
from rounds.events.queries.reviews import reviewable_by, submissions_visible_to
from rounds.events.urls import urlpatterns
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.agenda import SlotFactory, publish
from tests.factories.events import (
    AFTER,
    OPENS,
    ProposalFactory,
    QuestionFactory,
    SpeakingFactory,
    conference,
    helper,
    lead_of,
    reviewed,
)
from tests.factories.network import SeatFactory

pytestmark = pytest.mark.django_db
PUBLIC = {"event", "call", "travel", "conduct", "talks", "talk", "material", "speakers", "photo"}
PUBLIC |= {"agenda", "agenda_zone", "agenda_versions", "agenda_print", "agenda_offline", "agenda_embed"}
PUBLIC |= {"agenda_ics", "agenda_xml", "agenda_json", "agenda_hub"}
OWN = {"proposal", "proposal_basics", "edit_proposal", "proposal_file", "withdraw_proposal", "proposal_speakers"}
OWN |= {"leave_proposal", "reply", "proposal_materials", "remove_material"}
ANYBODY = {"own_proposals", "new_proposal", "profile", "disclosure"}
REVIEWER = {"reviews", "review", "remark", "conflict", "review_file"}
CHAIR = {"desk", "submissions", "submissions_csv", "submission", "decide", "undo", "submission_file"}
APART = {"events", "new_event", "own", "speaking_invitation", "theme"}
APART |= {str(one.name) for one in ticket_urls.urlpatterns}  # walked in test_ticket_isolation.py
APART |= {str(one.name) for one in after_urls.urlpatterns}  # test_after_isolation.py walks these


def patterns() -> list[URLPattern]:
    return [one for one in urlpatterns if one.name not in APART]


@pytest.fixture
def event() -> Event:
    """A draft with one of everything, which shall stay secret."""
    made = conference(name="Secret Summit", slug="secret-summit", standing="draft")
    question = QuestionFactory(event=made, kind="file", label="Secret slides")
    chosen = ProposalFactory(event=made, code="talk", state="confirmed", title="Secret talk", content_kind="clinical")
    open_one = ProposalFactory(event=made, code="open", title="Secret proposal")
    for proposal in (chosen, open_one):
        answer = Answer.objects.create(proposal=proposal, question=question)
        stored = storages["private"].save("events/secret.pdf", ContentFile(b"%PDF- secret"))
        AnswerFile.objects.create(answer=answer, stored=stored, name="secret.pdf", size=12)
        Material.objects.create(
            proposal=proposal, by=lead_of(proposal), title="Secret", stored=stored, name="s.pdf", size=12, at=OPENS
        )
    Talk.objects.create(proposal=chosen, published=OPENS)
    picture = storages["private"].save("events/photo-secret.png", ContentFile(b"\x89PNG\r\n\x1a\n"))
    Speaker.objects.create(event=made, person=lead_of(chosen), photo=picture, photo_alt="A face", changed=OPENS)
    told = Disclosure.objects.create(event=made, person=lead_of(chosen), at=OPENS, none=False)
    Interest.objects.create(disclosure=told, company="Secret Devices", tie="stock")
    decision = Decision.objects.create(proposal=chosen, outcome="accepted", by=StaffFactory(), at=AFTER, sent=AFTER)
    Letter.objects.create(
        decision=decision,
        speaking=chosen.speakings.get(),
        subject="Secret",
        words="Secret",
        url="http://a.example/",
        made=AFTER,
    )
    SlotFactory(proposal=chosen, room__name="Secret room")
    SlotFactory(proposal=None, event=made, title="Secret lunch", room=None)
    Embedding.objects.create(event=made, sites="https://secret.example")
    publish(made)
    LatePass.objects.create(event=made, email="secret@people.example", until=AFTER, made=AFTER)
    reviewed(open_one, 3, 4)
    return made


def addresses(event: Event) -> Iterator[tuple[str, str]]:
    """Each address of the event, with its own objects in it; `open` is in review, `talk` is on the programme."""
    talk, reviewer = Proposal.objects.get(code="talk"), Speaking.objects.get(proposal__code="open")
    numbers: dict[str, Any] = {
        "material": Material.objects.get(proposal=talk),
        "photo": Speaker.objects.get(event=event),
        "proposal_file": AnswerFile.objects.get(answer__proposal=talk),
        "review_file": AnswerFile.objects.get(answer__proposal__code="open"),
        "submission_file": AnswerFile.objects.get(answer__proposal=talk),
        "leave_proposal": talk.speakings.get(leads=True),
        "remove_material": Material.objects.get(proposal__code="open"),
        "end_late": event.late_passes.get(),
        "unassign": reviewer,
        "end_conflict": reviewer,
        "settle": talk.speakings.get(leads=True),
        "send_again": Letter.objects.get(),
        "interest": Interest.objects.get(),
        "edit_break": event.slots.get(proposal=None),
        "remove_break": event.slots.get(proposal=None),
        "send_agenda_again": AgendaLetter.objects.get(),
        "part": event.questions.get(),
        "remove_part": event.questions.get(),
    }
    for pattern in patterns():
        route, name = str(pattern.pattern), str(pattern.name)
        values: dict[str, Any] = {"slug": event.slug}
        if ":code" in route:
            values["code"] = "open" if name in REVIEWER else "talk"
        if ":number" in route:
            values["number"] = numbers[name].pk
        values |= {key: value for key, value in PARTS.items() if f":{key}>" in route}
        yield name, reverse(f"events:{name}", kwargs=values)


PARTS = {"section": "basics", "part": "questions", "outcome": "accepted"}


def code(client: Client, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        assert list(answer.streaming_content)  # read to its end, the file is closed
    return answer.status_code


def codes(event: Event, person: Person) -> dict[str, int]:
    client = signed_in(person)
    return {name: code(client, address) for name, address in addresses(event)}


def test_each_address_is_walked(event: Event) -> None:
    walked = {name for name, _address in addresses(event)}

    assert walked | APART == {one.name for one in urlpatterns}
    assert len(walked) == 87


@pytest.mark.slow
def test_to_strangers_a_draft_is_not_there(event: Event) -> None:
    walked = list(addresses(event))
    other = conference()
    strangers = [
        PersonFactory(),
        helper(other, "organiser"),
        helper(other, "reviewer"),
        SeatFactory(manages=True).person,
    ]

    for person in strangers:
        client = signed_in(person)
        for name, address in walked:
            for answer in (client.get(address), client.post(address, {"standing": "cancelled", "do": "hide"})):
                assert answer.status_code in {404, 405}, (name, answer.status_code)
                assert "Secret" not in answer.content.decode(errors="replace"), name

    event.refresh_from_db()
    assert (event.standing, event.questions.count(), event.late_passes.count()) == ("draft", 1, 1)


@pytest.mark.slow
def test_a_visitor_of_an_announced_event_sees_its_public_pages_alone(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(standing="announced")
    found = {name: code(Client(), address) for name, address in addresses(event)}

    assert {name for name, status in found.items() if status == 200} == PUBLIC - {"material"}
    assert {found[name] for name in found.keys() - PUBLIC} <= {302, 405}
    assert found["material"] == 404


@pytest.mark.slow
def test_somebody_signed_in_sees_their_own_desk_and_nothing_of_others(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(standing="announced")
    found = codes(event, PersonFactory())

    assert {name for name, status in found.items() if status == 200} == (PUBLIC - {"material"}) | ANYBODY
    assert {found[name] for name in found.keys() - PUBLIC - ANYBODY} <= {403, 404, 405}


@pytest.mark.slow
def test_a_speaker_reaches_their_own_proposal_alone(event: Event) -> None:
    found = codes(event, lead_of(Proposal.objects.get(code="talk")))
    assert found == found | dict.fromkeys(("event", "proposal"), 404)  # the draft is not there for a speaker either

    Event.objects.filter(pk=event.pk).update(standing="announced")
    found = codes(event, lead_of(Proposal.objects.get(code="talk")))

    posted = {"leave_proposal", "remove_material"}
    assert {name for name, status in found.items() if status == 200} == PUBLIC | ANYBODY | OWN - posted
    assert {found[name] for name in REVIEWER | CHAIR} <= {403, 404, 405}


@pytest.mark.slow
def test_a_co_speaker_reads_and_does_not_change(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(standing="announced")
    person = SpeakingFactory(proposal=Proposal.objects.get(code="talk")).person
    found = codes(event, person)
    leads = {"proposal_basics", "edit_proposal", "withdraw_proposal", "proposal_speakers"}

    assert {found[name] for name in leads} == {403}
    assert {found[name] for name in ("proposal", "reply", "proposal_materials", "proposal_file")} == {200}


@pytest.mark.slow
def test_a_reviewer_reads_what_is_in_review_and_no_file(event: Event) -> None:
    found = codes(event, helper(event, "reviewer"))

    assert {name: found[name] for name in REVIEWER} == {
        "reviews": 200,
        "review": 200,
        "remark": 405,
        "conflict": 200,
        "review_file": 403,
    }
    assert {found[name] for name in CHAIR} <= {403, 405}


@pytest.mark.slow
def test_a_chair_sees_the_proposals_and_no_settings(event: Event) -> None:
    found = codes(event, helper(event, "chair"))

    assert {name for name in CHAIR if found[name] == 200} == CHAIR - {"decide", "undo"}
    assert {
        found[name]
        for name in ("settings", "letters", "people", "diversity", "parts", "part", "desk_agenda", "place_talk")
    } == {403}


@pytest.mark.slow
@pytest.mark.parametrize("who", ["organiser", "staff"])
def test_those_who_run_it_reach_every_page_of_the_desk(event: Event, who: str) -> None:
    person = StaffFactory() if who == "staff" else helper(event, "organiser")
    found = {name: status for name, status in codes(event, person).items() if name not in OWN | REVIEWER}

    assert set(found.values()) <= {200, 405}, found


@pytest.mark.slow
def test_objects_of_another_event_are_not_reached_through_ones_own(event: Event) -> None:
    mine = conference(slug="my-summit")
    client = signed_in(helper(mine, "organiser"))

    for name, address in addresses(event):
        crossed = address.replace(event.slug, mine.slug)
        if re.search(r"/(talk|open|\d+)(/|\Z)", crossed):
            assert {client.get(crossed).status_code, client.post(crossed).status_code} <= {403, 404, 405}, name


def test_an_organiser_never_sees_their_own_proposal_at_the_desk(event: Event) -> None:
    person = lead_of(Proposal.objects.get(code="open"))
    helper(event, "organiser", person=person)
    client = signed_in(person)

    assert client.get("/events/secret-summit/desk/proposals/open").status_code == 404
    assert "Secret proposal" not in client.get("/events/secret-summit/desk/proposals").content.decode()
    assert client.get("/events/secret-summit/reviews/open").status_code == 403


@pytest.mark.slow
def test_lists_and_permissions_agree(event: Event) -> None:
    open_one = Proposal.objects.get(code="open")
    lead, colleague = lead_of(open_one), SeatFactory()
    SeatFactory(organisation=colleague.organisation, person=lead)
    helper(event, "reviewer", person=colleague.person)
    Remark.objects.create(proposal=open_one, person=lead, words="Hello", at=AFTER, key="1" * 32)
    track = ProposalFactory(event=event).track
    people = [
        lead,
        colleague.person,
        helper(event, "organiser"),
        helper(event, "chair", track),
        helper(event, "reviewer"),
        helper(event, "organiser", person=StaffFactory(is_active=False)),
        SpeakingFactory(proposal=open_one).person,
        StaffFactory(),
        PersonFactory(),
    ]
    events, proposals = [event, conference()], list(Proposal.objects.all())

    for person in people:

        def may(permission: str, person: Person = person) -> set[Proposal]:
            return {one for one in proposals if person.has_perm(permission, one)}

        if person.is_active:
            assert set(events_visible_to(person)) == {one for one in events if person.has_perm("events.see_event", one)}
        assert set(proposals_visible_to(person)) == may("events.see_proposal")
        assert set(submissions_visible_to(person)) == may("events.see_submission")
        assert set(reviewable_by(person, at=AFTER)) == may("events.review_proposal")


def test_the_link_of_an_invitation_shows_no_more_than_it_must(event: Event) -> None:
    asked = Speaking.objects.create(proposal=Proposal.objects.get(code="talk"), email="ann@a.example", asked=OPENS)
    address = f"/events/invitations/{speaking_token(asked)}"

    assert Client().get(address).status_code == 200
    assert signed_in(PersonFactory()).post(address, {"do": "join"}).status_code == 422
    asked.refresh_from_db()
    assert (asked.person, Client().get("/events/invitations/nonsense").status_code) == (None, 404)
