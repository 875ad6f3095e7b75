from typing import Any

from django.db import models


def tags(value: str) -> list[str]:
    """The words of a stored tag list.

    >>> tags(" nurse patient ")
    ['nurse', 'patient']
    """
    return value.split()


class TagsField(models.CharField):  # type: ignore[type-arg]
    """Several of a few fixed words, stored between spaces so that ' nurse ' can be looked for."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max_length": 300, "blank": True, "default": "", **options})
