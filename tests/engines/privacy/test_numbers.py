import pytest

from rounds.engines.privacy.detectors.codes import called, find_bare
from rounds.engines.privacy.detectors.numbers import find_numbers, health_number, provider_number
from rounds.engines.privacy.text import Post


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("pull MRN 00481973 for me", "MRN", "00481973"),
        ("NHS no 943 476 5919 again", "MRN", "943 476 5919"),
        ("expediente 88-20417, por favor", "MRN", "88-20417"),
        ("member id SMH-20-44817-03 denied", "ACCOUNT", "smh-20-44817-03"),
        ("Blue pickup, plate KDR 4471, lights on", "VEHICLE", "kdr 4471"),
        ("pump serial KZ4-009981-B alarms", "DEVICE", "kz4-009981-b"),
        ("ssn 219-45-6789", "SSN", "219-45-6789"),
        ("opened from 203.0.113.44 at night", "IP", "203.0.113.44"),
        ("an RN card, no. RN-7741902-TX", "LICENSE", "rn-7741902-tx"),
        ("whose chart is MR# 7719320", "MRN", "7719320"),
        ("numéro de sécu 1 84 07 29 019 233 41", "SSN", "1 84 07 29 019 233 41"),
        ("AVS 756.1234.5678.97 sur le mauvais dossier", "SSN", "756.1234.5678.97"),
        ("NISS 85.07.30-033.28", "SSN", "85.07.30-033.28"),
        ("wallet with 1EG4-TE5-MK73 in it", "ACCOUNT", "1eg4-te5-mk73"),
        ("mi DNI es 12345678Z", "LICENSE", "12345678z"),
    ],
)
def test_a_private_number_is_found_by_its_label_or_shape(text: str, kind: str, words: str) -> None:
    post = Post(text)

    assert (kind, words) in [(one.type, post.lower[one.start : one.end]) for one in find_numbers(post)]


@pytest.mark.parametrize(
    "text",
    [
        "Format example: MRN 00-00-00-00",
        "our MRN is eight digits, for example 12345678",
        "Recall: pumps with serial numbers of lot 7F211",
        "412 confirmed cases this month, 61% of them mild",
        "open 9 to 5, since 1998, at 800 Coulter Street",
    ],
)
def test_examples_lots_and_plain_figures_are_no_private_numbers(text: str) -> None:
    assert list(find_numbers(Post(text))) == []


def test_check_digits_tell_health_numbers_and_providers_numbers() -> None:
    assert [health_number(code) for code in ("9434765919", "9434765918", "123")] == [True, False, False]
    assert [provider_number(code) for code in ("1234567893", "1234567894", "12")] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("hospital card as 70045518263 and the gate", "MRN", "70045518263"),
        ("ring itu re K0448127 please", "OTHER_ID", "K0448127"),
        ("grey Astra, KX19 ZRT, your dad", "VEHICLE", "KX19 ZRT"),
        ("the man with the sign, 7ZKL204", "VEHICLE", "7ZKL204"),
        ("se cayó el de la moto PHT 318", "VEHICLE", "PHT 318"),
        ("study AX-229-7714, flagged", "OTHER_ID", "AX-229-7714"),
    ],
)
def test_a_bare_number_or_plate_is_found_to_be_weighed(text: str, kind: str, words: str) -> None:
    post = Post(text)

    assert [(called(post, one).type, post.plain[one.start : one.end]) for one in find_bare(post)] == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "from 2019 to 2024, 1985 1990",
        "raised £12,500 and $18.412.000",
        "about 300.000 people, 25 000 beds",
        "connect to 192.0.2.10 or call",
        "call 555-0142 or 614-555-0118",
        "open 24/7 on 2024-05-06 and 10000mg",
        "visit example.com/12345678",
    ],
)
def test_years_sums_phones_and_links_are_no_bare_numbers(text: str) -> None:
    assert list(find_bare(Post(text))) == []
