"""How schemes fare in many futures, and which schemes are best on average over them."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from typing import Any, Protocol

from housing_match.domain import judged_by
from housing_match.planning.brief import InfillBrief, Opens, Scheme, homes_of
from housing_match.planning.buildable import Buildable
from housing_match.planning.futures_asked import Asked, Best, BestOf, Compare, Question, Settle, Together, Under, Values
from housing_match.solve.together import Sums

MOST_TOGETHER = 24_000
"""Columns of futures that are put into one program."""
DRAWN, TOGETHER, COMPARED, SETTLED, LIVED = "drawn", "together", "compared", "settled", "lived"
"""What is done, stage by stage."""


Answers = Callable[[str, Sequence[Asked]], Iterator[tuple[int, Any]]]
"""Puts the questions of a stage, and gives each answer with its question's place."""


class Runner(Protocol):
    """Whatever answers the questions: processes of this machine, or this one."""

    def results(self, tasks: Sequence[Asked]) -> Iterator[tuple[Asked, Any]]:
        """Each question with its answer, or the exception that ended it, as soon as it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """So many questions of a stage are answered, of how many, and about how long the others of it take."""

    stage: str
    number: int
    of: int
    seconds_left: float


@dataclass(frozen=True, kw_only=True)
class OnAverage:
    """The schemes that are best on average: `values` is what each future (by number) comes to with them.

    `bound` is what no schemes within the budget exceed, goal by goal in order, added up over the futures. They are the
    best of `compared` briefs, or where that is 0 of one program of all futures. `homes` has an entry for each of the
    options by which homes are counted.
    """

    homes: tuple[int, ...]
    schemes: tuple[Scheme, ...]
    values: Mapping[int, Values]
    bound: Values
    compared: int

    @property
    def capital_pounds(self) -> int:
        """What they cost to build."""
        return sum(one.capital_pounds for one in self.schemes)

    @property
    def gap(self) -> tuple[int, int] | None:
        """The first goal, by its place, in which more may be possible, and how much more added up; None if proved."""
        sums = added_up(self.values.values())
        gaps = (most - ours for most, ours in zip(self.bound, sums, strict=True))
        return next(((at, abs(one)) for at, one in enumerate(gaps) if one), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Homes of a kind in a borough: in the brief, in the best on average (None: not found), in each future's best."""

    type_id: str
    borough: str
    before: int
    average: int | None
    in_futures: tuple[int, ...]

    @property
    def with_any(self) -> int:
        """How many futures have some in their best brief."""
        return sum(one > 0 for one in self.in_futures)

    @property
    def with_as_many(self) -> int:
        """How many have at least as many as the brief."""
        return sum(one >= self.before for one in self.in_futures)


