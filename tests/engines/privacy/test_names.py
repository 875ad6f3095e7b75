import pytest

from rounds.engines.privacy import redact, screen
from rounds.engines.privacy.detectors.names import find_groups
from rounds.engines.privacy.evidence import Evidence
from rounds.engines.privacy.judging import Judge
from rounds.engines.privacy.policy import compiled
from rounds.engines.privacy.text import Post


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ok so Mr. Q from the garage came in again", "Mr. Q"),
        ("mrs. k. wexcombe-hale had told me it hurt", "k. wexcombe-hale"),
        ("J.T. from the ferry, your potassium is fine", "J.T"),
        ("my brother jules is in hospice", "jules"),
        ("grampa orvil is doing well after the stroke", "orvil"),
        ("a boy named tavik came in with a fever", "tavik"),
        ("Ormsby is the name on the complaint", "Ormsby"),
        ("WEXCOMBE, Jane is moving to bed 4", "WEXCOMBE, Jane"),
        ("#PrayForTobiah the lungs are a match", "Tobiah"),
        ("call j-a-n-e about her labs", "j-a-n-e"),
        ("see you at chemo, bisous, manette", "manette"),
    ],
)
def test_a_name_is_seen_however_it_is_written(text: str, name: str) -> None:
    assert name in [text[group.start : group.end] for group in find_groups(Post(text))]


@pytest.mark.parametrize(
    "text",
    [
        "the U.S. and the E.R. are open",
        "we were running and coughing",
        "room 12 at 3 pm",
        "soy tranquilo y mi hermana trabaja",
        "her brother threatened us about the portal",
        "Appelez notre standard, c'est gratuit",
        "patients in the ED, so DO NOT call while they are CODING",
    ],
)
def test_plain_words_are_no_names(text: str) -> None:
    assert find_groups(Post(text)) == []


def test_a_name_inside_an_address_is_a_part_of_the_address() -> None:
    evidence = Evidence("write to tessa@example.org", voice="patient", channel="", policy=compiled(None))

    assert (evidence.people.named, [one.type for one in evidence.contacts]) == ([], ["EMAIL"])


def test_april_is_no_drug_though_it_ends_like_one() -> None:
    kinds = [group.kind for group in find_groups(Post("the lady before me, April Stubbs, and her lisinopril"))]

    assert kinds == ["person"]


def test_later_mentions_echo_the_first_ones() -> None:
    evidence = Evidence("Ellen Whitcombe fell. " * 9, voice="provider", channel="", policy=compiled(None))

    assert (len(evidence.people.named), len(evidence.people.weighed)) == (9, 6)
    assert len({group.sure for group in evidence.people.named}) == 1


def test_a_clinicians_number_is_no_patients() -> None:
    assert screen("Ask about my NPI 1234567893 on the claim form.", voice="provider").spans == ()


def test_redaction_says_which_rules_still_stand() -> None:
    redacted = redact("My brother Ray Dunmore is in detox again, nobody knows.", voice="public")

    assert redacted.text == "My brother [name 1] is in detox again, nobody knows."
    assert "sensitive-self-disclosure" in redacted.left
    assert screen(redacted.text, voice="public").verdict.value == "clear"


@pytest.mark.parametrize("text", ["Oliver has Ewing sarcoma", "the lady in the blue Corsa", "la cama, modelo Hidrocam"])
def test_a_disease_a_car_and_a_model_are_no_persons(text: str) -> None:
    assert [group.kind for group in find_groups(Post(text))][-1] == "product"


def test_a_number_of_minutes_is_no_name() -> None:
    assert find_groups(Post("we worked on him 40 min, then 4-0-7 on the pump")) == []


@pytest.mark.parametrize(("name", "held"), [("Noor Haddad", True), ("Dr. Noor Haddad", False)])
def test_a_doctor_must_be_surer_than_another_name(name: str, held: bool) -> None:
    evidence = Evidence(f"{name} and twins.", voice="organisation", channel="", policy=compiled(None))
    for group in evidence.people.named:
        group.sure = 0.4

    assert bool(Judge(evidence).patients()) is held
