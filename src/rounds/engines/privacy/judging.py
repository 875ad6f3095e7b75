"""The rules: from what was read to findings, each with the situation it belongs to."""

from functools import cached_property

from rounds.engines.privacy.desks import private
from rounds.engines.privacy.detectors.found import Found, Group
from rounds.engines.privacy.evidence import Evidence
from rounds.engines.privacy.findings import Finding, Verdict
from rounds.engines.privacy.firm import NEVER_FIRM, TEAMED, TOLD
from rounds.engines.privacy.lexicon import TITLE
from rounds.engines.privacy.reasons import RULES, reason
from rounds.engines.privacy.signals import KNOWN_ROLE
from rounds.engines.privacy.situations import CARED, STORY, Case, Situations
from rounds.engines.privacy.ties import SCENE
from rounds.engines.privacy.weighing import likely

SURE, TOGETHER = 0.27, 0.22
FAINT, LIKELY, TROUBLED, WORSE = 0.27, 0.27, 0.81, 12.0
OTHERS = NEVER_FIRM | TEAMED | {"sentence fiction", "sentence pet"}
HESITANT, HALF = frozenset({"dr", "role before", "weakly opens", "product"}), 0.5
TIED, HELD, LOOSE, CLOSE = 0.6, 0.25, 0.27, 0.5
SURE_KINDS = frozenset({SCENE, "age"})
BEDSIDE = frozenset({"near lodge", "near condition", "near procedure"})
ALONE = frozenset({"reply-confirms-care", "sensitive-topic", "minor", "sensitive-self-disclosure", "patient-story"})

# What a patient or the public wrote, with our own marks in it, is redacted: these rules ask for just that.
ANSWERED = frozenset(
    {"patient-story", "unique-story", "one-of-a-kind", "minor", "sensitive-topic", "sensitive-self-disclosure"}
)


def spoken_for(group: Group) -> bool:
    """Whether the words beside a name make it a patient's: "our patient Ellen Whitcombe had her hip replaced"."""
    why = set(group.why)
    if group.staff > 50 or why & OTHERS or not why & TOLD:
        return False
    return "patient before" in why or ("mr" in why and bool(why & BEDSIDE))


def _hesitant(group: Group) -> bool:
    """Whether a name is rather a doctor's, a product's or an ordinary word at the head of a sentence."""
    return not HESITANT.isdisjoint(group.why)


def weighed(evidence: Evidence, cases: list[Case]) -> dict[str, float]:
    """All signs that the verdict is weighed by: of the text and its wording, of its names, of the rules that could hold."""
    signs = evidence.verdict_signs()
    signs.update((f"rule {case.rule}", 1.0) for case in cases)
    return signs


def trouble(unclear: float, named: float) -> float:
    """How likely trouble is, where a text that tells who somebody is counts twelve times: to miss it is the worse fault.

    >>> round(trouble(0.5, 0.0), 2), round(trouble(0.5, 0.5), 2)
    (0.5, 0.92)
    """
    against, speaks = 1.0 - max(unclear, named), WORSE * named + max(unclear - named, 0.0)
    return speaks / (speaks + against)


