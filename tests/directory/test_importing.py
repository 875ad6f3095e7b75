import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from rounds.accounts.models import Entry
from rounds.directory.actions import File, ImportRefused, Report, import_form, import_government_files
from rounds.directory.models import FormerName, Hospital, ImportLine, ImportRun, JoinQuestion
from rounds.directory.registers import RegisterProblems
from tests.factories.directory import NOON, HospitalFactory
from tests.factories.registers import cms_file, form_file, hifld_file, real_files

pytestmark = pytest.mark.django_db
FIRST, SECOND = dt.date(2026, 2, 6), dt.date(2026, 5, 6)


def load(cms: bytes | None = None, hifld: bytes | None = None, on: dt.date = FIRST, **more) -> Report:
    files = {"cms": File("cms.csv", cms) if cms else None, "hifld": File("hifld.csv", hifld) if hifld else None}
    return import_government_files(**files, released_on=on, by=None, at=NOON, **more)


def load_form(*rows: dict[str, str]) -> Report:
    return import_form(File("form.csv", form_file(*rows)), released_on=FIRST, by=None, at=NOON)


def test_both_files_make_one_hospital() -> None:
    load(cms_file({}), hifld_file({}))

    made = Hospital.objects.get()
    assert (made.slug, made.name, made.cms_id, made.hifld_id) == (
        "northlake-hospital",
        "Northlake Hospital",
        "010001",
        "1",
    )
    assert (made.beds, made.beds_source, made.beds_on) == (250, "hifld", dt.date(2019, 8, 2))
    assert (made.website, made.website_source) == ("http://www.northlake.example", "hifld")
    assert (made.address, made.city, made.state, made.words) == (
        "1 Lake Street", "Northlake", "WI", "northlake hospital northlake wi 54321",
    )  # fmt: skip
    assert Entry.objects.get(verb="directory.hospitals_imported").details == {"added": 1}


