"""Questions that are asked with every page: Django takes longer to write them than the database to answer."""

from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

OPEN = "the place that stays open"
Row = TypeVar("Row", bound=Model)


class Prepared(Generic[Row]):
    """A question for one row by one word, put into SQL once for each kind of database.

    `build` gets the word and gives the question; what it asks may depend on nothing else, neither the time nor the reader.
    Annotations become attributes of the row, as the database gives them: moments in SQLite are text.
    """

    def __init__(self, build: Callable[[str], QuerySet[Row]]) -> None:
        self.build = build
        self.written: dict[str, tuple[type[Row], str, tuple[object, ...]]] = {}

    def __call__(self, word: str) -> Row | None:
        """The row, or None where there is none."""
        if connection.vendor not in self.written:
            question = self.build(OPEN)
            self.written[connection.vendor] = (question.model, *question.query.get_compiler("default").as_sql())
        model, sql, places = self.written[connection.vendor]
        return next(iter(model._default_manager.raw(sql, [word if one == OPEN else one for one in places])), None)
