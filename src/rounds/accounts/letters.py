"""The words of the letters about an account, and how they are sent."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from rounds.accounts.devices import device
from rounds.accounts.models import Kind, Person
from rounds.accounts.queries import mail_moment, stop_token
from rounds.core.mail import letter, post
from rounds.core.queries import the_centre

TEMPLATE = "accounts/mail/letter"
Facts = dict[str, Any]


@dataclass(frozen=True)
class Words:
    """A letter: its subject, its lines, one button, perhaps a second link, and why it came."""

    subject: str
    lines: list[str]
    button: str
    url: str
    why: str
    more: str = ""
    more_url: str = ""


def send(kind: str, *, to: str, language: str, facts: Facts) -> None:
    """Send one of the letters about an account; these come at once and cannot be switched off."""
    send_now(to, language, lambda: LETTERS[kind]({"centre": the_centre().name, **facts}))


def send_now(to: str, language: str, words: Callable[[], Words]) -> None:
    """A letter to an address that answers what somebody did; it comes at once."""
    with translation.override(language):
        context = asdict(words())
    post(letter(TEMPLATE, to=to, language=language, context=context))


def tell(
    person: Person,
    words: Callable[[], Words],
    *,
    kind: str = Kind.NEEDS,
    at: dt.datetime,
    files: Sequence[tuple[str, str, str]] = (),
) -> bool:
    """Write to a person in their own language, as `write_to` does; whether it went."""
    with translation.override(person.language):
        context = asdict(words())
    return write_to(person, TEMPLATE, kind=kind, at=at, context=context, files=files)


def tell_all(people: Iterable[Person], words: Callable[[], Words], *, kind: str, at: dt.datetime) -> int:
    """Write to each in their own language; says how many letters went out."""
    return sum(tell(person, words, kind=kind, at=at) for person in people)


def write_to(
    person: Person,
    template: str,
    *,
    kind: str,
    at: dt.datetime,
    context: dict[str, object],
    files: Sequence[tuple[str, str, str]] = (),
) -> bool:
    """Send a letter of another app to a person who wants such letters, outside their quiet hours; whether it went.

    `template` names a folder and file as in `core.mail.letter`; it finds `stop_url` in its context. `files` are text files
    to send with it: name, content and kind of each.
    """
    moment = mail_moment(person, kind, at=at)
    if moment is None:
        return False
    message = letter(
        template,
        to=person.email,
        language=person.language,
        context={"person": person, **context},
        stop_url=settings.BASE_URL + reverse("accounts:stop", args=[stop_token(person, kind)]),
    )
    for file in files:
        message.attach(*file)
    post(message, not_before=moment if moment > at else None)
    return True


def absolute(name: str, *arguments: object) -> str:
    return settings.BASE_URL + reverse(name, args=arguments)


def confirm_sign_up(facts: Facts) -> Words:
    return Words(
        subject=_("Confirm your e-mail address"),
        lines=[
            _("Welcome to %(centre)s. One step is left: confirm that this address is yours.") % facts,
            _("The link works once and for 3 days."),
        ],
        button=_("Confirm my address"),
        url=facts["activate_url"],
        why=_(
            "Somebody, most likely you, made an account at %(centre)s with this address. If it was not you, do nothing."
        )
        % facts,
    )


def confirm_change(facts: Facts) -> Words:
    return Words(
        subject=_("Confirm your new e-mail address"),
        lines=[
            _("You asked to use this address for your account at %(centre)s. It changes as soon as you confirm.")
            % facts,
            _("The link works once and for 3 days."),
        ],
        button=_("Confirm my new address"),
        url=facts["activate_url"],
        why=_("Somebody who is signed in at %(centre)s gave this address. If it was not you, do nothing.") % facts,
    )


def already_known(facts: Facts) -> Words:
    return Words(
        subject=_("You already have an account"),
        lines=[
            _("Somebody, most likely you, tried to make an account at %(centre)s with this address.") % facts,
            _("There is one already. Sign in, or choose a new password if you have forgotten yours."),
        ],
        button=_("Choose a new password"),
        url=facts["password_reset_url"],
        why=_("This address was typed on our sign-up page. If it was not you, do nothing: nobody got in."),
    )


def unknown(facts: Facts) -> Words:
    return Words(
        subject=_("There is no account for this address"),
        lines=[
            _("Somebody asked %(centre)s for a new password for this address, but no open account uses it.") % facts,
            _("You may have signed up with another address. You can also make a new account."),
        ],
        button=_("Make an account"),
        url=facts["signup_url"],
        why=_("This address was typed on our page for forgotten passwords. If it was not you, do nothing."),
    )


def reset(facts: Facts) -> Words:
    return Words(
        subject=_("Choose a new password"),
        lines=[
            _("You asked %(centre)s for a new password.") % facts,
            _("The link works once and for 3 days."),
        ],
        button=_("Choose a new password"),
        url=facts["password_reset_url"],
        why=_("Somebody, most likely you, typed this address on our page for forgotten passwords. If not, do nothing."),
    )


def change(subject: Callable[[], str], what: Callable[[Facts], str]) -> Callable[[Facts], Words]:
    """A letter that tells of a change to an account, from where it was made, and what to do if it was not you."""

    def words(facts: Facts) -> Words:
        browser, system = device(facts.get("user_agent", ""))
        when = formats.date_format(timezone.localtime(facts.get("timestamp")), "DATETIME_FORMAT")
        place = {
            "when": when,
            "zone": timezone.get_current_timezone_name(),
            "device": " · ".join(filter(None, (browser, system))) or _("a device we do not know"),
            "ip": facts.get("ip", ""),
        }
        return Words(
            subject=subject(),
            lines=[
                what(facts),
                _("It was done on %(when)s (%(zone)s) with %(device)s, from %(ip)s.") % place,
                _("If this was you, all is well. If not, choose a new password now: that signs out everybody."),
            ],
            button=_("It was not me"),
            url=absolute("account_reset_password"),
            why=_("We tell you about each change to how you sign in at %(centre)s. This cannot be switched off.")
            % facts,
        )

    return words


def export_ready(facts: Facts) -> Words:
    return Words(
        subject=_("Your data are ready to download"),
        lines=[
            _("You asked %(centre)s for everything it holds about you. The file is ready.") % facts,
            _("You can download it for 7 days. You need to be signed in."),
        ],
        button=_("Get my data"),
        url=absolute("accounts:own_data"),
        why=_("You asked for this file on your account page."),
    )


def erased(facts: Facts) -> Words:
    return Words(
        subject=_("Your account is erased"),
        lines=[
            _("Your name, address, ways to sign in and choices at %(centre)s are gone. You can no longer sign in.")
            % facts,
            _("Records of training and credit stay for at least 6 years, without your name on your account."),
        ],
        button=_("How we protect privacy"),
        url=absolute("site:privacy"),
        why=_("You asked us to erase your account. This is the last letter you get."),
    )


LETTERS: dict[str, Callable[[Facts], Words]] = {
    "email_confirmation_signup": confirm_sign_up,
    "email_confirmation": confirm_change,
    "account_already_exists": already_known,
    "unknown_account": unknown,
    "password_reset_key": reset,
    "email_changed": change(
        lambda: _("Your e-mail address has changed"),
        lambda facts: _("Your account at %(centre)s now uses %(to_email)s, no longer %(from_email)s.") % facts,
    ),
    "email_deleted": change(
        lambda: _("An e-mail address was removed"),
        lambda facts: _("%(deleted_email)s no longer belongs to your account at %(centre)s.") % facts,
    ),
    "password_changed": change(
        lambda: _("Your password has changed"),
        lambda facts: _("The password of your account at %(centre)s has changed.") % facts,
    ),
    "password_set": change(
        lambda: _("Your account has a password now"),
        lambda facts: _("Your account at %(centre)s can now be opened with a password.") % facts,
    ),
    "password_reset": change(
        lambda: _("Your password has changed"),
        lambda facts: _("The password of your account at %(centre)s was changed by a link from a letter.") % facts,
    ),
    "totp_activated": change(
        lambda: _("An authenticator app was added"),
        lambda facts: _("Your account at %(centre)s now asks for a code from an authenticator app.") % facts,
    ),
    "totp_deactivated": change(
        lambda: _("Your authenticator app was removed"),
        lambda facts: _("Your account at %(centre)s no longer asks for a code from an authenticator app.") % facts,
    ),
    "webauthn_added": change(
        lambda: _("A passkey was added"),
        lambda facts: _("Your account at %(centre)s can be opened with a new passkey.") % facts,
    ),
    "webauthn_removed": change(
        lambda: _("A passkey was removed"),
        lambda facts: _("A passkey no longer opens your account at %(centre)s.") % facts,
    ),
    "recovery_codes_generated": change(
        lambda: _("You have new recovery codes"),
        lambda facts: (
            _("New recovery codes were made for your account at %(centre)s. The old ones no longer work.") % facts
        ),
    ),
    "account_connected": change(
        lambda: _("An organisation's sign-in was linked"),
        lambda facts: _("Your account at %(centre)s can be opened with the sign-in of %(provider)s.") % facts,
    ),
    "account_disconnected": change(
        lambda: _("An organisation's sign-in was removed"),
        lambda facts: _("The sign-in of %(provider)s no longer opens your account at %(centre)s.") % facts,
    ),
    "export_ready": export_ready,
    "erased": erased,
}
