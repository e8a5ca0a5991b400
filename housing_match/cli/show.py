"""How results look on the screen: results on stdout, progress on stderr, and the same as JSON where asked."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from housing_match.cli.answers import KIND_TITLES, Answer, pounds
from housing_match.cli.ending import say
from housing_match.domain import GOALS, World
from housing_match.publish import Summary
from housing_match.solve import Progress
from housing_match.tables import Fault, grouped
from housing_match.verify import Verification

GOAL = {goal.name: goal for goal in GOALS}
WIDTH_WITHOUT_A_SCREEN = 110
WIDTH_FOR_SOURCES = 140
MOST_VOIDS_SHOWN = 10


def show_faults(faults: Sequence[Fault], world: World | None, *, as_json: bool, file: TextIO | None = None) -> None:
    """Every fault grouped by cause and table; `file` is stdout unless said."""
    groups = grouped(faults)
    if as_json:
        _print_json([asdict(group) for group in groups])
        return
    console = _console(file)
    if not groups:
        people = "" if world is None else f" ({len(world.residents)} residents, {len(world.bedspaces)} bedspaces)"
        _line(console, f"No faults{people}.")
        return
    _line(console, f"{_counted(len(faults), 'fault')} of {_counted(len(groups), 'kind')}. Mend all, then run again:")
    table_name = ""
    for group in sorted(groups, key=lambda one: one.table):
        if group.table != table_name:
            table_name = group.table
            _line(console, f"\n{table_name}", style="bold")
        console.print(Padding(Text(group.text), (0, 0, 0, 2)))


def show_progress(progress: Progress) -> None:
    """One line a goal proved, for the person who waits."""
    goal = GOAL[progress.goal]
    say(f"proved: {goal.title}: {progress.value:,}")


def show_sample(folder: Path, seed: int, *, as_json: bool) -> None:
    """Where the sample is."""
    if as_json:
        _print_json({"folder": str(folder), "seed": seed})
        return
    words = f"The synthetic sample (seed {seed}) is in {folder}; SYNTHETIC.md there says what is real and what is not."
    _line(_console(), words)


def show_summary(summary: Summary, written: Sequence[Path], *, as_json: bool) -> None:
    """The plan in one page for a commissioner."""
    if as_json:
        _print_json({**asdict(summary), "files": [str(path) for path in written]})
        return
    console = _console()
    _notice(console, summary.notice)
    _line(console, f"Plan as at {summary.as_of}. {summary.status}", style="bold")
    _line(
        console,
        f"{summary.known:,} people known; {summary.need_a_move:,} need a move in the window; {summary.in_plan:,} took "
        "part in the plan (agreed, adult, and needing or ready to move).\n",
    )
    table = Table("", *(one.name for one in summary.comparisons), box=None, pad_edge=False)
    table.columns[0].min_width = 24
    for label, field in (
        ("People housed", "housed"),
        ("Returns to borough", "returns"),
        ("Move-ons made", "move_ons"),
        (f"Voids filled, of {summary.voids}", "voids_filled"),
    ):
        table.add_row(label, *(str(getattr(one, field)) for one in summary.comparisons))
    console.print(table)
    _line(console, f"\nMoves run in {summary.chains} chains; the longest has {summary.longest_chain} steps.")
    unknown = (
        f"; {summary.moves_of_unknown_cost} moves of unknown cost left out" if summary.moves_of_unknown_cost else ""
    )
    _line(
        console,
        f"Weekly public cost of those moved and of all voids: {pounds(summary.cost_before)} before, "
        f"{pounds(summary.cost_after)} after ({pounds(summary.cost_after - summary.cost_before)}){unknown}.",
    )
    if summary.waiting:
        _line(console, "\nPeople who still wait:")
        for kind, count in summary.waiting:
            console.print(Padding(Text(f"{count:>4}  {KIND_TITLES[kind]}"), (0, 0, 0, 2)))
    if summary.suits_nobody:
        _line(console, "\nVoids that suit nobody who waits:")
        for void in summary.suits_nobody[:MOST_VOIDS_SHOWN]:
            cost = "cost not known" if void.weekly_void_cost is None else f"{pounds(void.weekly_void_cost)} a week"
            stops = "; ".join(void.stopped_by) or "nobody is in the plan"
            console.print(Padding(Text(f"{void.bedspace_id} ({void.home_name}, {cost}): {stops}"), (0, 0, 0, 2)))
        if len(summary.suits_nobody) > MOST_VOIDS_SHOWN:
            _line(console, f"  and {len(summary.suits_nobody) - MOST_VOIDS_SHOWN} more in voids.csv")
    _line(console, "\nThis is a proposal. A panel decides, and everyone may refuse.")
    _line(console, f"Written: {', '.join(str(path) for path in written)}")


def show_answer(answer: Answer, *, as_json: bool) -> None:
    """One answer of `explain`."""
    if as_json:
        _print_json(asdict(answer))
        return
    console = _console()
    _notice(console, answer.notice)
    _line(console, answer.headline, style="bold")
    for sentence in answer.sentences:
        _line(console, sentence)
    if answer.rows:
        shown = len(answer.columns) - ("Source" in answer.columns and console.width < WIDTH_FOR_SOURCES)
        table = Table(*answer.columns[:shown], box=None, pad_edge=False)
        for row in answer.rows:
            table.add_row(*(Text(cell) for cell in row[:shown]))
        console.print()
        console.print(table)


def show_verification(verification: Verification, *, as_json: bool) -> None:
    """Whether the checker agrees, each problem, and its own goal values."""
    if as_json:
        _print_json({"agrees": verification.agrees, **asdict(verification)})
        return
    console = _console()
    for problem in verification.problems:
        ids = ", ".join((*problem.resident_ids, *problem.bedspace_ids))
        _line(console, f"{problem.rule}: {problem.what}" + (f" ({ids})" if ids else ""))
    _line(console, "Goals by the checker's own count:")
    for name, value in verification.goals.items():
        _line(console, f"  {GOAL[name].title}: {value:,}")
    for note in verification.notes:
        _line(console, f"Note: {note}")
    count = len(verification.problems)
    ending = (
        "The checker agrees with the plan."
        if verification.agrees
        else f"The checker found {_counted(count, 'problem')}."
    )
    _line(console, ending, style="bold")


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


class _Paper(Console):
    """A console that leaves a broken pipe to `ended_clearly`, which says so."""

    def on_broken_pipe(self) -> None:
        """Called while the BrokenPipeError is handled."""
        raise


def _console(file: TextIO | None = None) -> Console:
    out = file or sys.stdout
    return _Paper(file=out, width=None if out.isatty() else WIDTH_WITHOUT_A_SCREEN, highlight=False, emoji=False)


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style=style))


def _notice(console: Console, notice: str) -> None:
    if notice:
        _line(console, notice, style="bold reverse")


def _print_json(record: object) -> None:
    print(json.dumps(record, indent=1, ensure_ascii=False, default=str))
