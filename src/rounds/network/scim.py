"""The part of SCIM 2.0 that we speak: which facts of its people and departments an organisation may tell."""

import hashlib
import json
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field
from scim2_models import (
    URN,
    AuthenticationScheme,
    Bulk,
    CaseExact,
    ChangePassword,
    ComplexAttribute,
    Context,
    ETag,
    Filter,
    Meta,
    Mutability,
    Patch,
    Reference,
    Required,
    Resource,
    ResourceType,
    Schema,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
)

from rounds.network.models import ScimGroup, ScimUser

MOST = 200  # entries in one answer


class Name(ComplexAttribute):
    given_name: str | None = None
    family_name: str | None = None


class Email(ComplexAttribute):
    value: str | None = None
    type: str | None = Field(None, examples=["work"])
    primary: bool | None = None


class User(Resource[Any]):
    """Somebody at the organisation. `active` is whether they have a seat, or are invited to one."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    name: Name | None = None
    emails: list[Email] | None = None
    active: bool | None = None


class Member(ComplexAttribute):
    value: Annotated[str | None, Mutability.immutable, CaseExact.true] = None
    ref: Annotated[Reference[User] | None, Mutability.immutable] = Field(  # type: ignore[type-arg]
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    display: Annotated[str | None, Mutability.read_only] = None


class Group(Resource[Any]):
    """A department, with people who have a seat or are invited to one."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Required.true, Uniqueness.server] = None
    members: list[Member] | None = None


KINDS: dict[str, type[Resource[Any]]] = {"Users": User, "Groups": Group}


def config(base: str) -> ServiceProviderConfig:
    return ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
        filter=Filter(supported=True, max_results=MOST),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=False),
        etag=ETag(supported=True),
        authentication_schemes=[
            AuthenticationScheme(
                type="oauthbearertoken",
                name="Bearer key",
                description="A key that a manager of the organisation makes. It is shown once.",
                primary=True,
            )
        ],
        meta=Meta(resource_type="ServiceProviderConfig", location=f"{base}/ServiceProviderConfig"),
    )


def resource_types(base: str) -> list[ResourceType]:
    found = [ResourceType.from_resource(kind) for kind in KINDS.values()]
    for one in found:
        one.meta = Meta(resource_type="ResourceType", location=f"{base}/ResourceTypes/{one.id}")
    return found


def schemas(base: str) -> list[Schema]:
    found = [kind.to_schema() for kind in (*KINDS.values(), ServiceProviderConfig, ResourceType, Schema)]
    for one in found:
        one.meta = Meta(resource_type="Schema", location=f"{base}/Schemas/{one.id}")
    return found


def user_shown(one: ScimUser, *, active: bool, base: str) -> User:
    named = bool(one.given or one.family)
    return stamped(
        User(
            id=str(one.pk),
            external_id=one.external_id or None,
            user_name=one.user_name,
            name=Name(given_name=one.given or None, family_name=one.family or None) if named else None,
            emails=emails_of(one) or None,
            active=active,
        ),
        one,
        f"{base}/Users/{one.pk}",
    )


def emails_of(one: ScimUser) -> list[Email]:
    """As the staff directory told them; for those it has not told about, the address of the account."""
    told = [Email(value=each["value"], type=each["type"] or None, primary=each["primary"]) for each in one.emails]
    return told or ([Email(value=one.email, type="work", primary=True)] if one.person_id and one.email else [])


def group_shown(one: ScimGroup, members: Sequence[ScimUser], *, base: str) -> Group:
    listed = [Member(value=str(each.pk), ref=f"{base}/Users/{each.pk}", display=each.user_name) for each in members]
    return stamped(
        Group(
            id=str(one.pk),
            external_id=one.external_id or None,
            display_name=one.department.name,
            members=listed or None,
        ),
        one,
        f"{base}/Groups/{one.pk}",
    )


def stamped(resource: Any, row: ScimUser | ScimGroup, location: str) -> Any:
    """With its version: a mark of everything that is shown, so that what two people see differs when it differs."""
    shown = resource.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
    mark = hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:20]
    resource.meta = Meta(
        resource_type=type(resource).__name__,
        created=row.made,
        last_modified=row.changed,
        location=location,
        version=f'W/"{mark}"',
    )
    return resource
