from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from rounds.core.models import Centre
from rounds.core.palette import check_colour


@transaction.atomic
def describe_centre(
    *, name: str, mail: str = "", brand: tuple[str, str] | None = None, accent: tuple[str, str] | None = None
) -> Centre:
    """Name the centre and choose its colours as (light, dark) pairs of `#rrggbb`; ColourRefused when unreadable."""
    centre = Centre.objects.filter(pk=1).first() or Centre(pk=1)
    centre.name, centre.mail = name, mail
    if brand:
        check_colour(_("Main colour"), *brand)
        centre.brand_light, centre.brand_dark = brand
    if accent:
        check_colour(_("Second colour"), *accent)
        centre.accent_light, centre.accent_dark = accent
    centre.save()
    cache.delete("core.centre")
    return centre
