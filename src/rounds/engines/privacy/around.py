"""What the words beside a name, a day or a place say of whose it is: a linear model over them, as they are and by meaning.

What it is itself speaks too, by its words, how they end, and where it has capitals: "Mercadona" is nobody.

The weights are learned by tools/train_privacy.py from the development posts.
"""

import gzip
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rounds.engines.privacy.keeping import KEPT_WORDS

if TYPE_CHECKING:
    from rounds.engines.privacy.evidence import Evidence

WEIGHTS = Path(__file__).parent / "lexicons" / "around.json.gz"
SIGN = "words around"
EXACT = 100
REACH, EDGE, FORM = 8, 3, 12
AGAIN = re.compile(r"(.)\1+")
Around = list[tuple[str, str]]
Places = dict[str, dict[str, int]]
NOTHING: Places = {}


def around(evidence: "Evidence", first: int, last: int, start: int, end: int) -> Around:
    """The words around those from `first` to `last`, each with where it stands; "before" and "after" are up to eight.

    >>> from rounds.engines.privacy.evidence import Evidence
    >>> from rounds.engines.privacy.policy import compiled
    >>> evidence = Evidence("Our patient Ellen fell", voice="provider", channel="", policy=compiled(None))
    >>> around(evidence, 2, 2, 12, 17)[:5]
    [('-2', 'our'), ('-1', 'patient'), ('1', 'fell'), ('2', '$'), ('-3 -2', '^ our')]
    """
    plain, meant, _ = evidence.read
    words, known = _window(plain, first, last), _window(meant, first, last)
    found = _near(words)
    if known != words:
        found += [one for one, other in zip(_near(known), found, strict=True) if one != other]
    found += _across(known)
    found += [("before", word) for word in set(plain[max(0, first - REACH) : first])]
    found += [("after", word) for word in set(plain[last + 1 : last + 1 + REACH])]
    text = evidence.post.plain
    found.append(("marks", f"{text[max(0, start - 2) : start]}|{text[end : end + 2]}"))
    return found


class Forms(dict[int, str]):
    """Of a letter only whether it is a capital, a small one, a digit or something else."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        form = "A" if letter.isupper() else "0" if letter.isdigit() else "a" if letter.isalpha() else letter
        if len(self) < KEPT_WORDS:
            self[code] = form
        return form


FORMS = Forms()


def itself(evidence: "Evidence", first: int, last: int, start: int, end: int) -> Around:
    """The words of it, how they end, and its form, also with whether it opens a sentence.

    >>> from rounds.engines.privacy.evidence import Evidence
    >>> from rounds.engines.privacy.policy import compiled
    >>> evidence = Evidence("Our patient Ellen fell", voice="provider", channel="", policy=compiled(None))
    >>> itself(evidence, 2, 2, 12, 17)
    [('self', 'ellen'), ('ends', 'len'), ('form', 'Aa+'), ('form within', 'Aa+')]
    """
    post = evidence.post
    words = post.words[first : last + 1]
    form = AGAIN.sub(r"\1+", post.plain[start:end].translate(FORMS))[:FORM]
    opens = "form opening" if post.opens(first) else "form within"
    found = [("self", word) for word in words] + [("ends", word[-3:]) for word in words if len(word) > 4]
    return [*found, ("form", form), (opens, form)]


def inside(evidence: "Evidence", first: int, last: int) -> Around:
    """The words of what a picture may show, the first of them also by their place, and each two that follow each other."""
    plain, meant, _ = evidence.read
    every = {*plain[first : last + 1], *meant[first : last + 1]}
    pairs = set(zip(meant[first:last], meant[first + 1 : last + 1], strict=True))
    return (
        [("inside", word) for word in every]
        + [("inside 2", f"{left} {right}") for left, right in pairs]
        + [("begins", meant[first]), ("begins", " ".join(meant[first : first + 2]))]
    )


def _window(words: list[str], first: int, last: int) -> list[str]:
    """Three words before and three after, with marks where the text begins and ends."""
    before, after = words[max(0, first - EDGE) : first], words[last + 1 : last + 1 + EDGE]
    return ["^"] * (EDGE - len(before)) + before + after + ["$"] * (EDGE - len(after))


def _near(words: list[str]) -> Around:
    third, second, left, right, later, last = words
    return [
        ("-2", second), ("-1", left), ("1", right), ("2", later),
        ("-3 -2", f"{third} {second}"), ("-2 -1", f"{second} {left}"), ("1 2", f"{right} {later}"), ("2 3", f"{later} {last}"),
    ]  # fmt: skip


def _across(words: list[str]) -> Around:
    _, second, left, right, later, _ = words
    return [("-1 1", f"{left} {right}"), ("-2 1", f"{second} {left} {right}"), ("-1 2", f"{left} {right} {later}")]


@lru_cache(maxsize=1)
def weights() -> dict[str, Places]:
    """For each question and kind, for each place, what each word weighs, times 100."""
    found: dict[str, Places] = json.loads(gzip.decompress(WEIGHTS.read_bytes())) if WEIGHTS.exists() else {}
    return found


def weight(question: str, found: Around) -> float:
    """The sum of what all that stands around weighs; of a question about several kinds, the kind is its last word."""
    known = weights().get(question, NOTHING)
    return sum([known[where].get(words, 0) for where, words in found if where in known]) / EXACT
