import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.core.tidy import Tidy
from rounds.events.forms.fields import line, text
from rounds.events.models import Criterion, Event, Proposal, Review, Track
from rounds.events.vocabulary import Outcome, Remedy, State
from rounds.meetings.vocabulary import ContentKind


class ReviewForm(Tidy):
    words = text(_("Why"), 4000, help_text=_("Organisers and the other reviewers read it, the speakers do not."))

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], scale: int, review: Review | None, **kwargs: Any
    ) -> None:
        if review:
            marks = {f"mark-{one.criterion_id}": str(one.mark) for one in review.scores.all()}
            kwargs["initial"] = {**marks, "words": review.words}
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"mark-{criterion.pk}"] = forms.ChoiceField(
                label=criterion.name,
                help_text=criterion.about,
                choices=[(str(mark), str(mark)) for mark in range(1, scale + 1)],
                widget=forms.RadioSelect,
                error_messages={"required": _("Give a mark: %(name)s") % {"name": criterion.name}},
            )
        self.order_fields([*(f"mark-{one.pk}" for one in criteria), "words"])

    def marks(self) -> dict[int, int]:
        return {one.pk: int(self.cleaned_data[f"mark-{one.pk}"]) for one in self.criteria}


class ConflictForm(Tidy):
    reason = line(_("Why"), 300, help_text=_("Only organisers see it. You need not give details."))


class RemarkForm(Tidy):
    words = text(_("Your remark"), 2000, _("Write something first."))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class AssignForm(forms.Form):
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Reviewer"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose somebody.")},
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = Person.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "pk")


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision.")},
    )


class TemplateForm(Tidy):
    subject = line(_("Subject"), 150, _("Write a subject."))
    words = text(
        _("Text"),
        6000,
        _("Write the text."),
        help_text=_("We fill in {name}, {title}, {event}, {link} and {answer_by}. An empty line begins a paragraph."),
    )


class CorrectForm(Tidy):
    title = line(_("Title"), 160, _("Give it a title."))
    track = forms.ModelChoiceField(Track.objects.none(), label=_("Track"), empty_label=None)
    content_kind = forms.ChoiceField(label=_("Content"), choices=ContentKind.choices)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(proposal, name) for name in ("title", "track", "content_kind")}
        super().__init__(*args, **kwargs)
        field: Any = self.fields["track"]
        field.queryset = proposal.event.tracks.order_by("order", "pk")


class MitigationForm(Tidy):
    remedy = forms.ChoiceField(
        label=_("What was done"), choices=Remedy.choices, error_messages={"required": _("Choose what was done.")}
    )
    words = line(_("More about it"), 300)


def filters(event: Event, wanted: Any) -> list[dict[str, Any]]:
    """The fields of the form that narrows the table of proposals."""
    everything = ("", _("All"))
    states = [(value, label) for value, label in State.choices if value != State.DRAFT]
    tracks = [(str(one.pk), one.name) for one in event.tracks.order_by("order", "pk")]
    kinds = [(str(one.pk), one.name) for one in event.session_types.order_by("order", "pk")]
    decisions = [("none", _("Not decided")), ("open", _("Decided, letter not sent"))]
    return [
        {"name": "words", "label": _("Words or code"), "value": wanted.words},
        {"name": "state", "label": _("State"), "options": [everything, *states], "value": wanted.state},
        {"name": "track", "label": _("Track"), "options": [everything, *tracks], "value": wanted.track},
        {"name": "type", "label": _("Kind of session"), "options": [everything, *kinds], "value": wanted.type},
        {"name": "decision", "label": _("Decision"), "options": [everything, *decisions], "value": wanted.decision},
    ]
