"""Questions as a page shows them: what was typed, and after handing in what was right and why."""

from collections.abc import Mapping
from typing import Any

from rounds.training import marking, markup
from rounds.training.drawing import Drawn
from rounds.training.models import Attempt, LessonPage
from rounds.training.questions import GAP, Question, questions_in

Shown = dict[str, Any]


def questions_shown(
    attempt: Attempt, content: LessonPage, *, problems: Mapping[str, str] | None = None
) -> dict[str, Shown]:
    """The drawn questions by key, ready for ui/question.html; `content` is the lesson the attempt began with."""
    questions = questions_in(content.body)
    answered = attempt.submitted is not None
    drawn = [each for each in attempt.drawn if each["key"] in questions]
    return {
        each["key"]: {
            "number": number,
            "error": (problems or {}).get(each["key"], ""),
            **shown(questions[each["key"]], each, attempt.typed.get(each["key"]), answered, len(content.sources)),
        }
        for number, each in enumerate(drawn, start=1)
    }


def shown(question: Question, drawn: Drawn, given: Any, answered: bool, sources: int) -> Shown:
    complete = answered and not marking.problem_with(question, given)
    return {
        "kind": question.kind,
        "key": question.key,
        "prompt_html": "" if question.kind == "gaps" else markup.text(question.prompt, sources),
        "explanation_html": markup.text(question.explanation, sources) if question.explanation else "",
        "answered": answered,
        "right": marking.mark(question, given, drawn) if complete else None,
        **DETAILS[question.kind](question, drawn, given, sources),
    }


def choice_details(question: Question, drawn: Drawn, given: Any, sources: int) -> Shown:
    chosen = set(given if isinstance(given, list) else [given])
    options = [
        {
            "value": str(place),
            "text": markup.line(question.options[place].text, sources),
            "chosen": str(place) in chosen,
            "right": question.options[place].right,
            "why": markup.line(question.options[place].why, sources),
        }
        for place in drawn["order"]
    ]
    return {"options": options}


def order_details(question: Question, drawn: Drawn, given: Any, sources: int) -> Shown:
    """Steps as they were shown; until somebody gives them places, they have the places they stand at."""
    typed = given if isinstance(given, list) and len(given) == len(drawn["order"]) else []
    places = [int(each) if str(each).isdecimal() else 0 for each in typed] or list(range(1, len(drawn["order"]) + 1))
    options = [
        {
            "value": row,
            "text": markup.line(question.options[step].text, sources),
            "place": place,
            "right_place": step + 1,
            "right": place == step + 1,
        }
        for row, (step, place) in enumerate(zip(drawn["order"], places, strict=True))
    ]
    return {"options": sorted(options, key=lambda option: option["place"])}


def gaps_details(question: Question, drawn: Drawn, given: Any, sources: int) -> Shown:
    typed = given if isinstance(given, list) and len(given) == len(question.gaps) else [""] * len(question.gaps)
    words = [{"value": str(place), "text": question.options[place].text} for place in drawn["order"]]
    texts = GAP.split(question.prompt)[::2]
    parts: list[Shown] = [{"text": texts[0]}]
    for number, (word, choice, after) in enumerate(zip(question.gaps, typed, texts[1:], strict=True), start=1):
        mine = next((each["text"] for each in words if each["value"] == choice), "")
        gap = {"n": number, "chosen": choice, "chosen_text": mine, "right": mine == word, "right_text": word}
        parts += [gap, {"text": after}]
    explained = [
        {"text": each.text, "right": each.right, "why": markup.line(each.why, sources), "chosen": str(place) in typed}
        for place, each in enumerate(question.options)
    ]
    return {"parts": parts, "options": words, "explained": explained}


def reflection_details(question: Question, drawn: Drawn, given: Any, sources: int) -> Shown:
    return {"text": given if isinstance(given, str) else ""}


DETAILS = {
    "one": choice_details,
    "several": choice_details,
    "order": order_details,
    "gaps": gaps_details,
    "reflection": reflection_details,
}
