"""What each situation of docs/explanation/privacy-screen.md is answered with, in sentences of our own."""

import pytest

from rounds.engines.privacy import RULES, Verdict, as_json, screen

BLOCKED = (
    ("provider", "Mrs. Ellen Whitcombe in bed 4 had her hip replaced on Tuesday."),
    ("provider", "pt Marcus Hollander coded twice last night and walked out this morning"),
    ("provider", "Lost Mr. Okonjo in room 12 tonight. His wife Adaeze held his hand."),
    ("organisation", "Our patient Lucia Fontana, 34, rang the bell after her last chemo on March 3."),
    ("organisation", "Mateo Rivas, age 7, went home Friday after heart surgery."),
    ("provider", "La señora Remedios Cantero, cama 12, ingresó el martes con neumonía."),
    ("provider", "Madame Duvernois, chambre 8, a fait son AVC lundi."),
    ("patient", "I'm Dorothy Vance from Elm Hollow and I was diagnosed with lupus in June."),
    ("patient", "Soy Pilar Montenegro, me operaron de la rodilla el 4 de mayo."),
    ("public", "Pray for my uncle Ray Dunmore, he had a stroke on Friday."),
    ("provider", "can someone pull MRN 00731194 for me"),
    ("provider", "Her SSN is 219-45-6789 and it was on the whiteboard"),
    ("patient", "my claim number 44-819-2037 was denied again"),
    ("organisation", "@blue_heron22 your biopsy was read on time and we called you twice."),
)
REVIEWED = (
    ("organisation", "google-review-reply", "Thank you for trusting us with your surgery."),
    ("organisation", "google-review-reply", "We are sorry your appointment ran late and that your crown came loose."),
    ("organisation", "", "Gracias por confiar en nosotros para su operación."),
    ("organisation", "", "Merci de votre confiance, nous sommes ravis que votre opération se soit bien passée."),
    ("provider", "", "My patient tonight told me I was her favourite and then she died an hour later."),
    ("organisation", "", "Comment below with your date of birth and account number and we will look into it."),
    ("organisation", "", "Leave us a five star review and get a free gift card."),
    ("organisation", "", "Our laser cures migraine, guaranteed, with no side effects."),
    ("provider", "", "For the lady who wrote in: with that TSH you're hypothyroid, take 50 mcg every day."),
    ("patient", "", "nobody knows this but i've been hiv positive for six years"),
    ("organisation", "", "3 patients in our ward died of sepsis last month."),
    ("provider", "", "Can't say who but a certain famous singer was in our ER tonight for her knee."),
)
CLEAR = (
    ("organisation", "Flu shots are free for everyone on Saturday from 9 to 1."),
    ("organisation", "Dr. Amelia Norwood will speak at our spring conference on May 12. Register at events.example.org."),
    ("organisation", "Thank you to Ruth and Walter Haldane, who donated the new garden."),
    ("organisation", "Of 1,204 adults aged 40 to 65, 61% kept their appointments."),
    ("organisation", "Call our front desk at 555-0100 or visit 12 Harbor Street."),
    ("organisation", "We read every review. We cannot discuss anyone's care here. Call us at 555-0100."),
    ("organisation", "No podemos hablar aquí de la atención de ninguna persona. Llame al 555-0100."),
    ("organisation", "Nous ne pouvons parler ici des soins de personne. Appelez le 555-0100."),
    ("provider", "Allegra and Claritin do the same thing. Read the label."),
    ("provider", "coffee, chart, coffee, chart, sleep"),
    ("patient", "chemo brain is putting the remote in the fridge"),
    ("public", "Does anyone know if the urgent care on Main is open on Sundays?"),
    ("provider", "Nursing students: sleep before the exam, bring water, read the question twice."),
    ("organisation", "We are hiring night nurses. Apply by June 30 at jobs@example.org."),
)  # fmt: skip


@pytest.mark.parametrize(("voice", "text"), BLOCKED)
def test_a_patient_who_can_be_told_is_blocked_with_the_words(voice: str, text: str) -> None:
    screening = screen(text, voice=voice)

    assert screening.verdict is Verdict.BLOCK
    assert all(text[span.start : span.end] == span.text for span in screening.spans)
    assert screening.spans != ()


@pytest.mark.parametrize(("voice", "channel", "text"), REVIEWED)
def test_what_no_machine_should_decide_goes_to_review(voice: str, channel: str, text: str) -> None:
    assert screen(text, voice=voice, channel=channel).verdict is Verdict.REVIEW


@pytest.mark.parametrize(("voice", "text"), CLEAR)
def test_a_text_about_no_patient_is_clear_and_marks_nothing(voice: str, text: str) -> None:
    screening = screen(text, voice=voice)

    assert screening.verdict is Verdict.CLEAR
    assert screening.spans == ()


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\u200b"])
def test_an_empty_text_is_clear(text: str) -> None:
    assert as_json(screen(text)) == {"verdict": "clear", "findings": [], "rewrites": []}


def test_a_voice_nobody_knows_is_refused_in_plain_words() -> None:
    with pytest.raises(ValueError, match="A voice is one of provider, organisation, patient, public, not 'boss'"):
        screen("hello", voice="boss")


def test_a_whole_post_reason_has_no_place_and_is_named_by_its_rule() -> None:
    told = as_json(screen("Thank you for trusting us with your surgery.", voice="organisation"))

    assert [(one["start"], one["end"], one["type"], one["rule"]) for one in told["findings"]] == [
        (None, None, "reply-confirms-care", "reply-confirms-care")
    ]


def test_every_finding_is_explained_by_a_known_rule() -> None:
    for voice, text in BLOCKED:
        for finding in screen(text, voice=voice).findings:
            assert finding.rule in RULES
            assert finding.why.endswith(".")
            assert finding.law == RULES[finding.rule].law
            assert 0 <= finding.sure <= 1
