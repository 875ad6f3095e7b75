from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.events.models.event import Event
from rounds.events.models.proposal import Proposal


class Criterion(models.Model):
    """One thing that reviewers give a mark for."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("name"), max_length=80)
    about = models.CharField(_("what a high mark means"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    order = models.PositiveSmallIntegerField(_("place in the list"), default=1)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="events_criterion_has_a_name"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=10), name="events_criterion_weight"),
        ]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="assignments")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="review_assignments")
    made = models.DateTimeField()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="events_assigned_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.proposal}"


class Conflict(models.Model):
    """A conflict of interest that a reviewer, or an organiser for them, has declared."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="conflicts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="review_conflicts")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made = models.DateTimeField()

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="events_conflict_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.proposal}"


class Review(models.Model):
    """What one reviewer says about a proposal; one review each."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="reviews")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reviews_given")
    words = models.TextField(_("why"), max_length=4000, blank=True)
    given = models.DateTimeField()
    changed = models.DateTimeField()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="events_one_review_each")]

    def __str__(self) -> str:
        return str(self.proposal)


class Score(models.Model):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    mark = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="events_one_mark"),
            models.CheckConstraint(condition=Q(mark__gte=1, mark__lte=10), name="events_mark_from_one_to_ten"),
        ]

    def __str__(self) -> str:
        return str(self.mark)


class Remark(models.Model):
    """A word in the discussion among those who have reviewed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="remarks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(_("your remark"), max_length=2000)
    at = models.DateTimeField()
    key = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")

    def __str__(self) -> str:
        return self.words[:60]
