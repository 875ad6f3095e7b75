"""How one names a snapshot in a paper: as a sentence, for BibTeX, and as CSL-JSON."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def for_bibtex(words: str) -> str:
    r"""
    >>> for_bibtex("Harbour & Sons {100 %}")
    'Harbour \\& Sons \\{100 \\%\\}'
    """
    return "".join(BIBTEX.get(sign, sign) for sign in words)


@dataclass(frozen=True, slots=True)
class Citation:
    author: str
    title: str
    on: dt.date
    address: str
    digest: str

    @property
    def text(self) -> str:
        """As a sentence.

        >>> Citation("Harbour Centre", "Hospitals on social media", dt.date(2026, 11, 5), "https://h.example/d", "ab").text
        'Harbour Centre. Hospitals on social media, snapshot of 5 November 2026 [data set]. https://h.example/d (SHA-256 ab).'
        """
        day = f"{self.on.day} {self.on:%B %Y}"
        return f"{self.author}. {self.title}, snapshot of {day} [data set]. {self.address} (SHA-256 {self.digest})."

    @property
    def bibtex(self) -> str:
        fields = {
            "author": f"{{{for_bibtex(self.author)}}}",  # braces of their own: an organisation has no first name
            "title": f"{{{for_bibtex(self.title)}}}, snapshot of {self.on}",
            "year": str(self.on.year),
            "month": str(self.on.month),
            "howpublished": "Data set",
            "url": self.address,
            "note": f"SHA-256 {self.digest}",
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        return f"@misc{{hospitals-on-social-media-{self.on},\n{lines}}}\n"

    @property
    def csl(self) -> list[dict[str, Any]]:
        """https://docs.citationstyles.org/en/stable/specification.html"""
        day = {"date-parts": [[self.on.year, self.on.month, self.on.day]]}
        return [
            {
                "id": f"hospitals-on-social-media-{self.on}",
                "type": "dataset",
                "author": [{"literal": self.author}],
                "title": f"{self.title}, snapshot of {self.on}",
                "issued": day,
                "version": str(self.on),
                "publisher": self.author,
                "URL": self.address,
                "note": f"SHA-256 {self.digest}",
            }
        ]
