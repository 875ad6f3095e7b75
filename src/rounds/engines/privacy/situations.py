"""Which situations a text may be in, by its signs alone; how likely that is, the weights say."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rounds.engines.privacy.evidence import Evidence

STORY = (
    "one patient",
    "one person did",
    "he or she did",
    "did to one person",
    "my or our patient",
    "did to him or her",
    "lodge",
)
CARED = ("cared for you", "you did", "we remember", "your care", "your health")
SOMEONE = (*STORY, "one person", "one kin", "he or she", "own staff", "one person had", "known role")
FACTS = (
    "rare",
    "known role",
    "job",
    "age",
    "ties",
    "small place",
    "a place",
    "a day",
    "one of a kind",
    "alone",
)
ILL = ("condition", "sensitive", "procedure")


class Case(NamedTuple):
    """A rule whose signs are there, and whether it speaks up however the text weighs as a whole."""

    rule: str
    always: bool = False


class Situations:
    """Asks the signs of one text."""

    def __init__(self, evidence: "Evidence") -> None:
        self.there, self.inside = evidence.signs.keys(), evidence.inside
        self.someone = self.has(*SOMEONE)
        self.figures = self.has("figures")

    def has(self, *names: str) -> bool:
        return not self.there.isdisjoint(names)

    def cases(self) -> list[Case]:
        """Every rule that could explain the text, in the order of the rules."""
        return [*self.promises(), *self.replies(), *self.stories(), *(() if self.inside else self.own())]

    def answered(self) -> bool:
        """Whether a reply says that the reader was cared for."""
        return not self.has("neutral") and self.has(*CARED)

    def promises(self) -> Iterator[Case]:
        has = self.has
        if has("says consent"):
            yield Case("consent-claimed")
        if has("invites") and not has("warns off"):
            yield Case("invites-health-data", always=True)
        if has("reward"):
            yield Case("reward-for-reviews", always=True)
        if has("paid") and has("procedure", "body", "drug", "care"):
            yield Case("undisclosed-tie")
        if self.inside and has("claim") and not has("figures", "warns off"):
            yield Case("claims")
        if has("advises") and has("to one reader") and not has("fiction"):
            yield Case("advice", always=True)

    def replies(self) -> Iterator[Case]:
        has = self.has
        if not self.inside or has("neutral", "fiction"):
            return
        warm = has("your care", "you did", "we remember") and has("kind words", "we remember")
        answered = has("reply channel") and self.answered()
        if answered or (not has("generic") and (has("cared for you") or warm)):
            yield Case("reply-confirms-care")

    def stories(self) -> Iterator[Case]:
        has, told = self.has, self.someone and not self.figures
        if self.inside and has("few") and has("small place", "fresh", "minor"):
            yield Case("small-numbers")
        if has("hints who") and has("care", "body", "event"):
            yield Case("famous-patient")
        if self.inside and has("own staff") and has(*ILL) and not has("credited"):
            yield Case("staff-as-patient")
        if told and self.ill() and sum(self.has(fact) for fact in FACTS) >= 2:
            yield Case("unique-story")
        if self.inside:
            yield from self.shifts(told)
        if has("minor") and self.someone:
            yield Case("minor")

    def shifts(self, told: bool) -> Iterator[Case]:
        """What those tell who care for people."""
        has = self.has
        if has("fresh") and told:
            yield Case("recent-story")
        if has("mock") and self.someone:
            yield Case("mockery")
        if has("risk", "sensitive") and told:
            yield Case("sensitive-topic")

    def ill(self) -> bool:
        if self.inside:
            return self.has(*ILL, "body")
        return self.has("condition", "sensitive", "one person had", "his or her health")

    def own(self) -> Iterator[Case]:
        """What patients and others tell of themselves and of those they know."""
        has = self.has
        young = has("young") and has("sensitive", "condition", "risk")
        if young or (has("risk") and has("first person")):
            yield Case("sensitive-self-disclosure")
        if has("one kin", "known role", "one person had", "his or her health"):
            yield Case("patient-story")
        if has("drug") and has("reaction"):
            yield Case("adverse-event", always=True)

    def likeliest(self) -> str:
        """The rule that explains best why the text as a whole weighs more like one about a patient."""
        if not self.inside:
            return "sensitive-self-disclosure" if self.has("first person") and not self.someone else "unique-story"
        if self.has(*CARED) or (self.has("you") and self.has("reply channel", "kind words")):
            return "reply-confirms-care"
        return "recent-story" if self.has("fresh") else "patient-story"
