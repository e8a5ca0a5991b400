"""Many scenarios and seeds in one go: each run is written as soon as it is done, and none is done twice."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from housing_match import __version__
from housing_match.domain import Scenario
from housing_match.publish.outputs import PLAN_FILE, write_files
from housing_match.sweep.work import Files, Measured, Refused, Run
from housing_match.tables import inputs_sha256
from housing_match.tables.scenario_writing import scenario_sha256
from housing_match.verify.made_from import other_layers

REFUSED, FAILED = "refused", "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What came of one run; `status` is the plan's, or refused (no plan can be made), or failed (tried twice)."""

    run: str
    scenario: str
    seed: int
    status: str
    goals: dict[str, int]
    """Goal → value, in the scenario's order; empty without a plan."""
    people_housed: int | None
    """Everybody whom the plan moves."""
    seconds: float | None
    why: str = ""
    """Why there is no plan."""
    from_before: bool = False
    """Whether it was there already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One run done, its number of how many, and about how long the others will take."""

    row: Row
    number: int
    of: int
    seconds_left: float


class Runner(Protocol):
    """Whatever works the runs: processes of this machine, or a cluster."""

    def results(self, tasks: Sequence[Run]) -> Iterator[tuple[Run, Any]]:
        """Each run with what `planned` says of it, or the exception that ended it, as soon as it is known."""


def runs_of(scenarios: Mapping[str, Scenario], seeds: Sequence[int]) -> tuple[Run, ...]:
    """Every scenario (by name) under every seed; without seeds under its own."""
    return tuple(
        Run(scenario_name=name, scenario=replace(scenario, seed=seed))
        for name, scenario in scenarios.items()
        for seed in (seeds or (scenario.seed,))
    )


class Sweep:
    """The runs of a sweep, each with a folder under `out`, and what came of them so far.

    A run that is there already, of the same tables, layers, scenario and version, is not done again.
    """

    def __init__(self, runs: Sequence[Run], measured: Measured, out: Path) -> None:
        self._runs, self._measured, self._out = runs, measured, out
        self._inputs = {as_of: inputs_sha256(world) for as_of, (world, _) in measured.items()}
        there = ((run, self._record_there(run)) for run in runs)
        self._found = {
            run.name: replace(_row(run, record), from_before=True) for run, record in there if record is not None
        }

    @property
    def rows(self) -> tuple[Row, ...]:
        """One row a run done, in the order of the runs."""
        return tuple(self._found[run.name] for run in self._runs if run.name in self._found)

    @property
    def left(self) -> tuple[Run, ...]:
        """The runs still to be done."""
        return tuple(run for run in self._runs if run.name not in self._found)

    def work(self, runner: Runner, tell: Callable[[Done], None]) -> None:
        """Does what is left and writes each run as soon as it is done; what fails is tried once more, by itself.

        Raises OSError where files cannot be written. Whatever ends it early, every run done stays.
        """
        begun, before, failed = time.monotonic(), len(self._found), []
        for run, result in runner.results(self.left):
            if isinstance(result, Exception):
                failed.append(run)
            else:
                self._done(run, result, begun, before, tell)
        for run in failed:
            for _, result in runner.results([run]):
                self._done(run, result, begun, before, tell)

    def _done(
        self, run: Run, result: Files | Refused | Exception, begun: float, before: int, tell: Callable[[Done], None]
    ) -> None:
        if isinstance(result, Refused):
            row = _without_plan(run, REFUSED, result.why)
        elif isinstance(result, Exception):
            row = _without_plan(run, FAILED, f"{type(result).__name__}: {result}")
        else:
            write_files(result, self._out / run.name)
            row = _row(run, json.loads(result[PLAN_FILE]))
        self._found[run.name] = row
        number, of = len(self._found), len(self._runs)
        pace = (time.monotonic() - begun) / (number - before)
        tell(Done(row=row, number=number, of=of, seconds_left=pace * (of - number)))

    def _record_there(self, run: Run) -> dict[str, Any] | None:
        """The plan.json in the run's folder, if it was made from the same."""
        try:
            record = json.loads((self._out / run.name / PLAN_FILE).read_bytes())
        except (OSError, ValueError):
            return None
        layers = self._measured[run.scenario.as_of][1].layers_used
        same = (
            isinstance(record, dict)
            and record.get("version") == __version__
            and record.get("inputs_sha256") == self._inputs[run.scenario.as_of]
            and record.get("scenario_sha256") == scenario_sha256(run.scenario)
            and not other_layers(record.get("layers"), layers)
        )
        return record if same else None


def _row(run: Run, record: Mapping[str, Any]) -> Row:
    """The row of a plan.json."""
    return Row(
        run=run.name,
        scenario=run.scenario.name,
        seed=run.scenario.seed,
        status=record["status"],
        goals={goal["name"]: goal["value"] for goal in record["goals"]},
        people_housed=len(record["moves"]),
        seconds=round(sum(record["timing"].values()), 3),
    )


def _without_plan(run: Run, status: str, why: str) -> Row:
    return Row(
        run=run.name,
        scenario=run.scenario.name,
        seed=run.scenario.seed,
        status=status,
        goals={},
        people_housed=None,
        seconds=None,
        why=why,
    )
