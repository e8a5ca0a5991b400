"""The engine beside whole-model HiGHS, SCIP and CP-SAT on the same instances, to zero gap; prints and writes a table.

Run from the root of the project: .venv/bin/python benchmarks/engine.py [--cap SECONDS] [--write] [SIZE …]
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from boroughs import AS_OF, LONDON, LONDON_PURE, TWO_BOROUGHS, boroughs
from ortools.math_opt.python import mathopt

from housing_match.assess import Assessment, assess
from housing_match.domain import Scenario, goal_order
from housing_match.solve import best_plan, model
from housing_match.solve.arcs import Arcs, arcs_of
from housing_match.solve.clock import Clock
from housing_match.solve.coupled import Coupled
from housing_match.solve.engine import Engine
from housing_match.solve.flow import Flow
from housing_match.solve.goals import tallies
from housing_match.solve.rows import Side, table_of_plan
from housing_match.solve.wishes import add_wishes
from tests.solve.whole_model import WholeModel

SIZES = {"two boroughs": TWO_BOROUGHS, "London": LONDON, "London, nothing coupled": LONDON_PURE}
PEERS = {"HiGHS": mathopt.SolverType.HIGHS, "SCIP": mathopt.SolverType.GSCIP, "CP-SAT": mathopt.SolverType.CP_SAT}
ONE_GOAL = "fit"


class Measured:
    """Wall and processor seconds of a piece of work; `ended` says whether it came to its proof."""

    def __init__(self, work: Callable[[], bool]) -> None:
        wall, processor = time.perf_counter(), time.process_time()
        try:
            self.ended = work()
        except TimeoutError:
            self.ended = False
        self.wall, self.processor = time.perf_counter() - wall, time.process_time() - processor

    def __str__(self) -> str:
        return f"{self.wall:.2f} s ({self.processor:.2f} s of processor)" + ("" if self.ended else ", not proved")


def coupled(assessment: Assessment) -> tuple[Arcs, Side]:
    """The arcs and rows that every solver is given."""
    arcs, side = model.coupled(arcs_of(assessment))
    add_wishes(side, arcs)
    return arcs, side


def one_goal(engine: Callable[[], Engine], arcs: Arcs) -> bool:
    """The one goal alone, the model's making included."""
    (best,) = engine().best([tallies(arcs)[ONE_GOAL]])
    return best.proved


def all_goals(engine: Callable[[], Engine], arcs: Arcs, deadline: float) -> bool:
    """Every goal in its order; no prices and no lottery."""
    solver, found = engine(), tallies(arcs)
    left = [found[name] for name in goal_order(())]
    while left:
        if time.monotonic() > deadline:
            return False
        for best in solver.best(left):
            if not best.proved:
                return False
            solver.fix(left.pop(0), best.found)
    return True


def broken_without_rules(arcs: Arcs, side: Side) -> str:
    """How many of the rules the plan breaks that is best for the one goal and knows none."""
    (best,) = Flow(arcs).best([tallies(arcs)[ONE_GOAL]])
    table = table_of_plan(arcs, side)
    values = best.taken.astype("int64")
    values.resize(table.matrix.shape[1])
    rules = table.only(slice(len(arcs.people) + len(arcs.classes), None))
    touched = abs(rules.matrix) @ values > 0
    broken = ~rules.kept_by(values)
    return f"{int(broken.sum())} broken of {int(touched.sum())} rules that the plan without them touches"


def measure(name: str, cap: float) -> list[str]:
    """The lines of one instance."""
    world, geography = boroughs(SIZES[name])
    began = time.perf_counter()
    assessment = assess(world, geography, Scenario(as_of=AS_OF))
    assessed = time.perf_counter() - began
    began = time.perf_counter()
    arcs, side = coupled(assessment)
    told = time.perf_counter() - began
    rows = len(side.rows) + sum(len(pairs) for pairs in side.apart)
    lines = [
        f"## {name}: {len(arcs.people):,} people, {int(arcs.capacity.sum()):,} places, {len(arcs.person):,} edges, "
        f"{len(world.housemates):,} pairs, {rows:,} rule rows",
        "",
        f"Assessed in {assessed:.2f} s, rules told in {told:.2f} s; {broken_without_rules(arcs, side)}.",
        "",
        "| what | ours | " + " | ".join(PEERS) + " |",
        "|---|---|" + "---|" * len(PEERS),
    ]

    def ours() -> Engine:
        clock = Clock(deadline=time.monotonic() + cap)
        return Coupled(arcs, side, clock) if side.couples else Flow(arcs)

    def peer(solver: mathopt.SolverType) -> Callable[[], Engine]:
        limits = mathopt.SolveParameters(
            relative_gap_tolerance=0.0, absolute_gap_tolerance=0.0, time_limit=timedelta(seconds=cap)
        )
        return lambda: WholeModel(arcs, side, solver, limits)

    makers = [ours, *(peer(solver) for solver in PEERS.values())]
    for title, work in (
        (f"one goal ({ONE_GOAL})", lambda make: one_goal(make, arcs)),
        ("all goals", lambda make: all_goals(make, arcs, time.monotonic() + cap)),
    ):
        cells = []
        for make in makers:
            cells.append(str(Measured(lambda make=make, work=work: work(make))))
            print(name, title, cells[-1], flush=True)
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    limited = replace(assessment, scenario=Scenario(as_of=AS_OF, time_limit_seconds=int(cap)))
    whole = Measured(lambda: best_plan(limited).status == "optimal")
    return [*lines, "", f"The product's plan with prices and lottery: {whole}.", ""]


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cap", type=float, default=60.0, help="seconds that each solver has for each line")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    parser.add_argument("sizes", nargs="*", default=list(SIZES), choices=[*SIZES, []])
    asked = parser.parse_args()
    head = [
        "# Benchmarks",
        "",
        f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start; "
        f"Python {platform.python_version()}, OR-Tools {version('ortools')}, NumPy {version('numpy')}, "
        f"SciPy {version('scipy')}. Made by `benchmarks/engine.py --cap {asked.cap:g} --write`. Every solver has "
        f"{asked.cap:g} s for each line and proves to zero gap; one that does not prove in time says so. Models are "
        "made within the time measured. Wall time first; on a busy machine compare the processor's.",
        "",
    ]
    lines = [line for size in asked.sizes for line in measure(size, asked.cap)]
    print("\n".join([*head, *lines]))
    if asked.write:
        (Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md").write_text("\n".join([*head, *lines]))


if __name__ == "__main__":
    main()
