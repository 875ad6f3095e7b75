import doctest

import pytest

from rounds.training.coursefiles import captions, html, lines, links, media, svg, to_html, to_inline_html, writing


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a **b** *c* `d`", "<p>a <strong>b</strong> <em>c</em> <code>d</code></p>\n"),
        ("## a\n\n### b", "<h2>a</h2>\n<h3>b</h3>\n"),
        ("# a\n\n#### b", "<h2>a</h2>\n<h3>b</h3>\n"),
        ("- a\n  1. b", "<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n</ul>\n"),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ("[a](https://example.org)", '<p><a href="https://example.org" rel="noopener">a</a></p>\n'),
        ("<https://example.org>", '<p><a href="https://example.org" rel="noopener">https://example.org</a></p>\n'),
        ("[a](/learn/b)", '<p><a href="/learn/b">a</a></p>\n'),
        ("[a](mailto:a@example.org)", '<p><a href="mailto:a@example.org">a</a></p>\n'),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>\n"),
        ("[a](//example.org)", "<p>[a](//example.org)</p>\n"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ('![a](b.svg "c")', "<p>![a](b.svg &quot;c&quot;)</p>\n"),
        ("[1][2] [3]", '<p><a href="#source-1">[1]</a><a href="#source-2">[2]</a> [3]</p>\n'),
        ("[0] `[1]` \\[1] [1](/x)", '<p>[0] <code>[1]</code> [1] <a href="/x">1</a></p>\n'),
        ("[see [1]](/x)", '<p>[see <a href="#source-1">[1]</a>](/x)</p>\n'),
        ("[1]: /x", '<p><a href="#source-1">[1]</a>: /x</p>\n'),
    ],
)
def test_markdown_becomes_html(markdown, expected):
    assert to_html(markdown, 2) == expected


def test_references_stay_text_without_sources():
    assert to_html("a [1]") == "<p>a [1]</p>\n"


def test_line_becomes_html_without_a_paragraph():
    assert to_inline_html("# **a** [1]", sources=1) == '# <strong>a</strong> <a href="#source-1">[1]</a>'


@pytest.mark.parametrize("module", [captions, html, lines, links, media, svg, writing])
def test_examples_in_docstrings_hold(module):
    result = doctest.testmod(module)

    assert (result.failed, result.attempted > 0) == (0, True)
