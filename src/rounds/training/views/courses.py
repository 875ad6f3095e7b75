from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request, public, reader, signed_in
from rounds.training import markup
from rounds.training.actions import enrolment as actions
from rounds.training.forms import CatalogueForm, DueForm
from rounds.training.models import Enrolment, tags
from rounds.training.queries import catalogue as catalogue_queries
from rounds.training.queries.attempts import weak_lessons
from rounds.training.queries.follow_ups import waiting_for
from rounds.training.queries.outline import course_for, courses_of, modules_of
from rounds.training.queries.rehearsals import open_rehearsals_of
from rounds.training.vocabulary import Audience

A_PAGE = 12


@require_GET
@signed_in
def me(request: Request) -> HttpResponse:
    courses = courses_of(request.user)
    going = [progress for progress in courses if not progress.complete]
    context = {
        "carry_on": going[0] if going else None,
        "courses": courses,
        "due": sorted((p for p in going if p.enrolment and p.enrolment.due), key=lambda p: p.enrolment.due),  # type: ignore[union-attr, return-value, arg-type]
        "finished": [progress for progress in courses if progress.finished],
        "today": timezone.localdate(),
        "rehearsing": open_rehearsals_of(request.user),
        "fresh": waiting_for(request.user, at=timezone.now()).count(),
    }
    return render(request, "training/me.html", context)


@require_GET
@public
def catalogue(request: HttpRequest) -> HttpResponse:
    courses = catalogue_queries.published_courses()
    form = CatalogueForm(request.GET, languages=catalogue_queries.languages_of(courses))
    found = catalogue_queries.find_courses(courses, form.wanted)
    page = Paginator(catalogue_queries.keys_of(found), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "cards": catalogue_queries.cards_for(list(page.object_list), reader(request)),
        "wanted": form.wanted,
    }
    template = "training/catalogue.html#found" if request.headers.get("HX-Request") else "training/catalogue.html"
    response = render(request, template, context)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


@require_GET
@public
def course(request: HttpRequest, course: str) -> HttpResponse:
    page = get_object_or_404(catalogue_queries.published_courses(), slug=course)
    person = reader(request)
    progress = course_for(person, page)
    context = {
        "course": page,
        "about_html": markup.text(page.about),
        "audiences": [Audience(each).label for each in tags(page.audiences) if each in Audience],
        "modules": [
            (module, [line for line in progress.lessons if line.path.startswith(module.path)])
            for module in modules_of(page)
        ],
        "progress": progress,
        "weak": weak_lessons(person, progress),
        "due_form": DueForm(initial={"due": progress.enrolment.due if progress.enrolment else None}),
    }
    return render(request, "training/course.html", context)


@require_POST
@signed_in
def enrol(request: Request, course: str) -> HttpResponse:
    page = get_object_or_404(catalogue_queries.published_courses(), slug=course)
    actions.enrol(request.user, page, by=request.user, at=timezone.now())
    progress = course_for(request.user, page)
    if progress.next:
        return redirect("training:lesson", course=page.slug, lesson=progress.next.slug)
    return redirect("training:course", course=page.slug)


@signed_in
def leave(request: Request, course: str) -> HttpResponse:
    enrolment = get_object_or_404(Enrolment, person=request.user, course__slug=course, left=None)
    if request.method == "POST":
        actions.leave_course(enrolment, by=request.user, at=timezone.now())
        messages.success(request, _("The course is off your list. Your answers are kept: open it again to continue."))
        return redirect("training:me")
    return render(request, "training/leave.html", {"course": enrolment.course})


@require_POST
@signed_in
def due(request: Request, course: str) -> HttpResponse:
    enrolment = get_object_or_404(Enrolment, person=request.user, course__slug=course, left=None)
    form = DueForm(request.POST)
    if form.is_valid():
        actions.choose_due_date(enrolment, due=form.cleaned_data["due"], by=request.user, at=timezone.now())
    else:
        messages.error(request, _("Write the date as day, month and year."))
    return redirect("training:course", course=course)