class Robustness:
    """A brief in so many futures, one after another; whatever ends it early, what was found until then stands."""

    def __init__(self, question: Question, brief: InfillBrief, futures: int) -> None:
        self.question, self.brief, self.futures = question, brief, futures
        self.seen: tuple[Best, ...] = ()
        """The futures looked at so far, by number."""
        self.average: OnAverage | None = None
        """None as long as it is not found."""
        self._search = question.search()
        self.options = self._search.pool_options
        """option_id → type_id and borough of the homes that it counts."""
        self.before = self._counted(question.homes)
        """The homes of the brief by option."""

    def work(self, runner: Runner, tell: Callable[[Progress], None]) -> None:
        """Draws the futures with the best of each, then finds the best on average. Raises what an answer raises."""
        ask = partial(_answers, runner, tell)
        for _, best in ask(DRAWN, [BestOf(number=at + 1) for at in range(self.futures)]):
            self.seen = tuple(sorted((*self.seen, best), key=lambda one: one.number))
        chosen, bound, compared = self._best_homes(ask)
        known = {one.number: one.with_brief for one in self.seen}
        average = partial(OnAverage, bound=bound, compared=compared)
        found = [average(homes=self.before, schemes=self.brief.schemes, values=known)]
        if chosen != self.before:
            ((_, schemes),) = ask(SETTLED, [Settle(homes=chosen)])
            homes = homes_of(schemes)
            lived = dict(ask(LIVED, [Under(number=one.number, homes=homes) for one in self.seen]))
            values = {one.number: lived[at] for at, one in enumerate(self.seen)}
            found.append(average(homes=self._counted(homes), schemes=schemes, values=values))
        self.average = max(found, key=lambda one: self._rank((*added_up(one.values.values()), one.capital_pounds)))

    def _best_homes(self, ask: Answers) -> tuple[Values, Values, int]:
        """The homes best on average by kinds and areas, the bound, and of how many briefs (0: of all there are)."""
        groups = [Together(searches=tuple(one.search for one in some)) for some in _groups(self.seen)]
        sums: dict[int, Sums] = dict(ask(TOGETHER, groups))
        if len(groups) == 1:
            return sums[0].times, tuple(sums[0].values[name] for name in self.question.goals), 0
        of_groups = [sums[at].times for at in sorted(sums)]
        briefs = tuple(dict.fromkeys([self.before, *of_groups, *(one.homes for one in self.seen)]))
        reached = dict(ask(COMPARED, [Compare(number=one.number, briefs=briefs) for one in self.seen]))
        ranks = [self._rank(added_up(each[at] for each in reached.values())) for at in range(len(briefs))]
        return briefs[ranks.index(max(ranks))], added_up(one.best for one in self.seen), len(briefs)

    def kinds(self) -> tuple[Kind, ...]:
        """Each kind of home in each borough that any of the briefs has, by type_id and borough."""
        before = self._by_kind(self.before)
        average = None if self.average is None else self._by_kind(self.average.homes)
        each = [self._by_kind(one.homes) for one in self.seen]
        named = sorted({kind for one in (before, average or before, *each) for kind in one})
        return tuple(
            Kind(
                type_id=kind[0],
                borough=kind[1],
                before=before[kind],
                average=None if average is None else average[kind],
                in_futures=tuple(one[kind] for one in each),
            )
            for kind in named
        )

    def futures_with(self, scheme: Scheme) -> int:
        """In how many futures the best brief has as many homes of these kinds in the borough, on whichever sites."""
        wanted = {(one.home_type.type_id, one.site.borough): len(opens) for one, opens in scheme.homes}
        each = (self._by_kind(one.homes) for one in self.seen)
        return sum(all(homes[kind] >= many for kind, many in wanted.items()) for homes in each)

    def _counted(self, homes: Mapping[Buildable, Opens]) -> Values:
        return tuple(self._search.as_pools(homes).values())

    def _by_kind(self, homes: Sequence[int]) -> Counter[tuple[str, str]]:
        """How many homes of each kind in each borough, whatever the year."""
        found = Counter[tuple[str, str]]()
        for kind, times in zip(self.options.values(), homes, strict=True):
            if times:
                found[kind] += times
        return found

    def _rank(self, sums: Values) -> Values:
        """Larger is better: the goals, then whatever stands after them, of which less is better."""
        goals = self.question.goals
        after = sums[len(goals) :]
        return *judged_by(goals, dict(zip(goals, sums, strict=False))), *(-one for one in after)


def _answers(
    runner: Runner, tell: Callable[[Progress], None], stage: str, asked: Sequence[Asked]
) -> Iterator[tuple[int, Any]]:
    """Each answer with its question's place, as soon as it is known."""
    begun = time.monotonic()
    for number, (question, answer) in enumerate(runner.results(asked), start=1):
        if isinstance(answer, Exception):
            raise answer
        left = (time.monotonic() - begun) / number * (len(asked) - number)
        tell(Progress(stage=stage, number=number, of=len(asked), seconds_left=left))
        yield next(at for at, one in enumerate(asked) if one is question), answer


def _groups(seen: Sequence[Best]) -> list[Sequence[Best]]:
    """The futures in groups of about the same size, each small enough for one program; all in one if they are few."""
    columns = sum(len(one.search.most) for one in seen)
    many = min(ceil(columns / MOST_TOGETHER), len(seen))
    return [seen[at * len(seen) // many : (at + 1) * len(seen) // many] for at in range(many)]


def added_up(some: Iterable[Values]) -> Values:
    """Entry by entry."""
    return tuple(map(sum, zip(*some, strict=True)))
