"""A course's Markdown as safe HTML for templates."""

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from rounds.training.coursefiles import to_html, to_inline_html


@lru_cache(maxsize=4096)  # the same words give the same HTML, and a lesson shows them to many people
def text(markdown: str, sources: int = 0) -> SafeString:
    """Paragraphs, headings and lists; `[1]` links to the source when there are that many."""
    return mark_safe(to_html(markdown, sources))  # noqa: S308  the converter lets no HTML pass


@lru_cache(maxsize=8192)
def line(markdown: str, sources: int = 0) -> SafeString:
    """One line without a paragraph around it."""
    return mark_safe(to_inline_html(markdown, sources))  # noqa: S308  the converter lets no HTML pass
