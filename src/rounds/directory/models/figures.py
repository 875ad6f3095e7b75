"""Figures that are kept: of our own register day by day, and those that others published before there was one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rounds.directory.models.networks import SocialNetwork


class Snapshot(models.Model):
    """The figures of the register on one day. It is made once and never changed, so that one can cite it."""

    on = models.DateField(_("day"), unique=True)
    taken_at = models.DateTimeField(_("counted at"))
    edition = models.CharField(_("edition of the definitions"), max_length=10)
    digest = models.CharField(_("SHA-256 of its CSV file"), max_length=64)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"


class SnapshotFigure(models.Model):
    """One figure of a snapshot. The name is kept as it was: a network may be renamed later."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="figures")
    slice = models.CharField(max_length=12)
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    definition = models.CharField(max_length=12)
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("figure of a snapshot")
        verbose_name_plural = _("figures of snapshots")
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "slice", "key", "definition"], name="directory_one_figure_a_snapshot"
            ),
            models.CheckConstraint(
                condition=models.Q(numerator__lte=models.F("denominator")), name="directory_figure_part_of_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slice} {self.key}: {self.numerator}/{self.denominator}"


class Publication(models.Model):
    """Where a figure was published."""

    key = models.SlugField(max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=200)
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    address = models.URLField(_("address"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return self.title


class Exactness(models.TextChoices):
    EXACT = "", _("exactly")
    ABOUT = "about", _("about")
    MORE = "more", _("more than")
    FEWER = "fewer", _("fewer than")


class PublishedFigure(models.Model):
    """A figure as somebody else printed it. Rows are only added; what is wrong with one is said by a note."""

    class Precision(models.TextChoices):
        DAY = "day", _("day")
        MONTH = "month", _("month")
        YEAR = "year", _("year")

    class Meaning(models.TextChoices):
        """Kinds of counting; two of them never stand in one series."""

        SAMPLE_2009 = "sample-2009", _("Hospitals of a sample of “top” US hospitals that have an account")
        LIST = (
            "list",
            _("Accounts in a list kept by hand, beside the hospitals on that list; a hospital may have several"),
        )
        SIZE = "list-size", _("Hospitals on a list kept by hand")
        TOTAL = "list-total", _("All accounts in a list kept by hand")
        STUDY_2010 = "study-2010", _("Hospitals of a random sample of US hospitals that use a network")
        STUDY_2014 = "study-2014", _("US hospitals with complete survey data that have a page or an account")

    key = models.SlugField(max_length=60, unique=True)
    on = models.DateField(_("date"))
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    since = models.DateField(_("beginning of the time it stands for"), null=True, blank=True)
    meaning = models.CharField(_("what was counted"), max_length=12, choices=Meaning)
    network = models.ForeignKey(SocialNetwork, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name in print"), max_length=60)
    numerator = models.PositiveIntegerField(_("counted"), null=True, blank=True)
    numerator_is = models.CharField(max_length=5, choices=Exactness, blank=True, default=Exactness.EXACT)
    denominator = models.PositiveIntegerField(_("of"), null=True, blank=True)
    denominator_is = models.CharField(max_length=5, choices=Exactness, blank=True, default=Exactness.EXACT)
    printed = models.CharField(_("percentage as printed"), max_length=20, blank=True)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="figures")

    class Meta:
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(numerator__isnull=False) | ~models.Q(printed=""),
                name="directory_published_says_something",
            )
        ]
        indexes = [models.Index(fields=["on", "key"], name="directory_published_on")]

    def __str__(self) -> str:
        return self.key


class FigureNote(models.Model):
    """What is to be known about a published figure: a slip, a claim without support, a percentage that does not add up."""

    class Kind(models.TextChoices):
        SLIP = "slip", _("Very likely a slip")
        UNSUPPORTED = "unsupported", _("Not supported")
        RECOMPUTED = "recomputed", _("Worked out again")
        CONTEXT = "context", _("Good to know")

    key = models.SlugField(max_length=60, unique=True)
    figure = models.ForeignKey(PublishedFigure, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=12, choices=Kind)
    words = models.TextField()
    likely = models.PositiveIntegerField(_("what it very likely should be"), null=True, blank=True)

    class Meta:
        verbose_name = _("note to a figure")
        verbose_name_plural = _("notes to figures")

    def __str__(self) -> str:
        return self.key
