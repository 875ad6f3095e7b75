"""What people type in chats."""

import datetime as dt
import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rounds.accounts.forms import zones
from rounds.accounts.models import Person
from rounds.core.tidy import Tidy
from rounds.events.forms.fields import MomentField, line, text
from rounds.events.models import Event
from rounds.events.models.chat import TAG
from rounds.events.vocabulary import NamedAs
from rounds.meetings.vocabulary import Audience

AUDIENCES = [choice for choice in Audience.choices if choice[0] != Audience.INVITED]


class NewChatForm(Tidy):
    title = line(_("Title"), 160, _("Give the chat a title."))
    summary = text(_("What it is about"), 2000)
    tag = forms.CharField(
        label=_("Tag"), max_length=60, validators=[TAG], help_text=_("One word without the #, such as WardTalk."),
        error_messages={"required": _("Give the chat a tag.")},
    )  # fmt: skip
    zone = forms.ChoiceField(label=_("Time zone"), choices=zones)
    starts_at = MomentField(label=_("Begins"), help_text=_("By the clocks of the time zone above."))
    length = forms.IntegerField(label=_("Length in minutes"), min_value=10, max_value=480, initial=60)
    questions = text(
        _("Questions, one on each line"), 6000, _("Write at least one question."),
        help_text=_("You can change them, and their minutes, until they open."),
    )  # fmt: skip
    first = forms.IntegerField(label=_("The first opens at minute"), min_value=0, max_value=479, initial=5)
    every = forms.IntegerField(label=_("Minutes between questions"), min_value=1, max_value=240, initial=10)
    hosts = text(_("Hosts, by e-mail address"), 2000, help_text=_("One on each line. Without any, you host it."))
    audience = forms.ChoiceField(
        label=_("Who may take part"), choices=AUDIENCES, initial=Audience.PUBLIC, widget=forms.RadioSelect
    )
    event = forms.ModelChoiceField(
        Event.objects.none(), label=pgettext_lazy("conference", "Event it belongs to"), required=False
    )

    def __init__(self, *args: Any, person: Person, events: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        field: Any = self.fields["event"]
        field.queryset = events
        begins: Any = self.fields["starts_at"]
        zone = str(self.data.get("zone") or self.initial.get("zone") or "")
        begins.zone = zone if zone in zoneinfo.available_timezones() else "UTC"

    def clean_hosts(self) -> list[Person]:
        emails = [one.strip().lower() for one in str(self.cleaned_data["hosts"]).splitlines() if one.strip()]
        found = {one.email.lower(): one for one in Person.objects.filter(email__in=emails, is_active=True)}
        if missing := [one for one in emails if one not in found]:
            raise forms.ValidationError(now("We know no account of %(email)s.") % {"email": missing[0]})
        return [found[one] for one in emails] or [self.person]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("starts_at") and cleaned.get("length"):
            cleaned["ends_at"] = cleaned["starts_at"] + dt.timedelta(minutes=cleaned["length"])
        lines = [one.strip() for one in str(cleaned.get("questions", "")).splitlines() if one.strip()]
        if any(len(one) > 300 for one in lines):
            self.add_error("questions", now("A question has at most 300 letters."))
        first, every, length = (cleaned.get(name) for name in ("first", "every", "length"))
        if first is not None and every and length and lines:
            cleaned["asked"] = [(first + place * every, one) for place, one in enumerate(lines)]
            if cleaned["asked"][-1][0] >= length:
                self.add_error("every", now("The last question would open after the end. Choose fewer minutes."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        names = ("title", "summary", "zone", "starts_at", "ends_at", "audience")
        return {name: self.cleaned_data[name] for name in names}


class ChatQuestionForm(Tidy):
    words = line(_("Question"), 300, _("Write the question."))
    minute = forms.IntegerField(
        label=_("Opens at minute"), min_value=0, max_value=479, help_text=_("Counted from the start of the chat.")
    )


class JoinChatForm(Tidy):
    named = forms.ChoiceField(
        label=_("How should your words stand in the transcript?"),
        choices=NamedAs.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how your words should stand there.")},
        help_text=_("Hosts see your name in any case. You can change this at any time, also after the chat."),
    )


class ChatAnswerForm(Tidy):
    question = forms.TypedChoiceField(label=_("Your answer to"), coerce=int)
    words = text(
        _("Your words"), 500, _("Write your answer."), help_text=_("At most 500 letters. Nothing about a patient.")
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["question"]
        field.choices = [(number, now("Question %(n)s") % {"n": number}) for number in range(1, count + 1)]


class HideForm(Tidy):
    reason = line(_("Why"), 300, _("Say why. The writer reads it."))
