"""Groups in which members talk: topics, posts, and what keeps them civil."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.network.models.organisation import Organisation
from rounds.network.vocabulary import Circle, Digest, Door, Problem


class Group(models.Model):
    """People who talk with each other: peers of many organisations, or the staff of one."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    about = models.TextField(_("what it is about"), max_length=500)
    circle = models.CharField(_("who it is for"), max_length=10, choices=Circle)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="staff_groups"
    )
    door = models.CharField(_("who may join"), max_length=10, choices=Door, default=Door.OPEN)
    made = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    closed = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Group"]] = models.Manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="network_group_has_a_name"),
            models.CheckConstraint(
                condition=Q(circle=Circle.PEERS, organisation__isnull=True)
                | Q(circle=Circle.STAFF, organisation__isnull=False),
                name="network_staff_group_has_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_peers(self) -> bool:
        return self.circle == Circle.PEERS


class GroupMember(models.Model):
    """Where a person stands with a group. One row each: who left comes back to the same row."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asks to join")
        IN = "in", _("Member")
        OUT = "out", _("Left")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="group_seats")
    state = models.CharField(max_length=10, choices=State)
    moderates = models.BooleanField(_("moderator"), default=False)
    digest = models.CharField(_("letters"), max_length=10, choices=Digest, default=Digest.NONE)
    digest_until = models.DateTimeField()  # up to here a digest has told
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("member of a group")
        verbose_name_plural = _("members of groups")
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="network_one_place_in_a_group"),
            models.CheckConstraint(condition=Q(moderates=False) | Q(state="in"), name="network_moderator_is_in"),
        ]
        indexes = [models.Index(fields=["person", "state"], name="network_groups_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.group}"


class Topic(models.Model):
    """A conversation. `last` is when somebody last wrote in it."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="topics")
    title = models.CharField(_("title"), max_length=120)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    last = models.DateTimeField()
    closed = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="network_topic_has_a_title")]
        indexes = [models.Index(fields=["group", "-last"], name="network_topics_by_last_word")]

    def __str__(self) -> str:
        return self.title


class Post(models.Model):
    """What somebody wrote. `key` comes with the form, so that one form never posts twice."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="group_posts")
    words = models.TextField(_("text"), max_length=10_000)
    at = models.DateTimeField()
    changed = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField()
    hidden = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    hidden_reason = models.CharField(_("reason"), max_length=300, blank=True)
    mentions: Any = models.ManyToManyField(Person, related_name="mentioned_in", blank=True)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="network_a_form_posts_once"),
            models.CheckConstraint(
                condition=Q(hidden__isnull=True, hidden_by__isnull=True, hidden_reason="")
                | Q(hidden__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason=""),
                name="network_hiding_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["topic", "at"], name="network_posts_in_order"),
            models.Index(fields=["by", "at"], name="network_posts_of_a_person"),
        ]

    def __str__(self) -> str:
        return str(self.topic)


class Draft(models.Model):
    """Words that somebody put aside: one for each topic, and one for a new topic of each group."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="group_drafts")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="drafts")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts")
    title = models.CharField(max_length=120, blank=True)
    words = models.TextField(max_length=10_000, blank=True)
    saved = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "topic"], condition=Q(topic__isnull=False), name="network_one_draft_a_topic"
            ),
            models.UniqueConstraint(
                fields=["person", "group"], condition=Q(topic__isnull=True), name="network_one_draft_a_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.topic or self.group}"


class Report(models.Model):
    """Somebody told the moderators about a post; rows are added, and settled once."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    problem = models.CharField(_("what is wrong"), max_length=10, choices=Problem)
    words = models.CharField(_("more about it"), max_length=500, blank=True)
    at = models.DateTimeField()
    settled = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "by"], condition=Q(settled__isnull=True), name="network_one_open_report_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.get_problem_display()}"
