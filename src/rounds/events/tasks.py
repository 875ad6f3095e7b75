from django.utils import timezone
from django_tasks import task

from rounds.events.actions.delivering import deliver_waiting
from rounds.events.actions.on_the_day import deliver_notices
from rounds.events.actions.publishing import deliver_agenda
from rounds.events.actions.ticket_changes import call_off_tickets
from rounds.events.models import Event


@task()
def send_letters() -> None:
    deliver_waiting(at=timezone.now)


@task()
def send_agenda_letters() -> None:
    deliver_agenda(at=timezone.now)


@task()
def send_notices() -> None:
    deliver_notices(at=timezone.now)


@task()
def end_called_off(number: int) -> None:
    call_off_tickets(Event.objects.get(pk=number), by=None, at=timezone.now())
