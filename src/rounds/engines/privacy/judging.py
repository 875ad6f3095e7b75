"""The rules: from what was read to findings, each with the situation it belongs to."""

import re

from rounds.engines.privacy.detectors.found import Found, Group
from rounds.engines.privacy.evidence import Evidence
from rounds.engines.privacy.findings import Finding
from rounds.engines.privacy.lexicon import TITLE
from rounds.engines.privacy.reasons import RULES, reason
from rounds.engines.privacy.signals import KNOWN_ROLE
from rounds.engines.privacy.weighing import likely

SURE, TOGETHER = 0.5, 0.2
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

DESKS = frozenset(
    [
        "help",
        "info",
        "jobs",
        "contact",
        "relations",
        "atencion",
        "rh",
        "hr",
        "mods",
        "support",
        "admin",
        "office",
        "press",
        "hello",
        "media",
        "billing",
        "appointments",
        "citas",
        "rdv",
        "accueil",
        "events",
        "register",
        "research",
        "trials",
        "careers",
        "foundation",
    ]
)
PLACES_HANDLE = re.compile(
    r"clinic|hospital|health|medical|care(?!y)|help|official|support|insur|mutual|pharm|dental|univ|center|centre|news|hq\b|summit|congres|foundation"
)
PRIVATE_LINE = re.compile(
    r"\b(?:her|his|their|my|mi|mon|su|son|daughter|wife|husband|mom|mother|dad|mum|cell|mobile|cel|patient|paciente|number is|reach (?:me|him|her)|call (?:me|him|her)|text (?:me|him|her))\b"
)
FOR_ALL = re.compile(
    r"\b(?:open|opens|opening|closed|closes|register|rsvp|join us|tickets?|doors?|starts? at|runs through|deadline|apply|conference|congress|congreso|congres|summit|free admission|entrada libre|entree libre|walk-ins?|office hours|visiting)\b"
)


# What a patient or the public wrote, with our own marks in it, is redacted: these rules ask for just that.
ANSWERED = frozenset(
    {"patient-story", "unique-story", "one-of-a-kind", "minor", "sensitive-topic", "sensitive-self-disclosure"}
)


