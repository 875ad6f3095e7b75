from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.network.models.membership import Membership
from rounds.network.models.organisation import Department, Organisation
from rounds.network.vocabulary import Role


class Doing(models.Model):
    """What somebody may do for an organisation, beside being a member."""

    manages = models.BooleanField(_("manager"), default=False)
    approves = models.BooleanField(_("approver"), default=False)
    guards = models.BooleanField(_("privacy officer"), default=False)
    pays = models.BooleanField(_("billing"), default=False)

    class Meta:
        abstract = True

    @property
    def roles(self) -> list[str]:
        return [role.value for role in Role if getattr(self, role.value)]

    @property
    def role_words(self) -> str:
        return ", ".join(str(Role(role).label) for role in self.roles) or str(_("Member"))


class SeatQuerySet(models.QuerySet["Seat"]):
    def open(self) -> "SeatQuerySet":
        return self.filter(ended__isnull=True)

    def of_members(self) -> "SeatQuerySet":
        """Those whose organisation, or its system, has paid for a year that has not lapsed."""
        paid = Membership.objects.filter(started__isnull=False, cancelled__isnull=True, lapsed__isnull=True)
        own = paid.filter(organisation=OuterRef("organisation"))
        above = paid.filter(organisation=OuterRef("organisation__parent"))
        return self.filter(Exists(own) | Exists(above))


class Seat(Doing):
    """That a person belongs to an organisation. A seat that ended stays as history; a return is a new one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="network_seats")
    department = models.ForeignKey(Department, on_delete=models.SET_NULL, null=True, blank=True, related_name="seats")
    given = models.DateTimeField()
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[Any] = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(ended__isnull=True), name="network_one_open_seat"
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("given")), name="network_seat_ends_after_it_began"
            ),
        ]
        indexes = [models.Index(fields=["person", "ended"], name="network_seats_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.organisation}"


class Invitation(Doing):
    """An address that may take a seat. It takes none before somebody accepts."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    department = models.ForeignKey(Department, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sent = models.DateTimeField()
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField()
    accepted = models.DateTimeField(null=True, blank=True)
    closed = models.DateTimeField(null=True, blank=True)  # withdrawn by a manager or declined
    seat = models.OneToOneField(Seat, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitation")

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=Q(accepted__isnull=True, closed__isnull=True),
                name="network_one_open_invitation",
            ),
            models.CheckConstraint(
                condition=Q(accepted__isnull=True) | Q(closed__isnull=True), name="network_accepted_or_closed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.organisation}"
