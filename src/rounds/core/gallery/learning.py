from typing import Any

from django.utils.safestring import mark_safe

from rounds.core.gallery.component import Component, State

HERE = "#lessons-and-questions"


def html(text: str) -> str:
    return mark_safe(text)  # noqa: S308  words of this file only


def question(kind: str, key: str, prompt: str, **more: Any) -> dict[str, Any]:
    return {
        "question": {
            "kind": kind,
            "key": key,
            "prompt_html": html(f"<p>{prompt}</p>"),
            "explanation_html": html("<p>Begin with what is true, so that people remember it.</p>"),
            **more,
        },
        "number": 1,
    }


def options(*chosen: str) -> list[dict[str, Any]]:
    return [
        {"value": "a", "text": "A tattoo text", "chosen": "a" in chosen, "right": True, "why": "A unique mark."},
        {"value": "b", "text": "A common medicine", "chosen": "b" in chosen, "right": False, "why": "Many take it."},
        {
            "value": "c",
            "text": "The date of an accident",
            "chosen": "c" in chosen,
            "right": True,
            "why": "It was news.",
        },
    ]


def lines(*places: int) -> list[dict[str, Any]]:
    told = ("The fact", "A warning that a false claim follows", "The fact again")
    return [
        {"value": str(number), "text": text, "place": place, "right": place == number, "right_place": number, "why": ""}
        for number, (text, place) in enumerate(zip(told, places, strict=True), 1)
    ]


def gaps(*chosen: str) -> dict[str, Any]:
    words = [
        {"value": word, "text": word, "right": word != "numerator"} for word in ("denominator", "words", "numerator")
    ]
    right = ("denominator", "words")
    picked = [
        {
            "n": number,
            "chosen": word,
            "chosen_text": word,
            "right": word == right[number - 1],
            "right_text": right[number - 1],
        }
        for number, word in enumerate(chosen or ("", ""), 1)
    ]
    parts = [
        {"text": "Give each risk with the same "},
        picked[0],
        {"text": ". Say it in "},
        picked[1],
        {"text": " too."},
    ]
    told = [
        {"text": "denominator", "why": "The number below the line.", "right": True, "chosen": "denominator" in chosen}
    ]
    return {"parts": parts, "options": words, "explained": told}


def states(
    kind: str, prompt: str, unanswered: dict[str, Any], right: dict[str, Any], wrong: dict[str, Any]
) -> tuple[State, ...]:
    return (
        State("Not answered", question(kind, f"{kind}-open", prompt, **unanswered)),
        State(
            "Sent without an answer",
            question(kind, f"{kind}-none", prompt, error="Answer this question.", **unanswered),
        ),
        State("Answered, right", question(kind, f"{kind}-right", prompt, answered=True, right=True, **right)),
        State("Answered, not right", question(kind, f"{kind}-wrong", prompt, answered=True, right=False, **wrong)),
    )


WHICH = "Which of these can point to one person?"
VIDEO = {
    "title": "Sixty seconds on friend requests",
    "captions": "/static/gallery/captions.vtt",
    "language": "en",
    "caption": "One minute, with captions.",
    "transcript_html": html("<p>Say who you are, then answer in general terms.</p>"),
}
CERTIFICATE = {"kind": "Achievement", "course": "Basic certificate", "holder": "Dr Amara Osei", "url": HERE}


def screen(what: str, **more: Any) -> dict[str, Any]:
    words = html("<p>Four hours on a plastic chair, and nobody said why.</p>")
    return {"what": what, "sender": "Dana W", "initials": "DW", "html": words, **more}


