import datetime as dt

from django.utils import timezone
from django_tasks import task

from rounds.directory import actions
from rounds.directory.models import HospitalAccount


@task()
def prove_account(number: int) -> None:
    account = HospitalAccount.objects.select_related("hospital", "network").get(pk=number)
    actions.prove_account(account, by=None, at=timezone.now())


def look_again(*, at: dt.datetime) -> int:
    """Ask the worker to look at every account whose proof is due; how many there were."""
    due = actions.take_due(at=at)
    for number in due:
        prove_account.enqueue(number)
    return len(due)
