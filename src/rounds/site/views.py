from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts import actions
from rounds.accounts.access import Request, permitted, public, reader, signed_in, start_session
from rounds.accounts.models import Person
from rounds.core.gallery import GROUPS
from rounds.core.palette import soft_of
from rounds.core.queries import the_centre
from rounds.network.queries.organisations import organisations_managed_by
from rounds.site.demonstration import PEOPLE
from rounds.site.desks import desks
from rounds.site.forms import AppearanceForm
from rounds.site.queries import find, front_page, kinds_of_result, kinds_of_task, last_week, tasks_waiting

A_PAGE = 25


@require_GET
@public
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "site/home.html", front_page(at=timezone.now()))


@require_GET
@signed_in
def own_home(request: Request) -> HttpResponse:
    """Where each audience begins: the centre's staff, those who manage an organisation, and everybody who learns."""
    if request.user.is_staff:
        return redirect("site:today")
    return redirect("network:own" if organisations_managed_by(request.user).exists() else "training:me")


@require_GET
@public
def signin(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        return redirect(f"{reverse('account_login')}?{request.GET.urlencode()}")
    return render(request, "site/signin.html", {"people": PEOPLE, "next": request.GET.get("next", "")})


@require_POST
@public
def sign_in_as(request: HttpRequest, who: str) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    logout(request)
    somebody = next((person for person in PEOPLE if person.key == who), None)
    if somebody is None:
        return redirect("site:home")
    person = Person.objects.get(email=somebody.email)
    start_session(request, person)
    keep_language(AppearanceForm(request.COOKIES), person)
    return redirect(safe_next(request, "site:own_home"))


@require_GET
@permitted("accounts.see_trail")
def today(request: Request) -> HttpResponse:
    kind = request.GET.get("kind", "")
    page = Paginator(tasks_waiting(on=timezone.localdate(), kind=kind), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "tasks": page.object_list,
        "kinds": kinds_of_task(),
        "kind": kind,
        "figures": last_week(at=timezone.now()),
        "desks": desks(),
    }
    return render(request, "site/today.html", context)


@require_GET
@public
def search(request: HttpRequest) -> HttpResponse:
    words, kind = request.GET.get("q", "").replace("\x00", "").strip()[:100], request.GET.get("kind", "")
    context = {"words": words, "kind": kind, "kinds": kinds_of_result(), "found": find(words, kind)}
    return render(request, "site/search.html", context)


@require_GET
@public
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html")


@require_GET
@public
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/privacy.html")


@require_GET
@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "site/accessibility.html")


@require_POST
@public
def appearance(request: HttpRequest) -> HttpResponse:
    form = AppearanceForm(request.POST)
    response = redirect(safe_next(request, "site:home"))
    if form.is_valid():
        if person := reader(request):
            keep_language(form, person)
        for cookie in ("language", "theme"):
            if form.cleaned_data[cookie]:
                response.set_cookie(cookie, form.cleaned_data[cookie], max_age=31536000, samesite="Lax")
    return response


def keep_language(form: AppearanceForm, person: Person) -> None:
    """Write the language that a page or a cookie asks for into the account; in the demonstration a visitor brings it."""
    if form.is_valid() and form.cleaned_data["language"]:
        actions.choose_language(person, language=form.cleaned_data["language"], by=person, at=timezone.now())


@require_GET
@cache_control(public=True, max_age=31536000)
@public
def theme(request: HttpRequest) -> HttpResponse:
    centre = the_centre()
    soft = [soft_of(centre.brand_light, 0), soft_of(centre.brand_dark, 1)]
    return render(request, "site/theme.css", {"centre": centre, "soft": soft}, content_type="text/css")


@require_GET
@public
def gallery(request: HttpRequest) -> HttpResponse:
    direction = "rtl" if request.GET.get("dir") == "rtl" else "ltr"
    theme = request.GET.get("theme", "")
    return render(
        request,
        "ui/gallery.html",
        {"groups": GROUPS, "direction": direction, "theme": theme if theme in {"light", "dark"} else ""},
    )


@public
def misunderstood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that cannot be read, or that is too large; it may not have met the middleware that knows the person."""
    if not hasattr(request, "user"):
        request.user = AnonymousUser()
    too_large = isinstance(exception, RequestDataTooBig)
    with translation.override(translation.get_language_from_request(request)):
        heading = _("This is more than we can take at once") if too_large else _("We cannot read this request")
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2 if too_large else 0
        context = {"heading": heading, "limit": limit}
        return render(request, "site/400.html", context, status=413 if too_large else 400)


@public
def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "site/403.html", status=403)


@public
def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "site/404.html", status=404)


@public
def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "site/500.html", status=500)


def safe_next(request: HttpRequest, otherwise: str) -> str:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return reverse(otherwise)
