"""Grades a text and says why: readability formulas, and hints with a place and a plainer wording."""

from .findings import KINDS, REASONS, Counts, Hint, Reading, Score
from .reading import as_json, grade, hints

__all__ = ["KINDS", "REASONS", "Counts", "Hint", "Reading", "Score", "as_json", "grade", "hints"]
