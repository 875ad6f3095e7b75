"""SCIM 2.0: the staff directory of an organisation tells who works there. The key says which organisation asks."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from pydantic import ValidationError as NotScim
from scim2_models import (
    Context,
    Error,
    ListResponse,
    PatchOp,
    Resource,
    ResponseParameters,
    SCIMException,
    SearchRequest,
)

from rounds.network.actions import programs as actions
from rounds.network.models import ScimGroup, ScimKey, ScimUser
from rounds.network.queries import programs as queries
from rounds.network.scim import (
    MOST,
    Group,
    User,
    config,
    group_shown,
    resource_types,
    schemas,
    user_shown,
)

TYPE = "application/scim+json"
LONGEST = 500_000


class Refused(Exception):
    def __init__(self, status: int, detail: str, kind: str = "") -> None:
        super().__init__(detail)
        self.error = Error(status=status, detail=detail, scim_type=kind or None)


def answer(content: str, status: int = 200, **headers: str) -> HttpResponse:
    return HttpResponse(content, content_type=TYPE, status=status, headers=headers)


def failed(error: Error) -> HttpResponse:
    response = answer(error.model_dump_json(), int(error.status or 400))
    if response.status_code == 401:
        response["WWW-Authenticate"] = 'Bearer realm="SCIM"'
    return response


def key_of(request: HttpRequest) -> ScimKey:
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    key = actions.use_scim_key(secret.strip(), at=timezone.now()) if scheme.lower() == "bearer" and secret else None
    if key is None:
        raise Refused(401, "Send a key that holds: Authorization: Bearer rounds_staff_...")
    return key


def spoken(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Every answer is SCIM, also that something is wrong."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, key_of(request), *args, **kwargs)
        except Refused as refusal:
            return failed(refusal.error)
        except actions.ProgramRefused as refusal:
            taken = refusal.taken
            return failed(
                Error(
                    status=409 if taken else 400,
                    scim_type="uniqueness" if taken else "invalidValue",
                    detail=str(refusal),
                )
            )
        except SCIMException as refusal:
            return failed(refusal.to_error())
        except NotScim as refusal:
            return failed(Error.from_validation_error(refusal.errors()[0]))

    return guarded


def base_of(request: HttpRequest) -> str:
    return request.build_absolute_uri("/scim/v2")


def body_of(request: HttpRequest) -> bytes:
    if int(request.headers.get("Content-Length") or 0) > LONGEST:
        raise Refused(413, "This is too large.")
    return request.body


@spoken
def discovery(request: HttpRequest, key: ScimKey, what: str, name: str = "") -> HttpResponse:
    if request.method != "GET":
        raise Refused(405, "This can only be read.")
    if "filter" in request.GET:
        raise Refused(403, "This list cannot be filtered.")
    base = base_of(request)
    if what == "ServiceProviderConfig":
        if name:
            raise Refused(404, "There is only one.")
        return answer(config(base).model_dump_json(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))
    found: list[Any] = list(resource_types(base) if what == "ResourceTypes" else schemas(base))
    if name:
        one = next((each for each in found if str(each.id) == name), None)
        if one is None:
            raise Refused(404, f"There is no {name}.")
        return answer(one.model_dump_json(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))
    return listed(found, len(found), 1)


def listed(found: list[Any], total: int, start: int, parameters: Any = None) -> HttpResponse:
    kind: Any = ListResponse[type(found[0])] if found else ListResponse[User]  # type: ignore[misc]
    response = kind(total_results=total, start_index=start, items_per_page=len(found), resources=found or None)
    return answer(response.model_dump_json(scim_ctx=Context.RESOURCE_QUERY_RESPONSE, response_parameters=parameters))


class Users:
    """What SCIM calls a user is an entry of the organisation's own staff directory."""

    kind: type[Resource[Any]] = User

    def __init__(self, key: ScimKey, base: str) -> None:
        self.key, self.base, self.at = key, base, timezone.now()

    def all(self) -> list[Any]:
        return [user_shown(one, active=one.active, base=self.base) for one in queries.entries_of(self.key.organisation)]

    def row(self, number: str) -> ScimUser:
        return found_by(queries.entries_of(self.key.organisation), number)

    def show(self, row: Any) -> Any:
        return user_shown(row, active=row.active, base=self.base)

    def told(self, user: Any) -> actions.Told:
        emails = [one for one in user.emails or [] if one.value]
        first = next((one for one in emails if one.primary), emails[0] if emails else None)
        email = first.value if first else user.user_name if is_address(user.user_name) else ""
        if email and not is_address(email):
            raise Refused(400, f"{email[:60]} is no e-mail address.", "invalidValue")
        name = user.name
        return actions.Told(
            user_name=user.user_name.strip()[:254],
            email=email.strip().lower()[:254],
            emails=tuple(told_email(one) for one in emails[:5]),
            external_id=(user.external_id or "")[:254],
            given=((name and name.given_name) or "")[:60],
            family=((name and name.family_name) or "")[:60],
            active=user.active is not False,
        )

    def add(self, user: Any) -> Any:
        return actions.add_entry(self.key, self.told(user), at=self.at)

    def change(self, row: Any, user: Any) -> None:
        actions.change_entry(self.key, row, self.told(user), at=self.at)

    def remove(self, row: Any) -> None:
        actions.remove_entry(self.key, row, at=self.at)


