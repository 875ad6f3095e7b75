"""The rules of the house that a machine can check."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rules
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "rounds"


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        else:
            yield route, entry


def own_views() -> list[tuple[str, URLPattern]]:
    return [
        (route, pattern)
        for route, pattern in patterns(get_resolver())
        if pattern.callback.__module__.startswith("rounds.")
    ]


def test_every_view_says_who_may_reach_it() -> None:
    silent = [route for route, pattern in own_views() if not getattr(pattern.callback, "access", "")]

    assert len(own_views()) > 10
    assert silent == []


def test_every_permission_that_a_view_asks_for_exists() -> None:
    asked = {getattr(pattern.callback, "access", "") for _, pattern in own_views()} - {"public", "signed_in"}

    assert {permission for permission in asked if not rules.perm_exists(permission)} == set()


def test_no_file_is_longer_than_400_lines() -> None:
    files = [path for folder in ("src", "tests", "bench", "tools") for path in (ROOT / folder).rglob("*.py")]
    long = [path for path in files if "migrations" not in path.parts and len(path.read_text().splitlines()) > 400]

    assert files
    assert long == []


def test_no_room_without_a_name_of_its_own() -> None:
    nameless = re.compile(r"(utils?|helpers?|common|misc|base|managers?)\.py\Z")

    assert [path for path in SOURCE.rglob("*.py") if nameless.fullmatch(path.name)] == []


def test_engines_import_with_django_absent() -> None:
    names = [path.name for path in (SOURCE / "engines").glob("*") if (path / "__init__.py").exists()]
    script = "import sys; sys.modules['django'] = None; sys.modules['wagtail'] = None\n"
    script += "\n".join(f"import rounds.engines.{name}" for name in names)

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.slow
def test_every_environment_variable_is_documented() -> None:
    used = {name for path in SOURCE.rglob("*.py") for name in re.findall(r"\bROUNDS_[A-Z_]+\b", path.read_text())}
    documented = set(re.findall(r"ROUNDS_[A-Z_]+", (ROOT / "docs/reference/settings.md").read_text()))

    assert used - documented == set()


@pytest.mark.slow
@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_style_or_script_stands_in_a_template() -> None:
    inline = re.compile(r"\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|<style")
    templates = [path for path in SOURCE.rglob("templates/**/*.html") if "mail" not in path.parts]
    allowed = {"500.html"}

    found = [path for path in templates if inline.search(path.read_text()) and path.name not in allowed]

    assert len(templates) > 10
    assert [path for path in found if "pdf" not in path.parts] == []
