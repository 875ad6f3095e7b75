"""What a directory of staff at an organisation tells us about its people (SCIM 2.0)."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person, ProgramKey
from rounds.network.models.organisation import Department, Organisation
from rounds.network.models.seat import Invitation


class ScimKey(ProgramKey):
    """Lets an organisation's own directory give and end seats there. `made_by` answers for what it does."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="scim_keys")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("key of a staff directory")
        verbose_name_plural = _("keys of staff directories")


class ScimUser(models.Model):
    """An entry of an organisation's directory: somebody with a seat, somebody who had one, or is invited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="scim_users")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="scim_users")
    invitation = models.ForeignKey(Invitation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    user_name = models.CharField(max_length=254)
    external_id = models.CharField(max_length=254, blank=True)
    given = models.CharField(max_length=60, blank=True)
    family = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)  # without one nobody can be seated or invited
    emails = models.JSONField(default=list, blank=True)  # as they were told; `email` is the one we use
    wanted = models.BooleanField(default=True)
    made = models.DateTimeField()
    changed = models.DateTimeField()

    objects: ClassVar[models.Manager["ScimUser"]] = models.Manager()

    class Meta:
        verbose_name = _("entry of a staff directory")
        verbose_name_plural = _("entries of staff directories")
        constraints = [
            models.UniqueConstraint("organisation", Lower("user_name"), name="network_scim_name_once"),
            models.UniqueConstraint(
                fields=["organisation", "person"], condition=Q(person__isnull=False), name="network_scim_person_once"
            ),
        ]

    def __str__(self) -> str:
        return self.user_name


class ScimGroup(models.Model):
    """A department as a staff directory knows it: with people who are invited, and people of several departments."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    department = models.OneToOneField(Department, on_delete=models.CASCADE, related_name="scim")
    external_id = models.CharField(max_length=254, blank=True)
    members: Any = models.ManyToManyField(ScimUser, related_name="groups", blank=True)
    made = models.DateTimeField()
    changed = models.DateTimeField()

    class Meta:
        verbose_name = _("department in a staff directory")
        verbose_name_plural = _("departments in staff directories")

    def __str__(self) -> str:
        return str(self.department)
