from django.utils import timezone
from django_tasks import task

from rounds.events.actions.delivering import deliver_waiting
from rounds.events.actions.publishing import deliver_agenda


@task()
def send_letters() -> None:
    deliver_waiting(at=timezone.now)


@task()
def send_agenda_letters() -> None:
    deliver_agenda(at=timezone.now)
