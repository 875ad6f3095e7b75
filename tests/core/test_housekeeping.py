import datetime as dt
import io

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from wagtail import hooks

from rounds.core.supervisor import DAY, Chores


@pytest.mark.django_db
def test_housekeeping_clears_old_sessions_and_asks_each_app() -> None:
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - dt.timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=timezone.now() + dt.timedelta(days=1))
    asked: list[dt.datetime] = []

    with hooks.register_temporarily("rounds_daily", asked.append):
        call_command("housekeeping", stdout=io.StringIO())

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert len(asked) == 1


def test_chores_run_when_due_and_again_a_day_later() -> None:
    chores = Chores(["true"], due=100.0)
    chores.tend(99.0)
    early = chores.process
    chores.tend(100.0)
    first = chores.process
    assert first
    first.wait()
    chores.tend(101.0)

    assert (early, chores.process, chores.due) == (None, None, 100.0 + DAY)
