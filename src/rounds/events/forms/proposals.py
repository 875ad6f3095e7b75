import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from rounds.core.tidy import Tidy
from rounds.events.forms.fields import line, text
from rounds.events.models import Event, Proposal, Question, SessionType, Speaker, Track
from rounds.events.queries.events import session_types_of, tracks_of
from rounds.events.queries.proposals import answers_of
from rounds.events.vocabulary import AnswerKind, Reply, SpeakerKind, Tie
from rounds.meetings.vocabulary import SPOKEN, ContentKind

INTERESTS = 5


class BasicsForm(Tidy):
    """What decides which questions follow. `key` names this form, so that it makes one proposal."""

    title = line(
        _("Title"), 160, _("Give your talk a title."), help_text=_("Leave your name out: reviewers do not see it.")
    )
    track = forms.ModelChoiceField(
        Track.objects.none(),
        label=_("Track"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose a track.")},
    )
    session_type = forms.ModelChoiceField(
        SessionType.objects.none(),
        label=_("Kind of session"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose a kind of session.")},
    )
    content_kind = forms.ChoiceField(
        label=_("Content"),
        choices=ContentKind.choices,
        widget=forms.RadioSelect,
        help_text=_("For clinical talks, speakers tell their financial interests."),
        error_messages={"required": _("Choose what it is about.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=SPOKEN, initial="en")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, event: Event, proposal: Proposal | None = None, **kwargs: Any) -> None:
        if proposal:
            kwargs["initial"] = {name: getattr(proposal, name) for name in self.NAMES} | {"key": proposal.key}
        super().__init__(*args, **kwargs)
        track: Any = self.fields["track"]
        track.queryset = tracks_of(event)
        kind: Any = self.fields["session_type"]
        kind.queryset = session_types_of(event)
        kind.label_from_instance = with_length
        spoken = event.spoken or SPOKEN
        language: Any = self.fields["language"]
        language.choices = spoken
        if len(spoken) == 1:
            language.widget, language.initial = forms.HiddenInput(), spoken[0][0]

    NAMES = ("title", "track", "session_type", "content_kind", "language")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.NAMES}


def with_length(kind: SessionType) -> str:
    length = now("%(minutes)s minutes") % {"minutes": kind.minutes}
    return f"{kind.name} ({length})" + (f": {kind.about}" if kind.about else "")


class ProposalForm(Tidy):
    """The summary and the questions of this kind of session. Nothing is required here: drafts are kept as they are."""

    abstract = text(_("Summary"), 8000)
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(
        self, *args: Any, proposal: Proposal, questions: Sequence[Question], version: str, most: int, **kwargs: Any
    ) -> None:
        answers = answers_of(proposal)
        first = {f"question-{key}": answer.words for key, answer in answers.items()}
        kwargs["initial"] = {**first, "abstract": proposal.abstract, "version": version}
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.fields["abstract"].help_text = now("At most %(most)s words. Say what people will learn.") % {"most": most}
        for question in questions:
            self.fields[f"question-{question.pk}"] = field_for(question)

    def answers(self) -> dict[int, str]:
        return {
            one.pk: self.cleaned_data.get(f"question-{one.pk}") or ""
            for one in self.questions
            if one.kind != AnswerKind.FILE
        }

    def uploads(self) -> dict[int, Any]:
        sent = {
            one.pk: self.cleaned_data.get(f"question-{one.pk}") for one in self.questions if one.kind == AnswerKind.FILE
        }
        return {key: upload for key, upload in sent.items() if upload}


def field_for(question: Question) -> forms.Field:
    label = question.label if not question.required else f"{question.label} *"
    hint = question.hint
    if question.words_most:
        most = now("At most %(most)s words.") % {"most": question.words_most}
        hint = f"{hint} {most}".strip()
    options: dict[str, Any] = {"label": label, "help_text": hint, "required": False}
    if question.kind == AnswerKind.CHOICE:
        return forms.ChoiceField(choices=[("", now("Choose")), *((one, one) for one in question.choices)], **options)
    if question.kind == AnswerKind.FILE:
        return forms.FileField(**options)
    if question.kind == AnswerKind.LINE:
        return forms.CharField(max_length=300, **options)
    return forms.CharField(max_length=8000, widget=forms.Textarea, **options)


class CoSpeakerForm(Tidy):
    name = line(_("Name"), 120, _("Write their name."))
    email = forms.EmailField(label=_("E-mail address"), error_messages={"required": _("Write their address.")})


class ReplyForm(Tidy):
    reply = forms.ChoiceField(
        label=_("Can you speak?"),
        choices=Reply.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your answer.")},
    )
    conditions = text(_("What has to be settled first"), 1000)


class MaterialForm(Tidy):
    title = line(_("What it is"), 120, _("Say what it is, such as: Slides."))
    file = forms.FileField(label=_("File"), error_messages={"required": _("Choose a file.")})
    shown = forms.BooleanField(label=_("Everybody may load it from the page of the talk"), required=False)


class ProfileForm(Tidy):
    NAMES = (
        "pronouns", "role", "bio", "links", "photo_alt", "access_needs", "honorarium", "travel_help", "experience",
        "as_patient", "describes",
    )  # fmt: skip
    role = line(_("What you do, and where"), 160)
    pronouns = line(_("Pronouns"), 40)
    bio = text(_("About you"), 2000, help_text=_("A few sentences. They stand on the page of your talk."))
    links = text(_("Links, one on each line"), 600, help_text=_("Whole addresses that begin with https://"))
    photo = forms.FileField(label=_("Photo"), required=False, help_text=_("We take out where and when it was made."))
    no_photo = forms.BooleanField(label=_("Take my photo away"), required=False)
    photo_alt = line(_("What the photo shows"), 200)
    access_needs = text(_("What you need to take part"), 1000, help_text=_("Only the organisers see it."))
    honorarium = forms.BooleanField(label=_("I ask for an honorarium"), required=False)
    travel_help = forms.BooleanField(label=_("I need help with travel costs"), required=False)
    experience = forms.ChoiceField(
        label=_("Have you spoken at a conference before?"),
        choices=[("", _("I would rather not say")), *SpeakerKind.choices],
        required=False,
    )
    as_patient = forms.BooleanField(label=_("I speak as a patient or caregiver"), required=False)
    describes = line(
        _("How you describe yourself"),
        80,
        help_text=_("Only if you like. Organisers see counts of five or more, never who wrote it."),
    )

    def __init__(self, *args: Any, event: Event, speaker: Speaker | None, **kwargs: Any) -> None:
        if speaker:
            kwargs["initial"] = {name: getattr(speaker, name) for name in self.NAMES}
        super().__init__(*args, **kwargs)
        self.days, spans = event.days, {one.day: one for one in speaker.available.all()} if speaker else {}
        for day in self.days:
            for end in ("from", "until"):
                span = spans.get(day)
                first = (span.starts if end == "from" else span.ends) if span else None
                widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
                label = now("From") if end == "from" else now("Until")
                self.fields[f"{end}-{day}"] = forms.TimeField(label=label, required=False, initial=first, widget=widget)
        if not speaker or not speaker.photo:
            del self.fields["no_photo"]

    def clean_links(self) -> str:
        found = [one.strip() for one in str(self.cleaned_data["links"]).splitlines() if one.strip()]
        if any(not one.startswith("https://") or len(one.split()) > 1 for one in found):
            raise forms.ValidationError(now("Write whole addresses that begin with https://, one on each line."))
        return "\n".join(found)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for day in self.days:
            starts, ends = cleaned.get(f"from-{day}"), cleaned.get(f"until-{day}")
            if bool(starts) != bool(ends):
                self.add_error(f"{'until' if starts else 'from'}-{day}", now("Give both ends, or neither."))
            elif starts and ends and ends <= starts:
                self.add_error(f"until-{day}", now("This is before it starts."))
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.NAMES}

    def spans(self) -> list[tuple[dt.date, dt.time, dt.time]]:
        ends = [(day, self.cleaned_data[f"from-{day}"], self.cleaned_data[f"until-{day}"]) for day in self.days]
        return [(day, starts, until) for day, starts, until in ends if starts and until]

    def about(self) -> list[Any]:
        hidden = {"access_needs", "honorarium", "travel_help", "experience", "as_patient", "describes"}
        return [self[name] for name in self.fields if name not in hidden and "-" not in name]

    def private(self) -> list[Any]:
        return [self[name] for name in ("access_needs", "honorarium", "travel_help")]

    def optional(self) -> list[Any]:
        return [self[name] for name in ("experience", "as_patient", "describes")]

    def by_day(self) -> list[tuple[dt.date, Any, Any]]:
        return [(day, self[f"from-{day}"], self[f"until-{day}"]) for day in self.days]


class DisclosureForm(Tidy):
    """Up to five interests, or that there are none."""

    none = forms.BooleanField(label=_("I have had no such interests in the last 24 months"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, INTERESTS + 1):
            self.fields[f"company-{number}"] = forms.CharField(label=now("Company"), max_length=160, required=False)
            ties = [("", now("Choose")), *Tie.choices]
            self.fields[f"tie-{number}"] = forms.ChoiceField(
                label=now("What you have from it"), choices=ties, required=False
            )
            self.fields[f"ended-{number}"] = forms.BooleanField(label=now("It has ended"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for number in range(1, INTERESTS + 1):
            company, tie = cleaned.get(f"company-{number}"), cleaned.get(f"tie-{number}")
            if company and not tie:
                self.add_error(f"tie-{number}", now("Choose what you have from it."))
            if tie and not company:
                self.add_error(f"company-{number}", now("Name the company."))
        return cleaned

    def interests(self) -> list[tuple[str, str, bool]]:
        numbers = range(1, INTERESTS + 1)
        rows = [
            tuple(self.cleaned_data[f"{name}-{number}"] for name in ("company", "tie", "ended")) for number in numbers
        ]
        return [(company, tie, ended) for company, tie, ended in rows if company]

    def rows(self) -> list[tuple[int, list[Any]]]:
        return [
            (number, [self[f"{name}-{number}"] for name in ("company", "tie", "ended")])
            for number in range(1, INTERESTS + 1)
        ]
