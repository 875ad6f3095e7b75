"""Co-speakers, answers to being accepted, profiles, files and interests."""

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, connection
from PIL import Image

from rounds.events.actions import deciding, disclosing, speakers, speaking
from rounds.events.actions.proposals import ProposalRefused
from rounds.events.models import Disclosure, Event, Interest, Proposal, Speaker, Speaking, Talk
from rounds.events.queries.disclosures import everybody_asked, told_for
from rounds.events.queries.proposals import asked_to_speak, read_speaking_token, speaking_token
from rounds.events.storing import FileRefused, keep_file, keep_photo
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.events import AFTER, DURING, ProposalFactory, SpeakingFactory, conference, helper, lead_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Proposal:
    made: Proposal = ProposalFactory(event=conference())
    return made


def packed(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, mimetype if name == "mimetype" else "x")
    return out.getvalue()


def sent(name: str, data: bytes) -> ContentFile[bytes]:
    return ContentFile(data, name=name)


def own(proposal: Proposal) -> Speaking:
    found: Speaking = proposal.speakings.get(leads=True)
    return found


def test_asked_by_letter_they_join(proposal: Proposal) -> None:
    asked = speaking.ask_to_speak(proposal, "Ann@People.example", name="Ann", by=lead_of(proposal), at=DURING)
    ann = PersonFactory(email="ann@people.example", name="Ann Lee")
    assert list(asked_to_speak(ann)) == [asked]

    speaking.answer_invitation(asked, True, by=ann, at=DURING)

    asked.refresh_from_db()
    assert (asked.person, asked.joined, list(asked_to_speak(ann))) == (ann, DURING, [])
    assert [one.to[0] for one in mail.outbox] == ["ann@people.example", lead_of(proposal).email]
    assert mail.outbox[1].subject == "Ann Lee speaks with you"
    with pytest.raises(ProposalRefused, match="was answered"):
        speaking.answer_invitation(asked, True, by=ann, at=DURING)


def test_declined_invitation_frees_the_address(proposal: Proposal) -> None:
    lead, ann = lead_of(proposal), PersonFactory(email="ann@people.example")
    asked = speaking.ask_to_speak(proposal, ann.email, by=lead, at=DURING)
    speaking.answer_invitation(asked, False, by=ann, at=DURING)

    assert read_speaking_token(speaking_token(asked)) is None
    assert speaking.ask_to_speak(proposal, ann.email, by=lead, at=DURING)
    with pytest.raises(ProposalRefused, match="already"):
        speaking.ask_to_speak(proposal, ann.email, by=lead, at=DURING)


def test_invitation_is_for_its_address_alone(proposal: Proposal) -> None:
    asked = speaking.ask_to_speak(proposal, "ann@people.example", by=lead_of(proposal), at=DURING)

    with pytest.raises(ProposalRefused, match="another address"):
        speaking.answer_invitation(asked, True, by=PersonFactory(), at=DURING)


def test_a_proposal_has_at_most_eight_speakers(proposal: Proposal) -> None:
    for number in range(7):
        speaking.ask_to_speak(proposal, f"p{number}@a.example", by=lead_of(proposal), at=DURING)

    with pytest.raises(ProposalRefused, match="at most 8"):
        speaking.ask_to_speak(proposal, "more@a.example", by=lead_of(proposal), at=DURING)


def test_nobody_joins_what_was_declined(proposal: Proposal) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(state="declined")

    with pytest.raises(ProposalRefused, match="any more"):
        speaking.ask_to_speak(proposal, "more@a.example", by=lead_of(proposal), at=DURING)


def test_who_leads_does_not_leave(proposal: Proposal) -> None:
    with pytest.raises(ProposalRefused, match="Withdraw"):
        speaking.leave_proposal(own(proposal), by=lead_of(proposal), at=DURING)


@pytest.mark.parametrize(
    ("reply", "conditions", "state"),
    [("yes", "", "confirmed"), ("conditions", "A ramp to the stage", "accepted"), ("no", "", "withdrawn")],
)
def test_the_answer_of_who_leads_decides(proposal: Proposal, reply: str, conditions: str, state: str) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(state="accepted")

    assert (
        speaking.reply_to_acceptance(own(proposal), reply, conditions=conditions, by=lead_of(proposal), at=AFTER)
        == state
    )
    assert own(proposal).conditions == conditions


def test_no_after_confirmation_takes_the_talk_out_of_sight(proposal: Proposal) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(state="confirmed")
    talk = Talk.objects.create(proposal=proposal, published=AFTER)

    speaking.reply_to_acceptance(own(proposal), "no", by=lead_of(proposal), at=AFTER)

    talk.refresh_from_db()
    proposal.refresh_from_db()
    assert (proposal.state, talk.hidden) == ("withdrawn", AFTER)


