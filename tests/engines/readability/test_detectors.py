"""Each kind of hint: where it speaks, what it offers, and where it keeps silent."""

import pytest

from rounds.engines.readability import KINDS, Hint, hints
from rounds.engines.readability.lexicon import SOURCES


def found(text: str, kind: str, language: str = "en") -> list[tuple[str, str]]:
    return [(hint.text, hint.swap) for hint in hints(text, language=language) if hint.kind == kind]


JARGON = [
    ("Hypertension is common.", [("Hypertension", "High blood pressure")]),
    ("He had two myocardial infarctions.", [("myocardial infarctions", "heart attacks")]),
    ("Take an analgesic.", [("an analgesic", "a pain reliever")]),
    ("A sedentary life", [("A sedentary", "An inactive")]),
    ("a radiograph", [("a radiograph", "an X-ray")]),
    ("OEDEMA", [("OEDEMA", "SWELLING")]),
    ("She was administered the drug.", [("administered", "given")]),
    ("She administered the drug.", [("administered", "gave")]),
    ("Nurses are implementing it.", [("implementing", "carrying out")]),
    ("Refrain from smoking.", [("Refrain from", "Avoid")]),
    ("She tested positive for flu.", [("tested positive for", "had a test showing")]),
    ("A positive mood", []),
    ("acute pain", [("acute", "sudden")]),
    ("an acute care hospital", []),
    ("discharged from the hospital", [("discharged from the hospital", "sent home from the hospital")]),
    ("vaginal discharge", [("vaginal discharge", "fluid from the vagina")]),
    ("the discharge", []),
    ("pulmonary hypertension", [("pulmonary hypertension", "high blood pressure in the lungs")]),
    ("cystic fibrosis", []),
    ("chronic fatigue syndrome", []),
    ("the College of Physicians met", []),
    ("#hypertension @hypertension hypertension.org", []),
    ("hyper\ntension, myocardial. Infarction", []),
]


@pytest.mark.parametrize(("text", "expected"), JARGON)
def test_jargon_is_swapped_in_place(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "jargon") == expected


SPANISH_JARGON = [
    ("Tiene la cefalea intensa.", [("cefalea", "")]),
    ("Trata la cefalea.", [("la cefalea", "el dolor de cabeza")]),
    ("El fármaco", [("El fármaco", "La medicina")]),
    ("Los fármacos", [("Los fármacos", "Las medicinas")]),
    ("el tratamiento de la cefalea", [("de la cefalea", "del dolor de cabeza")]),
    ("La hipertensión arterial", [("hipertensión arterial", "presión arterial alta")]),
    ("infartos de miocardio", [("infartos de miocardio", "ataques al corazón")]),
    ("enfermedades renales", [("renales", "del riñón")]),
]


@pytest.mark.parametrize(("text", "expected"), SPANISH_JARGON)
def test_spanish_swaps_mend_the_article(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "jargon", "es") == expected


def test_a_jargon_hint_names_its_source() -> None:
    assert hints("Hypertension", language="en") == (
        Hint(0, 12, "jargon", "Hypertension", KINDS["jargon"], "High blood pressure", SOURCES["medlineplus"]),
    )


PASSIVE = [
    (
        "The patient was examined by the doctor.",
        [("The patient was examined by the doctor", "The doctor examined the patient")],
    ),
    ("He was bitten by a dog.", [("He was bitten by a dog", "A dog bit him")]),
    ("The pills were taken away.", [("were taken", "")]),
    ("It has been carefully checked.", [("been carefully checked", "")]),
    ("She is concerned. We are tired. He got married. I was worried.", []),
    ("They were red and need help.", []),
    ("She got bitten by a dog.", [("got bitten", "")]),
]


@pytest.mark.parametrize(("text", "expected"), PASSIVE)
def test_the_passive_is_turned_where_it_is_plain(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "passive") == expected


def test_spanish_passives() -> None:
    assert found("El paciente fue operado. Se recomienda beber. Es conocido.", "passive", "es") == [
        ("fue operado", ""),
        ("Se recomienda", "Recomendamos"),
    ]


