from xml.etree import ElementTree as ET

import pytest

from rounds.core.charts import Bar, Chart, Panel, Point, Row, Told, bars, columns, panels

TOLD = Told("chart", "Accounts & more", "Few <than> many.")


def sizes(chart: Chart) -> list[ET.Element]:
    return [ET.fromstring(drawing) for drawing in (chart.wide, chart.narrow)]


def words(drawing: ET.Element) -> list[str]:
    return [part.text or "" for part in drawing.iter("text")]


def drawn() -> dict[str, Chart]:
    rows = [Row("<Face> & book", (Bar(0.5, "5/10"), Bar(0.2, "2/10"))), Row("None", (Bar(0, "0/10"),))]
    line = (Point(0, 10), Point(5, 40, "40"))
    return {
        "bars": bars(TOLD, rows),
        "columns": columns(
            TOLD, [Point(2009, 0.1), Point(2010, 0.2, "2/10")], top=0.2, marks=[(0, "0%"), (0.2, "20%")]
        ),
        "panels": panels(TOLD, [Panel("A & B", line, (Point(0, 20), Point(5, 41, "41")), ("2009", "2011"))]),
    }


@pytest.mark.parametrize("name", ["bars", "columns", "panels"])
def test_chart_is_well_formed_and_named_once_wide_and_once_narrow(name: str) -> None:
    wide, narrow = sizes(drawn()[name])

    assert [one.get("viewBox", "").split()[2] for one in (wide, narrow)] == ["640", "320"]
    for one in (wide, narrow):
        assert (one.findtext("title"), one.findtext("desc")) == ("Accounts & more", "Few <than> many.")
        assert one.get("role") == "img"
        named = (one.get("aria-labelledby") or "").split()
        assert [part.get("id") for part in (one.find("title"), one.find("desc")) if part is not None] == named
    ids = [part.get("id") for one in (wide, narrow) for part in one.iter() if part.get("id")]
    assert len(ids) == len(set(ids)) == 4


@pytest.mark.parametrize("name", ["bars", "columns", "panels"])
def test_nothing_is_drawn_outside(name: str) -> None:
    for one in sizes(drawn()[name]):
        width, height = (float(number) for number in one.get("viewBox", "").split()[2:])
        for part in one.iter("rect"):
            assert 0 <= float(part.get("x", "")) <= float(part.get("x", "")) + float(part.get("width", "")) <= width
            assert 0 <= float(part.get("y", "")) <= float(part.get("y", "")) + float(part.get("height", "")) <= height
        for part in one.iter("text"):
            assert (0 <= float(part.get("x", "")) <= width, 0 <= float(part.get("y", "")) <= height) == (True, True)


def test_longest_bar_is_as_long_as_its_share_of_the_axis() -> None:
    lengths = [float(part.get("width", "")) for part in sizes(drawn()["bars"])[0].iter("rect")]

    assert lengths == [320.0, 128.0, 1.5]


def test_last_column_says_its_counts() -> None:
    assert "2/10" in words(sizes(drawn()["columns"])[0])


def test_words_of_two_lines_that_end_close_together_keep_apart() -> None:
    found = {part.text: float(part.get("y", "")) for part in sizes(drawn()["panels"])[0].iter("text")}

    assert abs(found["40"] - found["41"]) >= 15


@pytest.mark.parametrize("chart", [bars(TOLD, []), columns(TOLD, [], top=1, marks=[]), panels(TOLD, [])])
def test_chart_of_nothing_is_still_well_formed(chart: Chart) -> None:
    assert [words(one) for one in sizes(chart)] == [[], []]
