from pathlib import Path

import pytest

from rounds.directory.registers import FORM_COLUMNS, Match, RegisterProblems, joined, read_cms, read_form, read_hifld
from tests.factories.registers import cms_file, form_file, hifld_file


def problems_of(reader, data: bytes) -> list[tuple[int | None, str]]:
    with pytest.raises(RegisterProblems) as refusal:
        reader("file.csv", data)
    return [(one.line, one.reason) for one in refusal.value.problems]


def test_cms_keys_stay_text_and_types_get_our_words() -> None:
    [row] = read_cms("a.csv", cms_file({"Facility ID": "010001", "Hospital Type": "Critical Access Hospitals"}))

    assert (row.key, row.type, row.ownership, row.emergency) == ("010001", "critical_access", "non_profit", True)


def test_every_malformed_row_is_listed_with_line_and_reason() -> None:
    data = cms_file(
        {"Facility ID": "10001"},
        {"Facility ID": "010002", "State": "Wisconsin"},
        {"Facility ID": "010003", "ZIP Code": "5436"},
        {"Facility ID": "010004", "Facility Name": ""},
        {"Facility ID": "010005", "Emergency Services": "Maybe"},
        {"Facility ID": "010006"},
        {"Facility ID": "010006"},
    )

    assert problems_of(read_cms, data) == [
        (2, "Facility ID “10001” is not six digits or letters. Keep it as text."),
        (3, "State “Wisconsin” is not two capital letters."),
        (4, "ZIP Code “5436” is not five digits. Keep it as text."),
        (5, "Facility Name is empty."),
        (6, "Emergency Services says “Maybe”, which is neither Yes nor No."),
        (8, "The key 010006 stands in line 7 already."),
    ]


def test_a_row_too_short_or_too_long_is_malformed() -> None:
    data = cms_file({}) + b"010009,Too,short\n" + cms_file({}).splitlines()[1] + b",more\n"

    assert problems_of(read_cms, data) == [
        (3, "The row has fewer cells than the head."),
        (4, "The row has more cells than the head."),
    ]


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", 1, "These columns are missing: Facility ID, Facility Name, Address, City/Town, State, ZIP Code, "),
        (cms_file(), None, "The file has no rows."),
        (cms_file({}) + b"\xff", 3, "A character is not UTF-8. Save the file as UTF-8."),
        (cms_file({}) + b"\0", 3, "A character cannot be read. Save the file as text."),
        (cms_file({}) + b'"open', 2, "This is not a table in CSV form (unexpected end of data)."),
    ],
)
def test_a_file_that_is_no_table_is_refused_as_a_whole(data: bytes, line: int | None, reason: str) -> None:
    [(where, why)] = problems_of(read_cms, data)

    assert (where, why.startswith(reason)) == (line, True)


def test_hifld_says_what_is_wrong() -> None:
    data = hifld_file(
        {"ID": "A1"}, {"ID": "2", "STATUS": "PERHAPS"}, {"ID": "3", "BEDS": "many"}, {"ID": "4", "ZIP": "ABCDE"},
        {"ID": "5", "SOURCEDATE": "2019/13/01 00:00:00"},
    )  # fmt: skip

    assert problems_of(read_hifld, data) == [
        (2, "ID “A1” is not a number."),
        (3, "STATUS “PERHAPS” is neither OPEN nor CLOSED."),
        (4, "BEDS “many” is not a number."),
        (5, "ZIP “ABCDE” is not five digits."),
        (6, "SOURCEDATE “2019/13/01 00:00:00” is no day."),
    ]


def test_hospitals_are_joined_by_name_then_address_then_telephone() -> None:
    cms = read_cms(
        "a.csv",
        cms_file(
            {"Facility ID": "010001", "Facility Name": "ST. ANN'S", "ZIP Code": "04321", "Address": "9 Elsewhere"},
            {"Facility ID": "010002", "Facility Name": "New Name", "Address": "2 LAKE ST."},
            {
                "Facility ID": "010003",
                "Facility Name": "Third",
                "Address": "3 Hill",
                "Telephone Number": "555-555-0103",
            },
            {
                "Facility ID": "010004",
                "Facility Name": "Fourth",
                "Address": "4 Hill",
                "Telephone Number": "555-555-0104",
            },
        ),
    )
    hifld = read_hifld(
        "b.csv",
        hifld_file(
            {"ID": "1", "NAME": "St Anns", "ZIP": "4321", "ADDRESS": "1 Lake St", "BEDS": "10"},
            {"ID": "2", "NAME": "Old Name", "ADDRESS": "2 Lake St", "TELEPHONE": "NOT AVAILABLE"},
            {"ID": "3", "NAME": "Campus", "TELEPHONE": "(555) 555-0103", "ADDRESS": "NOT AVAILABLE"},
            {"ID": "4", "NAME": "Fourth", "STATUS": "CLOSED"},
            {"ID": "5", "NAME": "ST ANNS", "ZIP": "4321", "ADDRESS": "5 Lake St", "BEDS": "20"},
        ),
    )

    found = [(join.key, join.match, join.extra.key if join.extra else "") for join in joined(cms, hifld)]

    assert found == [
        ("010001", Match.NAME, "5"),
        ("010002", Match.ADDRESS, "2"),
        ("010003", Match.TELEPHONE, "3"),
        ("010004", Match.NONE, ""),
    ]


def test_our_form_takes_other_countries_and_kinds() -> None:
    [row] = read_form("f.csv", form_file({"kind": "patient_association", "beds": "", "teaching": "no"}))

    assert (row.key, row.country, row.kind, row.beds, row.teaching) == (
        "gb-ods:RJ1",
        "GB",
        "patient_association",
        None,
        False,
    )


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"key": "RJ1"}, "key “RJ1” is not of the form register:number, such as gb-ods:RJ1."),
        ({"country": "UK "[:1]}, "country “U” is not two capital letters, such as GB."),
        ({"beds": "0"}, "beds “0” is not a number above 0."),
        ({"website": "lake.example"}, "website “lake.example” is no whole address, such as https://hospital.example."),
        ({"teaching": "perhaps"}, "teaching says “perhaps”. Use yes or no, or leave it empty."),
        ({"status": "gone"}, "status says “gone”. Use one of: open, closed."),
        ({"closed_on": "2026-01-01"}, "closed_on has a day, but status is not closed."),
        ({"beds_on": "1.1.2026"}, "beds_on “1.1.2026” is no day. Write it as 2026-11-30."),
        ({"name": "x" * 201}, "name has more than 200 characters."),
        ({"colour": "red"}, "The form has no column “colour”."),
    ],
)
def test_our_form_says_what_is_wrong(cells: dict[str, str], reason: str) -> None:
    assert problems_of(read_form, form_file(cells)) == [(2, reason)]


def test_the_how_to_lists_every_column_of_the_form() -> None:
    text = (Path(__file__).parents[2] / "docs/how-to/import-hospitals.md").read_text()

    assert [column for column in FORM_COLUMNS if f"`{column}`" not in text] == []
