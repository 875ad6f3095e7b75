"""What others published: as printed, worked out again, with what is known to be wrong."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rounds.directory.actions.history import HistoryRefused, load_history
from rounds.directory.models import FigureNote, PublishedFigure
from rounds.directory.published import FILE, HistoryMalformed, read_history
from rounds.directory.queries.history import Published, published
from rounds.directory.queries.showing import history_shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_history()  # a test before may have emptied the tables


def found() -> dict[str, Published]:
    return {figure.row.key: figure for figure in published()}


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = FILE.read_text()
    assert old in text
    file = tmp_path / "history.toml"
    file.write_text(text.replace(old, new, 1))
    return file


def test_printed_percentage_that_its_counts_contradict_is_flagged() -> None:
    facebook = found()["2014-study-facebook"]

    assert (facebook.row.printed, facebook.percent, facebook.disagrees) == ("94.41", Decimal("99.41"), True)
    assert [note.kind for note in facebook.notes] == ["recomputed"]


def test_only_that_one_percentage_disagrees() -> None:
    assert [key for key, figure in found().items() if figure.disagrees] == ["2014-study-facebook"]


def test_sum_that_does_not_add_up_is_flagged_with_the_likely_slip() -> None:
    figures = found()

    assert [(key, f.parts, f.row.numerator) for key, f in figures.items() if f.sum_disagrees] == [
        ("2011-10-total", 3862, 3952)
    ]
    (slip,) = figures["2011-10-linkedin"].notes
    assert (figures["2011-10-linkedin"].row.numerator, slip.kind, slip.likely) == (458, "slip", 548)
    assert 3862 - 458 + 548 == 3952


def test_claim_without_a_source_is_kept_and_left_out_of_the_chart() -> None:
    (series,) = [series for series in history_shown(published()) if series.key == "list"]

    assert [key for key, figure in found().items() if figure.unsupported] == [
        "2011-claim-hospitals", "2011-claim-facebook", "2011-claim-twitter",
    ]  # fmt: skip
    assert series.chart
    drawn = set(re.findall(r">([0-9,]+)<", series.chart.wide))
    assert {"1,188", "1,018"} <= drawn
    assert not {"1,544", "1,068", "814"} & drawn


def test_two_ways_of_counting_never_share_a_series() -> None:
    for series in history_shown(published()):
        meanings = {figure.row.meaning for figure in series.figures}
        assert meanings <= {"list", "list-size", "list-total"} or len(meanings) == 1


def test_inexact_counts_make_no_percentage() -> None:
    figures = found()

    assert figures["2010-07-hospitals"].percent is None
    assert figures["2010-thaker-any"].percent is None
    assert figures["2011-10-facebook"].percent is None  # accounts beside hospitals are no share


def test_every_figure_says_where_it_was_published() -> None:
    assert [figure.row.key for figure in published() if not figure.row.publication.title] == []
    assert PublishedFigure.objects.count() == len(read_history().figures) == 58


def test_loading_again_changes_nothing() -> None:
    assert load_history() == 0


def test_later_file_only_adds(tmp_path: Path) -> None:
    count = '[[count]]\nkey = "2011-11"\non = 2011-11-30\nmeaning = "list"\nsource = "silber"\nof = 1200\n\n[[count]]\nkey = "2011-end"'
    file = changed(tmp_path, '[[count]]\nkey = "2011-end"', count)

    assert load_history(file) == 1
    assert found()["2011-11-hospitals"].row.numerator == 1200


def test_file_that_changes_a_loaded_figure_is_refused_whole(tmp_path: Path) -> None:
    file = changed(tmp_path, "linkedin = 458", "linkedin = 548")
    before = PublishedFigure.objects.count()

    with pytest.raises(HistoryRefused, match="2011-10-linkedin was loaded with other values"):
        load_history(file)
    assert PublishedFigure.objects.count() == before


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("of = 210", "of = = 210", "cannot be read"),
        ("youtube = 59", "yootube = 59", "yootube"),
        ('source = "silber"', 'source = "nobody"', "nobody"),
        ('figure = "2011-claim-twitter"', 'figure = "2011-nothing"', "2011-nothing"),
        ('key = "2009-03"', 'key = "2009-04"', "2009-04-hospitals"),
        ("on = 2009-01-19\n", "", "on"),
    ],
)
def test_malformed_file_is_told_in_words(tmp_path: Path, old: str, new: str, words: str) -> None:
    with pytest.raises(HistoryMalformed, match=words):
        read_history(changed(tmp_path, old, new))


def test_command_says_what_it_did(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    call_command("load_history")
    assert capsys.readouterr().out == "Everything was there; nothing was changed.\n"

    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_history", str(tmp_path / "nothing.toml"))


def test_page_shows_the_notes_and_its_csv_the_same_figures(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/data/history")
    with django_assert_num_queries(2):
        answer = client.get("/data/history")
    lines = b"".join(client.get("/data/history?csv=1")).decode().splitlines()  # type: ignore[arg-type]

    told = answer.content.decode()
    assert [note.words for note in FigureNote.objects.all() if note.words not in told] == []
    assert len(lines) == 1 + PublishedFigure.objects.count()


def test_api_tells_the_same(client: Client) -> None:
    told = {row["key"]: row for row in client.get("/api/v1/history").json()}

    assert len(told) == PublishedFigure.objects.count()
    row = told["2014-study-facebook"]
    assert (row["counted"], row["of"], row["printed_percent"], row["percent"]) == (3351, 3371, "94.41", "99.41")
    assert row["flag"] == "percentage does not follow from the counts"
