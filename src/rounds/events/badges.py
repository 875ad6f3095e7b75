"""Sheets of badges and the size of a name: pure numbers."""

import unicodedata
from dataclasses import dataclass

A4, LETTER = (210.0, 297.0), (215.9, 279.4)
# widest name, in columns of a narrow letter, that still fits in one of these sizes
NAME_SIZES = ((14, "grand"), (24, "large"), (62, "middle"))


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper with badges of one size, in millimetres."""

    words: str
    paper: str
    paper_mm: tuple[float, float]
    columns: int
    rows: int
    wide_mm: float
    high_mm: float

    @property
    def places(self) -> int:
        return self.columns * self.rows

    def corners(self) -> list[dict[str, float]]:
        """Where each badge begins, so that the sheet is filled from its middle.

        >>> SHEETS["single"].corners(), SHEETS["a4-4"].corners()[3]
        ([{'left': 0.0, 'top': 0.0}], {'left': 105.0, 'top': 148.5})
        """
        wide, high = self.paper_mm
        left, top = (wide - self.columns * self.wide_mm) / 2, (high - self.rows * self.high_mm) / 2
        return [
            {"left": round(left + column * self.wide_mm, 2), "top": round(top + row * self.high_mm, 2)}
            for row in range(self.rows)
            for column in range(self.columns)
        ]


SHEETS = {
    "a4-8": Sheet("A4, 8 badges of 90 × 65 mm", "A4", A4, 2, 4, 90, 65),
    "a4-10": Sheet("A4, 10 labels of 90 × 54 mm", "A4", A4, 2, 5, 90, 54),
    "a4-4": Sheet("A4, 4 badges of 105 × 148 mm", "A4", A4, 2, 2, 105, 148),
    "letter-8": Sheet("Letter, 8 labels of 3⅜ × 2⅓ in", "letter", LETTER, 2, 4, 85.725, 59.27),
    "letter-6": Sheet("Letter, 6 badges of 4 × 3 in", "letter", LETTER, 2, 3, 101.6, 76.2),
    "single": Sheet("One badge of 90 × 65 mm", "90mm 65mm", (90.0, 65.0), 1, 1, 90, 65),
}


def columns(text: str) -> int:
    """How wide a text is, counted in narrow letters; Chinese and Japanese signs count twice.

    >>> columns("Ada"), columns("王小明")
    (3, 6)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def name_size(name: str) -> str:
    """
    >>> name_size("Ada Obi"), name_size("x" * 70)
    ('grand', 'small')
    """
    return next((size for widest, size in NAME_SIZES if columns(name) <= widest), "small")
