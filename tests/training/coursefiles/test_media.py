import pytest

from rounds.training.coursefiles.captions import why_not_webvtt
from rounds.training.coursefiles.media import ENDINGS, Shelf
from rounds.training.coursefiles.svg import why_not_svg


@pytest.mark.parametrize(
    ("kind", "ending"),
    [(kind, ending) for kind in ("picture", "video", "audio") for ending in ENDINGS[kind] if ending != "svg"],
)
def test_allowed_kind_of_file_does(tmp_path, kind, ending):
    (tmp_path / f"a.{ending}").write_bytes(b"x")
    (tmp_path / f"b.{ending.upper()}").write_bytes(b"x")

    assert (Shelf(tmp_path).why_not(f"a.{ending}", kind), Shelf(tmp_path).why_not(f"b.{ending.upper()}", kind)) == (
        None,
        None,
    )


@pytest.mark.parametrize("name", ["a.bmp", "a.pdf", "a", "a.svgz", "a.html", "a.mp4"])
def test_other_kind_of_file_is_refused(tmp_path, name):
    (tmp_path / name).write_bytes(b"x")

    assert (
        Shelf(tmp_path).why_not(name, "picture")
        == "a picture is of one of these kinds: svg, png, jpg, jpeg, webp, gif, avif"
    )


@pytest.mark.parametrize(
    "name", ["a b.png", "\u00e9.png", ".a.png", "media/.git/a.png", "a\\b.png", "https:/example.org/a.png"]
)
def test_file_with_an_unfit_name_is_refused(tmp_path, name):
    assert (
        Shelf(tmp_path).why_not(name, "picture")
        == "its name may hold only the letters a to z, digits, dots, hyphens and underscores"
    )


@pytest.mark.parametrize(
    ("kind", "name", "megabytes"), [("picture", "a.png", 10), ("video", "a.mp4", 200), ("captions", "a.vtt", 1)]
)
def test_file_over_the_limit_is_refused(tmp_path, kind, name, megabytes):
    with (tmp_path / name).open("wb") as file:
        file.truncate(megabytes * 1024 * 1024 + 1)

    assert Shelf(tmp_path).why_not(name, kind) == f"the file is over {megabytes} MB"


def test_link_out_of_the_course_is_refused(tmp_path):
    (tmp_path / "secret.png").write_bytes(b"x")
    (tmp_path / "course").mkdir()
    (tmp_path / "course/a.png").symlink_to(tmp_path / "secret.png")
    (tmp_path / "course/folder").symlink_to(tmp_path)
    (tmp_path / "course/loop.png").symlink_to(tmp_path / "course/loop.png")
    shelf = Shelf(tmp_path / "course")

    reasons = [shelf.why_not(name, "picture") for name in ("a.png", "folder/secret.png", "loop.png")]

    assert reasons == ["the link leads out of the course folder"] * 3


def test_link_within_the_course_does(tmp_path):
    (tmp_path / "a.png").write_bytes(b"x")
    (tmp_path / "b.png").symlink_to(tmp_path / "a.png")

    assert Shelf(tmp_path).why_not("b.png", "picture") is None


def test_folder_in_place_of_a_file_is_refused(tmp_path):
    (tmp_path / "a.png").mkdir()

    assert Shelf(tmp_path).why_not("a.png", "picture") == "this is not a file"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("WEBVTT\n\n00:01.000 --> 00:02.000\na", None),
        ("\ufeffWEBVTT - Title\r\n\r\nNOTE a\r\n\r\n1\r\n01:00:01.000 --> 01:00:02.000 align:start\r\na", None),
        ("", "captions begin with a line WEBVTT"),
        ("WEBVTTX\n\n00:01.000 --> 00:02.000\na", "captions begin with a line WEBVTT"),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\na", "a cue is timed as 00:01.000 --> 00:02.500"),
        ("WEBVTT\n", "the captions hold no cue"),
    ],
)
def test_captions_are_webvtt(text, reason):
    assert why_not_webvtt(text.encode()) == reason


