"""All settings, read from the environment; docs/reference/settings.md lists each variable."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def switch(name: str) -> bool:
    return env(name).lower() in {"1", "true", "yes", "on"}


def listed(name: str) -> list[str]:
    return [part.strip() for part in env(name).split(",") if part.strip()]


def number(name: str, default: int, least: int) -> int:
    value = env(name) or str(default)
    if not value.isdecimal() or int(value) < least:
        raise ImproperlyConfigured(f"{name} is “{value}”. It takes a whole number, {least} or more.")
    return int(value)


def json_list(name: str) -> list[dict[str, Any]]:
    try:
        value = json.loads(env(name) or "[]")
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not valid JSON: {error}") from error
    if not isinstance(value, list):
        raise ImproperlyConfigured(f"{name} is not a JSON list.")
    return value


# Where this centre runs
DEMO = switch("ROUNDS_DEMO")
DEBUG = switch("ROUNDS_DEBUG")
HOME = Path(env("ROUNDS_HOME", "var")).resolve()
HOME.mkdir(parents=True, exist_ok=True)
BASE_URL = env("ROUNDS_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
BEHIND_TLS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = listed("ROUNDS_HOSTS") or [urlsplit(BASE_URL).hostname or "127.0.0.1", "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BEHIND_TLS else []

SECRET_KEY = env("ROUNDS_SECRET_KEY")
if not SECRET_KEY and DEMO:
    SECRET_KEY = "the-demonstration-holds-no-secrets-and-no-real-people"  # noqa: S105
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "ROUNDS_SECRET_KEY is not set. Run `rounds setup`, or set it to 50 or more random letters."
    )
if DEBUG and not DEMO:
    raise ImproperlyConfigured("ROUNDS_DEBUG shows internals to visitors and works in the demonstration only.")

TURNS = number("ROUNDS_TURNS", 2, least=1)

# Parts
ROOT_URLCONF = "rounds.urls"
WSGI_APPLICATION = "rounds.wsgi.application"
INSTALLED_APPS = [
    "rounds.site",
    "rounds.training",
    "rounds.events",
    "rounds.credentials",
    "rounds.meetings",
    "rounds.network",
    "rounds.billing",
    "rounds.directory",
    "rounds.screening",
    "rounds.accounts",
    "rounds.core",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail.sites",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "template_partials",
    "ninja",
    "rules.apps.AutodiscoverRulesConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "rounds.core.middleware.Compression",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rounds.core.middleware.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "rounds.accounts.middleware.PersonalSettings",
    "rounds.accounts.middleware.LastSeen",
    "rounds.accounts.middleware.RefusedForms",
    "django_htmx.middleware.HtmxMiddleware",
    "rounds.core.middleware.WrongWay",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "core" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rounds.site.context.shell",
            ],
        },
    },
]

# Database, cache, files, jobs
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
    "PRAGMA cache_size=-32000;",
}
POSTGRESQL = {"server_side_binding": True, "prepare_threshold": 2}  # what is asked a third time is planned already
DATABASES: dict[str, dict[str, Any]] = {
    "default": dict(dj_database_url.parse(env("ROUNDS_DATABASE_URL") or f"sqlite:///{HOME}/rounds.sqlite3"))
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"] = SQLITE
elif DATABASES["default"].get("OPTIONS", {}).get("server_side_binding", True):
    DATABASES["default"]["OPTIONS"] = {**POSTGRESQL, **DATABASES["default"].get("OPTIONS", {})}
DATABASES["default"]["CONN_MAX_AGE"] = 600
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}}
}
if env("ROUNDS_REDIS_URL"):
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env("ROUNDS_REDIS_URL")}
SESSION_ENGINE = "rounds.accounts.sessions"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
MEDIA_ROOT, MEDIA_URL = HOME / "media", "/media/"
STATIC_ROOT, STATIC_URL = HOME / "static", "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "private", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"  # starts in seconds, uncompressed
        if DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Language and time
LANGUAGE_CODE = env("ROUNDS_LANGUAGE", "en")
CURRENCY = env("ROUNDS_CURRENCY", "USD")  # of prices, where nobody asks for another
LANGUAGES = [("en", "English"), ("es", "Español")]
TIME_ZONE = env("ROUNDS_TIME_ZONE", "UTC")
USE_TZ = True
FORMAT_MODULE_PATH = ["rounds.core.formats"]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Signing in
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL, LOGIN_REDIRECT_URL = "/signin", "/home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "rounds.accounts.passwords.NotInBreach"},
]
PASSWORD_RANGE_URL = env("ROUNDS_PASSWORD_RANGE_URL")
ACCOUNT_ADAPTER = "rounds.network.adapter.NetworkAccounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# how often one address or person may do these; the others have allauth's own limits
ACCOUNT_RATE_LIMITS = {
    "find_sign_in": "20/m/ip",
    "submit_account": "6/m/ip,60/d/ip",
    "prove_claim": "6/m/user,60/d/user",
    "check_in": "10/m/user,60/d/user",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_TLS else "http"
ACCOUNT_FORMS = {
    "login": "rounds.accounts.forms.SignInForm",
    "signup": "rounds.accounts.forms.SignUpForm",
    "add_email": "rounds.accounts.forms.ChangeEmailForm",
    "change_password": "rounds.accounts.forms.ChangePasswordForm",
    "set_password": "rounds.accounts.forms.SetPasswordForm",
    "reset_password": "rounds.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "rounds.accounts.forms.NewPasswordForm",
    "reauthenticate": "rounds.accounts.forms.ConfirmPasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = number("ROUNDS_PROXIES", 0, least=0)
# A person who signs in has always confirmed an address, so a second step may be added while a new address waits.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "rounds.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
MFA_FORMS = {
    "authenticate": "rounds.accounts.forms.SecondStepForm",
    "reauthenticate": "rounds.accounts.forms.ConfirmCodeForm",
    "activate_totp": "rounds.accounts.forms.AddAppForm",
    "add_webauthn": "rounds.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "rounds.accounts.forms.RenamePasskeyForm",
}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS

# Mail
mail = urlsplit(env("ROUNDS_MAIL_URL", "console:"))
EMAIL_BACKEND = f"django.core.mail.backends.{'console' if mail.scheme == 'console' else 'smtp'}.EmailBackend"
EMAIL_HOST, EMAIL_PORT = mail.hostname or "localhost", mail.port or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(mail.username or ""), unquote(mail.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = mail.scheme == "smtp+tls", mail.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("ROUNDS_MAIL_FROM", "Rounds <rounds@localhost>")

# Card payments
STRIPE_KEY, STRIPE_WEBHOOK_SECRET = env("ROUNDS_STRIPE_KEY"), env("ROUNDS_STRIPE_WEBHOOK_SECRET")
STRIPE_URL = env("ROUNDS_STRIPE_URL")
if STRIPE_KEY and not STRIPE_WEBHOOK_SECRET:
    raise ImproperlyConfigured(
        "ROUNDS_STRIPE_KEY is set and ROUNDS_STRIPE_WEBHOOK_SECRET is not. Without it no payment would be noticed."
    )

# Rooms for online meetings
JITSI_URL, JITSI_APP, JITSI_SECRET = env("ROUNDS_JITSI_URL"), env("ROUNDS_JITSI_APP"), env("ROUNDS_JITSI_SECRET")
BBB_URL, BBB_SECRET = env("ROUNDS_BBB_URL"), env("ROUNDS_BBB_SECRET")

# What a browser may do with our pages
CONTENT_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
# Wagtail's editor writes inline scripts and styles; only editors reach it.
EDITOR_CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Programs
API_RATE = "120/m"  # questions to /api/v1 from one person or one address
SCREEN_KEY_RATE, SCREEN_ADDRESS_RATE = "600/m", "30/m"  # checks of posts, each of up to 100, with a key and without

# Looking at other people's servers: name servers (the machine's own when empty), and networks that only tests may reach
OUTGOING_NAME_SERVERS, OUTGOING_TEST_NETWORKS = listed("ROUNDS_NAME_SERVERS"), list[str]()

# Editors' screens
WAGTAIL_SITE_NAME = "Rounds"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_APPEND_SLASH = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif", "svg"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Sign-in of whole organisations: those of these settings, and those that organisations enter themselves
SOCIALACCOUNT_ADAPTER = "rounds.network.adapter.NetworkSignIn"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True  # for those that the adapter lets in by their address
SOCIALACCOUNT_FORMS = {"signup": "rounds.accounts.organisation_forms.OrganisationSignUpForm"}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": json_list("ROUNDS_OIDC")}}
SOCIALACCOUNT_PROVIDERS["saml"] = {"APPS": json_list("ROUNDS_SAML")}

# What the running programs write about themselves
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"screen": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["screen"], "level": env("ROUNDS_LOG_LEVEL", "WARNING")},
    "loggers": {"django": {"handlers": ["screen"], "level": env("ROUNDS_LOG_LEVEL", "WARNING"), "propagate": False}},
}
