"""The sign-up form behind an organisation's sign-in; apart from forms.py because allauth builds it on its own forms."""

from allauth.socialaccount.forms import SignupForm
from django.utils.translation import gettext_lazy as _

from rounds.accounts.forms import NAME_HINT, NameMixin, Plain


class OrganisationSignUpForm(Plain, NameMixin, SignupForm):
    field_order = ["name", "email"]
    LABELS = {"email": _("E-mail address")}
    HINTS = {"name": NAME_HINT}
