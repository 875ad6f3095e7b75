import datetime as dt

from rounds.core.tables import csv_file


def test_table_is_a_file_that_no_spreadsheet_runs() -> None:
    rows = [["=SUM(A1)", -4, None], ["Zoë, née O", "-4", "\ttab"]]
    answer = csv_file("people", ["Name", "Number", "More"], rows, on=dt.date(2026, 11, 21))

    assert answer.getvalue().decode() == ("\ufeffName,Number,More\r\n'=SUM(A1),-4,\r\n\"Zoë, née O\",'-4,'\ttab\r\n")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="people-2026-11-21.csv"'