COMPONENTS = (
    Component(
        "Do and do not lists",
        "do_list",
        "Two short lists under each other; each line of the second says “do not”.",
        (
            State("Do", {"items": ["Say who you are.", "Answer in general terms."]}),
            State("Do not", {"kind": "dont", "items": ["Do not confirm that somebody is a patient."]}),
        ),
    ),
    Component(
        "Screen",
        "screen",
        "Somebody's words as they appear on a screen, in a rehearsal; always made up, and like no real network.",
        (
            State(
                "Review", {"screen": screen("review", rating=1, where="A map and review site", when="Sunday, 22:14")}
            ),
            State("Comment", {"screen": screen("comment", where="Under your post", when="Friday, 16:31")}),
            State("Post with a picture", {"screen": screen("post", picture="A whiteboard with six surnames on it.")}),
            State("Message", {"screen": screen("message", about="reporter at a local paper", when="08:02")}),
        ),
    ),
    Component(
        "Scenario",
        "scenario",
        "A case to think through; the answer opens after thinking, without a script.",
        (
            State(
                "Closed",
                {
                    "title": "A friend request after the clinic",
                    "situation_html": html(
                        "<p>A patient whom you saw today asks to be your friend. What would you do?</p>"
                    ),
                    "answer_html": html("<p>Thank, explain your rule, and give a safe way to reach the clinic.</p>"),
                },
            ),
        ),
    ),
    Component(
        "Video",
        "video",
        "Captions and a transcript always; nothing plays by itself.",
        (State("With transcript", {**VIDEO, "src": "/static/gallery/sample.mp4"}),),
    ),
    Component(
        "Sound",
        "audio",
        "A lesson or a story to hear, with its transcript.",
        (State("With transcript", {**VIDEO, "title": "The lesson, read aloud", "src": "/static/gallery/sample.mp3"}),),
    ),
    Component(
        "Picture",
        "picture",
        "Each picture has a description; the caption says what the description does not.",
        (
            State(
                "With caption",
                {
                    "src": "/static/gallery/waiting-room.svg",
                    "alt": "Two chairs beside a notice with three lines",
                    "caption": "The card that tells what happens next.",
                    "width": 640,
                    "height": 360,
                },
            ),
        ),
    ),
    Component(
        "Sources",
        "sources",
        "Under each lesson, numbered as the text cites them.",
        (
            State(
                "Two sources",
                {
                    "id": "sample-sources",
                    "sources": [
                        {
                            "title": "Health Information National Trends Survey, cycle 6",
                            "publisher": "National Cancer Institute",
                            "date": "2022",
                            "url": "https://hints.cancer.gov/",
                        },
                        {"title": "Rules of Northlake Hospital", "publisher": "Northlake Hospital"},
                    ],
                },
            ),
        ),
    ),
    Component(
        "One action for tomorrow",
        "tomorrow",
        "The end of each lesson: one thing to do, in one or two sentences.",
        (State("Action", {"text": "Read your last five posts and look for a name, a date or a place."}),),
    ),
    Component(
        "Question: one answer",
        "question_one",
        "Exactly one option is right. Every option explains itself after the answer.",
        states("one", WHICH, {"options": options()[:2]}, {"options": options("a")[:2]}, {"options": options("b")[:2]}),
    ),
    Component(
        "Question: several answers",
        "question_several",
        "Two or more options are right.",
        states(
            "several", WHICH, {"options": options()}, {"options": options("a", "c")}, {"options": options("a", "b")}
        ),
    ),
    Component(
        "Question: order",
        "question_order",
        "Lines get a place each: numbers without a script, Up and Down with one.",
        states(
            "order",
            "Put the parts of a good correction in order.",
            {"options": lines(1, 2, 3)},
            {"options": lines(1, 2, 3)},
            {"options": lines(2, 1, 3)},
        ),
    ),
    Component(
        "Question: gaps",
        "question_gaps",
        "A sentence with a choice of words in each gap.",
        states(
            "gaps",
            "Fill the gaps.",
            gaps(),
            gaps("denominator", "words"),
            gaps("numerator", "words"),
        ),
    ),
    Component(
        "Question: reflection",
        "question_reflection",
        "Own words, compared with an example and graded by nobody.",
        (
            State("Not answered", question("reflection", "reflection-open", "Write the two sentences you would send.")),
            State(
                "Sent without an answer",
                question("reflection", "reflection-none", "Write two sentences.", error="Write your answer."),
            ),
            State(
                "Answered",
                question(
                    "reflection", "reflection-done", "Write two sentences.", answered=True, text="Thank you for asking."
                ),
            ),
        ),
    ),
    Component(
        "Certificate",
        "certificate",
        "One certificate of a person, with its state in words.",
        (
            State("Valid", {**CERTIFICATE, "dates": "20 November 2026 to 20 November 2028", "pdf_url": HERE}),
            State("Expired", {**CERTIFICATE, "dates": "Ended on 2 October 2025", "state": "expired"}),
            State(
                "Withdrawn",
                {
                    **CERTIFICATE,
                    "dates": "Issued 2 October 2025",
                    "state": "withdrawn",
                    "reason": "Issued to the wrong person.",
                },
            ),
        ),
    ),
)