class Judge:
    """Collects the findings of one text in the order of the rules."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence, self.post = evidence, evidence.post
        self.signs = evidence.signs
        signs = evidence.verdict_signs()
        self.troubled, self.named = likely("not clear", signs, evidence.side), likely("block", signs, evidence.side)
        self.findings: list[Finding] = []
        self.redacted = not evidence.inside and bool(evidence.marks)
        self.taken = bytearray(len(self.post.original) + 1)

    def has(self, *names: str) -> bool:
        return any(name in self.signs for name in names)

    def judge(self) -> tuple[Finding, ...]:
        self.private_numbers()
        names = self.patients()
        if self.blocks(names):
            self.identifiers(names)
        elif self.troubled > 0.5 and names:
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
        if self.has("fiction") and self.named < 0.85:
            return []
        sure = [group for group in named if group.sure > SURE]
        floor = TOGETHER if sure or self.named > 0.6 else SURE
        return [group for group in named if group.sure > floor]

    def blocks(self, names: list[Group]) -> bool:
        """Whether somebody can be told by name, number, account, or by a day and place in the story of one person."""
        if self.findings:
            return True
        surest = max((group.sure for group in names), default=0.0)
        if surest > 0.5 and surest + self.named > 0.95:
            return True
        if self.evidence.inside and self.answered() and any(one.type == "HANDLE" for one in self.contacts()):
            return True
        direct = (
            self.contacts() or self.evidence.ages or ((self.evidence.places or self.evidence.dates) and self.tied())
        )
        if (
            not self.evidence.inside
            and self.contacts()
            and self.has("condition", "sensitive", "procedure")
            and self.has("first person", "your care", "your health")
        ):
            told = {one.type for one in self.contacts()}
            return self.named > 0.3 or "EMAIL" in told or ("HANDLE" in told and self.has("your care", "your health"))
        return bool(direct or names) and self.named > (0.42 if self.has("condition", "sensitive", "procedure") else 0.5)

    def answered(self) -> bool:
        """Whether a reply says that the reader was cared for."""
        return not self.has("neutral") and self.has(
            "your care", "your health", "cared for you", "you did", "we remember"
        )

    def tied(self) -> bool:
        return self.evidence.inside is False or self.has(*STORY, *CARED, "he or she", "person", "patient", "kin")

    def contacts(self) -> list[Found]:
        """The ways to reach a person that are a patient's: not the place's own mail and phone."""
        inside, found = self.evidence.inside, []
        for one in self.evidence.contacts:
            words = self.post.lower[one.start : one.end]
            if one.type in {"EMAIL", "PHONE"} and (
                (inside and not self.private_line(one)) or words.partition("@")[0] in DESKS
            ):
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
        if self.evidence.inside and self.has("reply channel", "kind words") and self.has(*CARED):
            rule = "reply-names-patient"
        for group in names:
            kin = rule == "patient-identifier" and "kin before" in group.why
            self.mark(self.with_title(group), "relative-identifier" if kin else rule, group.sure)
        people = bool(names) or self.evidence.inside is False or self.tied()
        if people:
            soft = [one for one in self.evidence.numbers if not one.hard]
            for one in (*self.evidence.dates, *self.evidence.places, *self.evidence.ages, *soft, *self.contacts()):
                if self.belongs(one):
                    self.mark(one, rule, 0.8)

    def belongs(self, one: Found) -> bool:
        """Whether a day or place is the person's and not one of an event or a desk."""
        if one.type not in {"DATE", "LOCATION"}:
            return True
        around = self.post.lower[max(0, one.start - 50) : one.end + 40]
        return not FOR_ALL.search(around)

    def with_title(self, group: Group) -> Found:
        """A name from its title on: "Mr. Haverford", "doña Ana"."""
        first = group.first
        while first and self.post.bits[first - 1] & TITLE and self.post.gap(first - 1) in {" ", ". "}:
            first -= 1
        return Found(min(group.start, self.post.starts[first]), group.end, "NAME")

    def unclear(self, names: list[Group]) -> None:
        for group in names:
            self.mark(self.with_title(group), "unclear-person", group.sure)

    def known_role(self) -> None:
        """A role that only one person has, in a place or on a day, together with what happened to their body."""
        role = KNOWN_ROLE.search(self.post.lower)
        if role is None or not self.evidence.inside or self.has("fiction") or self.troubled < 0.12:
            return
        if (
            self.has("condition", "procedure", "body")
            and self.has("a place", "a day", "one of a kind")
            and self.has("event", "condition")
        ):
            self.mark(Found(role.start(), role.end(), "OTHER_ID"), "one-of-a-kind", 0.7)

    # -- what needs a person's eyes

    def pictures(self) -> None:
        for one, readable in self.evidence.pictures:
            if self.troubled > 0.35 or readable:
                shown = readable and not (self.has("says consent") and not self.has("minor"))
                self.mark(one, "picture-shows-patient" if shown else "picture", 0.8)

    def reviews(self) -> None:
        before = len(self.findings)
        for rule, there in self.situations():
            if there:
                self.whole(rule, 0.7)
        if self.troubled > self.enough() and len(self.findings) == before and before == 0:
            self.whole(self.likeliest(), self.troubled)

    def enough(self) -> float:
        """How much must speak for trouble where no rule names it."""
        if not self.evidence.inside:
            return 0.85
        general = self.has("generic") and not self.has("reply channel", "he or she did", "one patient")
        return 0.8 if general or self.has("figures", "fiction", "neutral", "pet") else 0.6

    def situations(self) -> list[tuple[str, bool]]:
        has, inside, troubled = self.has, self.evidence.inside, self.troubled
        one = has(*STORY, "one person", "one kin", "he or she", "own staff", "one person had", "known role")
        mild, half = troubled > 0.25, troubled > 0.45
        facts = sum(
            self.has(sign)
            for sign in (
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
        )
        ill = (
            has("condition", "sensitive", "procedure", "body")
            if inside
            else has("condition", "sensitive", "one person had", "his or her health")
        )
        reply = inside and not has("neutral", "fiction") and not (has("generic") and not has("reply channel"))
        return [
            ("consent-claimed", has("says consent") and (inside or bool(self.findings)) and mild),
            ("invites-health-data", has("invites") and not has("warns off")),
            ("reward-for-reviews", has("reward")),
            ("undisclosed-tie", has("paid") and has("procedure", "body", "drug", "care")),
            ("claims", inside and has("claim") and not has("figures", "warns off") and troubled > 0.2),
            ("advice", has("advises") and has("to one reader") and not has("fiction")),
            ("reply-confirms-care", reply and has("reply channel") and self.answered() and not self.findings),
            (
                "reply-confirms-care",
                reply
                and not has("reply channel")
                and not self.findings
                and mild
                and (
                    has("cared for you")
                    or (has("your care", "you did", "we remember") and has("kind words", "we remember"))
                ),
            ),
            ("small-numbers", inside and has("few") and troubled > 0.2 and has("small place", "fresh", "minor")),
            ("famous-patient", has("hints who") and has("care", "body", "event") and troubled > 0.2),
            (
                "staff-as-patient",
                inside
                and has("own staff")
                and mild
                and has("condition", "procedure", "sensitive")
                and not has("credited"),
            ),
            ("one-of-a-kind", inside and has("one of a kind", "known role") and self.named > 0.5),
            ("unique-story", troubled > 0.45 and one and ill and facts >= 2 and not has("figures")),
            ("recent-story", inside and half and has("fresh") and one and not has("figures")),
            ("mockery", inside and half and has("mock") and one),
            (
                "sensitive-topic",
                inside and half and has("risk", "sensitive") and one and not has("figures") and not self.findings,
            ),
            ("adverse-event", not inside and has("drug") and has("reaction")),
            ("minor", half and has("minor") and one and not self.findings),
            ("sensitive-self-disclosure", not self.findings and has("risk") and has("first person") and troubled > 0.3),
            (
                "sensitive-self-disclosure",
                not self.findings and not inside and has("young") and mild and has("sensitive", "condition", "risk"),
            ),
            (
                "patient-story",
                not inside
                and not self.findings
                and troubled > 0.6
                and has("one kin", "known role", "one person had", "his or her health"),
            ),
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
