from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.core.palette import TOKENS


class Centre(models.Model):
    """The one centre that this installation serves."""

    name = models.CharField(_("name"), max_length=120)
    mail = models.EmailField(_("address for questions"), blank=True)
    brand_light = models.CharField(max_length=7, default=TOKENS["brand"][0])
    brand_dark = models.CharField(max_length=7, default=TOKENS["brand"][1])
    accent_light = models.CharField(max_length=7, default=TOKENS["accent"][0])
    accent_dark = models.CharField(max_length=7, default=TOKENS["accent"][1])

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="core_one_centre")]

    def __str__(self) -> str:
        return self.name
