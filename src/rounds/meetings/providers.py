from django.conf import settings

from rounds.meetings.bigbluebutton import BigBlueButton
from rounds.meetings.jitsi import Jitsi
from rounds.meetings.models import Live
from rounds.meetings.rooms import Address, LinkProvider


def the_providers() -> dict[str, LinkProvider]:
    """By their names in `Live.Provider`: those that the settings set up."""
    found: dict[str, LinkProvider] = {"address": Address()}
    if settings.JITSI_URL:
        found["jitsi"] = Jitsi(settings.JITSI_URL, app=settings.JITSI_APP, secret=settings.JITSI_SECRET)
    if settings.BBB_URL:
        found["bbb"] = BigBlueButton(settings.BBB_URL, secret=settings.BBB_SECRET)
    return found


def providers_to_choose() -> list[tuple[str, str]]:
    there = the_providers()
    return [(str(value), str(label)) for value, label in Live.Provider.choices if value in there]
