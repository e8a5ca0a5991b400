"""The simple engine that ours is held against: every rule at once in one HiGHS model, one goal at a time."""

from copy import copy
from math import floor

import numpy as np
from ortools.math_opt.python import mathopt

from housing_match.solve.chain_cap import chain_rows
from housing_match.solve.engine import Best, NoPlan
from housing_match.solve.goals import WISHES
from housing_match.solve.rows import Row, table_of, table_of_plan
from housing_match.solve.solvers import message, program_of


class WholeModel:
    """An engine; no relaxation, no prices, no fixing, no layers."""

    def __init__(self, arcs, side, solver=mathopt.SolverType.HIGHS, limits=None):
        self.arcs, self.side, self.solver = arcs, side, solver
        self.limits = limits or mathopt.SolveParameters(relative_gap_tolerance=0.0, absolute_gap_tolerance=0.0)
        ones = np.ones(len(arcs.person) + side.extra_columns, dtype=np.int64)
        program = program_of(table_of_plan(arcs, side), ones, 0 * ones)
        self.model = mathopt.Model.from_model_proto(message(program, integer=True))
        self.columns = list(self.model.variables())
        self.lottery = []

    def add(self, table):
        limits = zip(table.least, table.most, strict=True)
        added = [self.model.add_linear_constraint(lb=least, ub=most) for least, most in limits]
        entries = table.matrix.tocoo()
        for row, column, coefficient in zip(entries.row, entries.col, entries.data, strict=True):
            added[row].set_coefficient(self.columns[column], float(coefficient))
        return added

    def terms(self, tally):
        if tally.name == WISHES:
            return self.side.wishes
        totals = tally.arc + tally.used[self.arcs.place_class]
        return {int(at): int(totals[at]) for at in np.flatnonzero(totals)}

    def best(self, tallies):
        terms, start = self.terms(tallies[0]), tallies[0].start
        self.model.minimize(mathopt.LinearSum(value * self.columns[at] for at, value in terms.items()) + start)
        while True:
            answer = mathopt.solve(self.model, self.solver, params=self.limits)
            if answer.termination.reason == mathopt.TerminationReason.INFEASIBLE:
                raise NoPlan
            if not answer.has_primal_feasible_solution():
                raise TimeoutError
            values = np.array(answer.variable_values(self.columns)) > 0.5
            taken = values[: len(self.arcs.person)]
            too_long = chain_rows(self.arcs, taken)
            if not too_long:
                found = start + sum(value for at, value in terms.items() if values[at])
                proved = answer.termination.reason == mathopt.TerminationReason.OPTIMAL
                bound = found if proved else floor(answer.dual_bound())  # in whole numbers or less, which is as true
                return [Best(found=found, bound=bound, taken=taken)]
            self.add(table_of(too_long, len(self.columns)))

    def fixing(self, gap):
        return None

    def fix(self, tally, most):
        added = self.add(table_of([Row(terms=self.terms(tally), most=most - tally.start)], len(self.columns)))
        if tally.name.startswith("lottery"):
            self.lottery += added

    def as_now(self):
        other = copy(self)
        other.model = mathopt.Model.from_model_proto(self.model.export_model())
        other.columns = list(other.model.variables())
        return other

    def least(self, tallies, clock):
        return self.best(tallies)[0].found

    def release_lottery(self):
        for row in self.lottery:
            self.model.delete_linear_constraint(row)
        self.lottery = []

    def alone(self, tallies, bests):
        (best,) = bests
        flips = {at: -1 if taken else 1 for at, taken in enumerate(best.taken.tolist())}
        (row,) = self.add(table_of([Row(terms=flips, least=1 - int(best.taken.sum()))], len(self.columns)))
        try:
            return self.best(tallies)[0].found > best.found
        except NoPlan:
            return True
        finally:
            self.model.delete_linear_constraint(row)