def test_captions_that_are_not_utf8_are_refused():
    assert why_not_webvtt(b"WEBVTT\n\n00:01.000 --> 00:02.000\ncaf\xe9") == "captions are UTF-8"


def drawing(content: str) -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {names}>{content}</svg>".encode()


@pytest.mark.parametrize(
    "content",
    [
        '<title>a</title><g fill="#fff" style="fill:url(#g)"><path d="M0 0"/></g>',
        '<style>.a{fill:url( "#g" )}</style><use xlink:href="#a"/><use href="#b"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<animate attributeName="r" from="1" to="2"/>',
        "<text>Go to https://example.org or say javascript: &lt;script&gt;</text>",
    ],
)
def test_safe_drawing_does(content):
    assert why_not_svg(drawing(content)) is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<script>x</script>", "the drawing holds <script>"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">x</h:script>', "the drawing holds <script>"),
        ("<foreignObject/>", "the drawing holds <foreignObject>"),
        ("<g><FOREIGNOBJECT/></g>", "the drawing holds <FOREIGNOBJECT>"),
        ('<p xmlns="http://www.w3.org/1999/xhtml"/>', "the drawing holds <p>"),
        ('<set attributeName="onclick" to="x"/>', "the drawing holds <set>"),
        ('<circle onclick="x"/>', "the drawing has an event handler (onclick)"),
        ('<circle ONLOAD="x"/>', "the drawing has an event handler (onload)"),
        ('<image href="https://example.org/a.png"/>', "the drawing refers to something outside (href)"),
        ('<image xlink:href="a.png"/>', "the drawing refers to something outside (href)"),
        ('<a href=" javascript:x"/>', "the drawing refers to something outside (href)"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "the drawing refers to something outside (href)"),
        ('<g xml:base="https://example.org/"/>', "the drawing refers to something outside (base)"),
        ('<animate attributeName="xlink:href" to="javascript:x"/>', "the drawing animates a link"),
        ('<g fill="url(https://example.org/a)"/>', "the drawing refers to something outside (fill)"),
        ("<g style=\"fill:url( 'https://example.org/a')\"/>", "the drawing refers to something outside (style)"),
        ("<style>@import 'https://example.org/a';</style>", "the drawing's style refers to something outside"),
        ("<style>a{fill:u\\72l(x)}</style>", "the drawing's style refers to something outside"),
        ("<style><![CDATA[a{fill:url(//x)}]]></style>", "the drawing's style refers to something outside"),
        ('<?xml-stylesheet href="a"?>', "the drawing has a processing instruction (<?\u2026?>): take it out"),
        ("<g>", "the drawing is not well-formed SVG"),
    ],
)
def test_drawing_that_could_do_harm_is_refused(content, reason):
    assert why_not_svg(drawing(content)) == reason


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "the drawing has a document type (<!DOCTYPE \u2026>): take it out"),
        (b"<svg/>", 'the drawing does not begin with <svg xmlns="http://www.w3.org/2000/svg">'),
        (b"<html/>", 'the drawing does not begin with <svg xmlns="http://www.w3.org/2000/svg">'),
        (b"", "the drawing is not well-formed SVG"),
        (b"\x89PNG", "the drawing is not well-formed SVG"),
        (b'<?xml version="1.0" encoding="nonsense"?><svg/>', "the drawing is not well-formed SVG"),
    ],
)
def test_file_that_is_no_plain_drawing_is_refused(raw, reason):
    assert why_not_svg(raw) == reason


def test_lesson_tells_where_an_unfit_drawing_stands(sample):
    sample.write("media/map.svg", drawing("<script/>"))

    assert sample.body_problems("a\n\n![b](../media/map.svg)") == ['3: "../media/map.svg": the drawing holds <script>']
