from django.utils import timezone
from django_tasks import task

from rounds.meetings import actions
from rounds.meetings.models import Meeting


@task()
def end_called_off(number: int) -> None:
    actions.end_called_off(Meeting.objects.get(pk=number), at=timezone.now())