def test_the_same_files_again_write_nothing(django_assert_num_queries) -> None:
    load(cms_file({}, {"Facility ID": "010002"}), hifld_file({"TELEPHONE": "(555) 555-0100"}))
    before = [list(model.objects.order_by("pk").values()) for model in (Hospital, ImportRun, ImportLine, Entry)]

    with django_assert_num_queries(7) as asked:
        report = load(cms_file({}, {"Facility ID": "010002"}), hifld_file({"TELEPHONE": "(555) 555-0100"}))

    assert report.run is None
    assert [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert [list(model.objects.order_by("pk").values()) for model in (Hospital, ImportRun, ImportLine, Entry)] == before


def test_a_later_release_renames_closes_adds_and_opens_again() -> None:
    load(cms_file({"Facility ID": "010001"}, {"Facility ID": "010002", "Facility Name": "HILL HOSPITAL"}))
    load(cms_file({"Facility ID": "010001", "Facility Name": "LAKE HEALTH"}, {"Facility ID": "010003"}), on=SECOND)

    lake, hill, new = Hospital.objects.order_by("cms_id")
    assert (lake.slug, lake.name, lake.words) == (
        "northlake-hospital", "Lake Health", "lake health northlake hospital northlake wi 54321",
    )  # fmt: skip
    assert list(FormerName.objects.values_list("hospital", "name", "until")) == [
        (lake.pk, "Northlake Hospital", SECOND)
    ]
    assert (hill.status, hill.closed_on, new.slug) == ("closed", SECOND, "northlake-hospital-wi")
    run = ImportRun.objects.latest("pk")
    assert list(run.lines.order_by("what", "key").values_list("what", "key", "words", "number")) == [
        ("added", "010003", "Northlake Hospital", 3),
        ("closed", "010002", "Hill Hospital", None),
        ("renamed", "010001", "Northlake Hospital → Lake Health", 2),
    ]

    load(cms_file({}, {"Facility ID": "010002"}, {"Facility ID": "010003"}), on=SECOND)
    assert Hospital.objects.get(pk=hill.pk).closed_on is None


def test_a_name_that_differs_in_marks_only_makes_no_history() -> None:
    load(cms_file({"Facility Name": "ST ANNS HOSPITAL"}))
    load(cms_file({"Facility Name": "ST. ANN'S HOSPITAL"}), on=SECOND)

    assert Hospital.objects.get().name == "St. Ann's Hospital"
    assert FormerName.objects.count() == 0


def test_one_bad_row_stops_all_of_both_files_and_is_kept_for_staff() -> None:
    with pytest.raises(RegisterProblems) as refusal:
        load(cms_file({}, {"Facility ID": "1"}), hifld_file({"BEDS": "x"}))

    assert [str(one) for one in refusal.value.problems] == [
        "cms.csv, line 3: Facility ID “1” is not six digits or letters. Keep it as text.",
        "hifld.csv, line 2: BEDS “x” is not a number.",
    ]
    assert Hospital.objects.count() == 0
    run = ImportRun.objects.get()
    assert (run.refused, run.counts, run.lines.count()) == (True, {"malformed": 2}, 2)


def test_a_join_by_telephone_alone_waits_for_a_person() -> None:
    rows = hifld_file({"NAME": "SOUTH CAMPUS", "ADDRESS": "9 SOUTH STREET"})
    load(cms_file({}), rows)

    made, question = Hospital.objects.get(), JoinQuestion.objects.get()
    assert (made.beds, made.website, made.hifld_id) == (None, "", "")
    assert (question.hospital, question.name, question.beds) == (made, "South Campus", 250)
    assert question.address == "9 South Street, Northlake, WI, 54321"

    assert load(cms_file({}), rows).run is None
    assert JoinQuestion.objects.count() == 1


@pytest.mark.parametrize(("answer", "beds"), [("yes", 250), ("no", None)])
def test_an_answered_join_is_not_asked_again(answer: str, beds: int | None) -> None:
    rows = hifld_file({"NAME": "SOUTH CAMPUS", "ADDRESS": "9 SOUTH STREET"})
    load(cms_file({}), rows)
    JoinQuestion.objects.update(state=answer, decided_at=NOON)

    load(cms_file({}), rows, on=SECOND)

    assert JoinQuestion.objects.count() == 1
    assert Hospital.objects.get().beds == beds


def test_what_a_person_wrote_is_not_overwritten() -> None:
    load(cms_file({}))
    Hospital.objects.update(
        beds=300, beds_source="hospital", website="https://lake.example", website_source="staff", website_checked=NOON
    )

    load(hifld=hifld_file({}))

    made = Hospital.objects.get()
    assert (made.beds, made.website, made.hifld_id) == (300, "https://lake.example", "1")


def test_an_older_release_is_refused() -> None:
    load(cms_file({}), on=SECOND)

    with pytest.raises(ImportRefused, match=r"The register holds the release of 2026-05-06, which is later"):
        load(cms_file({"Facility Name": "OLD NAME"}), on=FIRST)

    assert Hospital.objects.get().name == "Northlake Hospital"


def test_a_file_that_lacks_many_is_believed_only_when_told_so() -> None:
    many = [{"Facility ID": f"{number:06}", "Facility Name": f"HOSPITAL {number}"} for number in range(30)]
    load(cms_file(*many))

    with pytest.raises(ImportRefused, match=r"The file lacks 21 of 30 hospitals"):
        load(cms_file(*many[:9]), on=SECOND)
    assert Hospital.objects.filter(status="open").count() == 30

    load(cms_file(*many[:9]), on=SECOND, many_closures=True)
    assert Hospital.objects.filter(status="open").count() == 9


def test_an_import_leaves_organisations_of_other_sources_alone() -> None:
    other = HospitalFactory(source="staff")

    load(cms_file({}))
    load_form({"city": "Leeds", "beds": "90"})
    load_form({"key": "gb-ods:RJ2"})

    other.refresh_from_db()
    first = Hospital.objects.get(other_key="gb-ods:RJ1")
    assert (other.status, first.status, first.beds, first.beds_source, first.city) == (
        "open",
        "open",
        90,
        "form",
        "Leeds",
    )


def test_an_empty_cell_of_the_form_forgets_nothing_and_a_closure_is_kept() -> None:
    load_form({"city": "Leeds", "beds": "90", "teaching": "yes"})
    load_form({"city": "", "beds": "", "status": "closed", "closed_on": "2026-01-31"})

    made = Hospital.objects.get()
    assert (made.city, made.beds, made.teaching) == ("Leeds", 90, True)
    assert (made.status, made.closed_on) == ("closed", dt.date(2026, 1, 31))


def test_the_command_says_what_it_did(tmp_path, capsys) -> None:
    (tmp_path / "cms.csv").write_bytes(cms_file({}))
    call_command("import_hospitals", cms=tmp_path / "cms.csv", released=FIRST)
    call_command("import_hospitals", cms=tmp_path / "cms.csv", released=FIRST)

    said = capsys.readouterr().out
    assert said.startswith("      1 rows in the CMS file\n      1 added\nThe register is up to date.\n")
    assert said.endswith("Nothing has changed; nothing was written.\n")


def test_the_command_lists_every_line_that_is_wrong(tmp_path, capsys) -> None:
    (tmp_path / "cms.csv").write_bytes(cms_file({"State": "?"}, {"Facility ID": "9"}))

    with pytest.raises(CommandError, match=r"Nothing was imported. Mend the 2 lines above"):
        call_command("import_hospitals", cms=tmp_path / "cms.csv")

    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("cms.csv")]
    assert said == [
        "cms.csv, line 2: State “?” is not two capital letters.",
        "cms.csv, line 3: Facility ID “9” is not six digits or letters. Keep it as text.",
    ]


@pytest.mark.parametrize("options", [{}, {"form": "a", "cms": "b"}])
def test_the_command_asks_for_files_that_fit(options: dict[str, str]) -> None:
    with pytest.raises(CommandError, match=r"Name --cms, --hifld or both; or else --form."):
        call_command("import_hospitals", **options)


def test_the_command_names_a_file_that_is_not_there(tmp_path) -> None:
    with pytest.raises(CommandError, match=r"cannot be read: No such file or directory."):
        call_command("import_hospitals", form=tmp_path / "none.csv")


@pytest.mark.slow
@pytest.mark.skipif(real_files() is None, reason="the government files are not beside the project")
def test_the_real_files_give_the_measured_counts() -> None:
    folder = real_files()
    assert folder
    cms, hifld = (folder / name for name in ("Hospital_General_Information.csv", "HIFLD_Hospitals.csv"))

    report = load(cms.read_bytes(), hifld.read_bytes())

    assert report.counts == {
        "rows": 5421, "added": 5421, "by_name": 2907, "by_address": 1109, "by_telephone": 695, "by_none": 710,
        "queued": 695, "unmatched": 710, "beds": 4649, "websites": 4335,
    }  # fmt: skip
    assert (Hospital.objects.count(), JoinQuestion.objects.count()) == (5421, 695)
    assert Hospital.objects.filter(cms_id="010001").values_list("slug", "zip").get() == (
        "southeast-health-medical-center", "36301",
    )  # fmt: skip
    assert load(cms.read_bytes(), hifld.read_bytes()).run is None
