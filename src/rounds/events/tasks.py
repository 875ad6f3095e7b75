from django.utils import timezone
from django_tasks import task

from rounds.events.actions.delivering import deliver_waiting


@task()
def send_letters() -> None:
    deliver_waiting(at=timezone.now)
