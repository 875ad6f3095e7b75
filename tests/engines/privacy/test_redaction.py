import pytest

from rounds.engines.privacy import redact, screen

TEXTS = (
    "Pray for my uncle Ray Dunmore, he had a stroke on Friday.",
    "I'm Dorothy Vance from Elm Hollow and I was diagnosed with lupus in June. Write me at dot.vance@example.org",
    "my claim number 44-819-2037 was denied again",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_redacted_text_redacts_to_itself(text: str) -> None:
    once = redact(text)

    assert redact(once.text).text == once.text
    assert once.text != text


@pytest.mark.parametrize("text", TEXTS)
def test_no_marked_words_are_left(text: str) -> None:
    left = redact(text).text

    assert [mark for mark in redact(text).marks if text[mark.start : mark.end] in left] == []
    assert screen(left, voice="public").spans == ()


def test_the_same_handle_gets_the_same_mark_with_the_same_key() -> None:
    text = "hey @jordy_blaze04 hope your surgery went well, your rehab is over soon"
    other = "so proud of @Jordy_Blaze04, thirty days out of rehab and your surgery is done"

    marks = [redact(one, key=b"centre").text.split("[handle ")[1][:6] for one in (text, other)]

    assert marks[0] == marks[1]
    assert redact(text, key=b"other").text.split("[handle ")[1][:6] != marks[0]


def test_a_clear_text_stays_as_it_is() -> None:
    text = "Flu shots are free for everyone on Saturday from 9 to 1."

    assert (redact(text).text, redact(text).marks) == (text, ())


def test_a_name_alone_is_enough_to_be_wary() -> None:
    text = "Gus Petrakis cut the ribbon, thanks to EMT Dan Ostrowski."

    assert "Petrakis" not in redact(text, voice="provider").text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("My brother had a stroke on Monday, he is at Weaver Hall.", "Weaver Hall"),
        ("Dr. Hollis Wetherby had a stroke on Monday, he is in bed 4.", "Hollis Wetherby"),
        ("Née cette nuit aux urgences, on l'a appelée Étoile, sa mère va bien.", "Étoile"),
        ("My 3 oclock has hives, nothing worked for allegra, she is in bed 4.", "allegra"),
        ("Our patient Mark Long died of sepsis. we all loved mark.", "mark"),
        ("Notre patiente est née près d'Aubervilliers, infarctus lundi.", "Aubervilliers"),
        ("She had a stroke on her 40th birthday.", "40th birthday"),
        ("whose K of 2.1 is PATEL R, 12W? lab keeps calling me", "12W"),
        ("Look at our lady in 4 dancing again after her stroke!", "dancing again"),
        ("Here's the ekg from my patient, the mrn is still there. She died Monday.", "ekg from my patient"),
    ],
)
def test_in_a_text_about_care_all_that_may_be_an_identifier_goes(text: str, words: str) -> None:
    assert words not in redact(text, voice="provider").text
