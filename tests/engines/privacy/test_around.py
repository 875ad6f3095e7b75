from rounds.engines.privacy.around import around, itself, weight, weights
from rounds.engines.privacy.evidence import Evidence
from rounds.engines.privacy.policy import compiled


def read(text: str, voice: str = "provider") -> Evidence:
    return Evidence(text, voice=voice, channel="", policy=compiled(None))


def test_a_name_is_read_with_what_stands_before_and_after_it() -> None:
    evidence = read("Our patient Ellen Whitcombe fell in room 12.")
    found = set(around(evidence, 2, 3, 12, 27))

    assert {("-1", "patient"), ("-1", "PATIENT"), ("1", "fell"), ("-1 1", "PATIENT EVENT")} <= found
    assert {("-2 -1", "our patient"), ("before", "our"), ("after", "in"), ("marks", "t | f")} <= found
    assert not any("ellen" in words or "whitcombe" in words for _, words in found)


def test_a_text_begins_and_ends_somewhere() -> None:
    evidence = read("Ellen")

    assert ("-1", "^") in around(evidence, 0, 0, 0, 5)
    assert ("1", "$") in around(evidence, 0, 0, 0, 5)
    assert ("-1 1", "^ $") in around(evidence, 0, 0, 0, 5)


def test_other_names_and_days_nearby_are_masked() -> None:
    evidence = read("Dr. Amara Okafor saw Ellen Whitcombe on Tuesday.")
    group = next(one for one in evidence.people.weighed if "ellen" in one.words)

    assert ("2", "<date>") in group.around
    assert not {"okafor", "amara", "tuesday"} & {word for _, words in group.around for word in words.split()}


def test_what_stands_around_speaks_for_a_patient_or_for_one_at_work() -> None:
    patient = read("Our patient Ellen Whitcombe had a stroke.").people.weighed[0]
    speaker = read("Register now: Ellen Whitcombe will host our webinar.").people.weighed[0]

    assert weight("whose name", patient.around) > weight("whose name", speaker.around)


def test_what_was_never_learned_weighs_nothing() -> None:
    assert weight("whose name", [("-1", "xqzv"), ("nowhere", "patient")]) == 0.0
    assert weight("who knows", [("-1", "patient")]) == 0.0
    assert {"whose name", "whose mark day", "whose mark place", "whose mark picture"} <= set(weights())


def test_a_name_is_read_by_its_own_words_and_form() -> None:
    evidence = read("Zoë O'Brien-12 fell.")

    assert itself(evidence, 0, 0, 0, 3) == [("self", "zoe"), ("form", "Aa+"), ("form opening", "Aa+")]
    assert ("form within", "A'Aa+-0+") in itself(evidence, 1, 1, 4, 14)
    assert ("ends", "-12") in itself(evidence, 1, 1, 4, 14)
