import subprocess
import sys

from rounds.training.coursefiles.__main__ import main


def test_checker_prints_a_line_for_a_course_that_is_right(sample, capsys):
    assert main([str(sample.folder)]) == 0
    assert capsys.readouterr().out == "basic: modules 1, lessons 1, questions 0, words 1, minutes 9\n"


def test_checker_prints_every_problem(sample, capsys):
    sample.lesson("# a\n\n# b")

    assert main([str(sample.folder), str(sample.folder)]) == 1
    assert capsys.readouterr().out.splitlines()[:2] == [
        "basic/1-why/1-what.md:13: a heading begins with ## or ###, not with #",
        "basic/1-why/1-what.md:15: a heading begins with ## or ###, not with #",
    ]


def test_checker_without_a_folder_says_how_it_is_used(capsys):
    assert main([]) == 2
    assert capsys.readouterr().err == "usage: python -m rounds.training.coursefiles DIR...\n"


def test_package_loads_no_django():
    code = "import rounds.training.coursefiles, sys; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
