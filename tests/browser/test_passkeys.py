"""Passkeys in a real browser, with a key that Chromium plays."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from rounds.accounts.models import Entry, Person
from tests.factories.accounts import PASSWORD, MemberFactory


@pytest.fixture
def page(socket_enabled: None, browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    give_key(page)
    yield page
    context.close()
    assert [line for line in told if "Content Security Policy" in line or "Error" in line] == []


def give_key(page: Page) -> None:
    devtools: Any = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.mark.django_db(transaction=True)
def test_account_is_made_and_opened_with_a_passkey_alone(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/account/signup/passkey/")
    page.get_by_label("Your name").fill("Lena Kovac")
    page.get_by_label("E-mail address").fill("lena@northlake.example")
    page.get_by_role("button", name="Go on").click()
    link = re.search(r"http://\S+", str(mail.outbox[0].body))
    assert link
    page.goto(link[0])
    page.get_by_role("button", name="Yes, confirm it").click()
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("button", name="Use my passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.goto(f"{live_server.url}/account")
    page.get_by_role("button", name="Sign out").click()

    page.goto(f"{live_server.url}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/me")

    assert Person.objects.get().has_usable_password() is False
    assert "accounts.passkey_added" in set(Entry.objects.values_list("verb", flat=True))


@pytest.mark.django_db(transaction=True)
def test_passkey_is_asked_for_after_a_password(live_server: LiveServer, page: Page) -> None:
    person = MemberFactory()
    sign_in = f"{live_server.url}/account/login/"

    page.goto(f"{sign_in}?next=/account/2fa/webauthn/add/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Make the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.context.clear_cookies()
    page.goto(sign_in)
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="One more step").wait_for()
    page.get_by_role("button", name="Use my passkey").click()

    page.wait_for_url("**/me")
