"""How results look on the screen, and the same as JSON where asked."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from housing_match.domain import GOAL, Scenario, World
from housing_match.publish.answer import SOURCE, SOURCES_TITLE, Answer
from housing_match.publish.markdown import markdown
from housing_match.publish.plan_tables import Lines
from housing_match.publish.words import counted, day_words, signed
from housing_match.tables import Fault, grouped
from housing_match.tables.faults import FaultGroup
from housing_match.verify import Verification

WIDTH_WITHOUT_A_SCREEN = 110
WIDTH_FOR_SOURCES = 140


def show_faults(faults: Sequence[Fault], world: World | None, *, as_json: bool, file: TextIO | None = None) -> None:
    """Every fault grouped by cause and table; `file` is stdout unless said."""
    groups = grouped(faults)
    if not groups and not as_json:
        read = (len(world.residents), len(world.bedspaces)) if world is not None else (0, 0)
        line(console(file), f"No faults ({counted(read[0], 'resident')}, {counted(read[1], 'bedspace')}).")
        return
    show_groups(groups, as_json=as_json, file=file)


def show_groups(groups: Sequence[FaultGroup], *, as_json: bool, file: TextIO | None = None) -> None:
    """Groups of faults, table by table."""
    if as_json:
        print_json([asdict(group) for group in groups])
        return
    page = console(file)
    faults = sum(len(group.rows) or 1 for group in groups)
    line(page, f"{counted(faults, 'fault')} of {counted(len(groups), 'kind')}. Mend all, then run again:")
    table_name = ""
    for group in sorted(groups, key=lambda one: one.table):
        if group.table != table_name:
            table_name = group.table
            line(page, f"\n{table_name}", style="bold")
        page.print(Padding(Text(group.text), (0, 0, 0, 2)))


def show_sample(folder: Path, seed: int, *, as_json: bool) -> None:
    """Where the sample is."""
    if as_json:
        print_json({"folder": str(folder), "seed": seed})
        return
    words = f"The synthetic sample (seed {seed}) is in {folder}; SYNTHETIC.md there says what is real and what is not."
    line(console(), words)


def show_template(file: Path, *, as_json: bool) -> None:
    """Where the empty workbook is, and what to do with it."""
    if as_json:
        print_json({"file": str(file)})
        return
    words = f"The empty workbook is {file}. Fill it in, delete the example rows, then: housing-match check {file}"
    line(console(), words)


def show_answer(answer: Answer, record: object = None, *, as_json: bool) -> None:
    """One answer in words; as JSON its record, which is the answer itself unless it has one of its own."""
    if as_json:
        print_json(asdict(answer) if record is None else record)
        return
    page = console()
    notice(page, answer.notice)
    line(page, answer.headline, style="bold")
    for sentence in (*answer.flags, *answer.sentences):
        line(page, sentence)
    _show_rows(page, answer.columns, answer.rows)
    for part in answer.parts:
        line(page, f"\n{part.title}", style="bold")
        for sentence in part.sentences:
            line(page, sentence)
        _show_rows(page, part.columns, part.rows)
    if answer.sources and page.width < WIDTH_FOR_SOURCES:
        line(page, f"\n{SOURCES_TITLE}", style="bold")
        for title, source in answer.sources:
            line(page, f"{title}: {source}")


def show_letter(letter: Answer, *, as_json: bool) -> None:
    """The letter to one person; its lines are as long as they are, for a word processor to break."""
    if as_json:
        print_json(asdict(letter))
        return
    print(markdown(letter), end="")


def show_lines(lists: Sequence[Lines], words: str, *, as_json: bool) -> None:
    """Lists of a plan, each under its title; a cell of which nothing is known is empty."""
    if as_json:
        print_json([asdict(one) for one in lists])
        return
    page = console()
    notice(page, words)
    for one in lists:
        line(page, one.title, style="bold")
        if one.rows:
            show_table(
                page,
                list(one.rows[0]),
                [[_cell_words(cell) for cell in row.values()] for row in one.rows],
            )


def _cell_words(cell: object) -> str:
    """A cell of a list as it is read: a day in words, hours without a tail of noughts."""
    if isinstance(cell, date):
        return day_words(cell)
    if isinstance(cell, float):
        return f"{cell:g}"
    return "" if cell is None else str(cell)


def _show_rows(page: Console, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table, if it has rows; sources only where the screen is wide enough for them, else they stand at the end."""
    if not rows:
        return
    shown = len(columns) - (SOURCE in columns and page.width < WIDTH_FOR_SOURCES)
    page.print()
    show_table(page, columns[:shown], [row[:shown] for row in rows])


def show_table(page: Console, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A plain table; what stands in it is text, whatever it looks like."""
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(Text(heading), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell, overflow="fold") for cell in row))
    page.print(table)


def show_verification(verification: Verification, scenario: Scenario, words: str, *, as_json: bool) -> None:
    """Whether the checker agrees, each problem, and its own goal values; `words` is the notice of the tables."""
    if as_json:
        under = {"notice": words, "as_of": scenario.as_of, "scenario": scenario.name}
        print_json({**under, "agrees": verification.agrees, **asdict(verification)})
        return
    page = console()
    notice(page, words)
    line(page, f"As at {scenario.as_of}, scenario {scenario.name}.")
    for problem in verification.problems:
        ids = ", ".join((*problem.resident_ids, *problem.bedspace_ids))
        line(page, f"{problem.rule}: {problem.what}" + (f" ({ids})" if ids else ""))
    if verification.goals:
        line(page, "Goals by the checker's own count:")
    for name, value in verification.goals.items():
        line(page, f"  {GOAL[name].title}: {signed(value)}")
    for note in verification.notes:
        line(page, f"Note: {note}")
    found = f"The checker found {counted(len(verification.problems), 'problem')}."
    line(page, "The checker agrees with the plan." if verification.agrees else found, style="bold")


class _Paper(Console):
    """A console that leaves a broken pipe to `ended_clearly`, which says so."""

    def on_broken_pipe(self) -> None:
        """Called while the BrokenPipeError is handled."""
        raise


def console(file: TextIO | None = None) -> Console:
    """A page as wide as the screen, or of a fixed width where there is none; stdout unless said."""
    out = file or sys.stdout
    return _Paper(file=out, width=None if out.isatty() else WIDTH_WITHOUT_A_SCREEN, highlight=False, emoji=False)


def line(page: Console, text: str, style: str = "") -> None:
    """One line of text, as it is: no marks in it are read."""
    page.print(Text(text, style=style))


def notice(page: Console, words: str) -> None:
    """The line that stands wherever the data appears, if there is one."""
    if words:
        line(page, words, style="bold reverse")


def print_json(record: object) -> None:
    """One record alone on stdout."""
    print(json.dumps(record, indent=1, ensure_ascii=False, default=str))
