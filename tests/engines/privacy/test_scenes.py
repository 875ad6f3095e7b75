import pytest

from rounds.engines.privacy import redact, screen
from rounds.engines.privacy.detectors.scenes import MOST, find_scenes
from rounds.engines.privacy.evidence import Evidence
from rounds.engines.privacy.policy import compiled
from rounds.engines.privacy.text import Post


def scenes(text: str, channel: str = "") -> list[str]:
    post = Post(text)
    return [post.plain[one.start : one.end] for one in find_scenes(post, channel)]


def test_a_text_without_a_picture_has_no_scenes() -> None:
    assert scenes("Flu shots are free on Saturday. Bring a friend.", "facebook") == []


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("A boy in a hospital gown holds up his cast; a whiteboard behind him.", "alt text"),
        ("A boy in a hospital gown holds up his cast", "instagram"),
        ("📸 A boy in a hospital gown holds up his cast!", "x"),
        ("Look at this! (A boy in a hospital gown holds up his cast)", "x"),
    ],
)
def test_what_a_picture_shows_is_read_in_one_piece(text: str, channel: str) -> None:
    assert "A boy in a hospital gown holds up his cast" in scenes(text, channel)


def test_only_the_first_parts_of_a_long_description_are_weighed() -> None:
    assert len(scenes("A man smiles. " * 90, "alt text")) == MOST


def test_a_mark_of_our_own_is_no_scene() -> None:
    evidence = Evidence("[picture 1], he said to his nurse", voice="public", channel="alt text", policy=compiled(None))

    assert [evidence.post.plain[one.start : one.end] for one in evidence.scenes] == ["he said to his nurse"]


def test_a_described_patient_is_marked_and_a_described_building_is_not() -> None:
    shown = screen(
        "Alt text: elderly woman in a hospital bed, wristband readable, smiling at the camera.",
        voice="organisation",
        channel="alt text",
    )
    building = screen(
        "Alt text: the new brick entrance of the clinic with a red ribbon and balloons.",
        voice="organisation",
        channel="alt text",
    )

    assert "PHOTO" in {finding.type for finding in shown.spans}
    assert building.verdict.value == "clear"


def test_what_a_picture_shows_is_redacted() -> None:
    text = "Photo: my nan asleep in her hospital bed with her drip and her name on the board."

    assert "asleep in her hospital bed" not in redact(text).text
