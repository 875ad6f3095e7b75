"""What people type in contests: the team, writers, supporters and judges."""

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.core.tidy import Tidy
from rounds.events.forms.fields import MomentField, line, text
from rounds.events.models import Contest, ContestCriterion, Event, TicketKind
from rounds.events.vocabulary import EntryName, Taken

MARKS = [("5", _("5 - very strong")), ("4", "4"), ("3", "3"), ("2", "2"), ("1", _("1 - weak"))]
PLAIN = (
    *("name", "about", "rules", "prize", "opens", "closes", "votes_from", "votes_until", "least_words", "most_words"),
    *("supports", "finalists", "recipients", "judged_by", "ticket", "travel", "companion"),
)


def count(label: Any, first: int, most: int = 5000) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most, initial=first)


class ContestForm(Tidy):
    name = line(_("Name"), 120, _("Give the contest a name."))
    about = line(_("What it is about, in a sentence"), 300, _("Say in a sentence what it is about."))
    rules = text(_("Rules"), 8000, help_text=_("Who may take part, what to write about, what you do with the texts."))
    prize = line(_("What recipients get"), 300, _("Say what recipients get."))
    opens = MomentField(label=_("Entries from"))
    closes = MomentField(label=_("Entries until"))
    votes_from = MomentField(label=_("Votes from"))
    votes_until = MomentField(label=_("Votes until"))
    least_words = count(_("Fewest words"), 350)
    most_words = count(_("Most words"), 500)
    supports = count(_("Entries that one person may like"), 1, 100)
    finalists = count(_("Finalists"), 15, 200)
    recipients = count(_("Recipients"), 3, 100)
    judged_by = count(_("Sheets that each finalist needs"), 2, 20)
    ticket = forms.ModelChoiceField(
        TicketKind.objects.none(), label=_("Free ticket"), required=False, empty_label=_("None"),
        help_text=_("Each recipient is given one of this kind at once, and takes a place with it."),
    )  # fmt: skip
    travel = forms.BooleanField(label=_("Travel is paid"), required=False, initial=True)
    companion = forms.BooleanField(label=_("A companion comes free"), required=False, initial=True)
    criteria = text(
        _("Criteria of the judges, one on each line"), 3000, _("Write at least one criterion."),
        help_text=_("Name: what a high mark means. A number at the end is its weight, such as: Voice: we hear a person. 2"),
    )  # fmt: skip
    judges = text(_("Judges, by e-mail address"), 3000, help_text=_("One on each line."))

    def __init__(self, *args: Any, event: Event, contest: Contest | None = None, **kwargs: Any) -> None:
        if contest:
            kwargs["initial"] = {name: getattr(contest, name) for name in PLAIN}
            kwargs["initial"]["criteria"] = "\n".join(written(one) for one in contest.criteria.order_by("pk"))
            judges = contest.judges.select_related("person").order_by("pk")
            kwargs["initial"]["judges"] = "\n".join(one.person.email for one in judges)
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["ticket"]
        kinds.queryset = event.ticket_kinds.order_by("order", "pk")
        for field in self.fields.values():
            if isinstance(field, MomentField):
                field.in_zone(event.zone)

    def clean_criteria(self) -> list[tuple[str, str, int]]:
        found = [read(one) for one in str(self.cleaned_data["criteria"]).splitlines() if one.strip()]
        names = [name for name, _about, _weight in found]
        if len(set(names)) < len(names):
            raise forms.ValidationError(now("A criterion stands there twice."))
        if any(len(name) > 80 or len(about) > 300 for name, about, _weight in found):
            raise forms.ValidationError(now("A name has at most 80 letters, and what it means at most 300."))
        return found

    def clean_judges(self) -> list[Person]:
        emails = [one.strip().lower() for one in str(self.cleaned_data["judges"]).splitlines() if one.strip()]
        found = {one.email.lower(): one for one in Person.objects.filter(email__in=emails, is_active=True)}
        if missing := [one for one in emails if one not in found]:
            raise forms.ValidationError(now("We know no account of %(email)s.") % {"email": missing[0]})
        return [found[one] for one in dict.fromkeys(emails)]

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in PLAIN}


def written(one: ContestCriterion) -> str:
    end = f" {one.weight}" if one.weight > 1 else ""
    return f"{one.name}: {one.about}{end}" if one.about or end else one.name


def read(words: str) -> tuple[str, str, int]:
    """
    >>> read("Voice: we hear a person. 2"), read("Use")
    (('Voice', 'we hear a person.', 2), ('Use', '', 1))
    """
    name, _colon, about = words.strip().partition(":")
    about, _space, last = about.strip().rpartition(" ")
    if last.isdecimal() and 1 <= int(last) <= 10:
        return name.strip(), about.strip(), int(last)
    return name.strip(), f"{about} {last}".strip(), 1


class EntryForm(Tidy):
    title = line(_("Title"), 120)
    words = text(_("Your text"), 8000)
    named = forms.ChoiceField(
        label=_("Under which name is it shown?"), choices=EntryName.choices, widget=forms.RadioSelect, required=False
    )
    consent = forms.BooleanField(
        label=_("I agree that everybody can read this text, and that people can write kind words about it."),
        required=False,
        help_text=_("You can withdraw it at any time, without a reason. Then nobody can read it here any more."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class LookForm(Tidy):
    reason = line(_("Why it is not shown"), 500, help_text=_("Only when you do not show it. The writer reads it."))
    version = forms.CharField(widget=forms.HiddenInput, max_length=40)


class SupportForm(Tidy):
    words = text(
        _("A kind word"), 400, help_text=_("At most 400 letters. It is shown without your name, once we have read it.")
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs["rows"] = 3


class AsideForm(Tidy):
    reason = line(_("Why it does not count"), 300, _("Say why. The reason stays on record."))


class TakeBackForm(Tidy):
    reason = line(_("Why the prize is taken back"), 300, _("Say why. The recipient reads it."))


class RecusalForm(Tidy):
    reason = line(_("What the conflict is"), 300, _("Say what the conflict is."))


class SheetForm(Tidy):
    words = text(
        _("Why"), 2000, _("Say why in a few words."), help_text=_("Other judges read it once theirs is given.")
    )

    def __init__(self, *args: Any, criteria: list[ContestCriterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marks = {
            f"mark-{one.pk}": forms.TypedChoiceField(
                label=one.name, help_text=one.about, choices=MARKS, coerce=int, widget=forms.RadioSelect,
                error_messages={"required": now("Choose a number from 1 to 5.")},
            )
            for one in criteria
        }  # fmt: skip
        self.fields = {**marks, **self.fields}

    def marks(self) -> dict[int, int]:
        found = {name.removeprefix("mark-"): value for name, value in self.cleaned_data.items() if name != "words"}
        return {int(key): int(value) for key, value in found.items()}


class PrizeForm(Tidy):
    reply = forms.ChoiceField(
        label=_("Do you come?"), choices=Taken.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you come.")},
    )  # fmt: skip
    companion_name = line(_("Name of your companion"), 120, help_text=_("Somebody who comes with you, free of charge."))

    def __init__(self, *args: Any, companion: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not companion:
            del self.fields["companion_name"]
