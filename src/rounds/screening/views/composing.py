"""What a person sent with the composer, put together for the page. Nothing of it is stored or logged."""

import base64
import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from rounds.accounts.access import reader
from rounds.accounts.models import Person
from rounds.screening import actions, queries
from rounds.screening.fixes import mended
from rounds.screening.forms import EstimateForm, PostForm
from rounds.screening.looking import look_at
from rounds.screening.pictures import TOO_LARGE, Cleaned, PictureRefused, clean_picture, small_copy
from rounds.screening.queries.marks import Marks
from rounds.screening.views.uploads import InMemory

MOST_INLINE = 4 * 1024 * 1024
MOST_REASONS = 50


@dataclass
class PictureShown:
    cleaned: Cleaned
    told: list[str]
    not_made: list[str]
    faces: str
    words: Marks | None
    preview: str
    download: str


@dataclass
class Composed:
    """One answer of the composer: what was typed, what was found, and what was done with it."""

    form: PostForm
    estimate_form: EstimateForm
    marks: Marks
    kept: list[str] = field(default_factory=list)
    done: str = ""
    refused: str = ""
    refused_text: str = ""
    picture: PictureShown | None = None
    picture_error: str = ""
    alt: Marks | None = None
    estimate: queries.EstimateShown | None = None
    officer: bool = False
    person: Person | None = None

    @property
    def status(self) -> int:
        return 422 if self.form.errors or self.estimate_form.errors or self.refused or self.picture_error else 200

    @property
    def text(self) -> str:
        return self.refused_text or self.marks.text


class Composer:
    def __init__(self, request: HttpRequest, *, at: dt.datetime, uploads: InMemory | None = None) -> None:
        self.request, self.at, self.uploads = request, at, uploads
        self.person = reader(request)
        self.data = request.POST
        self.form = PostForm(self.data, person=self.person, on=at.date())
        self.ok = self.form.is_valid()
        cleaned = self.form.cleaned_data
        self.text = cleaned.get("text", "") if self.ok else self.data.get("text", "").replace("\r\n", "\n")
        self.place = cleaned.get("place")
        self.officer = bool(self.person and self.place and self.person.has_perm("screening.sign_off", self.place))
        self.reasons = read_reasons(self.data.getlist("kept"))

    def marks(self, text: str) -> Marks:
        cleaned = self.form.cleaned_data
        return queries.marks_for(
            text if self.ok else "",
            cleaned.get("voice") or "provider",
            cleaned.get("channel", ""),
            self.place,
            authorization=cleaned.get("permission"),
            on=self.at.date(),
            accepted=self.reasons,
            officer=self.officer,
            pictures=[cleaned.get("alt", "")] if "picture" in self.request.FILES else (),
        )

    def answer(self) -> Composed:
        estimate_form = EstimateForm(self.data if self.data.get("do") == "estimate" else None, prefix="e")
        composed = Composed(self.form, estimate_form, self.marks(self.text), officer=self.officer, person=self.person)
        if not self.ok:
            composed.refused_text = self.text
        else:
            self.change(composed)
            self.add_picture(composed)
            if alt := self.form.cleaned_data.get("alt"):
                composed.alt = self.marks(alt)
        composed.kept = [json.dumps([token, reason]) for token, reason in self.reasons.items()]
        if self.data.get("do") == "estimate" and estimate_form.is_valid():
            composed.estimate = queries.estimate_for(estimate_form.described())
        if (
            self.data.get("do") == "check"
            and not self.text.strip()
            and not composed.picture
            and not composed.picture_error
        ):
            composed.refused = _("Type or paste a post first.")
        return composed

    def change(self, composed: Composed) -> None:
        if "fix" in self.data:
            self.fix(composed, self.data["fix"])
        elif "use" in self.data:
            self.use(composed, self.data["use"])
        elif "fine" in self.data:
            self.accept(composed, self.data["fine"])

    def fix(self, composed: Composed, key: str) -> None:
        finding = queries.finding_called(composed.marks.screening, key)
        if finding is None or finding.start is None:
            composed.refused = _("The text has changed since this was found. Here is what we find now.")
            return
        composed.marks = self.marks(mended(self.text, finding, composed.marks.reading.language))
        composed.done = _("The text is changed. Read it once more.")

    def use(self, composed: Composed, key: str) -> None:
        offer = next((offer for offer in composed.marks.offers if offer.key == key), None)
        if offer is None:
            composed.refused = _("The text has changed since this was offered. Here is what we find now.")
            return
        composed.marks = self.marks(offer.text)
        composed.done = _("The text is changed. Read it once more.")

    def accept(self, composed: Composed, key: str) -> None:
        finding = queries.finding_called(composed.marks.screening, key)
        if finding is None:
            composed.refused = _("The text has changed since this was found. Here is what we find now.")
            return
        reason = self.data.get(f"because-{key}", "")
        try:
            if self.place and self.person:
                by, officer, at = self.person, self.officer, self.at
                actions.accept_finding(self.place, finding, self.text, reason, by=by, officer=officer, at=at)
            elif finding.level == "block":
                raise actions.DecisionRefused(_("Only a privacy officer of your place can sign this off."))
            else:
                self.reasons[queries.token_of(finding)] = actions.check_reason(reason, finding.text)
        except actions.DecisionRefused as refusal:
            composed.refused = str(refusal)
            return
        composed.marks = self.marks(self.text)
        composed.done = _("Your reason is kept in the record.") if self.place else _("Noted on this page only.")

    def add_picture(self, composed: Composed) -> None:
        chosen = self.request.FILES.get("picture")
        if self.uploads and self.uploads.over:
            composed.picture_error = str(TOO_LARGE)
        elif chosen:
            try:
                composed.picture = self.looked_at(clean_picture(chosen.read()))
            except PictureRefused as refusal:
                composed.picture_error = str(refusal)

    def looked_at(self, cleaned: Cleaned) -> PictureShown:
        seen, inline = look_at(cleaned.data), len(cleaned.data) <= MOST_INLINE
        not_made = [] if seen.words is not None else [_("We did not look for words in the picture.")]
        not_made += [] if seen.faces is not None else [_("We did not look for faces in the picture.")]
        return PictureShown(
            cleaned=cleaned,
            told=[str(sentence) for sentence in cleaned.told],
            not_made=not_made,
            faces=_("There seems to be a face in the picture.") if seen.faces else "",
            words=self.marks(seen.words) if seen.words else None,
            preview=inline_data("image/jpeg", small_copy(cleaned)),
            download=inline_data(cleaned.type, cleaned.data) if inline else "",
        )


def inline_data(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def read_reasons(held: list[str]) -> dict[str, str]:
    """A visitor's own reasons, which travel with the page; what cannot be read is left out.

    >>> read_reasons(['["patient-story|patient-story|", "All of it is invented."]', "x"])
    {'patient-story|patient-story|': 'All of it is invented.'}
    """
    reasons: dict[str, str] = {}
    for one in held[:MOST_REASONS]:
        try:
            token, reason = json.loads(one)
        except (ValueError, TypeError):
            continue
        if isinstance(token, str) and isinstance(reason, str):
            reasons[token] = reason[:200]
    return reasons


def empty(request: HttpRequest, text: str, *, on: dt.date) -> Composed:
    """The page before anything was sent."""
    form = PostForm(initial={"text": text}, person=reader(request), on=on)
    place: Any = form.places[0] if form.places else None
    return Composed(form, EstimateForm(prefix="e"), queries.marks_for(text, place=place, on=on), person=reader(request))
