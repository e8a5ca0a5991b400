"""Proves the goals of a plan where people couple: one exact integer program, solved by HiGHS through MathOpt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import inf

import numpy as np
from ortools.math_opt.python import mathopt

from housing_match.solve.arcs import Arcs
from housing_match.solve.certificate import Certificate, certify
from housing_match.solve.chain_cap import chain_rows
from housing_match.solve.clock import Clock
from housing_match.solve.engine import Best, NoPlan, OutOfTime, SolverFailed
from housing_match.solve.goals import WISHES, Tally
from housing_match.solve.side_rules import Row, Side

NEAR_WHOLE = 1e-4
"""How far a column may lie from 0 or 1 and still be read as such; whatever is read is then counted in whole numbers."""
MOST_KNOWN = 8
"""Plans kept at hand to prove the next goals with."""
MOST_OBJECTIVE = 1 << 40
"""What a goal could come to stays below this: beyond, floating point could hide a unit."""


@dataclass
class Exact:
    """One model with a 0/1 variable an arc (columns 0 … A-1) and one for each extra column of the side rules."""

    arcs: Arcs
    side: Side
    clock: Clock = field(default_factory=Clock)
    _model: mathopt.Model = field(init=False)
    _columns: list[mathopt.Variable] = field(init=False)
    _lottery: list[mathopt.LinearConstraint] = field(init=False, default_factory=list)
    _settled: list[tuple[int, int]] = field(init=False, default_factory=list)
    """The columns' spans when the lottery began, to go back to."""
    _rows: dict[mathopt.LinearConstraint, Row] = field(init=False, default_factory=dict)
    _priced: dict[str, Certificate] = field(init=False, default_factory=dict)
    """By goal, what the prices of the linear relaxation prove."""
    _known: list[list[int]] = field(init=False, default_factory=list)
    """Column values of plans found so far that keep every row, newest first; one may prove a goal by itself."""
    _spans: list[tuple[int, int]] = field(init=False)
    """The values still open to each column: (0, 1), or one value twice where it is settled."""

    def __post_init__(self) -> None:
        self._model = mathopt.Model(name="plan")
        count = len(self.arcs.person) + self.side.extra_columns
        self._columns = [self._model.add_binary_variable() for _ in range(count)]
        self._spans = [(0, 1)] * count
        for person, must in enumerate(self.arcs.must_place):
            arcs = dict.fromkeys(np.flatnonzero(self.arcs.person == person).tolist(), 1)
            self._add(Row(terms=arcs, least=1 if must else 0, most=1))
        for at, capacity in enumerate(self.arcs.capacity):
            arcs = dict.fromkeys(np.flatnonzero(self.arcs.place_class == at).tolist(), 1)
            self._add(Row(terms=arcs, most=int(capacity)))
        for row in self.side.rows:
            self._add(row)

    def best(self, tallies: Sequence[Tally]) -> list[Best]:
        """The least of the first goal; where time runs out, the best found and the bound proved so far."""
        return [self._best(tallies[0])]

    def _best(self, tally: Tally) -> Best:
        terms, start = self._terms(tally)
        while True:
            self._model.minimize(self._sum(terms) + start)
            values, proved = self._least(tally.name, terms, start)
            taken = np.array(values[: len(self.arcs.person)], dtype=np.bool_)
            too_long = chain_rows(self.arcs, taken)
            if not too_long:
                break
            for row in too_long:
                self._add(row)
        self._known = [values, *self._known[: MOST_KNOWN - 1]]
        found = _total(terms, start, values)
        bound = found if proved else min(found, self._proved_bound(tally.name) or found)
        return Best(found=found, bound=bound, taken=taken)

    def _least(self, name: str, terms: Mapping[int, int], start: int) -> tuple[list[int], bool]:
        """Column values that make the goal least, and whether that is proved: by prices alone, else by HiGHS."""
        relaxed = self._relax(name, terms, start)
        self._known = [one for one in ([relaxed] if relaxed else []) + self._known if self._keeps_rows(one)]
        best = min(self._known, key=lambda values: _total(terms, start, values), default=None)
        bound = self._proved_bound(name)
        if best is not None and bound is not None and _total(terms, start, best) <= bound:
            return best, True
        try:
            answer = self._solve(mathopt.SolverType.HIGHS, best)
        except TimeoutError:
            raise OutOfTime(bound) from None
        values = _whole(answer.variable_values(self._columns))
        if abs(_total(terms, start, values) - answer.objective_value()) > 0.5:  # the solver's own sum must be ours
            raise SolverFailed(f"HiGHS says {answer.objective_value()} of {name}, which its own plan does not come to")
        return values, answer.termination.reason == mathopt.TerminationReason.OPTIMAL

    def _keeps_rows(self, values: Sequence[int]) -> bool:
        """Whether column values known from before, or rounded, keep every row and every settled column."""
        settled = all(least <= value <= most for value, (least, most) in zip(values, self._spans, strict=True))
        return settled and all(
            row.least <= sum(c * values[at] for at, c in row.terms.items()) <= row.most for row in self._rows.values()
        )

    def fix(self, tally: Tally, most: int) -> None:
        """A row that holds the goal from now on; columns that would cost more than it leaves are settled for good."""
        terms, start = self._terms(tally)
        row = self._add(Row(terms=terms, most=most - start))
        if tally.name.startswith("lottery"):
            self._settled = self._settled or list(self._spans)
            self._lottery.append(row)
        if tally.name in self._priced:
            certificate = self._priced.pop(tally.name)
            for at, (least, greatest) in enumerate(self._spans):
                if least < greatest and certificate.settles(at, most):
                    self._open_to(at, (1, 1) if certificate.reduced[at] < 0 else (0, 0))

    def release_lottery(self) -> None:
        """Removes the lottery's rows and what was settled by them."""
        for row in self._lottery:
            self._remove(row)
        self._lottery.clear()
        for at, span in enumerate(self._settled):
            self._open_to(at, span)
        self._settled = []

    def _open_to(self, at: int, span: tuple[int, int]) -> None:
        if self._spans[at] != span:
            self._spans[at] = span
            self._columns[at].lower_bound, self._columns[at].upper_bound = span

    def alone(self, tallies: Sequence[Tally], bests: Sequence[Best]) -> bool:
        """Whether every plan that differs in at least one arc is worse on the goal."""
        (tally,), (best,) = tallies, bests
        flips = {at: -1 if taken else 1 for at, taken in enumerate(best.taken)}
        different = self._add(Row(terms=flips, least=1 - int(best.taken.sum())))
        try:
            second = self._best(tally)
            if not second.proved:
                raise TimeoutError
            return second.found > best.found
        except NoPlan:
            return True
        finally:
            self._priced.pop(tally.name, None)
            self._remove(different)

    def _terms(self, tally: Tally) -> tuple[dict[int, int], int]:
        if tally.name == WISHES:
            return self.side.wishes, 0
        totals = tally.arc + tally.used[self.arcs.place_class]
        if int(np.abs(totals).max(initial=0)) * len(self.arcs.people) >= MOST_OBJECTIVE:
            raise SolverFailed(f"the numbers of {tally.name} are too large to be proved exactly")
        return {at: int(totals[at]) for at in np.flatnonzero(totals).tolist()}, tally.start

    def _add(self, row: Row) -> mathopt.LinearConstraint:
        added = self._model.add_linear_constraint(lb=row.least, ub=row.most)
        for at, coefficient in row.terms.items():
            added.set_coefficient(self._columns[at], coefficient)
        self._rows[added] = row
        return added

    def _remove(self, row: mathopt.LinearConstraint) -> None:
        del self._rows[row]
        self._model.delete_linear_constraint(row)

    def _sum(self, terms: Mapping[int, int]) -> mathopt.LinearSum:
        return mathopt.LinearSum(coefficient * self._columns[at] for at, coefficient in terms.items())

    def _relax(self, name: str, terms: Mapping[int, int], start: int) -> list[int] | None:
        """The linear relaxation's columns where they are whole; its prices are kept as a certificate."""
        self._priced.pop(name, None)
        for _, column in self._each():
            column.integer = False
        try:
            answer = self._solve(mathopt.SolverType.GLOP)
        except NoPlan:
            return None  # the integer solver has to agree before anything is called impossible
        except TimeoutError:
            raise OutOfTime(None) from None
        finally:
            for _, column in self._each():
                column.integer = True
        if answer.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        prices = answer.dual_values(list(self._rows))
        self._priced[name] = certify(terms, start, zip(self._rows.values(), prices, strict=True), self._spans)
        values = answer.variable_values(self._columns)
        return _whole(values) if all(abs(value - round(value)) < NEAR_WHOLE for value in values) else None

    def _proved_bound(self, name: str) -> int | None:
        """The least whole value that the goal's certificate leaves possible."""
        return self._priced[name].least if name in self._priced else None

    def _each(self) -> list[tuple[int, mathopt.Variable]]:
        return list(enumerate(self._columns))

    def _solve(self, solver: mathopt.SolverType, hint: Sequence[int] | None = None) -> mathopt.SolveResult:
        left = self.clock.seconds_left()
        limits = mathopt.SolveParameters(
            time_limit=None if left == inf else timedelta(seconds=left),
        )
        if solver == mathopt.SolverType.HIGHS:
            limits.relative_gap_tolerance = limits.absolute_gap_tolerance = 0.0
            limits.random_seed = 1
        try:
            hints = (
                [] if hint is None else [mathopt.SolutionHint(dict(zip(self._columns, map(float, hint), strict=True)))]
            )
            start = mathopt.ModelSolveParameters(solution_hints=hints)
            answer = self.clock.heard(lambda: mathopt.solve(self._model, solver, params=limits, model_params=start))
        except (AttributeError, RuntimeError, ValueError) as error:  # how MathOpt reports a refusal of its own
            raise SolverFailed(f"{solver.name} refused the model: {error}") from error
        reason = answer.termination.reason
        if reason in (mathopt.TerminationReason.INFEASIBLE, mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED):
            raise NoPlan
        if reason == mathopt.TerminationReason.NO_SOLUTION_FOUND and left < inf:
            raise TimeoutError
        if reason not in (mathopt.TerminationReason.OPTIMAL, mathopt.TerminationReason.FEASIBLE):
            raise SolverFailed(f"{solver.name} answered {reason.name}: {answer.termination.detail}")
        return answer


def _whole(values: Iterable[float]) -> list[int]:
    return [int(value > 0.5) for value in values]


def _total(terms: Mapping[int, int], start: int, values: Sequence[int]) -> int:
    return start + sum(coefficient * values[at] for at, coefficient in terms.items())
