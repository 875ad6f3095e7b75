"""Syllables of words one knows how to say."""

import pytest

from rounds.engines.readability.syllables import syllables

ENGLISH = {
    1: "a I the are were nurse heart knee tongue league vague asked helped stopped washed walked breathed shaped eyes makes times"
    " pulse "
    "else solve twelve through thought strength stretched height weigh rough cough health care aches judge dance rule"
    " cheese leave sleeve don't "
    "can't won't aren't we're they'll drugs skin bone brain lungs wound bruised clogged prince house horse goes does voice noise which",
    2: "doctor needed wanted patient cancer pressure table little people business chocolate wednesday something someone maybe science lion "
    "quiet diet being doing going seeing dying player didn't couldn't isn't causes houses boxes watches changes matches middle "
    "settled doubled movement safely homeless useful fatigue colleague disease diseased vaccine asthma itself themselves shelter "
    "centre fibre "
    "giant poem fluid ruin create music normal muscle ankle heartbeat headache bedtime lifetime homework sometimes sometime schedule "
    "symptom vomit mayor crayon beyond seizure seizures"
    " surgeon pigeon tissue virus spinal question nation special"
    " ancient friendly language rhythm "
    "prism spasm chasm forehead lawyer lonely hundred naked rabies herpes cliché café idle rely",
    3: "hospital idea area medicine infection vitamin theater various serious previous period "
    "radio audio diagnose clinical medical injection insulin allergy therapy surgery injury "
    "pregnancy energy agreement replacement achievement supplement implement however wherever another remember "
    "autism heroic museum nucleus easier earliest happier carrier influence nutrient "
    "nausea trachea pancreas scientist realize suicide apnea area disabled dangerous calendar potato tomato banana volcano "
    "carefully hopefully loneliness happiness nevermore microscope telescope protected connected infected affected completed",
    4: "anxiety society variety emergency recovery dialysis diabetes diarrhea pneumonia insomnia hysteria operation medication population "
    "situation education reality scientific experience ingredient obedient convenient material "
    "january february dictionary ordinary necessary military initiate appreciate category catastrophe apostrophe "
    "epidemic academic biology actually usually manually "
    "suicidal readmission nevertheless dyslexia hypoxia ataxia algorithm coagulate preemptive anemia",
    5: "cardiology examination myocardial "
    "etiology coagulation laboratory communication immunization inflammatory "
    "dermatologist hereditary individual elementary supplementary cooperative",
    6: "microorganism cardiovascular",
}
SPANISH = {
    1: "pan sol rey muy pie bien que gui dios fue",
    2: "día río agua ciudad cuerpo sangre guerra hueso salud dolor fiebre niño baile causa cuando siempre también país baúl aún",
    3: "médico enfermo corazón poeta vacuna hospital pingüino familia prohibir caída oído vergüenza maíces ahora "
    "paciente diabetes",
    4: "aéreo enfermera zanahoria medicina cirugía enfermedad tratamiento quirófano",
    5: "medicamento antibiótico enfermedades universidad",
}


def words(table: dict[int, str]) -> list[tuple[str, int]]:
    return [(word, number) for number, line in table.items() for word in line.split()]


@pytest.mark.parametrize("number", ENGLISH)
def test_english_words_have_the_syllables_one_hears(number: int) -> None:
    assert [(word, syllables(word.lower(), "en")) for word, one in words(ENGLISH) if one == number] == [
        (word, one) for word, one in words(ENGLISH) if one == number
    ]


@pytest.mark.parametrize("number", SPANISH)
def test_spanish_words_have_the_syllables_one_hears(number: int) -> None:
    assert [(word, syllables(word, "es")) for word, one in words(SPANISH) if one == number] == [
        (word, one) for word, one in words(SPANISH) if one == number
    ]


def test_a_few_hundred_words_are_checked() -> None:
    assert len(words(ENGLISH)) > 300


def test_a_number_or_a_hyphen_counts_its_parts() -> None:
    assert [syllables(word, "en") for word in ("25", "1,000", "follow-up", "x-ray", "covid-19")] == [1, 1, 3, 2, 2]
