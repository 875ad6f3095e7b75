"""Entries of a contest, and what happens to them: support, finalists, sheets of judges, prizes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.events.models.contest import Contest, ContestCriterion
from rounds.events.models.purchase import Purchase
from rounds.events.vocabulary import EntryName, EntryState, Taken, WordsState


class Entry(models.Model):
    """One person's essay. Its `code` says nothing about who sent it, or when."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="entries")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contest_entries")
    code = models.CharField(max_length=8, unique=True)
    title = models.CharField(_("title"), max_length=120)
    words = models.TextField(_("your text"), max_length=8000, blank=True)
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.DRAFT)
    begun = models.DateTimeField()
    changed = models.DateTimeField()
    sent = models.DateTimeField(null=True, blank=True)
    looked = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    objects: ClassVar[models.Manager["Entry"]] = models.Manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "person"], condition=~Q(state="withdrawn"), name="events_one_entry_each"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(sent__isnull=False), name="events_entry_was_sent"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["shown", "refused"]) | Q(looked__isnull=False),
                name="events_entry_was_looked_at",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="events_refusal_has_a_reason"),
        ]
        indexes = [models.Index(fields=["contest", "state"], name="events_entries_by_state")]

    def __str__(self) -> str:
        return self.title or self.code


class EntryConsent(models.Model):
    """That the writer lets everybody read the entry, and under which name. Rows are only ever added."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="consents")
    given = models.BooleanField()
    named = models.CharField(_("name under which it is shown"), max_length=10, choices=EntryName)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("consent to show an entry")
        verbose_name_plural = _("consents to show entries")

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_named_display()}"


class Support(models.Model):
    """One like of one person, with a kind word if they wrote one. `slot` keeps people to their number of entries."""

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="supported")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="supports")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contest_supports")
    slot = models.PositiveSmallIntegerField()
    words = models.CharField(_("a kind word"), max_length=400, blank=True)
    at = models.DateTimeField()
    words_state = models.CharField(max_length=10, choices=WordsState, default=WordsState.NEW)
    looked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aside = models.DateTimeField(null=True, blank=True)
    aside_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aside_reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager["Support"]] = models.Manager()

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("support")
        constraints = [
            models.UniqueConstraint(fields=["entry", "person"], name="events_one_like_each"),
            models.UniqueConstraint(fields=["contest", "person", "slot"], name="events_so_many_likes_each"),
            models.CheckConstraint(
                condition=Q(aside__isnull=True, aside_reason="") | (Q(aside__isnull=False) & ~Q(aside_reason="")),
                name="events_set_aside_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.entry}"


class Finalist(models.Model):
    """What the vote came to for an entry that goes to the judges, as it stood when the finalists were chosen."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="finalist")
    place = models.PositiveIntegerField()
    likes = models.PositiveIntegerField()
    comments = models.PositiveIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("finalist")
        verbose_name_plural = _("finalists")

    def __str__(self) -> str:
        return str(self.entry)


class Recusal(models.Model):
    """That a judge has a conflict of interest with an entry."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("conflict of interest of a judge")
        verbose_name_plural = _("conflicts of interest of judges")
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="events_recused_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.entry}"


class Sheet(models.Model):
    """What one judge says about one finalist. It stays as it was given, because others' sheets are seen after it."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="sheets")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contest_sheets")
    words = models.TextField(_("why"), max_length=2000)
    given = models.DateTimeField()

    class Meta:
        verbose_name = _("sheet of a judge")
        verbose_name_plural = _("sheets of judges")
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="events_one_sheet_each")]

    def __str__(self) -> str:
        return f"{self.person}: {self.entry}"


class SheetMark(models.Model):
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(ContestCriterion, on_delete=models.PROTECT, related_name="+")
    mark = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("mark of a judge")
        verbose_name_plural = _("marks of judges")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="events_one_mark_for_a_criterion"),
            models.CheckConstraint(condition=Q(mark__gte=1, mark__lte=5), name="events_mark_from_one_to_five"),
        ]

    def __str__(self) -> str:
        return str(self.mark)


class Prize(models.Model):
    """That an entry receives what the contest gives. `purchase` holds its free tickets, once there was a place."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="prize")
    travel = models.BooleanField()
    companion = models.BooleanField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reply = models.CharField(_("answer"), max_length=5, choices=Taken, blank=True)
    companion_name = models.CharField(_("name of your companion"), max_length=120, blank=True)
    replied = models.DateTimeField(null=True, blank=True)
    purchase = models.OneToOneField(Purchase, on_delete=models.PROTECT, null=True, blank=True, related_name="prize")
    taken_back = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", replied__isnull=True) | (~Q(reply="") & Q(replied__isnull=False)),
                name="events_prize_answered_at",
            )
        ]

    def __str__(self) -> str:
        return str(self.entry)
