"""Whose name it is: evidence from the words around each name, carried over to every mention."""

import re

from rounds.engines.privacy.cues import AGED, ASKED, CREDITED, ILL, PRODUCED, PRODUCT, SELF, WORKS
from rounds.engines.privacy.detectors.found import Group
from rounds.engines.privacy.detectors.kinds import public_figures
from rounds.engines.privacy.detectors.names import find_groups
from rounds.engines.privacy.lexicon import (
    BODY,
    CAREPLACE,
    CLIN,
    COND,
    CONSENT,
    CRED,
    DRTITLE,
    DRUG,
    EVENT,
    FICTION,
    FIRST,
    FIRSTP,
    GENERIC,
    HEALTH,
    JOB,
    KIN,
    LODGE,
    MINOR,
    MONTH,
    ORGWORD,
    PATIENT,
    PERSON,
    PET,
    PROC,
    PRON3,
    RECENT,
    SENS,
    SOFTTITLE,
    TEAM,
    THANKS,
    TITLE,
    US,
    WDAY,
    WORDNAME,
    YOU,
    lexicon,
)
from rounds.engines.privacy.policy import Compiled
from rounds.engines.privacy.text import Post
from rounds.engines.privacy.weighing import likely
from rounds.engines.privacy.whose import signs_beside

NEARBY = (
    ("condition", COND), ("body", BODY), ("sensitive", SENS), ("procedure", PROC), ("event", EVENT), ("lodge", LODGE), ("he or she", PRON3), ("kin", KIN),
    ("patient", PATIENT), ("minor", MINOR), ("team", TEAM), ("credential", CRED), ("clinician", CLIN), ("dr", DRTITLE), ("we", US), ("you", YOU),
    ("first person", FIRSTP), ("recent", RECENT), ("thanks", THANKS), ("person", PERSON), ("generic", GENERIC), ("care place", CAREPLACE),
    ("job", JOB), ("month", MONTH | WDAY), ("pet", PET), ("fiction", FICTION), ("org", ORGWORD), ("drug", DRUG), ("mr", TITLE), ("consent", CONSENT),
)  # fmt: skip


REACH = 40
TOLD = frozenset(f"near {name}" for name in ("condition", "sensitive", "procedure", "body", "lodge", "patient", "drug"))
TEAMED = frozenset(
    {"near team", "near credential", "near dr", "role before", "dr", "team before", "near clinician", "sentence team"}
)
WORKING = frozenset({"near team", "near credential", "role before", "team before", "dr"})
NEVER_FIRM = frozenset({"credited", "works", "asked for", "near fiction", "near pet", "product"})


