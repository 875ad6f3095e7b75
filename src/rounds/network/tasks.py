from django.utils import timezone
from django_tasks import task

from rounds.network.actions.announcements import deliver_announcement as deliver
from rounds.network.models import Announcement


@task()
def deliver_announcement(number: int) -> None:
    deliver(Announcement.objects.select_related("organisation", "by").get(pk=number), at=timezone.now())
