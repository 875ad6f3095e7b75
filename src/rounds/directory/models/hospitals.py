from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rounds.directory.vocabulary import HospitalType, Kind, Ownership, Source, Status


class HospitalQuerySet(models.QuerySet["Hospital"]):
    def open(self) -> "HospitalQuerySet":
        return self.filter(status=Status.OPEN)


class Hospital(models.Model):
    """An organisation of the public register. Most are hospitals; `kind` tells the others.

    None means "not known" for beds, emergency, teaching and rural. Keys of other registers are text: `010001` is no number.
    """

    slug = models.SlugField(_("address of its page"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    source_name = models.CharField(_("name in the source"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.HOSPITAL)
    type = models.CharField(_("type"), max_length=20, choices=HospitalType, blank=True)
    ownership = models.CharField(_("ownership"), max_length=12, choices=Ownership, blank=True)
    emergency = models.BooleanField(_("emergency services"), null=True, blank=True)
    teaching = models.BooleanField(_("teaching hospital"), null=True, blank=True)
    rural = models.BooleanField(_("rural"), null=True, blank=True)
    address = models.CharField(_("street and number"), max_length=200, blank=True)
    city = models.CharField(_("town"), max_length=100, blank=True)
    state = models.CharField(_("state or region"), max_length=60, blank=True)
    zip = models.CharField(_("postal code"), max_length=20, blank=True)
    country = models.CharField(_("country"), max_length=2, default="US")
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    beds = models.PositiveIntegerField(_("beds"), null=True, blank=True)
    beds_source = models.CharField(max_length=20, choices=Source, blank=True)
    beds_on = models.DateField(_("beds counted on"), null=True, blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    website_source = models.CharField(max_length=20, choices=Source, blank=True)
    website_checked = models.DateTimeField(_("website checked by a person"), null=True, blank=True)
    cms_id = models.CharField(_("CMS number"), max_length=10, blank=True)
    hifld_id = models.CharField(_("HIFLD number"), max_length=20, blank=True, db_index=True)
    other_key = models.CharField(_("key in another register"), max_length=80, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    source = models.CharField(max_length=20, choices=Source, default=Source.STAFF)
    seen_on = models.DateField(_("last seen in its source"), null=True, blank=True)
    words = models.TextField(editable=False, blank=True)  # what a search looks in: names, former names, town
    demonstration = models.BooleanField(_("invented for the demonstration"), default=False)

    objects: ClassVar[models.Manager["Hospital"]] = models.Manager.from_queryset(HospitalQuerySet)()

    class Meta:
        verbose_name = _("hospital")
        verbose_name_plural = _("hospitals")
        constraints = [
            models.UniqueConstraint(fields=["cms_id"], condition=~models.Q(cms_id=""), name="directory_one_cms_id"),
            models.UniqueConstraint(
                fields=["other_key"], condition=~models.Q(other_key=""), name="directory_one_other_key"
            ),
            models.CheckConstraint(
                condition=models.Q(beds__isnull=True) | models.Q(beds__gt=0), name="directory_beds_known_or_none"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(status=Status.CLOSED),
                name="directory_closed_on_of_closed",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "name", "id"], name="directory_hospital_name"),
            models.Index(fields=["status", "state", "name", "id"], name="directory_hospital_state"),
            models.Index(fields=["status", "ownership", "name", "id"], name="directory_hospital_owner"),
            models.Index(fields=["status", "type", "name", "id"], name="directory_hospital_type"),
            models.Index(fields=["status", "beds"], name="directory_hospital_beds"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:hospital", kwargs={"slug": self.slug})


class FormerName(models.Model):
    """A name an organisation once had. Rows are only added."""

    hospital = models.ForeignKey(Hospital, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(_("name"), max_length=200)
    until = models.DateField(_("until"))
    source = models.CharField(max_length=20, choices=Source)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")

    def __str__(self) -> str:
        return self.name
