from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from rounds.training.models.blocks import LessonBody, SourceBlock
from rounds.training.models.fields import TagsField, tags
from rounds.training.models.rehearsals import Rehearsal
from rounds.training.vocabulary import Audience, Change, Purpose

PREVIEW = "training/preview.html"  # the pages themselves are shown by our own views
UrlParts = tuple[int, str, str] | None


def own_address(page: Page, request: Any, view: str, *parts: str) -> UrlParts:
    """Where our own views show a page of the tree, as Wagtail wants it: site, its address, path."""
    site = page._get_relevant_site_root_paths(request)
    return (site[0].site_id, site[0].root_url, reverse(view, args=parts)) if site else None


class CatalogPage(Page):
    """The place in the page tree that holds all courses; shown at /learn."""

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["training.CoursePage"]

    preview_modes: ClassVar[list[tuple[str, str]]] = []

    class Meta:
        verbose_name = _("course catalogue")

    def get_url_parts(self, request: Any = None) -> UrlParts:
        return own_address(self, request, "training:catalogue")


class CourseForm(WagtailAdminPageForm):
    audiences = forms.MultipleChoiceField(choices=Audience, widget=forms.CheckboxSelectMultiple, label=_("For whom"))
    purposes = forms.MultipleChoiceField(choices=Purpose, widget=forms.CheckboxSelectMultiple, label=_("Purposes"))

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        for name in ("audiences", "purposes"):
            self.initial[name] = tags(getattr(self.instance, name))

    def clean_audiences(self) -> str:
        return f" {' '.join(self.cleaned_data['audiences'])} "

    def clean_purposes(self) -> str:
        return f" {' '.join(self.cleaned_data['purposes'])} "


class CoursePage(Page):
    summary = models.TextField(_("summary"), help_text=_("One or two sentences for the catalogue."))
    about = models.TextField(_("about the course"), blank=True, help_text=_("Markdown"))
    language = models.CharField(_("language of the course"), max_length=12, default="en")
    audiences = TagsField(_("for whom"))
    purposes = TagsField(_("purposes"))
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark, percent"), default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    owner_name = models.CharField(_("who answers for the content"), max_length=200, blank=True)
    reviewed = models.DateField(_("checked on"), null=True, blank=True)
    next_review = models.DateField(_("next check"), null=True, blank=True)
    follow_up = models.CharField(
        _("questions to keep it fresh"),
        max_length=300,
        blank=True,
        help_text=_("Keys of up to three questions with one answer; they come 2, 7 and 21 days after the course."),
    )

    template = PREVIEW
    base_form_class = CourseForm
    parent_page_types: ClassVar[list[str]] = ["training.CatalogPage"]
    subpage_types: ClassVar[list[str]] = ["training.ModulePage"]
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("about"),
        FieldPanel("language"),
        FieldPanel("audiences"),
        FieldPanel("purposes"),
        FieldPanel("pass_mark"),
        FieldPanel("follow_up"),
        FieldPanel("owner_name"),
        FieldPanel("reviewed"),
        FieldPanel("next_review"),
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("about"),
        index.FilterField("language"),
    ]

    class Meta:
        verbose_name = _("course")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(pass_mark__gte=1, pass_mark__lte=100), name="training_pass_mark")
        ]

    def get_url_parts(self, request: Any = None) -> UrlParts:
        return own_address(self, request, "training:course", self.slug)


class ModulePage(Page):
    intro = models.TextField(_("introduction"), blank=True, help_text=_("Markdown"))

    template = PREVIEW
    parent_page_types: ClassVar[list[str]] = ["training.CoursePage"]
    subpage_types: ClassVar[list[str]] = ["training.LessonPage"]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("module")

    def get_url_parts(self, request: Any = None) -> UrlParts:
        return own_address(self, request, "training:course", self.get_parent().slug)


class LessonForm(WagtailAdminPageForm):
    change = forms.ChoiceField(
        choices=Change,
        initial=Change.MINOR,
        widget=forms.RadioSelect,
        label=_("This edit is"),
        help_text=_("It counts when you publish. Certificates that were issued stay as they are."),
    )

    def clean_slug(self) -> str:
        """A lesson's address is /learn/COURSE/LESSON, so no other module of the course may use it."""
        slug: str = self.cleaned_data["slug"]
        course = self.parent_page.get_parent()
        others = LessonPage.objects.descendant_of(course).filter(slug=slug).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("Another lesson of this course has this address. Choose a different one."))
        return slug

    def save(self, commit: bool = True) -> "LessonPage":
        stored = LessonPage.objects.filter(pk=self.instance.pk, live=True).values_list("edition", flat=True).first()
        if stored:
            self.instance.edition = stored + (self.cleaned_data["change"] == Change.RETAKE)
        lesson: LessonPage = super().save(commit=commit)
        return lesson


class LessonPage(Page):
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    objective = models.TextField(_("after this lesson you can"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(1), MaxValueValidator(240)])
    body = StreamField(LessonBody(), verbose_name=_("lesson"))
    action = models.TextField(_("one action for tomorrow"))
    sources = StreamField([("source", SourceBlock())], verbose_name=_("sources"), blank=True)
    draw = models.PositiveSmallIntegerField(
        _("questions in one attempt"), null=True, blank=True, help_text=_("Drawn by chance; empty asks all.")
    )
    rehearsal = models.ForeignKey(
        Rehearsal,
        verbose_name=_("rehearsal"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The lesson then has no questions of its own: it is done when the rehearsal ended well."),
    )
    edition = models.PositiveIntegerField(_("edition"), default=1, editable=False)

    template = PREVIEW
    base_form_class = LessonForm
    parent_page_types: ClassVar[list[str]] = ["training.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        FieldPanel("change"),
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("objective"),
        FieldPanel("minutes"),
        FieldPanel("body"),
        FieldPanel("rehearsal"),
        FieldPanel("draw"),
        FieldPanel("action"),
        FieldPanel("sources"),
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("objective"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("lesson")

    def get_url_parts(self, request: Any = None) -> UrlParts:
        course = CoursePage.objects.get(path=self.path[: -2 * self.steplen])
        return own_address(self, request, "training:lesson", course.slug, self.slug)
