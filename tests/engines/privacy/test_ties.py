from rounds.engines.privacy.evidence import Evidence
from rounds.engines.privacy.policy import compiled


def sure(text: str, voice: str = "provider") -> dict[str, float]:
    evidence = Evidence(text, voice=voice, channel="", policy=compiled(None))
    return {evidence.post.plain[tie.found.start : tie.found.end]: tie.sure for tie in evidence.ties.all}


def test_day_of_a_patient_is_surer_than_the_day_of_an_event() -> None:
    told = sure("Our patient Ellen Whitcombe had her hip replaced on Tuesday in room 12.")
    event = sure("Flu shots are free for everyone on Tuesday. Register at the front desk.", "organisation")

    assert told["Tuesday"] > 0.5 > event["Tuesday"]
    assert told["room 12"] > 0.5


def test_text_without_days_or_places_has_no_ties() -> None:
    assert sure("Wash your hands, friends.") == {}


def test_only_the_first_marks_of_a_long_list_are_weighed() -> None:
    evidence = Evidence(
        " ".join(f"room {n}" for n in range(10, 90)), voice="provider", channel="", policy=compiled(None)
    )

    assert [tie.sure for tie in evidence.ties.all[60:]] == [0.0] * len(evidence.ties.all[60:])
    assert len(evidence.ties.all) > 60
