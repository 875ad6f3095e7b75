"""Whose name it is: evidence from the words around each name, carried over to every mention."""

from bisect import bisect_right
from itertools import accumulate

from rounds.engines.privacy.around import SIGN, weight
from rounds.engines.privacy.clues import Clues
from rounds.engines.privacy.detectors.found import Found, Group
from rounds.engines.privacy.detectors.kinds import public_figures
from rounds.engines.privacy.detectors.names import find_groups
from rounds.engines.privacy.firm import settle
from rounds.engines.privacy.lexicon import FIRST, WORDNAME, lexicon
from rounds.engines.privacy.policy import Compiled
from rounds.engines.privacy.text import Post
from rounds.engines.privacy.weighing import likely

QUESTION = "whose name"
MENTIONS, MOST = 6, 250


class People:
    """The names of a text with evidence for and against each being a patient or a relative of one."""

    def __init__(self, post: Post, policy: Compiled, voice: str) -> None:
        self.post, self.policy, self.voice = post, policy, voice
        self.inside = voice in {"provider", "organisation"}
        self.side = "in " if self.inside else "out "
        self.groups = find_groups(post)
        self.famous = self._famous()
        self.named = [group for group in self.groups if group.kind in {"person", "unknown", "family"}]
        self._weigh()
        self._share()

    def _weigh(self) -> None:
        """The first mentions of each name, and so many names at most; the rest echo those."""
        clues, times = Clues(self.post, self.inside), dict[tuple[str, ...], int]()
        for number, group in enumerate(self.named):
            times[group.words] = times.get(group.words, 0) + 1
            group.echo = times[group.words] > MENTIONS or number > MOST
            if not group.echo and self._allowed(group):
                group.staff = 99.0
            elif not group.echo:
                clues.weigh(group)

    def leave_out(self, others: list[Found]) -> None:
        """A name inside a mail address, link or account name is a part of that."""
        if not others or not self.groups:
            return
        stretches = sorted((one.start, one.end) for one in others)
        starts, reach = [start for start, _ in stretches], list(accumulate((end for _, end in stretches), max))
        self.groups = [group for group in self.groups if not is_within(group, starts, reach)]
        self.named = [group for group in self.named if not is_within(group, starts, reach)]

    @property
    def weighed(self) -> list[Group]:
        return [group for group in self.named if not group.echo]

    def _famous(self) -> list[Group]:
        if not self.groups:
            return []
        places = {
            place for first, last in public_figures(self.post, lexicon().public) for place in range(first, last + 1)
        }
        wanted = self.policy.public
        if not places and not wanted:
            return []
        return [
            group
            for group in self.groups
            if (places and places.issuperset(range(group.first, group.last + 1)))
            or (wanted and " ".join(group.words) in wanted)
        ]

    def judge(self, found: dict[str, float]) -> None:
        """Settle for each name how likely it is a patient's or a relative's; `found` are the signs of the whole text."""
        for group in self.weighed:
            if group.staff < 50:
                group.sure = likely(QUESTION, self.signs(group, found), self.side)
                settle(group, found, self.voice)
        self.carry_over()

    def carry_over(self) -> None:
        """Every mention of a name is as sure as its surest."""
        mentions: dict[str, float] = {}
        for group in self.weighed:
            for word in group.words:
                mentions[word] = max(mentions.get(word, 0.0), group.sure)
        most = max(mentions.values(), default=0.0)
        for group in self.named:
            if group.staff < 50:
                group.sure = max(mentions.get(word, most) for word in group.words)

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
        signs[SIGN] = weight(QUESTION, group.around)
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

    def _allowed(self, group: Group) -> bool:
        if group in self.famous:
            return True
        policy = self.policy
        if not policy.own and not policy.others:
            return False
        name = " ".join(group.words)
        return any(
            name == known or (len(group.words) == 1 and name in known.split())
            for known in (*policy.own, *policy.others)
        )


def is_within(group: Group, starts: list[int], reach: list[int]) -> bool:
    """Whether a name lies inside one of several stretches: `starts` in their order, and how far those until each reach."""
    before = bisect_right(starts, group.start)
    return bool(before) and group.end <= reach[before - 1]
