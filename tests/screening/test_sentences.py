import pytest
from django.utils.translation import override

from rounds.engines.privacy import REASONS, RULES, Described, estimate
from rounds.engines.privacy.figures import PREVALENCE
from rounds.engines.readability import KINDS
from rounds.engines.readability import REASONS as WHY_NOT
from rounds.screening.sentences import BY_RULE, CONDITIONS, SENTENCES, spoken


def test_every_sentence_of_the_engines_can_be_translated() -> None:
    said = {*REASONS, *(rule.law for rule in RULES.values()), *KINDS.values(), *WHY_NOT}

    assert said - SENTENCES == set()


def test_every_rule_and_condition_has_a_short_name() -> None:
    assert set(RULES) - set(BY_RULE) == set()
    assert set(PREVALENCE) == set(CONDITIONS)


@pytest.mark.parametrize(
    "described",
    [
        Described(),
        Described(population=10, age_from=9, age_to=3),
        Described(population=10, condition="unknown"),
        Described(population=10, condition="multiple births of four or more"),
    ],
)
def test_every_reason_of_the_estimate_can_be_translated(described: Described) -> None:
    assert estimate(described).reason in SENTENCES


def test_every_step_of_the_estimate_can_be_translated() -> None:
    full = Described(population=10, age_from=1, age_to=2, sex="told", condition="hiv", share=(0.1, 0.2))

    assert {factor.name for factor in estimate(full).factors} - SENTENCES == set()


def test_sentence_is_spoken_in_spanish() -> None:
    with override("es"):
        assert spoken("This is about a child.") == "Esto trata de un menor."
