from functools import cache
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.template.base import FilterExpression, Parser, Token
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


class IconNode(template.Node):
    """A simple tag would cost more than the drawing: a page has dozens of them."""

    def __init__(self, name: FilterExpression) -> None:
        self.name = name

    def render(self, context: Context) -> SafeString:
        return icon(self.name.resolve(context))


@register.tag("icon")
def icon_tag(parser: Parser, token: Token) -> IconNode:
    _tag, name = token.split_contents()
    return IconNode(parser.compile_filter(name))


@cache
def icon(name: str) -> SafeString:
    """A drawing from the sprite; it always stands beside a word, so it is hidden from screen readers."""
    return format_html(
        '<svg class="ico" aria-hidden="true"><use href="{}#{}"></use></svg>', static("vendor/icons.svg"), name
    )


@register.simple_tag
def options(field: BoundField) -> SafeString:
    """The options of a choice, the chosen one marked; dozens of them cost a template more than all else on a page."""
    chosen = str(field.value() or "")
    rows = ((value, SafeString(" selected") if value == chosen else "", name) for value, name in field.field.choices)  # type: ignore[attr-defined]
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


@register.simple_tag(takes_context=True)
def sample(context: Context, name: str, variables: dict[str, Any]) -> SafeString:
    """A component of the gallery, rendered as an include with `only` would render it."""
    shared = {key: context[key] for key in ("request", "csrf_token") if key in context}
    component = context.template.engine.get_template(f"ui/{name}.html")  # type: ignore[union-attr]
    return SafeString(component.render(context.new({**shared, **variables})))
