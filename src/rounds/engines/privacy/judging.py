"""The rules: from what was read to findings, each with the situation it belongs to."""

import re

from rounds.engines.privacy.detectors.found import Found
from rounds.engines.privacy.detectors.names import Group
from rounds.engines.privacy.evidence import Evidence
from rounds.engines.privacy.findings import Finding, Verdict
from rounds.engines.privacy.reasons import RULES, reason
from rounds.engines.privacy.weighing import likely

SURE, TOGETHER = 0.5, 0.2
STORY = ("one patient", "one person did", "he or she did", "did to one person", "my or our patient", "did to him or her", "lodge")
CARED = ("cared for you", "you did", "we remember", "your care")

DESKS = frozenset("help info jobs contact relations atencion rh hr mods support admin office press hello media billing appointments citas rdv accueil events register research trials careers foundation".split())
PLACES_HANDLE = re.compile(r"clinic|hospital|health|medical|care(?!y)|help|official|support|insur|mutual|pharm|dental|univ|center|centre|news|hq\b|summit|congres|foundation")
PRIVATE_LINE = re.compile(r"\b(?:her|his|their|my|mi|mon|su|son|daughter|wife|husband|mom|mother|dad|mum|cell|mobile|cel|patient|paciente|number is|reach (?:me|him|her)|call (?:me|him|her)|text (?:me|him|her))\b")
FOR_ALL = re.compile(r"\b(?:open|opens|opening|closed|closes|register|rsvp|join us|tickets?|doors?|starts? at|runs through|deadline|apply|conference|congress|congreso|congres|summit|free admission|entrada libre|entree libre|walk-ins?|office hours|visiting)\b")


