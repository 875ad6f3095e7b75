"""What `rounds check` says of the video servers in the settings."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from rounds.meetings.providers import the_providers


@register("meetings")
def video_servers(**_options: Any) -> list[CheckMessage]:
    troubles = {name: provider.trouble() for name, provider in the_providers().items()}
    return [Error(str(trouble), id=f"meetings.{name}") for name, trouble in troubles.items() if trouble]