def test_the_answer_of_a_co_speaker_is_their_own(proposal: Proposal) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(state="accepted")
    second = SpeakingFactory(proposal=proposal)

    assert speaking.reply_to_acceptance(second, "no", by=second.person, at=AFTER) == "accepted"


def test_nothing_to_answer_before_it_is_accepted(proposal: Proposal) -> None:
    with pytest.raises(ProposalRefused, match="nothing to answer"):
        speaking.reply_to_acceptance(own(proposal), "yes", by=lead_of(proposal), at=AFTER)


def test_conditions_say_something_and_are_settled_once(proposal: Proposal) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(state="accepted")
    with pytest.raises(ProposalRefused, match="Say what"):
        speaking.reply_to_acceptance(own(proposal), "conditions", by=lead_of(proposal), at=AFTER)
    speaking.reply_to_acceptance(own(proposal), "conditions", conditions="A ramp", by=lead_of(proposal), at=AFTER)

    speaking.settle_conditions(own(proposal), by=StaffFactory(), at=AFTER)

    proposal.refresh_from_db()
    assert (proposal.state, own(proposal).reply, own(proposal).conditions) == ("confirmed", "yes", "A ramp")
    with pytest.raises(ProposalRefused, match="no open condition"):
        speaking.settle_conditions(own(proposal), by=StaffFactory(), at=AFTER)


def profile(event: Event, **more: Any) -> dict[str, Any]:
    names = ("pronouns", "role", "bio", "links", "photo_alt", "access_needs", "experience", "describes")
    return dict.fromkeys(names, "") | {"honorarium": False, "travel_help": True, "as_patient": False} | more


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(out, "PNG")
    return out.getvalue()


def test_profile_with_photo_and_spans_is_replaced_whole(
    proposal: Proposal, django_capture_on_commit_callbacks: Any
) -> None:
    event, person = proposal.event, lead_of(proposal)
    span = (event.starts, dt.time(9), dt.time(12))
    photos = [keep_photo(sent("me.png", picture())) for _photo in range(2)]
    with django_capture_on_commit_callbacks(execute=True):
        for photo in photos:
            values = profile(event, photo_alt="A face")
            speakers.save_profile(event, values, photo=photo, spans=[span], by=person, at=DURING)

    held = Speaker.objects.get(event=event, person=person)
    assert (held.photo, [str(one) for one in held.available.all()]) == (photos[1], ["2027-01-14: 09:00-12:00"])
    assert [storages["private"].exists(photo) for photo in photos] == [False, True]


def test_photo_without_words_is_refused(proposal: Proposal) -> None:
    with pytest.raises(ProposalRefused, match="what the photo shows"):
        speakers.save_profile(
            proposal.event, profile(proposal.event), photo="events/x.png", spans=[], by=lead_of(proposal), at=DURING
        )


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("talk.pdf", b"MZ\x90\x00 program", "is not a PDF file inside"),
        ("talk.exe", b"MZ", "could be run as a program"),
        ("talk.exe.pdf", b"%PDF-1.7", "could be run as a program"),
        ("talk\u202efdp.exe", b"%PDF-1.7", "could be run as a program"),
        ("page.html", b"<script>", "could be run as a program"),
        ("talk.zip", packed("a"), "do not take this kind"),
        ("talk", b"%PDF-1.7", "do not take this kind"),
        ("talk.pdf", b"", "is empty"),
        ("talk.pptx", packed("a.txt"), "is not a PPTX file inside"),
        ("talk.pptx", b"PK\x03\x04 broken", "is not a PPTX file inside"),
        ("talk.pptx", packed("[Content_Types].xml", "ppt/a.xml", "ppt/vbaProject.bin"), "has macros"),
        ("talk.docx", packed("[Content_Types].xml", "word/a.xml", "word/embeddings/run.exe"), "has macros"),
        ("talk.odp", packed("mimetype", mimetype="application/zip"), "is not a ODP file inside"),
    ],
)
def test_files_that_could_do_harm_are_refused(name: str, data: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        keep_file(sent(name, data))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Mein Vortrag.pdf", b"%PDF-1.7"),
        ("talk.PPTX", packed("[Content_Types].xml", "ppt/presentation.xml")),
        ("talk.odp", packed("mimetype", mimetype="application/vnd.oasis.opendocument.presentation")),
    ],
)
def test_files_of_known_kinds_are_kept_under_another_name(name: str, data: bytes) -> None:
    kept = keep_file(sent(name, data))

    assert (kept.name, kept.size) == (name, len(data))
    assert kept.stored.startswith("events/")
    assert name.split(".", maxsplit=1)[0] not in kept.stored
    with storages["private"].open(kept.stored) as held:
        assert held.read() == data


