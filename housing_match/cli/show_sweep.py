"""How a sweep looks on the screen: a line a run while it goes on, and a table when it is done."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from housing_match.cli.ending import say
from housing_match.cli.show import console, line, notice, print_json, show_table
from housing_match.cli.show_progress import time_words
from housing_match.domain import GOAL
from housing_match.publish.words import counted, signed
from housing_match.sweep.runs import FAILED, REFUSED, Done, Row
from housing_match.sweep.summary import columns_of

ENDED = {
    "optimal": "proved best",
    "feasible": "out of time, the best so far",
    "nothing_possible": "nobody can be placed",
    REFUSED: "no plan can be made",
    FAILED: "failed twice",
}
NOT_SHOWN = ("scenario", "seed", "why", "moves")
"""Columns of the summary that the screen has no room for: a run's name says its scenario and seed; moves are people."""


def show_done(done: Done) -> None:
    """One line for the person who waits, with about how long it still takes."""
    row = done.row
    housed = "" if row.people_housed is None else f", {counted(row.people_housed, 'person', 'people')} housed"
    left = "" if done.number == done.of else f"; about {time_words(done.seconds_left)} left"
    say(f"{done.number} of {done.of}: {row.run}: {ENDED[row.status]}{housed}{left}")


def show_sweep(rows: Sequence[Row], words: str, summary: Path, *, as_json: bool) -> None:
    """Every run done, and where the summary is; `words` is the notice of the tables."""
    if as_json:
        print_json({"notice": words, "summary": str(summary), "runs": [asdict(row) for row in rows]})
        return
    page = console()
    notice(page, words)
    columns = {name: read for name, read in columns_of(rows).items() if name not in NOT_SHOWN}
    planned = [row for row in rows if row.goals]
    alike = [
        name
        for name in GOAL
        if name in columns and len(planned) > 1 and len({columns[name](row) for row in planned}) == 1
    ]
    if alike:
        for name in alike:
            columns.pop(name)
        same = "; ".join(f"{GOAL[name].title}: {signed(planned[0].goals[name])}" for name in alike)
        line(page, f"The same in every plan: {same}.")
    show_table(
        page, [name.replace("_", " ") for name in columns], [[read(row) for read in columns.values()] for row in rows]
    )
    for row in rows:
        if row.why:
            line(page, f"{row.run}: {row.why}")
    there = sum(row.from_before for row in rows)
    before = f", {there:,} of them there already" if there else ""
    without = f", {len(rows) - len(planned):,} of them without a plan" if len(planned) < len(rows) else ""
    line(page, f"{counted(len(rows), 'run')} done{before}{without}. The same as a table: {summary}")
