import io
from typing import Any

import pypdf
import pytest

from rounds.core.paper import Unprintable
from rounds.credentials import actions
from rounds.credentials.certificate import certificate_html, certificate_pdf
from tests.factories.accounts import PersonFactory
from tests.factories.credentials import NOW, award

pytestmark = pytest.mark.django_db
LONG = (
    "Prof. Dr. Maria Magdalena Wilhelmina Łukasiewicz-Ångström von und zu Hohenburg-Fürstenfeldbruck "
    "de la Torre y Gutiérrez"
)


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


@pytest.mark.slow
def test_certificate_is_a_tagged_document_for_everybody() -> None:
    document = read(certificate_pdf(award(PersonFactory(name="Dr Amara Osei"))))
    root: Any = document.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()

    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "en",
        True,
        True,
    )
    assert root["/StructTreeRoot"]["/K"]
    assert 'pdfuaid:part="1"' in metadata
    assert document.metadata is not None
    assert document.metadata.title == "Certificate of achievement: Protect patient privacy"
    assert [entry.title for entry in document.outline] == ["Certificate of achievement"]  # type: ignore[union-attr]


@pytest.mark.slow
def test_certificate_says_who_what_when_and_where_to_check() -> None:
    credential = award(PersonFactory(name="Dr Amara Osei", time_zone="Pacific/Auckland"))

    document = read(certificate_pdf(credential))
    text = " ".join(document.pages[0].extract_text().split())

    assert len(document.pages) == 1
    for words in ("Dr Amara Osei", "Protect patient privacy", "15 March 2025", "45 minutes", "9 of 10 points"):
        assert words in text
    assert f"/verify/{credential.pk}" in text.replace(" ", "")
    assert "It is not continuing-education credit unless" in text


@pytest.mark.slow
@pytest.mark.parametrize(("paper", "size"), [("a4", (842, 595)), ("letter", (792, 612))])
def test_certificate_fits_the_paper(paper: str, size: tuple[int, int]) -> None:
    box = read(certificate_pdf(award(), paper=paper)).pages[0].mediabox

    assert (round(float(box.width)), round(float(box.height))) == size


def test_fonts_are_inside_the_file() -> None:
    page: Any = read(certificate_pdf(award())).pages[0]
    fonts = [font.get_object()["/DescendantFonts"][0].get_object() for font in page["/Resources"]["/Font"].values()]

    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] or "/FontFile3" in font["/FontDescriptor"] for font in fonts)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [LONG[:120], "W" * 120, "أمينة بنت عبد الله الهاشمي", "שרה לוי", '<img src="file:///etc/passwd"> & "x"']
)
def test_long_and_foreign_and_hostile_names_fit_on_one_page(name: str) -> None:
    document = read(certificate_pdf(award(PersonFactory(name=name))))

    assert len(document.pages) == 1


def test_hostile_name_stays_text() -> None:
    page = certificate_html(award(PersonFactory(name="<script>x</script>")), paper="a4")

    assert "<script>" not in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page


def test_right_to_left_name_is_marked_as_such() -> None:
    page = certificate_html(award(PersonFactory(name="أمينة الهاشمي")), paper="a4")

    assert '<p class="name grand" dir="rtl">أمينة الهاشمي</p>' in page


@pytest.mark.slow
def test_certificate_with_letters_that_no_font_has_is_refused_in_words() -> None:
    credential = award()
    credential.holder_name = "\u0378"

    with pytest.raises(Unprintable, match="no font for some letters"):
        certificate_pdf(credential)


@pytest.mark.slow
def test_revoked_certificate_says_so() -> None:
    credential = award()
    actions.revoke_credential(credential, reason="Wrong.", by=None, at=NOW)

    text = read(certificate_pdf(credential, revoked=NOW)).pages[0].extract_text()

    assert "Revoked on 14 March 2025. This certificate is no longer valid." in " ".join(text.split())
