"""A person's own account: profile, letters, devices."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts import actions, queries
from rounds.accounts.access import Request, public, signed_in
from rounds.accounts.devices import device, is_handheld
from rounds.accounts.forms import NotificationsForm, ProfileForm
from rounds.accounts.models import Kind, Person

either = require_http_methods(["GET", "POST"])


@require_GET
@signed_in
def account(request: Request) -> HttpResponse:
    person = request.user
    choices = queries.mail_choices(person)
    wanted = [kind.label for kind in Kind if choices[kind]]
    return render(
        request,
        "accounts/account.html",
        {
            "person": person,
            "ways": queries.ways_in(person),
            "letters": wanted,
            "organisations": any(one.get("APPS") for one in settings.SOCIALACCOUNT_PROVIDERS.values()),
            "devices": queries.sessions_of(person, at=timezone.now()).count(),
        },
    )


@require_GET
@public
def account_root(request: HttpRequest) -> HttpResponse:
    return redirect("accounts:account")


@either
@signed_in
def profile(request: Request) -> HttpResponse:
    person = request.user
    form = ProfileForm(request.POST or None, instance=Person.objects.get(pk=person.pk))
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)
    changes, labels = form.changes(), {name: str(field.label) for name, field in form.fields.items()}
    overrode = actions.change_profile(person, changes=changes, seen=form.seen(), by=person, at=timezone.now())
    if overrode:
        fields = ", ".join(labels[name] for name in overrode)
        messages.warning(
            request,
            _("Saved. Another window had changed this meanwhile: %(fields)s. What you saved last counts.")
            % {"fields": fields},
        )
    else:
        messages.success(request, _("Your profile is saved."))
    response = redirect("accounts:account")
    if "language" in changes:
        response.set_cookie("language", str(changes["language"]), max_age=31536000, samesite="Lax")
    return response


@either
@signed_in
def notifications(request: Request) -> HttpResponse:
    person = request.user
    initial = {**queries.mail_choices(person), "quiet_from": person.quiet_from, "quiet_until": person.quiet_until}
    form = NotificationsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/notifications.html", {"form": form}, status=422 if form.errors else 200)
    actions.choose_notifications(person, by_mail=form.by_mail(), quiet=form.quiet(), by=person, at=timezone.now())
    messages.success(request, _("Your choices are saved."))
    return redirect("accounts:account")


@csrf_exempt
@never_cache
@either
@public
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Mail programs post here without a session (RFC 8058); a plain visit only asks, since scanners open links."""
    found = queries.read_stop_token(token)
    if found is None:
        return render(request, "accounts/stop.html", {"state": "unknown"}, status=404)
    person, kind = found
    if request.method == "POST":
        actions.stop_mail(person, kind=kind, at=timezone.now())
    state = "stopped" if not queries.mail_choices(person)[kind] else "ask"
    return render(request, "accounts/stop.html", {"state": state, "kind": Kind(kind).label})


@require_GET
@signed_in
def sessions(request: Request) -> HttpResponse:
    found = queries.sessions_of(request.user, at=timezone.now())
    here = request.session.session_key
    devices = [
        {
            "session": one,
            "name": " · ".join(filter(None, device(one.user_agent))),
            "handheld": is_handheld(one.user_agent),
            "here": one.session_key == here,
        }
        for one in found
    ]
    others = sum(not one["here"] for one in devices)
    return render(request, "accounts/sessions.html", {"devices": devices, "others": others})


@require_POST
@signed_in
def end_session(request: Request, number: int) -> HttpResponse:
    ended = actions.end_session(request.user, number=number, by=request.user, at=timezone.now())
    if ended:
        messages.success(request, _("That device is signed out."))
    else:
        messages.info(request, _("That device was signed out already."))
    return redirect("accounts:sessions")


@require_POST
@signed_in
def end_others(request: Request) -> HttpResponse:
    keep = request.session.session_key
    count = actions.end_other_sessions(request.user, keep=keep, by=request.user, at=timezone.now())
    words = ngettext("%(count)s other device is signed out.", "%(count)s other devices are signed out.", count)
    messages.success(request, words % {"count": count} if count else _("You were signed in nowhere else."))
    return redirect("accounts:sessions")
