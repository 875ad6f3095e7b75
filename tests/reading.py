"""Reads a page as somebody who looks for words in the wrong language: each text with the language it is said to be in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html

SILENT = {"script", "style", "svg", "code", "template"}
SPOKEN = ("aria-label", "alt", "title", "placeholder")


@dataclass(frozen=True)
class Said:
    text: str
    language: str
    where: str


def texts_of(page: str) -> list[Said]:
    """Every text of a page and every attribute that is read out; not what is marked as data by translate="no"."""
    tree = lxml.html.document_fromstring(page)
    return [
        Said(" ".join(said.text.split()), said.language, said.where) for said in walk(tree, "") if said.text.strip()
    ]


def walk(element: lxml.html.HtmlElement, language: str) -> Iterator[Said]:
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return
    if element.get("aria-hidden") == "true" or element.get("translate") == "no":
        return
    language = element.get("lang", language)
    for name in SPOKEN:
        yield Said(element.get(name, ""), language, f"<{element.tag} {name}>")
    if element.tag == "meta" and element.get("name") == "description":
        yield Said(element.get("content", ""), language, "<meta description>")
    yield Said(element.text or "", language, f"<{element.tag}>")
    for child in element:
        yield from walk(child, language)
        yield Said(child.tail or "", language, f"<{element.tag}>")


def without(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        while pattern.search(text):
            text = pattern.sub(" ", text)
    return text
