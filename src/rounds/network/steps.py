"""The questions of joining: which come for whom, in which order, and which still want an answer."""

from collections.abc import Mapping
from typing import Any

from rounds.billing.vocabulary import PayerKind
from rounds.network.vocabulary import ALONE, METRICS

Answers = Mapping[str, Any]


def steps_for(answers: Answers) -> tuple[str, ...]:
    """
    >>> steps_for({})
    ('kind',)
    >>> steps_for({"kind": {"kind": "patient"}})
    ('kind', 'promise')
    >>> steps_for({"kind": {"kind": "student"}})
    ('kind', 'invoice', 'hardship')
    >>> steps_for({"kind": {"kind": "hospital"}})
    ('kind', 'register', 'name', 'size', 'invoice', 'hardship')
    >>> steps_for({"kind": {"kind": "industry"}})
    ('kind', 'limits', 'register', 'name', 'size', 'invoice', 'hardship')
    """
    kind = kind_of(answers)
    if not kind:
        return ("kind",)
    if kind == PayerKind.PATIENT:
        return ("kind", "promise")
    paying = ("invoice", "hardship")
    if kind in ALONE:
        return ("kind", *paying)
    limits = ("limits",) if kind == PayerKind.INDUSTRY else ()
    size = ("size",) if METRICS.get(kind) else ()
    return ("kind", *limits, "register", "name", *size, *paying)


def kind_of(answers: Answers) -> str:
    return str(answers.get("kind", {}).get("kind", ""))


def years_in(answers: Answers) -> int:
    """How many years are paid at once.

    >>> years_in({}), years_in({"invoice": {"years": "3"}})
    (1, 3)
    """
    return int(answers.get("invoice", {}).get("years") or 1)


def step_before(answers: Answers, step: str) -> str | None:
    """
    >>> step_before({"kind": {"kind": "hospital"}}, "name"), step_before({}, "kind")
    ('register', None)
    """
    steps = steps_for(answers)
    place = steps.index(step)
    return steps[place - 1] if place else None


def first_open(answers: Answers) -> str | None:
    """The first question without an answer; None when all are answered.

    >>> first_open({}), first_open({"kind": {"kind": "patient"}, "promise": {"agreed": True}})
    ('kind', None)
    """
    return next((step for step in steps_for(answers) if step not in answers), None)
