"""A contest: entries, a public vote, finalists, judges, and who receives a prize. Numbers and days are its settings."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.events.models.event import Event
from rounds.events.models.sales import TicketKind


class Contest(models.Model):
    """`announced` shows it, `chosen` is when the finalists were, `decided` when the recipients were."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="contests")
    slug = models.SlugField(_("address"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    about = models.CharField(_("what it is about, in a sentence"), max_length=300)
    rules = models.TextField(_("rules"), max_length=8000, blank=True)
    prize = models.CharField(_("what recipients get"), max_length=300)
    least_words = models.PositiveSmallIntegerField(_("fewest words"), default=350)
    most_words = models.PositiveSmallIntegerField(_("most words"), default=500)
    opens = models.DateTimeField(_("entries from"))
    closes = models.DateTimeField(_("entries until"))
    votes_from = models.DateTimeField(_("votes from"))
    votes_until = models.DateTimeField(_("votes until"))
    supports = models.PositiveSmallIntegerField(_("entries that one person may support"), default=1)
    finalists = models.PositiveSmallIntegerField(_("finalists"), default=15)
    recipients = models.PositiveSmallIntegerField(_("recipients"), default=3)
    judged_by = models.PositiveSmallIntegerField(_("sheets that each finalist needs"), default=2)
    ticket = models.ForeignKey(
        TicketKind, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("free ticket")
    )
    travel = models.BooleanField(_("travel is paid"), default=True)
    companion = models.BooleanField(_("a companion comes free"), default=True)
    announced = models.DateTimeField(null=True, blank=True)
    chosen = models.DateTimeField(null=True, blank=True)
    decided = models.DateTimeField(null=True, blank=True)
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[models.Manager["Contest"]] = models.Manager()

    class Meta:
        verbose_name = _("contest")
        verbose_name_plural = _("contests")
        constraints = [
            models.UniqueConstraint(fields=["event", "slug"], name="events_contest_has_its_address"),
            models.CheckConstraint(condition=~Q(name=""), name="events_contest_has_a_name"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens"), votes_from__gte=F("opens"), votes_until__gt=F("votes_from"))
                & Q(votes_until__gt=F("closes")),
                name="events_contest_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(most_words__gte=F("least_words"), least_words__gte=1), name="events_contest_words"
            ),
            models.CheckConstraint(
                condition=Q(recipients__gte=1, finalists__gte=F("recipients"), supports__gte=1, judged_by__gte=1),
                name="events_contest_numbers",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContestCriterion(models.Model):
    """What judges give a mark from 1 to 5 for."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("name"), max_length=80)
    about = models.CharField(_("what a high mark means"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)

    class Meta:
        verbose_name = _("criterion of a contest")
        verbose_name_plural = _("criteria of contests")
        constraints = [
            models.UniqueConstraint(fields=["contest", "name"], name="events_contest_criterion_once"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="events_contest_criterion_weighs"),
        ]

    def __str__(self) -> str:
        return self.name


class Judge(models.Model):
    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="judges")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="judging")
    asked = models.DateTimeField()

    class Meta:
        verbose_name = _("judge")
        verbose_name_plural = _("judges")
        constraints = [models.UniqueConstraint(fields=["contest", "person"], name="events_judge_once")]

    def __str__(self) -> str:
        return str(self.person)
