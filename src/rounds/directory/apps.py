from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "rounds.directory"
    verbose_name = _("Register of hospitals")
