"""Speakers of a proposal: who joins, who leaves, and what is answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rounds.accounts.access import Request, public, reader
from rounds.events.actions import speakers as bringing
from rounds.events.actions import speaking as actions
from rounds.events.actions.disclosing import DisclosureRefused, disclose
from rounds.events.actions.proposals import ProposalRefused
from rounds.events.forms.proposals import CoSpeakerForm, DisclosureForm, MaterialForm, ProfileForm, ReplyForm
from rounds.events.models import Event, Material, Speaker
from rounds.events.queries.disclosures import Told, disclosure_of, must_disclose
from rounds.events.queries.proposals import own_speaking, read_speaking_token, speakings_of
from rounds.events.reach import addresses_of
from rounds.events.storing import FileRefused, keep_file, keep_photo
from rounds.events.views.finding import at_event, either, own_proposal_at, refuse, site_of


@either
@at_event()
def speakers(request: Request, event: Event, code: str) -> HttpResponse:
    """Ask somebody to speak with you."""
    proposal = own_proposal_at(request, event, code, leads=True)
    form = CoSpeakerForm(request.POST or None)
    if form.is_valid():
        try:
            asked = actions.ask_to_speak(proposal, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("We have written to %(email)s.") % {"email": asked.email})
            return redirect("events:proposal_speakers", slug=event.slug, code=code)
        except ProposalRefused as refusal:
            refuse(form, refusal)
    context = {
        **site_of(request, event, "mine"),
        "proposal": proposal,
        "speakings": speakings_of(proposal),
        "form": form,
        "most": actions.MOST,
    }
    return render(request, "events/proposal_speakers.html", context, status=422 if form.errors else 200)


@require_POST
@at_event()
def leave(request: Request, event: Event, code: str, number: int) -> HttpResponse:
    """The one who leads takes somebody out; everybody else steps back from their own place."""
    proposal = own_proposal_at(request, event, code)
    found = get_object_or_404(speakings_of(proposal), pk=number)
    if found.person_id != request.user.pk:
        own_proposal_at(request, event, code, leads=True)
    try:
        actions.leave_proposal(found, by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s is no longer a speaker of this proposal.") % {"name": found.shown})
    except ProposalRefused as refusal:
        messages.warning(request, str(refusal))
    if found.person_id == request.user.pk:
        return redirect("events:own")
    return redirect("events:proposal_speakers", slug=event.slug, code=code)


@either
@never_cache
@public
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """A plain visit only asks, since scanners open links; the address of the letter must be the reader's."""
    found, person = read_speaking_token(token), reader(request)
    if found is None:
        return render(request, "events/invitation_over.html", status=404)
    refused = ""
    if request.method == "POST" and person:
        joins = request.POST.get("do") == "join"
        try:
            actions.answer_invitation(found, joins, by=person, at=timezone.now())
            if not joins:
                return render(request, "events/invitation_over.html", {"declined": True})
            return redirect("events:proposal", slug=found.proposal.event.slug, code=found.proposal.code)
        except ProposalRefused as refusal:
            refused = str(refusal)
    context = {
        "speaking": found,
        "proposal": found.proposal,
        "lead": found.proposal.speakings.filter(leads=True).first(),
        "person": person,
        "fits": person is not None and found.email.lower() in addresses_of(person),
        "answered": found.person_id is not None,
        "refused": refused,
        "page_url": request.path,
    }
    return render(request, "events/invitation.html", context, status=422 if refused else 200)


@either
@at_event()
def reply(request: Request, event: Event, code: str) -> HttpResponse:
    """The answer to being accepted."""
    proposal = own_proposal_at(request, event, code)
    mine = own_speaking(proposal, request.user)
    form = ReplyForm(
        request.POST or None, initial={"reply": mine.reply, "conditions": mine.conditions} if mine else None
    )
    if mine and form.is_valid():
        try:
            actions.reply_to_acceptance(mine, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Thank you. The organisers see your answer."))
            return redirect("events:proposal", slug=event.slug, code=code)
        except ProposalRefused as refusal:
            refuse(form, refusal)
    context = {**site_of(request, event, "mine"), "proposal": proposal, "form": form, "mine": mine}
    return render(request, "events/proposal_reply.html", context, status=422 if form.errors else 200)


@either
@at_event()
def materials(request: Request, event: Event, code: str) -> HttpResponse:
    proposal = own_proposal_at(request, event, code)
    form = MaterialForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            stored = keep_file(form.cleaned_data["file"])
            title, shown = form.cleaned_data["title"], form.cleaned_data["shown"]
            bringing.add_material(proposal, stored, title=title, shown=shown, by=request.user, at=timezone.now())
            return redirect("events:proposal_materials", slug=event.slug, code=code)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        except ProposalRefused as refusal:
            refuse(form, refusal)
    context = {
        **site_of(request, event, "mine"),
        "proposal": proposal,
        "materials": proposal.materials.select_related("by").order_by("title", "pk"),
        "form": form,
    }
    return render(request, "events/proposal_materials.html", context, status=422 if form.errors else 200)


@require_POST
@at_event()
def remove_material(request: Request, event: Event, code: str, number: int) -> HttpResponse:
    found = get_object_or_404(Material, pk=number, proposal=own_proposal_at(request, event, code))
    bringing.remove_material(found, by=request.user, at=timezone.now())
    messages.success(request, _("The file is gone."))
    return redirect("events:proposal_materials", slug=event.slug, code=code)


@either
@at_event()
def profile(request: Request, event: Event) -> HttpResponse:
    held = Speaker.objects.filter(event=event, person=request.user).prefetch_related("available").first()
    form = ProfileForm(request.POST or None, request.FILES or None, event=event, speaker=held)
    if form.is_valid():
        try:
            photo = keep_photo(form.cleaned_data["photo"]) if form.cleaned_data["photo"] else None
            if photo is None and form.cleaned_data.get("no_photo"):
                photo = ""
            bringing.save_profile(
                event, form.values(), photo=photo, spans=form.spans(), by=request.user, at=timezone.now()
            )
            messages.success(request, _("Your profile is saved."))
            return redirect("events:own_proposals", slug=event.slug)
        except FileRefused as refusal:
            form.add_error("photo", str(refusal))
        except ProposalRefused as refusal:
            refuse(form, refusal)
    context = {**site_of(request, event, "mine"), "form": form, "speaker": held}
    return render(request, "events/profile.html", context, status=422 if form.errors else 200)


@either
@at_event()
def disclosure(request: Request, event: Event) -> HttpResponse:
    """Tell one's financial interests of the last 24 months, or that there are none."""
    form = DisclosureForm(request.POST or None)
    if form.is_valid():
        try:
            none = form.cleaned_data["none"]
            disclose(event, form.interests(), none=none, by=request.user, at=timezone.now())
            messages.success(request, _("Thank you. What you told before stays in our records."))
            return redirect("events:disclosure", slug=event.slug)
        except DisclosureRefused as refusal:
            refuse(form, refusal)
    context = {
        **site_of(request, event, "mine"),
        "form": form,
        "told": Told(request.user, disclosure_of(event, request.user)),
        "asked": must_disclose(event, request.user),
    }
    return render(request, "events/disclosure.html", context, status=422 if form.errors else 200)
