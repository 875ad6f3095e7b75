"""Plays every path that the lines of a script allow, and reports what can never happen or never end."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, combinations, product

from rounds.engines.privacy import RULES, Verdict
from rounds.training.coursefiles.problems import Report, did_you_mean, shown
from rounds.training.rehearsing.conditions import VERDICTS, Condition, Facts, Marks
from rounds.training.rehearsing.playing import Place, chosen_branch, facts_of, place_after
from rounds.training.rehearsing.shapes import GO_ON, GOOD, LOST, NOT_YET, Branch, RehearsalFile, Task

MOST = 100_000  # kinds of draft that the lines of one task can tell apart
Says = tuple[str, ...]


def check(rehearsal: RehearsalFile, report: Report) -> None:
    """Report everything that is wrong with a script."""
    before = len(report.found)
    _check_targets(rehearsal, report)
    _check_results(rehearsal, report)
    if len(report.found) == before:
        Walk(rehearsal, report).check()


def _check_targets(rehearsal: RehearsalFile, report: Report) -> None:
    keys = [step.key for step in rehearsal.steps]
    for task in rehearsal.tasks.values():
        for branch in task.branches:
            if branch.to not in keys:
                report.wrong(branch.line, f"there is no step {shown(branch.to)}{did_you_mean(branch.to, keys)}")


def _check_results(rehearsal: RehearsalFile, report: Report) -> None:
    results = {step.result for step in rehearsal.steps}
    for result in (GOOD, NOT_YET):
        if result not in results:
            report.wrong(1, f"no step has Result: {result}")
    if not any(choice.writes for task in rehearsal.tasks.values() for choice in task.choices):
        report.wrong(rehearsal.task.line, "no choice asks for words: add (write) to one")


@dataclass(frozen=True, slots=True)
class State:
    """A place in the story; `blocked` when the words written last were blocked."""

    place: Place
    blocked: bool = False


@dataclass(slots=True)
class Walk:
    """One walk over all states that can be reached."""

    rehearsal: RehearsalFile
    report: Report
    fired: set[int] = field(default_factory=set)
    reached: set[str] = field(default_factory=set)
    onward: dict[State, set[State | str]] = field(default_factory=dict)
    known: dict[tuple[object, ...], list[tuple[str, Branch | None, bool]]] = field(default_factory=dict)
    drafts: dict[str, list[Marks]] = field(default_factory=dict)

    def check(self) -> None:
        for key, task in self.rehearsal.tasks.items():
            kinds = list(kinds_of_draft(task))
            if len(kinds) > MOST:
                self.report.wrong(task.line, "these lines tell too many kinds of answer apart: use fewer conditions")
                return
            self.drafts[key] = kinds
        self._walk()
        self._report_dead()
        self._report_traps()

    def _walk(self) -> None:
        waiting = [State(Place())]
        while waiting:
            state = waiting.pop()
            if state in self.onward:
                continue
            self.onward[state] = set(self._next(state))
            waiting += [each for each in self.onward[state] if isinstance(each, State)]

    def _next(self, state: State) -> Iterator[State | str]:
        task = self.rehearsal.task_at(state.place.task)
        for choice in task.choices:
            for written, branch, blocked in self._outcomes(task, state.place, choice.key):
                if branch is None:
                    self._nothing_fits(task, written)
                    continue
                self.fired.add(branch.line)
                yield self._after(state, branch, choice.key, blocked if choice.writes else state.blocked)

    def _after(self, state: State, branch: Branch, choice: str, blocked: bool) -> State | str:
        task, step = self.rehearsal.task_at(state.place.task), self.rehearsal.step(branch.to)
        if step is None:
            return ""
        self.reached.add(step.key)
        if step.result == GOOD and blocked:
            reason = (
                f'words that the privacy check blocks can reach the good end "{step.key}": catch them in a line above'
            )
            self.report.wrong(branch.line, f"{reason}, with When: privacy is block")
        if step.result in (NOT_YET, GO_ON):  # the words are taken back
            blocked = state.blocked
        minutes = facts_of(task, state.place, choice, None).minutes + step.later
        place = place_after(step, state.place, minutes)
        return State(self._capped(place), blocked) if place else step.key

    def _capped(self, place: Place) -> Place:
        """Time and tries above every limit are all the same."""
        limits = {about: [0] for about in ("minutes", "tries")}
        for task in self.rehearsal.tasks.values():
            for condition in conditions_of(task):
                if condition.about in limits:
                    limits[condition.about].append(condition.limit + 1)
        return replace(
            place, minutes=min(place.minutes, max(limits["minutes"])), tries=min(place.tries, max(1, *limits["tries"]))
        )

    def _outcomes(self, task: Task, place: Place, choice: str) -> list[tuple[str, Branch | None, bool]]:
        """Which lines decide for a choice, over all kinds of draft; times that fall between the same limits are one."""
        facts = facts_of(task, place, choice, None)
        clock = tuple(
            (facts.minutes if each.about == "minutes" else facts.tries) > each.limit
            for each in conditions_of(task)
            if each.about in ("minutes", "tries")
        )
        key = (place.task, choice, clock)
        if key not in self.known:
            self.known[key] = list(self._decided(task, facts, place.task))
        return self.known[key]

    def _decided(self, task: Task, facts: Facts, key: str) -> Iterator[tuple[str, Branch | None, bool]]:
        choice = task.choice(facts.choice)
        kinds: list[Marks] | list[None] = self.drafts[key] if choice and choice.writes else [None]
        seen: set[tuple[int, bool]] = set()
        for marks in kinds:
            branch = chosen_branch(task, replace(facts, marks=marks))
            blocked = marks is not None and marks.verdict == "block"
            if (mark := (branch.line if branch else 0, blocked)) not in seen:
                seen.add(mark)
                yield facts.choice, branch, blocked

    def _nothing_fits(self, task: Task, choice: str) -> None:
        reason = f'some answers with the choice "{choice}" are caught by no line: end with Otherwise: and a step'
        if (task.line, reason) not in {(problem.line, problem.reason) for problem in self.report.found}:
            self.report.wrong(task.line, reason)

    def _report_dead(self) -> None:
        for key, task in self.rehearsal.tasks.items():
            if key and key not in self.reached:
                continue  # the step itself is reported
            for branch in task.branches:
                if branch.line not in self.fired:
                    reason = "the lines above catch everything it could catch, or its conditions exclude each other"
                    self.report.wrong(branch.line, f'this line can never lead to "{branch.to}": {reason}')
        for step in self.rehearsal.steps:
            if step.key not in self.reached:
                self.report.wrong(step.line, f'no path reaches the step "{step.key}"')

    def _report_traps(self) -> None:
        ends = {step.key for step in self.rehearsal.steps if step.result in (GOOD, LOST)}
        safe: set[State | str] = {*ends}
        grew = True
        while grew:
            more = {state for state, after in self.onward.items() if state not in safe and after & safe}
            safe |= more
            grew = bool(more)
        for state in self.onward:
            if state not in safe:
                task = self.rehearsal.task_at(state.place.task)
                self.report.wrong(task.line, "from here a path can reach no end any more")
                return


def conditions_of(task: Task) -> list[Condition]:
    return [condition for branch in task.branches for condition in branch.when]


def kinds_of_draft(task: Task) -> Iterator[Marks]:
    """One draft of each kind that the lines of a task can tell apart."""
    conditions = conditions_of(task)
    rules = sorted({rule for each in conditions if each.about in ("finds", "care") for rule in each.values})
    words = list(dict.fromkeys(each.values for each in conditions if each.about == "says"))
    channel = (True, False) if any(each.about == "channel" for each in conditions) else (False,)
    grades, lengths = values(conditions, "grade"), values(conditions, "words")
    sayings = [said for size in range(len(words) + 1) for said in combinations(words, size) if consistent(said, words)]
    for verdict, found in verdicts_with(rules):
        for grade, length, door, said in product(grades, lengths, channel, sayings):
            yield Marks(verdict, frozenset(found), float(grade), length, door, frozenset(chain(*said)).__contains__)


def values(conditions: list[Condition], about: str) -> list[int]:
    """A number in every stretch between the limits."""
    limits = sorted({each.limit for each in conditions if each.about == about})
    return [limits[0], *(limit + 1 for limit in limits)] if limits else [0]


def consistent(said: tuple[Says, ...], words: list[Says]) -> bool:
    """Whether a draft can hold a word of each list in `said` and none of the others' words that it does not need."""
    held = set(chain(*said))
    left_out = [each for each in words if each not in said]
    return all(held.isdisjoint(each) for each in left_out)


def verdicts_with(rules: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each verdict with each set of rules that can come with it: a rule lifts the verdict at least to its own level."""
    for verdict in VERDICTS:
        allowed = [rule for rule in rules if RULES[rule].level.rank <= Verdict(verdict).rank]
        for size in range(len(allowed) + 1):
            yield from ((verdict, found) for found in combinations(allowed, size))