class People:
    """The names of a text with evidence for and against each being a patient or a relative of one."""

    def __init__(self, post: Post, policy: Compiled, voice: str) -> None:
        self.post, self.policy, self.voice = post, policy, voice
        self.inside = voice in {"provider", "organisation"}
        self.side = "in " if self.inside else "out "
        self.groups = find_groups(post)
        self.famous = self._famous()
        self.named = [group for group in self.groups if group.kind in {"person", "unknown", "family"}]
        for group in self.named:
            self._weigh(group)
        self._share()

    def _famous(self) -> list[Group]:
        places = {
            place for first, last in public_figures(self.post, lexicon().public) for place in range(first, last + 1)
        }
        wanted = self.policy.public
        return [
            group
            for group in self.groups
            if (places and places.issuperset(range(group.first, group.last + 1)))
            or (wanted and " ".join(group.words) in wanted)
        ]

    def judge(self, found: dict[str, float]) -> None:
        """Settle for each name how likely it is a patient's or a relative's; `found` are the signs of the whole text."""
        for group in self.named:
            group.sure = 0.0 if group.staff > 50 else likely("whose name", self.signs(group, found), self.side)
            self._floor(group, found)
        mentions: dict[str, float] = {}
        for group in self.named:
            for word in group.words:
                mentions[word] = max(mentions.get(word, 0.0), group.sure)
        for group in self.named:
            if group.staff < 50:
                group.sure = max(mentions[word] for word in group.words)

    def _floor(self, group: Group, found: dict[str, float]) -> None:
        """Some evidence is firm enough by itself, and without any sign of somebody's care a name is nobody's secret."""
        why = set(group.why)
        if group.staff > 50:
            return
        if self._no_care(why, found):
            group.sure = min(group.sure, 0.4)
            return
        if why & NEVER_FIRM or found.keys() & {"fiction", "pet"}:
            return
        told = why & TOLD
        if self.inside and "neutral" not in found and self._firm_inside(why, found, bool(told)):
            group.sure = max(group.sure, 0.8)
        if "aged" in why and told and not why & TEAMED:
            group.sure = max(group.sure, 0.75)
        if (
            not self.inside
            and "names self" in why
            and found.keys() & {"condition", "sensitive", "procedure", "drug"}
            and "dr" not in why
        ):
            group.sure = max(group.sure, 0.75)
        if "staff ill" in why and found.keys() & {"condition", "procedure", "sensitive"}:
            group.sure = max(group.sure, 0.6)

    def _firm_inside(self, why: set[str], found: dict[str, float], told: bool) -> bool:
        if (
            "mr" in why
            and self.voice == "provider"
            and not why & WORKING
            and found.keys() & {"care", "event", "he or she"}
        ):
            return True
        if (
            "addressed" in why
            and "reply channel" in found
            and found.keys() & {"procedure", "condition", "your care", "your health", "you did"}
        ):
            return True
        if why & TEAMED:
            return False
        answered = found.keys() & {"your care", "your health", "you did", "cared for you"}
        return bool(
            ("mr" in why and told) or ("patient before" in why) or (why & {"addressed", "greeted"} and answered)
        )

    def _no_care(self, why: set[str], found: dict[str, float]) -> bool:
        """No health, bed, ward or story near the name, nor anywhere a condition that could be theirs."""
        if why & (TOLD | {"ill", "staff ill", "names self", "patient before"}):
            return False
        if self.inside:
            return bool(why & TEAMED) and not found.keys() & {"he or she did", "your care", "your health", "lodge"}
        return not found.keys() & {"condition", "sensitive", "risk"}

    def signs(self, group: Group, found: dict[str, float]) -> dict[str, float]:
        """What speaks for and against this name being a patient's."""
        post, signs = self.post, dict.fromkeys(group.why, 1.0)
        signs["for"], signs["against"] = min(group.patient, 6.0) / 3, min(group.staff, 6.0) / 3
        signs["more for"] = max(-2.0, min(2.0, (group.patient - group.staff) / 2))
        signs["kind " + group.kind] = 1.0
        signs["voice " + self.voice] = 1.0
        signs["many words"] = float(group.last > group.first)
        signs["first word"] = float(group.first == 0)
        signs["opens"] = float(post.opens(group.first))
        signs["in lists"] = float(bool(post.bits[group.first] & FIRST))
        signs["an ordinary word"] = float(bool(post.bits[group.first] & WORDNAME))
        signs["alone"] = float(len(self.named) == 1)
        signs |= found
        return signs

    def _share(self) -> None:
        """Every mention of a name has the evidence of all its mentions."""
        mentions: dict[str, list[Group]] = {}
        for group in self.named:
            for word in group.words:
                mentions.setdefault(word, []).append(group)
        for groups in mentions.values():
            if len(groups) > 1:
                patient, staff = max(g.patient for g in groups), max(g.staff for g in groups)
                for group in groups:
                    group.patient, group.staff = patient, staff

    def _weigh(self, group: Group) -> None:
        post = self.post
        if self._allowed(group):
            group.staff = 99.0
            return
        whole = post.within(post.sentences[group.first])
        sentence = range(max(whole.start, group.first - REACH), min(whole.stop, group.last + REACH))
        self._titles(group)
        self._beside(group)
        self._around(group, sentence)
        group.why.extend(signs_beside(post, group))
        if group.kind == "unknown":
            group.patient *= 0.8 if group.last > group.first else 0.7
        if group.kind == "family":
            group.patient += 0.5

    def _allowed(self, group: Group) -> bool:
        name = " ".join(group.words)
        if group in self.famous:
            return True
        policy = self.policy
        return any(
            name == known or (len(group.words) == 1 and name in known.split())
            for known in (*policy.own, *policy.others)
        )

    def _titles(self, group: Group) -> None:
        post, before = self.post, self.before(group)
        previous = post.words[group.first - 1] if group.first else ""
        titled = group.titled | (before & (TITLE | DRTITLE))
        for name, there in (
            ("dr", titled & DRTITLE),
            ("mr", titled & TITLE),
            ("role before", before & CLIN),
            ("team before", before & TEAM),
            ("kin before", before & KIN),
            ("patient before", before & PATIENT),
            ("soft title", before & SOFTTITLE),
            ("person before", before & PERSON),
            ("team in voice", before & TEAM and self.inside),
        ):
            if there:
                group.why.append(name)
        if titled & DRTITLE:
            group.staff += 4
        elif titled & TITLE:
            group.patient += 1.2 if self.inside else 0.4
        if before & CLIN and not titled:
            group.staff += 3.5
        if before & KIN and not before & (CLIN | TITLE):
            group.patient += 2.4
        if before & PATIENT or (previous in {"patient", "pt", "resident"} and before & PATIENT):
            group.patient += 3.5
        if before & SOFTTITLE and not before & KIN and previous not in {"little", "big", "old", "young", "baby", "lil"}:
            group.patient += 0.3
        elif before & SOFTTITLE:
            group.patient += 0.8

    def before(self, group: Group) -> int:
        index = group.first - 1
        if index < 0 or self.post.gap(index) not in {" ", ". ", ' "', ", ", ": ", " ("}:
            return 0
        return (
            self.post.bits[index]
            if self.post.gap(index) in {" ", ". ", ' "'} or self.post.bits[index] & (CLIN | KIN)
            else 0
        )

    def _beside(self, group: Group) -> None:
        lower = self.post.lower
        left = lower[max(0, group.start - 40) : group.start]
        right = lower[group.end : group.end + 60]
        if CREDITED.match(right):
            group.staff += 4
            group.why.append("credited")
        if WORKS.match(right):
            group.staff += 2.5
            group.why.append("works")
        if ASKED.search(left):
            group.staff += 1.6
            group.why.append("asked for")
        if ILL.match(right):
            group.patient += 1.0
            group.why.append("ill")
            if group.titled & DRTITLE or "role before" in group.why or "team before" in group.why:
                group.why.append("staff ill")
        if PRODUCT.match(right) or PRODUCED.search(left):
            group.why.append("product")
        if AGED.match(right):
            group.patient += 2.5
            group.why.append("aged")
        if not self.inside and SELF.search(left):
            group.why.append("names self")
        if right[:1] == "," or right[:1] == "!":
            group.why.append("called on")
        if right[:2] == "'s":
            group.why.append("owner")
        if not right.strip(" .!?\n)") and not self.inside:
            group.why.append("signs")
        if not self.inside and SELF.search(left):
            group.patient += 2.2
        if self.inside and group.first == 0 and re.match(r" ?[,:]", right):
            group.patient += 0.8
            group.why.append("addressed")
        if self.inside and re.search(
            r"\b(?:hi|hello|dear|bonjour|hola|thanks|thank you|gracias|merci|sorry),? (?:sra?\.? |m(?:me)?\.? |dona? )?\Z",
            left,
        ):
            group.patient += 0.8
            group.why.append("greeted")

    def _around(self, group: Group, sentence: range) -> None:
        bits = self.post.bits
        why = group.why
        near = [
            bits[i]
            for i in range(max(sentence.start, group.first - 9), min(sentence.stop, group.last + 10))
            if not group.first <= i <= group.last
        ]
        union = 0
        for one in near:
            union |= one
        wide = 0
        for i in sentence:
            if not group.first <= i <= group.last:
                wide |= bits[i]
        why.extend("near " + name for name, bit in NEARBY if union & bit)
        why.extend("sentence " + name for name, bit in NEARBY if wide & bit)
        group.patient += (
            1.2 * bool(union & (COND | SENS))
            + 0.9 * bool(union & PROC)
            + 1.0 * bool(union & EVENT)
            + 1.4 * bool(union & LODGE and self._lodged(sentence))
        )
        group.patient += (
            0.5 * bool(union & PRON3)
            + 0.6 * bool(union & KIN)
            + 1.0 * bool(union & PATIENT)
            + 0.4 * bool(union & MINOR)
        )
        group.patient += 0.4 * bool(wide & HEALTH)
        group.staff += (
            0.8 * min(3, sum(1 for one in near if one & TEAM))
            + 0.5 * bool(wide & TEAM)
            + 1.2 * bool(union & CRED and not union & PROC)
        )
        group.staff += (
            1.0 * bool(union & CLIN and not union & EVENT)
            + 1.0 * bool(self.post.seen & PET)
            + 2.0 * bool(union & DRTITLE and not group.patient > 3)
        )

    def _lodged(self, sentence: range) -> bool:
        return any(
            self.post.bits[i] & LODGE
            and any(map(str.isdigit, self.post.gap(i) + self.post.lower[self.post.ends[i] : self.post.ends[i] + 6]))
            for i in sentence
        )
