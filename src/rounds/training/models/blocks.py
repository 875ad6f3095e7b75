"""What a lesson is made of, as editors fill it in."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

MARKDOWN_HELP = _(
    "Markdown: blank line between paragraphs, ## heading, - list, **bold**, [link](https://...), [1] source"
)


class MarkdownBlock(blocks.TextBlock):
    """Text in the closed Markdown set of docs/reference/course-files.md."""

    def __init__(self, **options: object) -> None:
        super().__init__(rows=8, **{"help_text": MARKDOWN_HELP, **options})


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(label=_("What it shows, for people who cannot see it"), max_length=1000)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=500)

    class Meta:
        icon = "image"


class ScenarioBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = MarkdownBlock(label=_("What happens"))
    answer = MarkdownBlock(label=_("What works, and why"))

    class Meta:
        icon = "comment"


class RecordingBlock(blocks.StructBlock):
    file = DocumentChooserBlock(label=_("Recording"))
    captions = DocumentChooserBlock(label=_("Captions (WebVTT)"), required=False)
    transcript = MarkdownBlock(label=_("Transcript"))

    class Meta:
        icon = "media"


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=1000)
    right = blocks.BooleanBlock(label=_("Right"), required=False)
    why = blocks.TextBlock(label=_("Why"), rows=2)


class GapWordBlock(blocks.StructBlock):
    word = blocks.CharBlock(label=_("Word"), max_length=100)
    why = blocks.TextBlock(label=_("Why"), rows=2)


class QuestionBlock(blocks.StructBlock):
    key = blocks.RegexBlock(
        r"\A[a-z0-9][a-z0-9-]{1,59}\Z",
        label=_("Key"),
        help_text=_("Small letters, digits and hyphens. It stays the same when the words change."),
    )
    prompt = MarkdownBlock(label=_("Question"))

    class Meta:
        icon = "help"


class ChoiceQuestionBlock(QuestionBlock):
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=6, label=_("Answers"))


class OrderQuestionBlock(QuestionBlock):
    steps = blocks.ListBlock(
        blocks.CharBlock(max_length=500), min_num=3, max_num=7, label=_("Steps in the right order")
    )
    explanation = MarkdownBlock(label=_("Why this order"))


class GapsQuestionBlock(QuestionBlock):
    words = blocks.ListBlock(GapWordBlock(), min_num=2, max_num=12, label=_("Words, those that fit no gap too"))


class ReflectionQuestionBlock(QuestionBlock):
    explanation = MarkdownBlock(label=_("What a good answer holds"))


class LessonBody(blocks.StreamBlock):
    text = MarkdownBlock(icon="pilcrow", label=_("Text"))
    picture = PictureBlock(label=_("Picture"))
    do = blocks.ListBlock(blocks.TextBlock(rows=2), icon="tick", label=_("Do"))
    dont = blocks.ListBlock(blocks.TextBlock(rows=2), icon="cross", label=_("Do not"))
    scenario = ScenarioBlock(label=_("Scenario"))
    video = RecordingBlock(label=_("Video"))
    audio = RecordingBlock(label=_("Audio"))
    one = ChoiceQuestionBlock(label=_("Question: one answer"))
    several = ChoiceQuestionBlock(label=_("Question: several answers"))
    order = OrderQuestionBlock(label=_("Question: put in order"))
    gaps = GapsQuestionBlock(label=_("Question: words in a text"))
    reflection = ReflectionQuestionBlock(label=_("Question: short reflection"))


class SourceBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=300)
    publisher = blocks.CharBlock(label=_("Publisher"), required=False, max_length=200)
    date = blocks.CharBlock(label=_("Date"), max_length=40)
    url = blocks.URLBlock(label=_("Address"), required=False)
