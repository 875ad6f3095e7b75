"""Is an answer complete, and is it right? What a learner typed comes as strings.

Given answers by kind: one: "2" (the answer's number); several: ["0", "2"]; order: the place of each step as shown, ["3", "1", "2"];
gaps: the number of the word in each gap, ["1", "0"]; reflection: the text.
"""

from typing import Any

from django.utils.translation import gettext as _

from rounds.training.drawing import Drawn
from rounds.training.questions import Question

LONGEST_REFLECTION = 5000


def numbers(given: Any, below: int) -> list[int] | None:
    """The given numbers, or None when one is missing, no number, or not below `below`."""
    if not isinstance(given, list) or not all(str(each).isdecimal() and int(each) < below for each in given):
        return None
    return [int(each) for each in given]


def problem_with(question: Question, given: Any) -> str:
    """What is still missing, said to the learner; empty when the answer can be marked."""
    return {
        "one": problem_with_one,
        "several": problem_with_several,
        "order": problem_with_order,
        "gaps": problem_with_gaps,
        "reflection": problem_with_reflection,
    }[question.kind](question, given)


def problem_with_one(question: Question, given: Any) -> str:
    return "" if numbers([given], len(question.options)) else _("Choose an answer.")


def problem_with_several(question: Question, given: Any) -> str:
    return "" if numbers(given, len(question.options)) else _("Choose at least one answer.")


def problem_with_order(question: Question, given: Any) -> str:
    places = numbers(given, len(question.options) + 1)
    if places is None or len(places) != len(question.options):
        return _("Give each step a number.")
    if sorted(places) != list(range(1, len(places) + 1)):
        return _("Two steps have the same number. Give each number once.")
    return ""


def problem_with_gaps(question: Question, given: Any) -> str:
    words = numbers(given, len(question.options))
    return "" if words and len(words) == len(question.gaps) else _("Choose a word for each gap.")


def problem_with_reflection(question: Question, given: Any) -> str:
    if not isinstance(given, str) or not given.strip():
        return _("Write a sentence or two.")
    if len(given) > LONGEST_REFLECTION:
        return _("Your answer has %(have)s characters. Shorten it to %(most)s.") % {
            "have": len(given),
            "most": LONGEST_REFLECTION,
        }
    return ""


def mark(question: Question, given: Any, drawn: Drawn) -> bool | None:
    """Whether a complete answer is right; None for a reflection, which is not marked."""
    if question.kind == "one":
        return question.options[int(given)].right
    if question.kind == "several":
        return {int(each) for each in given} == {place for place, each in enumerate(question.options) if each.right}
    if question.kind == "order":
        return [int(place) - 1 for place in given] == drawn["order"]
    if question.kind == "gaps":
        return tuple(question.options[int(word)].text for word in given) == question.gaps
    return None
