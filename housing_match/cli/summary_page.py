"""The summary of a run as one page on the screen."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from housing_match.cli.show import console, line, notice, print_json
from housing_match.publish import Summary
from housing_match.publish.summary_words import (
    comparison_rows,
    empty_words,
    goal_words,
    left_empty_words,
    move_words,
    people_words,
    waiting_rows,
)
from housing_match.publish.words import IT_PROPOSES, counted

MOST_SHOWN = 12


def show_summary(summary: Summary, written: Sequence[Path], *, as_json: bool) -> None:
    """The plan in one page for a commissioner."""
    if as_json:
        print_json({**asdict(summary), "files": [str(path) for path in written]})
        return
    page = console()
    notice(page, summary.notice)
    line(page, f"Plan as at {summary.as_of}, scenario {summary.scenario}. {summary.status}", style="bold")
    line(page, summary.objective)
    line(page, people_words(summary))
    _figures(page, comparison_rows(summary))
    page.print()
    for sentence in move_words(summary.moved):
        line(page, sentence)
    _listed(page, "Goals, in their order:", [goal_words(goal) for goal in summary.goals])
    if summary.waiting:
        _figures(page, waiting_rows(summary))
    asked = [f"{question} ({counted(people, 'person', 'people')})" for question, people in summary.questions]
    _listed(page, "Questions that would open most:", asked)
    _listed(
        page, "Voids that suit nobody who waits:", [empty_words(one) for one in summary.suits_nobody], " in voids.csv"
    )
    _listed(page, "Places that suit somebody and stay empty:", [left_empty_words(one) for one in summary.left_empty])
    if summary.voids_left_out:
        line(page, f"\n{counted(summary.voids_left_out, 'void')} left out by the scenario.")
    line(page, f"\n{IT_PROPOSES}")
    line(page, f"Written: {', '.join(str(path) for path in written)}")


def _figures(page: Console, rows: Sequence[tuple[str, ...]]) -> None:
    """A table of figures, the names of its columns first."""
    table = Table(*rows[0], box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for row in rows[1:]:
        table.add_row(*row)
    page.print()
    page.print(table)


def _listed(page: Console, heading: str, lines: Sequence[str], more_in: str = "") -> None:
    """A heading and its lines, if there are any; only the first dozen."""
    if lines:
        line(page, f"\n{heading}")
    for one in lines[:MOST_SHOWN]:
        page.print(Padding(Text(one), (0, 0, 0, 2), expand=False))
    if len(lines) > MOST_SHOWN:
        line(page, f"  and {len(lines) - MOST_SHOWN:,} more{more_in}")
