"""Whether a day, a place or a number is one person's: weighed by what stands beside it, as names are."""

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from rounds.engines.privacy.around import SIGN, Around, weight
from rounds.engines.privacy.clues import near_and_wide
from rounds.engines.privacy.detectors.found import Found
from rounds.engines.privacy.text import Post
from rounds.engines.privacy.weighing import likely
from rounds.engines.privacy.whose import beside

if TYPE_CHECKING:
    from rounds.engines.privacy.evidence import Evidence

QUESTION = "whose mark"
SCENE = "picture"
KINDS = {"DATE": "day", "LOCATION": "place", "AGE_OVER_89": "age", "OTHER_ID": "role", "PHOTO": SCENE}
MOST = 60


class Tie:
    """Something found, and how likely it is one person's."""

    __slots__ = ("around", "first", "found", "kind", "last", "sure", "why")

    def __init__(self, found: Found, post: Post) -> None:
        self.found, self.sure = found, 0.0
        self.kind = KINDS.get(found.type, "reach")
        self.first = max(0, bisect_right(post.starts, found.start) - 1)
        self.last = max(self.first, bisect_left(post.starts, found.end) - 1)
        self.why: list[str] = []
        self.around: Around = []


class Ties:
    """The days, places, ages, ways to reach somebody, loose numbers and scenes of one text."""

    def __init__(self, evidence: "Evidence") -> None:
        # Not the evidence itself: in a circle, each text would wait for the collector of garbage.
        self.post, self.named, self.heard = evidence.post, evidence.people.named, evidence.signs
        self.voice, self.side = evidence.voice, evidence.side
        soft = [one for one in evidence.numbers if not one.hard]
        every = [*evidence.dates, *evidence.places, *evidence.ages, *evidence.contacts, *soft, *evidence.scenes]
        self.all = [Tie(one, self.post) for one in every]
        for tie in self.all[: MOST if self.post.words else 0]:
            tie.why = self._why(tie.found, tie.first, tie.last)

    def _why(self, one: Found, first: int, last: int) -> list[str]:
        post = self.post
        sentence = post.sentences[first]
        why = beside(post, first, last, one.start, one.end)
        why.extend(near_and_wide(post, first, last))
        if any(post.sentences[group.first] == sentence for group in self.named):
            why.append("a name in the sentence")
        if sentence == 0:
            why.append("in the first sentence")
        if sentence == post.sentences[-1]:
            why.append("in the last sentence")
        return why

    def judge(self) -> None:
        for tie in self.all:
            tie.sure = likely(QUESTION, self.signs(tie), self.side) if tie.why else 0.0

    def signs(self, tie: Tie) -> dict[str, float]:
        """What speaks for and against its being one person's."""
        signs = dict.fromkeys(tie.why, 1.0)
        signs.update((f"{tie.kind} {why}", 1.0) for why in tie.why)
        signs["kind " + tie.found.type] = 1.0
        signs["voice " + self.voice] = 1.0
        signs["alone"] = float(len(self.all) == 1)
        signs[SIGN] = weight(f"{QUESTION} {tie.kind}", tie.around)
        return signs | self.heard

    def surest(self) -> dict[str, float]:
        """The surest of each kind, as signs."""
        found: dict[str, float] = {}
        for tie in self.all:
            name = "surest " + tie.kind
            found[name] = max(found.get(name, 0.0), tie.sure * 2)
        if found:
            found["surest mark"] = max(found.values())
            found["sure mark"] = float(found["surest mark"] > 1.2)
        return found
