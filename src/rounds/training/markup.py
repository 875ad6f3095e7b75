"""A course's Markdown as safe HTML for templates."""

from django.utils.safestring import SafeString, mark_safe

from rounds.training.coursefiles import to_html, to_inline_html


def text(markdown: str, sources: int = 0) -> SafeString:
    """Paragraphs, headings and lists; `[1]` links to the source when there are that many."""
    return mark_safe(to_html(markdown, sources))  # noqa: S308  the converter lets no HTML pass


def line(markdown: str, sources: int = 0) -> SafeString:
    """One line without a paragraph around it."""
    return mark_safe(to_inline_html(markdown, sources))  # noqa: S308  the converter lets no HTML pass
