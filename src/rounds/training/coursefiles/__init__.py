"""Reads and writes courses as folders of Markdown files; the form is in docs/reference/course-files.md."""

from rounds.training.coursefiles.html import to_html, to_inline_html
from rounds.training.coursefiles.problems import CourseProblems, Problem
from rounds.training.coursefiles.reading import AUDIENCES, PURPOSES, media_paths, read_course, read_media
from rounds.training.coursefiles.shapes import (
    AudioBlock,
    Block,
    CourseFile,
    DoBlock,
    DontBlock,
    GapFile,
    LessonFile,
    ModuleFile,
    OptionFile,
    PictureBlock,
    QuestionFile,
    ScenarioBlock,
    SourceFile,
    TextBlock,
    VideoBlock,
)
from rounds.training.coursefiles.writing import write_course

__all__ = [
    "AUDIENCES",
    "PURPOSES",
    "AudioBlock",
    "Block",
    "CourseFile",
    "CourseProblems",
    "DoBlock",
    "DontBlock",
    "GapFile",
    "LessonFile",
    "ModuleFile",
    "OptionFile",
    "PictureBlock",
    "Problem",
    "QuestionFile",
    "ScenarioBlock",
    "SourceFile",
    "TextBlock",
    "VideoBlock",
    "media_paths",
    "read_course",
    "read_media",
    "to_html",
    "to_inline_html",
    "write_course",
]