class Judge:
    """Collects the findings of one text in the order of the rules."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence, self.post = evidence, evidence.post
        self.signs = evidence.signs
        self.situations = Situations(evidence)
        self.cases = self.situations.cases()
        signs = weighed(evidence, self.cases)
        self.named = likely("block", signs, evidence.side)
        self.troubled = trouble(likely("not clear", signs, evidence.side), self.named)
        self.contacts = private(evidence)
        self.findings: list[Finding] = []
        self.redacted = not evidence.inside and bool(evidence.marks)
        self.taken = bytearray(len(self.post.original) + 1)
        self.has = self.situations.has

    @cached_property
    def found(self) -> tuple[Finding, ...]:
        self.private_numbers()
        names = self.patients()
        if self.blocks(names):
            self.identifiers(names)
        elif self.troubled > TROUBLED:
            self.unclear(names)
        self.known_role()
        self.pictures()
        self.reviews()
        self.house_rules()
        return tuple(sorted(self.findings, key=lambda finding: (finding.start is None, finding.start or 0)))

    # -- what tells who a patient is

    def private_numbers(self) -> None:
        for one in self.evidence.numbers:
            if one.hard:
                self.mark(one, "private-number", 0.95)

    def patients(self) -> list[Group]:
        named = self.evidence.people.named
        said = [group for group in named if spoken_for(group)]
        if self.has("fiction") and self.named < 0.85:
            return said
        sure = any(group.sure > SURE for group in named)
        floor = TOGETHER if sure or said or self.named > 0.6 else SURE
        return [group for group in named if group.sure > max(floor, HALF * _hesitant(group)) or group in said]

    def blocks(self, names: list[Group]) -> bool:
        """Whether somebody can be told by name, number, account, or by a day and place in the story of one person."""
        if self.findings or self.firm(names):
            return True
        if self.troubled < TROUBLED:
            return False
        surest = max((group.sure for group in names), default=0.0)
        if surest > SURE and surest + self.named > 0.95 and self.named > FAINT:
            return True
        if self.tied_marks() > TIED and self.named > HELD:
            return True
        return bool(names or self.direct()) and self.named > LIKELY

    def firm(self, names: list[Group]) -> bool:
        """What nothing else may outvote: words that make a name a patient's, or an account that is answered about care."""
        if self.evidence.inside and any(spoken_for(group) for group in names):
            return True
        return self.evidence.inside and self.situations.answered() and self.reached("HANDLE")

    def tied_marks(self) -> float:
        """How sure the surest day, place or number is one person's."""
        return max((tie.sure for tie in self.evidence.ties.all), default=0.0)

    def reached(self, *types: str) -> bool:
        return any(one.type in types for one in self.contacts)

    def direct(self) -> bool:
        """Whether something other than a name leads to one person."""
        evidence = self.evidence
        if any(tie.kind in SURE_KINDS and tie.sure > LOOSE for tie in evidence.ties.all):
            return True
        return bool(self.contacts or ((evidence.places or evidence.dates) and self.tied()))

    def tied(self) -> bool:
        return not self.evidence.inside or self.has(*STORY, *CARED, "he or she", "person", "patient", "kin")

    def identifiers(self, names: list[Group]) -> None:
        rule = "patient-identifier" if self.evidence.inside else "own-identifier"
        if self.evidence.inside and self.has("reply channel", "kind words") and self.has(*CARED):
            rule = "reply-names-patient"
        for group in self.evidence.people.named:
            if group.sure > LOOSE or spoken_for(group):
                kin = rule == "patient-identifier" and "kin before" in group.why
                self.mark(self.with_title(group), "relative-identifier" if kin else rule, group.sure)
        for tie in self.evidence.ties.all:
            if tie.sure > LOOSE:
                self.mark(tie.found, rule, tie.sure)

    def with_title(self, group: Group) -> Found:
        """A name from its title on: "Mr. Haverford", "doña Ana"."""
        first = group.first
        while first and self.post.bits[first - 1] & TITLE and self.post.gap(first - 1) in {" ", ". "}:
            first -= 1
        return Found(min(group.start, self.post.starts[first]), group.end, "NAME")

    def unclear(self, names: list[Group]) -> None:
        for group in names:
            self.mark(self.with_title(group), "unclear-person", group.sure)
        for tie in self.evidence.ties.all:
            if tie.sure > CLOSE:
                self.mark(tie.found, "unclear-detail", tie.sure)

    def known_role(self) -> None:
        """A role that only one person has, in a place or on a day, together with what happened to their body."""
        if not self.evidence.inside or not self.has("known role") or self.has("fiction") or self.troubled < 0.12:
            return
        role = KNOWN_ROLE.search(self.post.lower)
        if (
            role
            and self.has("condition", "procedure", "body")
            and self.has("a place", "a day", "one of a kind")
            and self.has("event", "condition")
        ):
            self.mark(Found(role.start(), role.end(), "OTHER_ID"), "one-of-a-kind", 0.7)

    # -- what needs a person's eyes

    def pictures(self) -> None:
        for one, readable in self.evidence.pictures:
            if self.troubled > TROUBLED or readable:
                shown = readable and not (self.has("says consent") and not self.has("minor"))
                self.mark(one, "picture-shows-patient" if shown else "picture", 0.8)

    def reviews(self) -> None:
        before = bool(self.findings)
        over = self.troubled > TROUBLED
        for case in self.cases:
            if (over or case.always) and not (before and case.rule in ALONE):
                self.whole(case.rule, max(0.7, self.troubled))
        if over and not any(finding.level is not Verdict.CLEAR for finding in self.findings):
            self.whole(self.situations.likeliest(), self.troubled)

    def house_rules(self) -> None:
        for words in self.evidence.policy.forbidden:
            start = self.post.lower.find(words)
            if start >= 0:
                self.mark(Found(start, start + len(words), "house-rule"), "house-rule", 1.0)

    # -- findings

    def mark(self, one: Found, rule: str, sure: float) -> None:
        start, end = self.post.place(one.start, one.end)
        if any(self.taken[start:end]):
            return
        self.taken[start:end] = b"1" * (end - start)
        told = RULES[rule]
        self.findings.append(
            Finding(
                start,
                end,
                one.type,
                self.post.original[start:end],
                rule,
                reason(rule, one.type),
                told.law,
                round(sure, 2),
                told.level,
            )
        )

    def whole(self, rule: str, sure: float) -> None:
        if self.redacted and rule in ANSWERED:
            return
        told = RULES[rule]
        self.findings.append(Finding(None, None, rule, "", rule, told.why, told.law, round(sure, 2), told.level))
