from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class SocialNetwork(models.Model):
    """A network on which hospitals have accounts; it can be renamed and retired, its history stays."""

    slug = models.SlugField(_("short name"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    hosts = models.JSONField(_("addresses of its pages"), default=list, blank=True)
    profile = models.CharField(_("address of an account, with {handle}"), max_length=120, blank=True)
    retired_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [models.UniqueConstraint(Lower("name"), name="directory_network_name_any_case")]

    def __str__(self) -> str:
        return self.name


class NetworkName(models.Model):
    """A name a network once had, as Twitter became X. Rows are only added."""

    network = models.ForeignKey(SocialNetwork, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(_("name"), max_length=60)
    until = models.DateField(_("until"))

    class Meta:
        verbose_name = _("former name of a network")
        verbose_name_plural = _("former names of networks")

    def __str__(self) -> str:
        return self.name
