"""The command that holds an infill brief against many futures, and finds the brief that is best on average."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from housing_match.cli.ending import FAILED, OUT_OF_TIME, end_after, ended_clearly, heard, say
from housing_match.cli.given import (
    WORKSPACE,
    AsOf,
    In,
    Json,
    ScenarioFile,
    Workers,
    Workspace,
    ids_in,
    processes_of,
    refuse_unless_writable,
    scenario_for,
    tables_path,
)
from housing_match.cli.infill import (
    MOST_PEOPLE,
    Budget,
    ByYear,
    Out,
    PeopleAtASite,
    Published,
    Sites,
    Years,
    asked_of,
)

if TYPE_CHECKING:
    from housing_match.planning.robust import Progress, Robustness

DONE_WORDS = {
    "drawn": "a future is drawn, with its best brief",
    "together": "some futures are looked at together",
    "compared": "all briefs are held against a future",
    "settled": "sites are found",
    "lived": "the brief best on average is held against a future",
}


@ended_clearly
def robust(
    tables: In,
    budget: Budget,
    futures: Annotated[
        int, typer.Option("--futures", metavar="N", min=1, max=1_000, help="How many futures to draw.")
    ] = 20,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="The same seed draws the same futures.")] = 1,
    rates: Annotated[
        Path | None, typer.Option("--rates", metavar="FILE", help="Your copy of data/future_rates.toml.")
    ] = None,
    workers: Workers = None,
    by_year: ByYear = [],  # noqa: B006 - Typer makes a new one for each call
    years: Years = 0,
    sites: Sites = "",
    people: PeopleAtASite = MOST_PEOPLE,
    published: Published = False,
    out: Out = None,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Say how the best brief fares in futures drawn by chance. It says too which brief is best on average."""
    from housing_match import run as product
    from housing_match.planning import plan_infill
    from housing_match.planning.futures import future_rates
    from housing_match.planning.futures_asked import Question
    from housing_match.planning.robust import Robustness

    setting, known = scenario_for(tables, scenario, as_of), future_rates(rates)
    refuse_unless_writable(tables_path(tables), out)
    asked = asked_of(budget, by_year, years, people)
    world, geography, ask = product.to_build(tables_path(tables), setting, workspace, asked, ids_in(sites) or None)
    stop = threading.Event()
    brief = heard(lambda: plan_infill(world, geography, setting, ask, stopped=stop.is_set), stop)
    question = Question(world=world, scenario=setting, ask=ask, rates=known, seed=seed, homes=brief.homes)
    found = Robustness(question, brief, futures)
    code = OUT_OF_TIME if stop.is_set() else _worked(found, processes_of(workers, futures))
    _tell(found, out, published=published, as_json=as_json)
    end_after(stop, code)


def _tell(found: Robustness, out: Path | None, *, published: bool, as_json: bool) -> None:
    """Writes what was found, where that is asked for, and shows it."""
    from housing_match.cli.show import show_answer
    from housing_match.publish.robust import robust_answer
    from housing_match.publish.robust_files import robust_record, write_robust

    if out is not None:
        say(f"Wrote {', '.join(write_robust(found, out, published=published))} to {out}")
    show_answer(robust_answer(found, published=published), robust_record(found, published=published), as_json=as_json)


def _worked(found: Robustness, workers: int) -> int:
    """Looks at the futures in so many processes, as far as it comes; the exit code."""
    from housing_match.planning.futures_asked import answered
    from housing_match.sweep.processes import Processes, WorkerLost

    try:
        with Processes(answered, found.question, workers) as runner:
            found.work(runner, _show_progress)
    except KeyboardInterrupt:
        say("housing-match: Stopped with what is found so far.")
        return OUT_OF_TIME
    except WorkerLost:
        say("housing-match: A process was lost, perhaps for want of memory. Ask for fewer --workers.")
        return FAILED
    return 0


def _show_progress(progress: Progress) -> None:
    """One line for the person who waits, with about how long the stage still takes."""
    from housing_match.cli.show_progress import time_words

    left = "" if progress.number == progress.of else f"; about {time_words(progress.seconds_left)} left"
    say(f"{progress.number} of {progress.of}: {DONE_WORDS[progress.stage]}{left}")
