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


FINDINGS = [
    {
        "level": "must",
        "key": "1",
        "title": "name and age together",
        "words": "Margaret, 84",
        "why": "points to one person.",
        "fix": "Use “a patient”",
    },
    {"level": "check", "key": "2", "title": "a relative", "words": "Her daughter", "why": "could help someone guess."},
    {"level": "done", "key": "3", "title": "exact date of care", "words": "12 November", "why": "is now “this month”."},
]
PIECES = [
    {"text": "Yesterday we discharged "},
    {"text": "Margaret, 84", "level": "name"},
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
        "marked_text",
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
        ),
    ),
    Component(
        "Findings list",
        "findings",
        "What the privacy check found: level, words, why, one safe fix.",
        (State("Must fix, look at, solved", {"findings": FINDINGS}),),
    ),
    Component(
        "Reading meter",
        "reading_meter",
        "How hard a text is, in words and five steps. A hint, not a gate.",
        (
            State(
                "Easy",
                {"grade": "Grade 5", "level": 2, "word": "easy", "kind": "ok", "goal": "Most people can read it."},
            ),
            State(
                "Hard",
                {
                    "grade": "Grade 9",
                    "level": 4,
                    "word": "hard",
                    "goal": "Most people need grade 6 or lower.",
                    "swaps": ["“discharged”: say “went home”"],
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
                        {"text": "Grade 9", "url": "#c-reading-meter", "kind": "warn", "icon": "book-open"},
                    ],
                },
            ),
        ),
    ),
)
