"""Writing in groups, and moderating."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from rounds.accounts.access import Request, signed_in
from rounds.network.actions import posts as actions
from rounds.network.actions.words import WordsRefused
from rounds.network.forms.groups import ReasonForm, ReplyForm, ReportForm, TopicForm
from rounds.network.markup import to_html
from rounds.network.models import Group, Post, Topic
from rounds.network.queries import groups as queries
from rounds.network.queries.words import Checked, checked, rules_for
from rounds.network.views.finding import findings_shown, group_at, post_at, topic_at

A_PAGE = 30
either = require_http_methods(["GET", "POST"])


def check_only(request: Request, group: Group) -> HttpResponse:
    """What the box asks for while somebody types: the findings, and nothing is kept."""
    title, words = request.POST.get("title", ""), request.POST.get("words", "")[:10_000].replace("\r\n", "\n")
    text = f"{title}\n\n{words}" if title else words
    found = checked(text, by=request.user, place=rules_for(group, request.user)) if text.strip() else None
    return render(request, "network/words_checked.html", findings_shown(found))


@either
@never_cache
@vary_on_headers("HX-Request")
@sensitive_post_parameters("words", "title")
@signed_in
def new_topic(request: Request, slug: str) -> HttpResponse:
    group = group_at(request, slug, "network.write_in_group")
    if request.method == "POST" and request.headers.get("HX-Request"):
        return check_only(request, group)
    draft = queries.draft_of(request.user, group)
    if request.POST.get("do") == "draft":
        return put_aside(request, group, None)
    first = {"title": draft.title, "words": draft.words} if draft else {}
    form = TopicForm(request.POST or None, initial={**first, "key": uuid.uuid4()})
    found: Checked | None = None
    if form.is_valid():
        try:
            post = actions.start_topic(group, **form.cleaned_data, by=request.user, at=timezone.now())
            return redirect(url_of(post))
        except actions.PostRefused as refusal:
            form.add_error(None, str(refusal))
        except WordsRefused as refusal:
            form.add_error("words", str(refusal))
            found = refusal.checked
    context = {"group": group, "form": form, "draft": draft, **findings_shown(found)}
    return render(request, "network/topic_new.html", context, status=422 if form.errors else 200)


def put_aside(request: Request, group: Group, topic: Topic | None) -> HttpResponse:
    title, words = request.POST.get("title", "")[:120], request.POST.get("words", "")[:10_000].replace("\r\n", "\n")
    kept = actions.keep_draft(group, topic, title=title, words=words, by=request.user, at=timezone.now())
    messages.success(request, _("Your draft is kept. Only you see it.") if kept else _("The draft is gone."))
    if topic:
        return redirect("network:topic", slug=group.slug, number=topic.pk)
    return redirect("network:group", slug=group.slug)


def url_of(post: Post) -> str:
    """The page of the conversation on which the post stands."""
    before = post.topic.posts.filter(at__lt=post.at).count()
    page = f"?page={before // A_PAGE + 1}" if before >= A_PAGE else ""
    return reverse("network:topic", args=[post.topic.group.slug, post.topic_id]) + f"{page}#post-{post.pk}"


@either
@never_cache
@vary_on_headers("HX-Request")
@sensitive_post_parameters("words")
@signed_in
def topic(request: Request, slug: str, number: int) -> HttpResponse:
    """A conversation and the box to answer in."""
    needed = "network.write_in_group" if request.method == "POST" else "network.read_group"
    found = topic_at(request, slug, number, needed)
    if request.method == "POST" and request.headers.get("HX-Request"):
        return check_only(request, found.group)
    if request.POST.get("do") == "draft":
        return put_aside(request, found.group, found)
    draft = queries.draft_of(request.user, found.group, found)
    form = ReplyForm(request.POST or None, initial={"key": uuid.uuid4(), "words": draft.words if draft else ""})
    seen: Checked | None = None
    if form.is_valid():
        try:
            post = actions.reply(found, **form.cleaned_data, by=request.user, at=timezone.now())
            return redirect(url_of(post))
        except actions.PostRefused as refusal:
            form.add_error(None, str(refusal))
        except WordsRefused as refusal:
            form.add_error("words", str(refusal))
            seen = refusal.checked
    return shown(request, found, form, draft=draft, checked=seen)


def shown(request: Request, found: Topic, form: ReplyForm, *, draft: object, checked: Checked | None) -> HttpResponse:
    moderates = request.user.has_perm("network.moderate_group", found.group)
    paginator, now = Paginator(queries.posts_of(found), A_PAGE), timezone.now()
    page = paginator.get_page(request.GET.get("page") or (paginator.num_pages if form.errors else 1))
    context: dict[str, Any] = {
        "group": found.group,
        "topic": found,
        "page": page,
        "rows": [row(post, request, moderates, now) for post in page],
        "moderates": moderates,
        "writes": found.closed is None and request.user.has_perm("network.write_in_group", found.group),
        "form": form,
        "draft": draft,
        **findings_shown(checked),
    }
    return render(request, "network/topic.html", context, status=422 if form.errors else 200)


def row(post: Post, request: Request, moderates: bool, now: Any) -> dict[str, Any]:
    mine = post.by_id == request.user.pk
    return {
        "post": post,
        "html": to_html(post.words) if not post.hidden or moderates else "",
        "mine": mine,
        "changes": mine and post.hidden is None and now - post.at <= actions.EDIT_FOR,
    }


@either
@never_cache
@signed_in
def edit(request: Request, slug: str, number: int) -> HttpResponse:
    post = post_at(request, slug, number)
    if not request.user.has_perm("network.change_post", post):
        raise PermissionDenied
    form = ReplyForm(request.POST or None, initial={"words": post.words, "key": post.key})
    found: Checked | None = None
    if form.is_valid():
        words, seen = form.cleaned_data["words"], form.cleaned_data["seen"]
        try:
            actions.change_post(post, words=words, seen=seen, by=request.user, at=timezone.now())
            messages.success(request, _("Your post is changed."))
            return redirect(url_of(post))
        except actions.PostRefused as refusal:
            form.add_error(None, str(refusal))
        except WordsRefused as refusal:
            form.add_error("words", str(refusal))
            found = refusal.checked
    context = {"post": post, "group": post.topic.group, "form": form, **findings_shown(found)}
    return render(request, "network/post_edit.html", context, status=422 if form.errors else 200)


@either
@signed_in
def report(request: Request, slug: str, number: int) -> HttpResponse:
    post = post_at(request, slug, number)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        try:
            actions.report_post(post, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(
                request, _("Thank you. The moderators look at it. They do not tell the writer who you are.")
            )
            return redirect(url_of(post))
        except actions.PostRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"post": post, "group": post.topic.group, "html": to_html(post.words), "form": form}
    return render(request, "network/post_report.html", context, status=422 if form.errors else 200)


@either
@signed_in
def moderate(request: Request, slug: str, number: int, step: str) -> HttpResponse:
    """Hide a post or put it back, with a reason that members see."""
    group_at(request, slug, "network.moderate_group")
    post = post_at(request, slug, number)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        act = actions.hide_post if step == "hide" else actions.restore_post
        try:
            act(post, form.cleaned_data["reason"], by=request.user, at=timezone.now())
            return redirect(url_of(post))
        except actions.PostRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"post": post, "group": post.topic.group, "html": to_html(post.words), "form": form, "step": step}
    return render(request, "network/post_moderate.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def leave(request: Request, slug: str, number: int) -> HttpResponse:
    group_at(request, slug, "network.moderate_group")
    try:
        actions.leave_post(post_at(request, slug, number), by=request.user, at=timezone.now())
        messages.success(request, _("The post stays. The reports about it are settled."))
    except actions.PostRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("network:reports", slug=slug)


@require_POST
@signed_in
def close_topic(request: Request, slug: str, number: int) -> HttpResponse:
    found = topic_at(request, slug, number, "network.moderate_group")
    actions.close_topic(found, request.POST.get("do") == "close", by=request.user, at=timezone.now())
    return redirect("network:topic", slug=slug, number=number)


@require_GET
@signed_in
def reports(request: Request, slug: str) -> HttpResponse:
    group = group_at(request, slug, "network.moderate_group")
    found = queries.reports_visible_to(request.user).filter(post__topic__group=group)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, to_html(one.post.words)) for one in page]
    return render(request, "network/reports.html", {"group": group, "page": page, "rows": rows})
