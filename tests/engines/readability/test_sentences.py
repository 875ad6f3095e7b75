"""Where sentences end, and what a text is written in."""

import pytest

from rounds.engines.readability.language import guess
from rounds.engines.readability.prose import survey
from rounds.engines.readability.sentences import spans


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Ruiz called Mrs. Chen. She came.", 2),
        ("Eat fruit, e.g. apples. Drink water, i.e. from the tap.", 2),
        ("We work in the U.S. today. The U.S. The end.", 3),
        ("Come at 9 a.m. or 3 p.m. on Friday. Bring a friend.", 2),
        ("Come at 9 a.m. The door is open.", 2),
        ("It fell to 2.5 mg. It rose to 3.75 mg.", 2),
        ("Wait... what? Yes... No.", 3),
        ("Wait. . . for it. Now.", 2),
        ("Really?! Yes! No?", 3),
        ('"Is it safe?" she asked. "Yes."', 2),
        ("He said (see No. 5). Then he left.", 2),
        ("Line one\nLine two\nLine three", 3),
        ("This line is wrapped by hand at about seventy letters, as in a mail\nto London and goes on.", 1),
        ("A paragraph\n\nanother paragraph", 2),
        ("- one\n- two\n3. three", 3),
        ("¿Duele? ¡No! Es rápido. ¿Y ahora?", 4),
        ("El Dr. Díaz y la Sra. Gil llegan a las 9 a. m. y salen.", 1),
        ("Vive en EE. UU. desde 2020. Trabaja.", 2),
        ("Take vitamin C. It helps.", 2),
        ("J. Smith wrote it. K. Jones read it.", 2),
        ("", 0),
    ],
)
def test_sentences_are_told_apart(text: str, count: int) -> None:
    assert len(survey(text).places) == count


def test_spans_have_no_blanks_around_them() -> None:
    text = "  One.   Two.\n\n\tThree.  "

    assert [text[start:end] for start, end in spans(text) if start < end] == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wash your hands", "en"),
        ("Hypertension", "en"),
        ("¿Le duele?", "es"),
        ("La vacuna es segura para los niños", "es"),
        ("Lavez-vous les mains avec du savon", "other"),
        ("Waschen Sie sich die Hände", "other"),
        ("A vacina não é um risco para as crianças", "other"),
        ("血圧が高いです", "other"),
        ("", "en"),
    ],
)
def test_the_language_is_guessed(text: str, language: str) -> None:
    assert guess(text) == language
