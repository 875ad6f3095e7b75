"""Questions that are asked with every page: Django takes ten times longer to write them than the database to answer."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Model, QuerySet
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=Model)


class Place(Expression):
    """A place that stays open in a question until it is asked."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        return "%s", [self]


class Written(Generic[Row]):
    """A question in the SQL of one kind of database, and how rows are made of what it answers.

    It does what `django.db.models.query.ModelIterable` does, of which Django keeps nothing between two askings.
    """

    def __init__(self, question: QuerySet[Row]) -> None:
        compiler = question.query.get_compiler("default")
        self.sql, self.words = compiler.as_sql()
        columns = [column for column, _sql, _alias in compiler.select]
        self.converters = [(place, *found) for place, found in compiler.get_converters(columns).items()]
        known = compiler.klass_info
        self.model: type[Row] = known["model"]
        self.first, self.end = known["select_fields"][0], known["select_fields"][-1] + 1
        self.names = [column.target.attname for column in columns[self.first : self.end]]
        populators: Any = get_related_populators
        self.related = populators(known, compiler.select, "default")
        self.annotations = list(compiler.annotation_col_map.items())

    def rows(self, asked: Sequence[object]) -> list[Row]:
        words: list[Any] = [given(asked[one.number]) if isinstance(one, Place) else one for one in self.words]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, words)
            return [self.row(list(values)) for values in cursor.fetchall()]

    def row(self, values: list[Any]) -> Row:
        for place, converters, column in self.converters:
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        made = self.model.from_db("default", self.names, values[self.first : self.end])
        for populator in self.related:
            populator.populate(values, made)
        for name, place in self.annotations:
            setattr(made, name, values[place])
        return made


def given(word: object) -> object:
    """A word as this kind of database takes it."""
    if isinstance(word, dt.datetime):
        return connection.ops.adapt_datetimefield_value(word)
    if isinstance(word, uuid.UUID) and not connection.features.has_native_uuid_field:
        return word.hex
    return word


class Prepared(Generic[Row]):
    """A question with open places, put into SQL once for each kind of database and each number of places.

    `build` gets the places and gives the question; what it asks may depend on nothing else, neither the time nor the reader.
    A place stands for one word, number, moment or key of a row. A question for several rows gets several: keep them few.
    """

    def __init__(self, build: Callable[..., QuerySet[Row]]) -> None:
        self.build = build
        self.written: dict[tuple[str, int], Written[Row]] = {}

    def rows(self, *words: object) -> list[Row]:
        """All rows that answer, with these words in the open places."""
        form = connection.vendor, len(words)
        if form not in self.written:
            self.written[form] = Written(self.build(*map(Place, range(len(words)))))
        return self.written[form].rows(words)

    def __call__(self, *words: object) -> Row | None:
        """The first row, or None where there is none."""
        return next(iter(self.rows(*words)), None)
