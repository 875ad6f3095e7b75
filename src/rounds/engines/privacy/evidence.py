"""All that was read from one text: names, numbers, days, places, pictures, and signs."""

import re
from collections.abc import Iterable

from rounds.engines.privacy.around import around, inside, itself
from rounds.engines.privacy.company import look_again
from rounds.engines.privacy.detectors.codes import called, find_bare
from rounds.engines.privacy.detectors.contacts import find_contacts
from rounds.engines.privacy.detectors.dates import find_dates, find_great_ages
from rounds.engines.privacy.detectors.found import Found
from rounds.engines.privacy.detectors.numbers import find_numbers
from rounds.engines.privacy.detectors.pictures import find_pictures
from rounds.engines.privacy.detectors.places import find_places
from rounds.engines.privacy.detectors.scenes import find_scenes
from rounds.engines.privacy.firm import near_care
from rounds.engines.privacy.people import People
from rounds.engines.privacy.policy import Compiled, squeezed
from rounds.engines.privacy.signs import Signs
from rounds.engines.privacy.text import Post
from rounds.engines.privacy.ties import SCENE, Ties
from rounds.engines.privacy.wording import NOT_CLEAR, read, wording

CALM = 0.4  # below are a third of counted posts, 145 of 4,891 not clear; weighing would have asked about 13 of those
MARK = re.compile(
    r"\[(?:name|date|age|place|phone|mail|link|handle|number|record|account|licence|plate|device|address|picture|mark) [0-9a-f]{1,6}\]"
)


class Evidence:
    """One text read once; the rules ask it. With `hurry`, a calm text is only read, and not weighed."""

    signs: dict[str, float]
    scenes: list[Found]
    ties: Ties

    def __init__(self, text: str, *, voice: str, channel: str, policy: Compiled, hurry: bool = False) -> None:
        self.post = post = Post(text)
        self.voice, self.channel, self.policy = voice, channel, policy
        self.inside = voice in {"provider", "organisation"}
        self.side = "in " if self.inside else "out "
        self.marks = list(MARK.finditer(post.plain)) if "[" in post.plain else []
        self.people = People(post, policy, voice)
        self.numbers = self._apart(self._not_ours(find_numbers(post)))
        self.ages = self._apart(find_great_ages(post))
        contacts = list(find_contacts(post))
        self.people.leave_out(contacts)
        self.contacts = self._apart(self._not_ours(contacts), self.numbers)
        self.dates = self._apart(find_dates(post))
        self.places = self._apart(
            self._not_allowed(find_places(post, self.people.groups)), self.numbers, self.dates, self.contacts
        )
        known = (self.numbers, self.dates, self.contacts, self.places, self.ages)
        self.numbers += [called(post, one) for one in self._apart(self._not_ours(find_bare(post)), *known)]
        self.pictures = list(find_pictures(post))
        self.read = read(self)
        self.worded = wording().ask(self)
        self.calm = hurry and self._calm()
        if not self.calm:
            self._weigh()

    def _calm(self) -> bool:
        """Whether the words alone leave hardly a doubt that a text is clear, and nothing speaks up however it weighs."""
        if self.worded[NOT_CLEAR] > CALM or self.policy.forbidden or self.pictures:
            return False
        if any(one.hard for one in self.numbers) or any(map(near_care, self.people.named)):
            return False
        return not (self.inside and any(one.type == "HANDLE" for one in self.contacts))

    def _weigh(self) -> None:
        self.scenes = self._unmarked(find_scenes(self.post, self.channel))
        self.signs = Signs(self.post, self.voice, self.channel).all()
        self._things()
        self.signs.update(self.worded)
        self.ties = Ties(self)
        self._around()
        self.judge()

    def _around(self) -> None:
        for group in self.people.weighed:
            where = group.first, group.last, group.start, group.end
            group.around = around(self, *where) + itself(self, *where)
        for tie in self.ties.all:
            if tie.why:
                where = tie.first, tie.last, tie.found.start, tie.found.end
                of_it = inside(self, tie.first, tie.last) if tie.kind == SCENE else itself(self, *where)
                tie.around = around(self, *where) + of_it

    def judge(self) -> None:
        """Settle whose each name, day, place and number is."""
        self.look()
        look_again(self)

    def look(self) -> None:
        """Settle it for each by itself."""
        self.people.judge(self.signs)
        self.ties.judge()

    def _apart(self, found: Iterable[Found], *others: list[Found]) -> list[Found]:
        """The longest of those that overlap, without any that overlap what is known already."""
        every = list(found)
        if not every:
            return every
        every.sort(key=lambda one: one.start - one.end)
        taken = bytearray(len(self.post.plain) + 1)
        for mark in self.marks:
            taken[mark.start() : mark.end()] = b"1" * (mark.end() - mark.start())
        for other in others:
            for one in other:
                taken[one.start : one.end] = b"1" * (one.end - one.start)
        kept: list[Found] = []
        for one in every:
            if not any(taken[one.start : one.end]):
                taken[one.start : one.end] = b"1" * (one.end - one.start)
                kept.append(one)
        return sorted(kept, key=lambda one: one.start)

    def _unmarked(self, found: Iterable[Found]) -> list[Found]:
        return [
            one for one in found if not any(one.start < mark.end() and mark.start() < one.end for mark in self.marks)
        ]

    def _not_ours(self, found: Iterable[Found]) -> Iterable[Found]:
        ours = self.policy.contacts
        if not ours:
            return found
        return [one for one in found if squeezed(self.post.plain[one.start : one.end]) not in ours]

    def _not_allowed(self, found: Iterable[Found]) -> Iterable[Found]:
        others = self.policy.others
        if not others:
            return found
        return [one for one in found if not any(name in self.post.lower[one.start : one.end] for name in others)]

    def _things(self) -> None:
        signs = self.signs
        for name, there in (
            ("a day", self.dates),
            ("a place", self.places),
            ("a great age", self.ages),
            ("a private number", any(one.hard for one in self.numbers)),
        ):
            if there:
                signs[name] = 1.0
        for one in self.contacts:
            signs["a " + one.type.lower()] = 1.0
        for _, readable in self.pictures:
            signs["picture of someone"] = 1.0
            if readable:
                signs["readable picture"] = 1.0

    def verdict_signs(self) -> dict[str, float]:
        """The signs of the whole text, with what was found out about the names."""
        signs = dict(self.signs)
        sure = max((group.sure for group in self.people.named), default=0.0)
        signs["a name"] = float(sure > 0.05)
        signs["surest name"] = sure * 2
        signs["sure name"] = float(sure > 0.5)
        signs["very sure name"] = float(sure > 0.8)
        every = [group.sure for group in self.people.weighed] + [tie.sure for tie in self.ties.all]
        every.sort(reverse=True)
        signs["second surest"] = every[1] * 2 if len(every) > 1 else 0.0
        signs["sure ones"] = min(sum(one > 0.5 for one in every), 6) / 2
        signs["voice " + self.voice] = 1.0
        return signs | self.ties.surest()
