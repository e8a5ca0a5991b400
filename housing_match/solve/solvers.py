"""Linear and integer programs put to GLOP and HiGHS as arrays, through MathOpt's own messages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_parameters_pb2, model_pb2, result_pb2, solution_pb2
from ortools.math_opt.core.python import solver
from ortools.math_opt.python import mathopt
from ortools.math_opt.python.solve import StatusNotOk

from housing_match.solve.basis import Basis, Ends
from housing_match.solve.clock import Clock
from housing_match.solve.engine import NoPlan, SolverFailed
from housing_match.solve.rows import Table

MOST_STEPS = 20_000
"""Steps of the simplex method: some programs ask for a third of them, those that ask for more never end."""

FEW_COLUMNS = 1_000
"""HiGHS proves a program of no more columns sooner without presolving it."""


@dataclass(frozen=True, kw_only=True)
class Program:
    """Least Σ costs × columns over rows and spans; every array but the rows' has one entry a column, or one a row."""

    rows: Table
    row_ids: NDArray[np.int64]
    column_ids: NDArray[np.int64]
    """Both ascending; what a basis of one program says is used by the next wherever the ids agree."""
    costs: NDArray[np.int64] | NDArray[np.float64]
    least: NDArray[np.int64]
    most: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Column values, rows' prices (of a linear program) and where to start next time; `proved` within the tolerance."""

    values: NDArray[np.float64]
    objective: float
    proved: bool
    prices: NDArray[np.float64]
    basis: Basis | None


def relaxed(program: Program, start: Basis | None, clock: Clock, *, primal: bool) -> Answer | None:
    """The least of the program as if columns could be parts; None where GLOP finds no prices. Raises TimeoutError.

    The `primal` simplex method from the start is the quicker one where many columns have the same prices.
    That there is no plan is not believed on GLOP's word; the integer program has to find it too.
    """
    hints = model_parameters_pb2.ModelSolveParametersProto()
    if start is not None:
        _start_from(hints.initial_basis, program, start)
    limits = mathopt.SolveParameters(iteration_limit=MOST_STEPS)
    limits.glop.change_status_to_imprecise = False  # bounds are proved from any prices, imprecise ones too
    if start is not None:
        limits.presolve = mathopt.Emphasis.OFF
        limits.lp_algorithm = mathopt.LPAlgorithm.PRIMAL_SIMPLEX if primal else mathopt.LPAlgorithm.DUAL_SIMPLEX
    try:
        return _solved(program, mathopt.SolverType.GLOP, limits, hints, clock)
    except (NoPlan, SolverFailed):
        return None


def whole(program: Program, known: NDArray[np.int64] | None, clock: Clock) -> Answer:
    """The least of the program in whole numbers by HiGHS at zero gap. Raises NoPlan, SolverFailed or TimeoutError."""
    hints = model_parameters_pb2.ModelSolveParametersProto()
    if known is not None:
        hint = hints.solution_hints.add()
        hint.variable_values.ids.extend(program.column_ids.tolist())
        hint.variable_values.values.extend(known.astype(np.float64).tolist())
    limits = mathopt.SolveParameters(relative_gap_tolerance=0.0, absolute_gap_tolerance=0.0, random_seed=1)
    limits.highs.bool_options["mip_heuristic_run_feasibility_jump"] = False  # a plan is at hand
    if len(program.column_ids) <= FEW_COLUMNS:
        limits.presolve = mathopt.Emphasis.OFF
    return _solved(program, mathopt.SolverType.HIGHS, limits, hints, clock)


def solved(
    rows: Table, most: NDArray[np.int64], costs: NDArray[np.int64], known: NDArray[np.int64] | None, clock: Clock
) -> tuple[NDArray[np.int64], bool]:
    """The whole columns from 0 to `most` of least costs, int64 [N], and whether that is proved; `known` is a start.

    Raises NoPlan, SolverFailed or TimeoutError.
    """
    answer = whole(program_of(rows, most, costs), known, clock)
    values = np.round(answer.values).astype(np.int64)
    if not rows.kept_by(values).all() or abs(int(costs @ values) - answer.objective) > 0.5:
        raise SolverFailed("HiGHS's plan, read as whole numbers, is not the one it speaks of")
    return values, answer.proved


def program_of(rows: Table, most: NDArray[np.int64], costs: NDArray[np.int64]) -> Program:
    """Whole columns from 0 to `most`, int64 [N], at least costs."""
    return Program(
        rows=rows,
        row_ids=np.arange(len(rows)),
        column_ids=np.arange(len(costs)),
        costs=costs,
        least=np.zeros_like(most),
        most=most,
    )


