import time

import pytest

UNREAD = "the link cannot be read: write [words](address), without [ ] in the words or spaces in the address"
PICTURE = "a picture stands alone in its paragraph, outside lists, questions and ::: blocks"


@pytest.mark.parametrize(
    "text",
    [
        "A paragraph with **bold**, *italic*, `code`, [a link](https://a.org/b?c=d), [1] and caf\u00e9 \u2764\ufe0f.",
        "## Two\n\n### Three",
        "- one\n- two\n    - nested\n        - deeper\n\n1. first\n2. second",
        "> A quote\n> goes on.",
        "[mail](mailto:press@example.org), [page](/learn/basic), <https://example.org>",
        "Prices * 2 < 3 & 4 > 1, R&D, a_b_c, 5 < 6.",
        "`<b>` and `[7]` in code, \\[7\\] escaped, [2022] is a year.",
        "(1) one\n2020 was a year.\n- not loose",
    ],
)
def test_text_in_the_closed_set_is_kept_as_it_is(sample, text):
    [block] = sample.read_lesson(text).body

    assert block.markdown == text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a\n\n# One", "3: a heading begins with ## or ###, not with #"),
        ("#### Four", "1: a heading begins with ## or ###, not with ####"),
        ("##", "1: the heading is empty"),
        ("Title\n---", "1: a line of === or --- makes a heading of the line above: write ## before it instead"),
        ("a\n\n***\n\nb", "3: a ruled line is not part of a course: use a heading"),
        ("```\ncode\n```", "1: blocks of code are not part of a course; write `code` within a line"),
        ("a\n\n    code", "3: four spaces before a line make it code: take them away"),
        ("<div>\na\n</div>", "1: HTML is not part of a course: use Markdown"),
        ("a\nb <b>c</b>", "2: HTML is not part of a course: use Markdown"),
        ("<!-- a -->", "1: HTML is not part of a course: use Markdown"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "1: tables are not part of a course: use a list or a picture"),
        ("a\\\nb", "1: a forced line break is not part of a course: begin a new paragraph"),
        ("a\nb ![c](../media/map.svg)", f"2: {PICTURE}"),
        ("- a\n\n  ![c](../media/map.svg)", f"3: {PICTURE}"),
        ("[a]: https://example.org", "1: write a link as [words](address), not as a definition"),
        ("[](https://example.org)", "1: the link has no words"),
        ("[a [1]](/b)", f"1: {UNREAD}"),
        ("[a](/b c)", f"1: {UNREAD}"),
        ("a [7]", "1: [7] refers to a source that is not there: the lesson has 1"),
        ("a\n[1]\n[0]", "3: [0] refers to a source that is not there: the lesson has 1"),
        ("- a\n- **b [2]**", "2: [2] refers to a source that is not there: the lesson has 1"),
        ("> " * 13 + "a", "1: lists and quotes stand too deep in each other"),
        ("[a](http://example.org [b]" * 2000, "1: this paragraph or list is over 50,000 characters long: part it"),
    ],
)
def test_text_outside_the_closed_set_is_a_problem(sample, text, problem):
    assert sample.body_problems(text) == [problem]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "//example.org",
        "../2-b.md",
        "#a",
        "http://",
        "tel:1",
        "mailto:x",
    ],
)
def test_link_to_elsewhere_is_a_problem(sample, address):
    [problem] = sample.body_problems(f"see\n[words]({address})")

    assert problem.startswith("2: a ")
    assert problem.endswith(f', not to "{address}"')


@pytest.mark.parametrize("address", ["/\\example.org", "/%5Cexample.org"])
def test_link_with_a_backslash_is_a_problem(sample, address):
    assert sample.body_problems(f"[a]({address})") == [
        '1: a link within the site begins with one /, not to "/%5Cexample.org"'
    ]


def test_lesson_without_text_is_a_problem(sample):
    sample.lesson("")

    assert sample.problems() == ["1-why/1-what.md:1: the lesson has no text"]


PARAGRAPH = "Some words with **bold** and [a link](https://example.org/x) [1]. " + "More plain words follow here. " * 12


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", [PARAGRAPH + "\n\n- item *one*\n- item two\n\n", "plain words only\n\n", "word ", "[", "*a ", "![", "> "]
)
def test_lesson_of_a_megabyte_is_read_without_delay(sample, piece):
    """Takes under a second; the bound leaves room for slow machines and catches what is not linear."""
    sample.lesson(piece * (1_040_000 // len(piece)))

    start = time.process_time()
    sample.problems()

    assert time.process_time() - start < 15