ENGLISH = [
    ("percentage", "About 25% of patients and 12.5 percent of the men", [("25% of", "25 in 100"), ("12.5 percent", "125 in 1,000")]),
    ("percentage", "25% (25 in 100) were well. Use 70% alcohol. Get 20% off. Sales rose by 5%. All 100% agree.", []),
    ("percentage", "45% of adults in 3 in 2024 reports.", [("45% of", "45 in 100")]),
    ("decimal", "The risk is 0.03.", [("0.03", "3 in 100")]),
    ("decimal", "The risk at 0.5 mg is low (p < 0.05).", []),
    ("denominators", "It was 3 in 100 in May and 1 in 20 in June.", [("1 in 20", "5 in 100")]),
    ("denominators", "It was 3 in 100 in May and 5 in 100 in 2024.", []),
    ("denominators", "It was 1 in 1,000, now 3 in 10,000.", [("1 in 1,000", "10 in 10,000")]),
    ("mixed_odds", "1 in 8 women. Then 5% of men.", [("1 in 8", "about 13 in 100")]),
    ("relative_risk", "The risk is 50% higher. It doubles the chance.", [("50% higher", ""), ("doubles", "")]),
    ("relative_risk", "The risk doubles from 1 in 100 to 2 in 100. Sales doubled.", []),
    ("vague_risk", "Side effects are very rare.", [("very rare", "")]),
    ("vague_risk", "Side effects are rare (1 in 1,000). The common cold brings no risk.", []),
    ("significant", "The change was significant.", [("significant", "")]),
    ("significant", "A statistically significant change. Her significant other.", []),
    ("capitals", "STOP SMOKING NOW.", [("STOP SMOKING NOW", "Stop smoking now")]),
    ("capitals", "Please DO NOT call the NHS.", [("DO NOT", "do not")]),
    ("capitals", "The NHS and the CDC say so. I do.", []),
    ("acronym", "COPD is long. COPD again.", [("COPD", "long-term lung disease (COPD)")]),
    ("acronym", "a CKD clinic, an XQZ", [("CKD", "long-term kidney disease (CKD)"), ("XQZ", "")]),
    ("acronym", "We met a UTI.", [("UTI", "bladder or kidney infection (UTI)")]),
    ("acronym", "long lung disease (COPD), CKD (long kidney disease), the HIV test", []),
    ("hashtag", "#mentalhealthawareness #Nurselife", [("#mentalhealthawareness", "#MentalHealthAwareness"), ("#Nurselife", "#NurseLife")]),
    ("hashtag", "#MentalHealth #hospital #xqzzy #HCSM https://a.org/#mentalhealth", []),
    ("emoji_run", "Yes 🎉🎉 🎉!", [("🎉🎉 🎉", "🎉")]),
    ("emoji_run", "Yes 🎉🎉", []),
    ("emoji_word", "Get your 💉 today. I ❤️ my nurse", [("💉", "vaccine"), ("❤️", "love")]),
    ("emoji_word", "Get your shot 💉 today.", []),
    ("double_negative", "It isn't uncommon, and not an unsafe one.", [("isn't uncommon", "is common"), ("not an unsafe", "a safe")]),
    ("double_negative", "You don't need no pills. Do not smoke. No. Not only no.", [("don't need no", "don't need any")]),
    ("link_text", "Click here to book a visit. See [here](https://a.org).", [("Click here to book", "Book"), ("here", "")]),
    ("link_text", "Book a visit here at noon.", []),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "expected"), ENGLISH)
def test_hints_in_english(kind: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, kind) == expected


SPANISH = [
    ("percentage", "El 25 % de los pacientes", [("El 25 % de los", "25 de cada 100")]),
    ("denominators", "3 de cada 100 y 1 de cada 20", [("1 de cada 20", "5 de cada 100")]),
    ("relative_risk", "El riesgo es un 50 % mayor.", [("50 % mayor", "")]),
    ("vague_risk", "Los efectos son muy raros.", [("muy raros", "")]),
    ("significant", "Fue un cambio significativo.", [("significativo", "")]),
    ("double_negative", "No es infrecuente. No hay nada.", [("No es infrecuente", "Es frecuente")]),
    ("link_text", "Haga clic aquí.", [("Haga clic aquí", "")]),
    ("emoji_word", "Pida la 💉 hoy", [("💉", "vacuna")]),
    ("acronym", "La EPOC es larga.", [("EPOC", "enfermedad larga de los pulmones (EPOC)")]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "expected"), SPANISH)
def test_hints_in_spanish(kind: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, kind, "es") == expected


def test_a_long_sentence_is_split_at_a_seam() -> None:
    first, second = (
        "The results come back from the lab in about ten days",
        "you will get a call from the nurse when they are in",
    )

    assert found(f"{first}, and {second}.", "long_sentence") == [
        (f"{first}, and {second}.", f"{first}. Y{second[1:]}.")
    ]
    assert found(f"{first}.", "long_sentence") == []
    assert [hint.kind for hint in hints("word " * 26, language="en")] == ["very_long_sentence"]


def test_pictures_without_words_are_named_last() -> None:
    kinds = [(hint.kind, hint.start) for hint in hints("Hypertension", language="en", pictures=["A nurse", None, " "])]

    assert kinds == [("jargon", 0), ("picture", None), ("picture", None)]


def test_another_language_gets_only_hints_that_need_no_words() -> None:
    kinds = {
        hint.kind for hint in hints("Die Hypertension ist 25% 🎉🎉🎉 " + "wort " * 30, language="de", pictures=[None])
    }

    assert kinds == {"very_long_sentence", "emoji_run", "picture"}
