"""Each page that allauth could show is ours."""

from pathlib import Path

import allauth
import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories.accounts import PASSWORD, MemberFactory

THEIRS = Path(allauth.__file__).parent / "templates"
# bases and parts that only their own pages use, and pages behind settings we do not set
UNREACHABLE = (
    "base",
    "allauth/",
    "idp/",
    "openid/",
    "snippets/",
    "phone",
    "login_code",
    "code.html",
    "/email/",
    "password_reset_code",
    "signup_form",
)


def templates() -> list[str]:
    names = [str(path.relative_to(THEIRS)) for path in THEIRS.rglob("*") if path.suffix in {".html", ".txt"}]
    return sorted(name for name in names if not any(part in name for part in UNREACHABLE))


@pytest.mark.parametrize("name", templates())
def test_template_of_allauth_is_replaced_by_ours(name: str) -> None:
    assert Path(get_template(name).origin.name).is_relative_to(Path(__file__).parents[2] / "src" / "rounds")


def plain_routes() -> list[str]:
    def walk(resolver: URLResolver, prefix: str) -> list[str]:
        found: list[str] = []
        for entry in resolver.url_patterns:
            route = prefix + str(entry.pattern)
            found += walk(entry, route) if isinstance(entry, URLResolver) else [route]
            assert isinstance(entry, (URLPattern, URLResolver))
        return found

    return sorted(
        {f"/{one}" for one in walk(get_resolver(), "") if one.startswith("account") and not set("<^(") & set(one)}
    )


@pytest.mark.django_db
@pytest.mark.parametrize("route", plain_routes())
def test_page_of_an_account_is_in_our_shell(route: str) -> None:
    client = Client()
    visitor = client.get(route, follow=True)
    client.post("/account/login/", {"login": MemberFactory().email, "password": PASSWORD})
    member = client.get(route, follow=True)

    for answer in (visitor, member):
        assert answer.status_code in {200, 401, 403, 404, 405}
        if answer.status_code in {200, 401}:
            assert 'href="#main">Skip to main content' in answer.content.decode()