def test_a_large_file_and_a_bomb_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rounds.events.storing.LARGEST", 10)
    with pytest.raises(FileRefused, match="1 MB"):
        keep_file(sent("talk.pdf", b"%PDF-" + b"x" * 20))
    monkeypatch.setattr("rounds.events.storing.LARGEST", 10_000)
    monkeypatch.setattr("rounds.events.storing.UNPACKED", 1)
    with pytest.raises(FileRefused, match="unpacks to too much"):
        keep_file(sent("talk.pptx", packed("[Content_Types].xml", "ppt/a.xml")))


def clinical(state: str = "confirmed") -> Proposal:
    made: Proposal = ProposalFactory(event=conference(), state=state, content_kind="clinical")
    return made


def publish(proposal: Proposal) -> Talk:
    return deciding.publish_talk(proposal, by=StaffFactory(), at=AFTER)


def test_clinical_talk_waits_until_interests_are_told_and_dealt_with() -> None:
    proposal, staff = clinical(), StaffFactory()
    person = lead_of(proposal)
    with pytest.raises(deciding.DecisionRefused, match="has not told"):
        publish(proposal)

    disclosing.disclose(proposal.event, [("Clearwell", "adviser", False)], none=False, by=person, at=AFTER)
    with pytest.raises(deciding.DecisionRefused, match="Say first how the interests of"):
        publish(proposal)

    disclosing.mitigate(Interest.objects.get(), "evidence", words="", by=staff, at=AFTER)
    assert publish(proposal).hidden is None
    assert [told.state for told in told_for(proposal)] == ["settled"]


def test_none_is_enough_and_a_later_interest_hides_the_talk_again() -> None:
    proposal = clinical()
    person = lead_of(proposal)
    disclosing.disclose(proposal.event, [], none=True, by=person, at=AFTER)
    talk = publish(proposal)

    disclosing.disclose(proposal.event, [("Clearwell", "stock", False)], none=False, by=person, at=AFTER)

    talk.refresh_from_db()
    assert (talk.hidden, Disclosure.objects.count()) == (AFTER, 2)


def test_talk_that_is_not_clinical_asks_for_nothing() -> None:
    assert publish(ProposalFactory(event=conference(), state="confirmed"))


def test_only_confirmed_talks_are_published() -> None:
    with pytest.raises(deciding.DecisionRefused, match="Only confirmed"):
        publish(clinical("accepted"))


@pytest.mark.parametrize(("rows", "none"), [([], False), ([("Clearwell", "stock", False)], True)])
def test_interests_are_named_or_there_are_none(rows: list[Any], none: bool) -> None:
    proposal = clinical()

    with pytest.raises(disclosing.DisclosureRefused):
        disclosing.disclose(proposal.event, rows, none=none, by=lead_of(proposal), at=AFTER)


@pytest.mark.parametrize(
    ("tie", "ended", "remedy", "words"),
    [
        ("employee", False, "limited", "cannot give clinical content"),
        ("stock", False, "ended", "goes on"),
    ],
)
def test_remedies_that_do_not_fit_are_refused(tie: str, ended: bool, remedy: str, words: str) -> None:
    proposal = clinical()
    disclosing.disclose(proposal.event, [("Clearwell", tie, ended)], none=False, by=lead_of(proposal), at=AFTER)

    with pytest.raises(disclosing.DisclosureRefused, match=words):
        disclosing.mitigate(Interest.objects.get(), remedy, words="", by=StaffFactory(), at=AFTER)


def test_nobody_deals_with_their_own_interest_and_none_is_dealt_with_twice() -> None:
    proposal = clinical()
    person = lead_of(proposal)
    disclosing.disclose(proposal.event, [("Clearwell", "grant", False)], none=False, by=person, at=AFTER)
    interest = Interest.objects.get()

    with pytest.raises(disclosing.DisclosureRefused, match="your own"):
        disclosing.mitigate(interest, "limited", words="", by=person, at=AFTER)
    disclosing.mitigate(interest, "limited", words="", by=StaffFactory(), at=AFTER)
    with pytest.raises(disclosing.DisclosureRefused, match="already"):
        disclosing.mitigate(interest, "evidence", words="", by=StaffFactory(), at=AFTER)


def test_those_who_choose_the_talks_are_asked_as_well() -> None:
    proposal = clinical()
    chair = helper(proposal.event, "chair")

    assert {(told.person, told.part) for told in everybody_asked(proposal.event)} == {
        (lead_of(proposal), "speaker"),
        (chair, "planner"),
    }


@pytest.mark.parametrize("table", ["events_disclosure", "events_interest"])
def test_the_database_keeps_what_was_told(table: str) -> None:
    proposal = clinical()
    rows = [("Clearwell", "grant", False)]
    disclosing.disclose(proposal.event, rows, none=False, by=lead_of(proposal), at=AFTER)

    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")
