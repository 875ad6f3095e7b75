from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "rounds.meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from rounds.meetings import checks  # noqa: F401  registers itself
