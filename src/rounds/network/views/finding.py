"""What a reader may know of is loaded; anything else is not there for them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from rounds.accounts.access import Request
from rounds.network.models import Group, Organisation, Post, Topic
from rounds.network.queries.groups import groups_visible_to, posts_visible_to
from rounds.network.queries.words import Checked
from rounds.screening.queries import findings_of


def group_at(request: Request, slug: str, permission: str = "network.see_group") -> Group:
    """404 where the group is not to be seen, 403 where this may not be done in it."""
    group: Group = get_object_or_404(groups_visible_to(request.user), slug=slug)
    if not request.user.has_perm(permission, group):
        raise PermissionDenied
    return group


def topic_at(request: Request, slug: str, number: int, permission: str = "network.read_group") -> Topic:
    group = group_at(request, slug, permission)
    found: Topic = get_object_or_404(group.topics.select_related("by"), pk=number)
    found.group = group
    return found


def post_at(request: Request, slug: str, number: int) -> Post:
    found: Post = get_object_or_404(posts_visible_to(request.user), pk=number, topic__group__slug=slug)
    return found


def findings_shown(checked: Checked | None) -> dict[str, object]:
    """The findings beside the box, and whether the same words may be sent all the same."""
    if checked is None:
        return {}
    return {"checked": checked, "findings": findings_of(checked.screening)}


def tabs(request: HttpRequest, organisation: Organisation, at: str) -> dict[str, object]:
    manages = request.user.has_perm("network.announce", organisation)
    return {"organisation": organisation, "manages": manages, "at": at, "crumb": _("Your organisation")}