def _solved(
    program: Program,
    solver_type: mathopt.SolverType,
    limits: mathopt.SolveParameters,
    hints: model_parameters_pb2.ModelSolveParametersProto,
    clock: Clock,
) -> Answer:
    left = clock.seconds_left()
    if left < inf:
        limits.time_limit = timedelta(seconds=left)
    model = message(program, integer=solver_type == mathopt.SolverType.HIGHS)
    result = clock.heard(_asked(model, solver_type, limits, hints))
    reason, detail = result.termination.reason, result.termination.detail
    if reason in (result_pb2.TERMINATION_REASON_INFEASIBLE, result_pb2.TERMINATION_REASON_INFEASIBLE_OR_UNBOUNDED):
        raise NoPlan
    has_plan = bool(result.solutions) and result.solutions[0].HasField("primal_solution")
    if left < inf and not has_plan:
        raise TimeoutError
    if reason not in (result_pb2.TERMINATION_REASON_OPTIMAL, result_pb2.TERMINATION_REASON_FEASIBLE) or not has_plan:
        raise SolverFailed(f"{solver_type.name} answered {reason}: {detail}")
    found = result.solutions[0]
    values = _dense(found.primal_solution.variable_values, program.column_ids)
    prices = _dense(found.dual_solution.dual_values, program.row_ids)
    return Answer(
        values=values,
        objective=found.primal_solution.objective_value,
        proved=reason == result_pb2.TERMINATION_REASON_OPTIMAL,
        prices=prices,
        basis=_basis(found.basis, program, values, prices) if found.HasField("basis") else None,
    )


def _asked(model: Any, solver_type: mathopt.SolverType, limits: Any, hints: Any) -> Callable[[], Any]:
    """The call itself, with MathOpt's refusals as errors of ours."""
    nothing = mathopt.StreamableSolverInitArguments().to_proto(), mathopt.CallbackRegistration().to_proto()

    def ask() -> Any:
        try:
            return solver.solve(
                model, solver_type.value, nothing[0], limits.to_proto(), hints, None, nothing[1], None, None
            )
        except (StatusNotOk, RuntimeError, ValueError) as error:
            raise SolverFailed(f"{solver_type.name} refused the model: {error}") from error

    return ask


def message(program: Program, *, integer: bool) -> model_pb2.ModelProto:
    """The program as MathOpt takes it; every column a whole number or none."""
    model = model_pb2.ModelProto()
    model.variables.ids.extend(program.column_ids.tolist())
    model.variables.lower_bounds.extend(program.least.astype(np.float64).tolist())
    model.variables.upper_bounds.extend(program.most.astype(np.float64).tolist())
    model.variables.integers.extend([integer] * len(program.column_ids))
    model.linear_constraints.ids.extend(program.row_ids.tolist())
    model.linear_constraints.lower_bounds.extend(program.rows.least.tolist())
    model.linear_constraints.upper_bounds.extend(program.rows.most.tolist())
    matrix = program.rows.matrix.sorted_indices()
    row = np.repeat(program.row_ids, np.diff(matrix.indptr))
    model.linear_constraint_matrix.row_ids.extend(row.tolist())
    model.linear_constraint_matrix.column_ids.extend(program.column_ids[matrix.indices].tolist())
    model.linear_constraint_matrix.coefficients.extend(matrix.data.astype(np.float64).tolist())
    priced = np.flatnonzero(program.costs)
    model.objective.linear_coefficients.ids.extend(program.column_ids[priced].tolist())
    model.objective.linear_coefficients.values.extend(program.costs[priced].astype(np.float64).tolist())
    return model


def _start_from(basis: solution_pb2.BasisProto, program: Program, start: Basis) -> None:
    free = np.isinf(program.rows.least) & np.isinf(program.rows.most)
    columns, rows = start.start(program.column_ids, program.row_ids, free)
    basis.variable_status.ids.extend(program.column_ids.tolist())
    basis.variable_status.values.extend(columns.tolist())
    basis.constraint_status.ids.extend(program.row_ids.tolist())
    basis.constraint_status.values.extend(rows.tolist())


def _basis(
    basis: solution_pb2.BasisProto, program: Program, values: NDArray[np.float64], prices: NDArray[np.float64]
) -> Basis:
    columns, rows = (
        np.array(every.values[:], dtype=np.int64) for every in (basis.variable_status, basis.constraint_status)
    )
    return Basis(
        columns=Ends(ids=program.column_ids, status=columns, worth=values),
        rows=Ends(ids=program.row_ids, status=rows, worth=prices),
    )


def _dense(vector: Any, ids: NDArray[np.int64]) -> NDArray[np.float64]:
    """A sparse vector by id as one entry an id."""
    values = np.array(vector.values[:], dtype=np.float64)
    if len(values) == len(ids):  # both ascend
        return values
    found = np.zeros(len(ids))
    found[np.searchsorted(ids, np.array(vector.ids[:], dtype=np.int64))] = values
    return found
