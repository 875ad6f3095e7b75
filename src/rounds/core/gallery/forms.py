from typing import Any

from django import forms

from rounds.core.gallery.component import Component, State


class SampleForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As it should stand on a certificate.")
    about = forms.CharField(label="About you", widget=forms.Textarea, required=False)
    profession = forms.ChoiceField(label="Profession", choices=[("", "Choose"), ("nurse", "Nurse")])
    reach = forms.ChoiceField(
        label="How may we reach you?", choices=[("mail", "Email"), ("never", "Not at all")], widget=forms.RadioSelect
    )
    agree = forms.BooleanField(label="I have read how my data are used", help_text="You can change this later.")


def sample(prefix: str, data: dict[str, str] | None = None) -> SampleForm:
    typed = {f"{prefix}-{name}": value for name, value in data.items()} if data is not None else None
    return SampleForm(typed, prefix=prefix)


def choice(number: int, text: str, **more: Any) -> dict[str, Any]:
    return {"id": f"named-{number}", "name": "named", "value": number, "text": text, **more}


FINDINGS: list[dict[str, Any]] = [
    {
        "level": "must",
        "key": "NAME-24-32",
        "title": "a name",
        "words": "Margaret",
        "why": "This tells who a patient is.",
        "law": "HIPAA Privacy Rule, 45 CFR 164.514(b)(2)",
        "fix": "Use “a patient”",
        "start16": 24,
    },
    {
        "level": "check",
        "key": "unique-story-whole",
        "title": "many facts about one person",
        "why": "The facts taken together could point to one person.",
        "law": "HIPAA Privacy Rule, 45 CFR 164.514(b)(2)(ii)",
        "accept": True,
    },
    {
        "level": "note",
        "key": "adverse-event-whole",
        "title": "harm from a product",
        "why": "This may report harm from a product. Send a copy to the safety team.",
    },
]
SIGN = [{**FINDINGS[0], "key": "NAME-1-2", "accept": True}]
FINE = [
    {
        "level": "done",
        "key": "3",
        "title": "a person",
        "words": "Wren",
        "why": "A person is named here, and it is not clear whether they are a patient.",
        "reason": "He is our new chaplain.",
        "who": "Priya Raman",
    },
    {"level": "done", "key": "4", "title": "an exact date", "words": "12 November", "why": "It is now “recently”."},
]
PIECES = [
    {"text": "Yesterday we discharged "},
    {"text": "Margaret", "level": "name"},
    {"text": ". "},
    {"text": "Her daughter", "level": "check"},
    {"text": " called it a miracle."},
]

COMPONENTS = (
    Component(
        "Form",
        "form",
        "All fields of a Django form: label, hint, error, then the control. An error summary stands above the heading.",
        (
            State("Empty", {"form": sample("empty")}),
            State("Not accepted", {"form": sample("wrong", {"name": "", "profession": "nurse"})}),
        ),
    ),
    Component(
        "Choice",
        "choice",
        "One of few answers, or several. The whole row can be pressed.",
        (
            State("Not chosen", choice(1, "No name", hint="We write “A patient”")),
            State("Chosen", choice(2, "First name and initial", hint="Grace M", chosen=True)),
            State("Box", {**choice(3, "Facebook", chosen=True, kind="checkbox"), "name": "channel"}),
            State("Not possible now", choice(4, "By phone", disabled=True)),
        ),
    ),
    Component(
        "Error summary",
        "error_summary",
        "Above the heading when something typed was refused. Focus moves to it; the same words stand by the field.",
        (
            State("From a form", {"form": sample("wrong", {"name": "", "profession": "nurse"}), "quiet": True}),
            State(
                "From a list",
                {
                    "errors": [{"text": "Choose when it happened.", "url": "#when-bad-day"}],
                    "quiet": True,
                    "id": "list-error",
                },
            ),
        ),
    ),
    Component(
        "Date fields",
        "date_fields",
        "A date that a person knows by heart.",
        (
            State("Empty", {"id": "when", "name": "when", "label": "When did it happen?", "hint": "Such as 27 3 2026"}),
            State(
                "Not accepted",
                {
                    "id": "when-bad",
                    "name": "when-bad",
                    "label": "When did it happen?",
                    "hint": "Such as 27 3 2026",
                    "day": "31",
                    "month": "2",
                    "year": "2026",
                    "error": "February has 28 days in 2026. Check the day.",
                },
            ),
        ),
    ),
    Component(
        "File upload",
        "file_upload",
        "One file; the hint names kinds and size.",
        (
            State("Empty", {"id": "file", "name": "file", "label": "Your plan", "hint": "PDF, at most 20 MB."}),
            State(
                "Not accepted",
                {
                    "id": "file-bad",
                    "name": "file-bad",
                    "label": "Your plan",
                    "hint": "PDF, at most 20 MB.",
                    "accept": ".pdf",
                    "error": "This file is 31 MB. Use one smaller than 20 MB.",
                },
            ),
        ),
    ),
    Component(
        "Marked text area",
        "composer",
        "Where a post or a story is written: marks lie behind the text; the list of findings is the truth.",
        (
            State(
                "With marks",
                {
                    "id": "post",
                    "name": "post",
                    "label": "Your post",
                    "hint": "Write as you would speak to one person.",
                    "pieces": PIECES,
                    "text": "".join(piece["text"] for piece in PIECES),
                    "count": "77 characters.",
                },
            ),
            State("Empty", {"id": "blank", "name": "blank", "label": "Your post", "count": "0 characters."}),
            State(
                "Not accepted",
                {
                    "id": "long",
                    "name": "long",
                    "label": "Your post",
                    "error": "This text has 20,004 characters. Use at most 20,000.",
                    "pieces": PIECES[:1],
                    "text": PIECES[0]["text"],
                    "count": "20,004 characters.",
                },
            ),
        ),
    ),
    Component(
        "Findings list",
        "findings",
        "What the privacy check found: level, words, why, one safe fix.",
        (
            State("Must fix, look at, pass on", {"findings": FINDINGS}),
            State("For a privacy officer", {"findings": SIGN}),
            State("Fine and solved", {"findings": FINE}),
        ),
    ),
    Component(
        "Reading meter",
        "reading",
        "How hard a text is, in words and five steps. A hint, not a gate.",
        (
            State(
                "Easy",
                {"grade": "Grade 5", "level": 2, "word": "easy", "kind": "ok", "goal": "Most people can read it."},
            ),
            State("Too short", {"grade": "No grade", "goal": "The text is too short for a grade."}),
            State(
                "Hard",
                {
                    "grade": "Grade 9",
                    "level": 4,
                    "word": "hard",
                    "goal": "Most people need grade 6 or lower.",
                    "swaps": [
                        {"words": "discharged", "text": "say “went home”"},
                        {"words": "TAVR", "text": "Not every reader knows these letters."},
                    ],
                },
            ),
        ),
    ),
    Component(
        "Sticky verdict bar",
        "verdict",
        "On phones, under the text: both verdicts at a glance, each a link to its details.",
        (
            State(
                "Two verdicts",
                {
                    "always": True,
                    "items": [
                        {"text": "3 must fix", "url": "#c-findings", "kind": "bad", "icon": "shield-alert"},
                        {"text": "Grade 9", "url": "#c-reading", "kind": "warn", "icon": "book-open"},
                    ],
                },
            ),
        ),
    ),
)
