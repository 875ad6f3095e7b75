from django import template
from django.utils.safestring import SafeString

from rounds.training import markup

register = template.Library()


@register.filter
def markdown(text: object, sources: int = 0) -> SafeString:
    return markup.text(str(text), sources)
