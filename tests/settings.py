"""The demonstration's settings, with fast passwords, immediate jobs and a home of its own."""

import os
import tempfile

os.environ |= {"ROUNDS_DEMO": "1", "ROUNDS_HOME": tempfile.mkdtemp(prefix="rounds-tests-"), "ROUNDS_DEBUG": ""}

from rounds.core.rubbish import look_seldom
from rounds.settings import *  # noqa: F403
from rounds.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES

look_seldom()

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
INSTALLED_APPS = [*INSTALLED_APPS, "tests.emptying"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