class Groups(Users):
    kind = Group

    def all(self) -> list[Any]:
        return [self.show(one) for one in queries.groups_at(self.key.organisation)]

    def row(self, number: str) -> Any:
        return found_by(queries.groups_at(self.key.organisation), number)

    def show(self, row: Any) -> Any:
        return group_shown(row, list(row.members.all()), base=self.base)

    def facts(self, group: Any) -> tuple[str, str, set[str]]:
        name = " ".join((group.display_name or "").split())[:120]
        if not name:
            raise Refused(400, "A group needs a displayName.", "invalidValue")
        return name, (group.external_id or "")[:254], {known(one.value) for one in group.members or [] if one.value}

    def add(self, group: Any) -> ScimGroup:
        return actions.add_group(self.key, *self.facts(group), at=self.at)

    def change(self, row: Any, group: Any) -> None:
        actions.change_group(self.key, row, *self.facts(group), at=self.at)

    def remove(self, row: Any) -> None:
        actions.remove_group(self.key, row, at=self.at)


def known(number: str) -> str:
    """The id in the one form in which we write it; what is no id of ours is nobody's."""
    try:
        return str(UUID(number))
    except ValueError:
        raise Refused(400, f"No user of this organisation has the id {number[:60]}.", "invalidValue") from None


def told_email(one: Any) -> dict[str, object]:
    return {"value": one.value[:254], "type": (one.type or "")[:60], "primary": one.primary}


def is_address(text: str) -> bool:
    try:
        validate_email(text.strip())
    except ValidationError:
        return False
    return True


def found_by(rows: Any, number: str) -> Any:
    try:
        row = rows.filter(pk=UUID(number)).first()
    except ValueError:
        row = None
    if row is None:
        raise Refused(404, f"There is nobody and nothing with the id {number[:60]}.")
    return row


@spoken
def many(request: HttpRequest, key: ScimKey, what: str) -> HttpResponse:
    """List and search, or add."""
    place = PLACES[what](key, base_of(request))
    actions.know_everybody(key.organisation, at=timezone.now())
    if request.method == "POST":
        made = place.kind.model_validate_json(body_of(request), scim_ctx=Context.RESOURCE_CREATION_REQUEST)
        row = place.row(str(place.add(made).pk))
        return shown(request, place, row, Context.RESOURCE_CREATION_RESPONSE, status=201)
    if request.method != "GET":
        raise Refused(405, "Read the list or add to it.")
    asked: Any = SearchRequest[place.kind].model_validate(request.GET.dict(), scim_ctx=Context.RESOURCE_QUERY_REQUEST)  # type: ignore[name-defined]
    fits = [one for one in place.all() if asked.filter is None or asked.filter.match(one)]
    start = max(1, asked.start_index or 1)
    count = MOST if asked.count is None else max(0, min(asked.count, MOST))
    return listed(fits[start - 1 : start - 1 + count], len(fits), start, asked)


@spoken
def one(request: HttpRequest, key: ScimKey, what: str, number: str) -> HttpResponse:
    """Show, replace, patch or remove; a version that is out of date changes nothing."""
    place = PLACES[what](key, base_of(request))
    row = place.row(number)
    current = place.show(row)
    version = current.meta.version
    if request.method == "GET":
        if request.headers.get("If-None-Match") == version:
            return HttpResponse(status=304, headers={"ETag": version})
        return shown(request, place, row, Context.RESOURCE_QUERY_RESPONSE)
    wanted = request.headers.get("If-Match", "*")
    if wanted != "*" and version not in [each.strip() for each in wanted.split(",")]:
        raise Refused(412, "Somebody has changed it since. Read it again.", "")
    if request.method == "DELETE":
        place.remove(row)
        return HttpResponse(status=204)
    if request.method == "PUT":
        new = place.kind.model_validate_json(body_of(request), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST)
        new.replace(current)
        place.change(row, new)
        return shown(request, place, place.row(number), Context.RESOURCE_REPLACEMENT_RESPONSE)
    if request.method != "PATCH":
        raise Refused(405, "Read, replace, patch or remove it.")
    patch: Any = PatchOp[place.kind].model_validate_json(body_of(request), scim_ctx=Context.RESOURCE_PATCH_REQUEST)  # type: ignore[name-defined]
    if patch.patch(current):
        place.change(row, current)
    return shown(request, place, place.row(number), Context.RESOURCE_PATCH_RESPONSE)


def shown(request: HttpRequest, place: Users, row: Any, context: Context, status: int = 200) -> HttpResponse:
    resource = place.show(row)
    asked: Any = ResponseParameters[place.kind].model_validate(request.GET.dict())  # type: ignore[name-defined]
    content = resource.model_dump_json(scim_ctx=context, response_parameters=asked)
    return answer(content, status, ETag=resource.meta.version, Location=str(resource.meta.location))


@spoken
def nothing(request: HttpRequest, key: ScimKey, rest: str = "") -> HttpResponse:
    if rest.endswith("/.search") or rest == "/Bulk":
        raise Refused(501, "Search with GET and a filter; several changes at once are not offered.")
    raise Refused(404, "There is no such address.")


PLACES: dict[str, type[Users]] = {"Users": Users, "Groups": Groups}
WAYS = {"discovery": discovery, "many": many, "one": one, "nothing": nothing}