class Judge:
    """Collects the findings of one text in the order of the rules."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence, self.post = evidence, evidence.post
        self.signs = evidence.signs
        signs = evidence.verdict_signs()
        self.troubled, self.named = likely("not clear", signs), likely("block", signs)
        self.findings: list[Finding] = []

    def has(self, *names: str) -> bool:
        return any(name in self.signs for name in names)

    def judge(self) -> tuple[Finding, ...]:
        self.private_numbers()
        names = self.patients()
        if self.blocks(names):
            self.identifiers(names)
        elif self.troubled > 0.5 and names:
            self.unclear(names)
        self.pictures()
        self.reviews()
        self.house_rules()
        return tuple(self.findings)

    # -- what tells who a patient is

    def private_numbers(self) -> None:
        for one in self.evidence.numbers:
            if one.hard:
                self.mark(one, "private-number", 0.95)

    def patients(self) -> list[Group]:
        named = self.evidence.people.named
        if self.has("fiction") and self.named < 0.6:
            return []
        sure = [group for group in named if group.sure > SURE]
        floor = TOGETHER if sure or self.named > 0.6 else SURE
        return [group for group in named if group.sure > floor]

    def blocks(self, names: list[Group]) -> bool:
        surest = max((group.sure for group in names), default=0.0)
        if self.findings:
            return True
        direct = names or self.contacts() or self.evidence.ages or ((self.evidence.places or self.evidence.dates) and self.tied())
        return bool(direct) and (self.named > 0.5 or (surest > 0.9 and self.troubled > 0.4))

    def tied(self) -> bool:
        return self.evidence.inside is False or self.has(*STORY, "he or she", "person", "patient", "kin", "you did")

    def contacts(self) -> list[Found]:
        """The ways to reach a person that are a patient's: not the place's own mail and phone."""
        inside, found = self.evidence.inside, []
        for one in self.evidence.contacts:
            words = self.post.lower[one.start : one.end]
            if one.type in {"EMAIL", "PHONE"} and (inside and not self.private_line(one) or words.partition("@")[0] in DESKS):
                continue
            if one.type == "HANDLE" and PLACES_HANDLE.search(words):
                continue
            found.append(one)
        return found

    def private_line(self, one: Found) -> bool:
        before = self.post.lower[max(0, one.start - 40) : one.start]
        return bool(PRIVATE_LINE.search(before))

    def identifiers(self, names: list[Group]) -> None:
        rule = "patient-identifier" if self.evidence.inside else "own-identifier"
        if self.evidence.inside and self.has("reply channel") and self.has(*CARED, "procedure"):
            rule = "reply-names-patient"
        for group in names:
            self.mark(Found(group.start, group.end, "NAME"), rule, group.sure)
        people = bool(names) or self.evidence.inside is False or self.tied()
        if people:
            for one in (*self.evidence.dates, *self.evidence.places, *self.evidence.ages, *self.contacts()):
                if self.belongs(one):
                    self.mark(one, rule, 0.8)

    def belongs(self, one: Found) -> bool:
        """Whether a day or place is the person's and not one of an event or a desk."""
        if one.type not in {"DATE", "LOCATION"}:
            return True
        around = self.post.lower[max(0, one.start - 50) : one.end + 40]
        return not FOR_ALL.search(around)

    def unclear(self, names: list[Group]) -> None:
        for group in names:
            self.mark(Found(group.start, group.end, "NAME"), "unclear-person", group.sure)

    # -- what needs a person's eyes

    def pictures(self) -> None:
        for one, readable in self.evidence.pictures:
            if self.troubled > 0.35:
                blocked = readable and self.named > 0.4
                self.mark(one, "picture-shows-patient" if blocked else "picture", 0.8)

    def reviews(self) -> None:
        before = len(self.findings)
        for rule, there in self.situations():
            if there:
                self.whole(rule, 0.7)
        if self.troubled > 0.5 and len(self.findings) == before and before == 0:
            self.whole(self.likeliest(), self.troubled)

    def situations(self) -> list[tuple[str, bool]]:
        has, inside, troubled = self.has, self.evidence.inside, self.troubled
        one = has(*STORY, "one person", "one kin", "he or she", "own staff", "one person had")
        mild = troubled > 0.25
        return [
            ("consent-claimed", has("says consent") and (inside or bool(self.findings)) and mild),
            ("invites-health-data", inside and has("invites") and not has("warns off")),
            ("reward-for-reviews", inside and has("reward") and mild),
            ("claims", inside and has("claim") and not has("figures", "warns off") and mild),
            ("advice", inside and has("advises") and has("to one reader") and mild),
            ("reply-confirms-care", inside and not has("neutral") and mild and (has("cared for you") or (has("your care", "you did", "we remember") and has("kind words", "reply channel", "we remember")))),
            ("small-numbers", inside and has("few") and mild and has("small place", "fresh", "minor")),
            ("famous-patient", has("hints who") and mild and has("care")),
            ("staff-as-patient", inside and has("own staff") and troubled > 0.4 and has("condition", "procedure", "sensitive")),
            ("one-of-a-kind", inside and has("one of a kind") and self.named > 0.6),
            ("unique-story", troubled > 0.5 and one and sum(self.has(x) for x in ("rare", "job", "age", "ties", "small place", "a place", "a day", "one of a kind", "alone")) >= 2),
            ("recent-story", inside and troubled > 0.5 and has("fresh") and one),
            ("mockery", inside and troubled > 0.5 and has("mock") and one),
            ("minor", troubled > 0.5 and has("minor") and one and not self.findings),
            ("sensitive-self-disclosure", not inside and has("risk", "sensitive") and has("first person") and troubled > 0.4 and not self.findings),
        ]

    def likeliest(self) -> str:
        """The rule that explains best why the text as a whole weighs more like one about a patient."""
        if not self.evidence.inside:
            return "sensitive-self-disclosure" if self.has("first person") else "unique-story"
        if self.has(*CARED) or (self.has("you") and self.has("reply channel", "kind words")):
            return "reply-confirms-care"
        return "recent-story" if self.has("fresh") else "patient-story"

    def house_rules(self) -> None:
        for words in self.evidence.policy.forbidden:
            start = self.post.lower.find(words)
            if start >= 0:
                self.mark(Found(start, start + len(words), "house-rule"), "house-rule", 1.0)

    # -- findings

    def mark(self, one: Found, rule: str, sure: float) -> None:
        start, end = self.post.place(one.start, one.end)
        if any(known.start is not None and known.end is not None and start < known.end and known.start < end for known in self.findings):
            return
        told = RULES[rule]
        self.findings.append(Finding(start, end, one.type, self.post.original[start:end], rule, reason(rule, one.type), told.law, round(sure, 2), told.level))

    def whole(self, rule: str, sure: float) -> None:
        told = RULES[rule]
        self.findings.append(Finding(None, None, rule, "", rule, told.why, told.law, round(sure, 2), told.level))

