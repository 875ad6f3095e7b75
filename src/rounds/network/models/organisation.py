from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.billing.models import Payer
from rounds.billing.vocabulary import PayerKind, SizeMetric
from rounds.directory.models import Hospital
from rounds.network.vocabulary import ALONE, LIMITED, Welcome
from rounds.screening.models import Place

DOMAIN = RegexValidator(
    r"^(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\Z",
    _("Write the part after the @, such as northlake.example."),
)


class Organisation(models.Model):
    """Who is a member of the network, or asks to be: an organisation, or a person for themselves.

    The seats of a system's hospitals come out of the seats of the system. `seat_cap` is None where there is no limit.
    """

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=PayerKind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("system")
    )
    payer = models.OneToOneField(Payer, on_delete=models.PROTECT, related_name="organisation")
    place = models.OneToOneField(
        Place, on_delete=models.SET_NULL, null=True, blank=True, related_name="organisation", verbose_name=_("place")
    )
    hospital = models.OneToOneField(
        Hospital,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisation",
        verbose_name=_("entry in the register"),
    )
    seat_cap = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    welcome = models.CharField(_("people with an address of yours"), max_length=4, choices=Welcome, default=Welcome.OFF)
    joined = models.DateTimeField(_("joined"))

    objects: ClassVar[models.Manager["Organisation"]] = models.Manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="network_organisation_has_a_name"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="network_no_parent_of_itself"),
        ]
        indexes = [models.Index(Lower("name"), name="network_organisation_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def pool_id(self) -> int:
        """The organisation whose seats this one gives."""
        return self.parent_id or self.pk

    @property
    def is_one_person(self) -> bool:
        return self.kind in ALONE

    @property
    def is_limited(self) -> bool:
        """Whether it has no say over clinical content."""
        return self.kind in LIMITED


class DomainName(models.Model):
    """A domain of an organisation's mail. `proven` tells when control of it was shown."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="domains")
    name = models.CharField(_("domain"), max_length=253, validators=[DOMAIN])
    added = models.DateTimeField()
    proven = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="network_a_domain_once"),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(proven__isnull=False), name="network_a_domain_proven_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DeclaredSize(models.Model):
    """How large an organisation says it is. Rows are only added: the price of a year stays explained."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sizes")
    metric = models.CharField(_("measure"), max_length=10, choices=SizeMetric)
    number = models.PositiveBigIntegerField(_("number"))
    on = models.DateField(_("declared on"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    evidence = models.CharField(max_length=200, blank=True)  # a name in the private storage
    evidence_name = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("declared size")
        verbose_name_plural = _("declared sizes")
        indexes = [models.Index(fields=["organisation", "metric", "-id"], name="network_latest_size")]

    def __str__(self) -> str:
        return f"{self.number:,} {str(self.get_metric_display()).lower()}"


class Department(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="departments")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        constraints = [
            models.UniqueConstraint("organisation", Lower("name"), name="network_department_name_any_case"),
            models.CheckConstraint(condition=~models.Q(name=""), name="network_department_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
