from django.utils import timezone
from django_tasks import task

from rounds.accounts import actions
from rounds.accounts.models import Export


@task()
def build_export(number: int) -> None:
    actions.build_export(Export.objects.select_related("person").get(pk=number), at=timezone.now())
