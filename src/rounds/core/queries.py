from django.core.cache import cache

from rounds.core.models import Centre


def the_centre() -> Centre:
    """The centre of this installation; before `rounds setup` has run, an unsaved one with a neutral name."""
    centre: Centre | None = cache.get("core.centre")
    if centre is None:
        centre = Centre.objects.filter(pk=1).first() or Centre(pk=1, name="Rounds")
        cache.set("core.centre", centre, 60)
    return centre
