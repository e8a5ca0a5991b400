"""The summary of a run as one page on the screen."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from housing_match.cli.show import console, line, notice, print_json
from housing_match.publish import Summary
from housing_match.publish.summary import EmptyHome, GoalReached, Moved, PlaceLeftEmpty
from housing_match.publish.words import KIND_TITLES, counted, pounds, spelt_out, suits, void_cost

MOST_SHOWN = 12


def show_summary(summary: Summary, written: Sequence[Path], *, as_json: bool) -> None:
    """The plan in one page for a commissioner."""
    if as_json:
        print_json({**asdict(summary), "files": [str(path) for path in written]})
        return
    page = console()
    notice(page, summary.notice)
    line(page, f"Plan as at {summary.as_of}, scenario {summary.scenario}. {summary.status}", style="bold")
    line(page, _people(summary))
    page.print()
    page.print(_comparisons(summary))
    page.print()
    for sentence in _moves(summary.moved):
        line(page, sentence)
    _listed(page, "Goals, in their order:", [_goal(goal) for goal in summary.goals])
    if summary.waiting:
        page.print()
        page.print(_waiting(summary))
    asked = [f"{question} ({counted(people, 'person', 'people')})" for question, people in summary.questions]
    _listed(page, "Questions that would open most:", asked)
    _listed(page, "Voids that suit nobody who waits:", [_empty(one) for one in summary.suits_nobody], " in voids.csv")
    _listed(page, "Places that suit somebody and stay empty:", [_left_empty(one) for one in summary.left_empty])
    if summary.voids_left_out:
        line(page, f"\n{counted(summary.voids_left_out, 'void')} left out by the scenario.")
    line(page, "\nThis is a proposal. A panel decides, and everyone may refuse.")
    line(page, f"Written: {', '.join(str(path) for path in written)}")


def _people(summary: Summary) -> str:
    return (
        f"{counted(summary.known, 'person', 'people')} known. {summary.need_a_move:,} need a move in the window. "
        f"{summary.in_plan:,} took part in the plan: agreed, adult, and needing a move or ready to move on."
    )


def _comparisons(summary: Summary) -> Table:
    band = summary.in_need_by_band
    table = Table("", *(one.name for one in summary.comparisons), box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for label, field in (
        (f"Band A housed, of {band.get('A', 0)}", "band_a"),
        (f"Band B housed, of {band.get('B', 0)}", "band_b"),
        (f"All who need to move housed, of {sum(band.values())}", "housed"),
        ("Returns to borough", "returns"),
        ("Move-ons made", "move_ons"),
        (f"Voids filled, of {summary.voids}", "voids_filled"),
    ):
        table.add_row(label, *(f"{getattr(one, field):,}" for one in summary.comparisons))
    return table


def _moves(moved: Moved) -> Iterator[str]:
    """What the moves are, when they can be, how well they fit and what they cost, a sentence each."""
    if not moved.people:
        yield "No moves."
        return
    gain = moved.people - moved.in_need
    need = counted(moved.in_need, "person needs", "people need")
    yield (
        f"{counted(moved.people, 'move')}: {need} to move, {gain:,} would gain. They run in "
        f"{counted(moved.chains, 'chain')}; the longest has {counted(moved.longest_chain, 'step')}."
    )
    if moved.after_needed_by:
        yield f"{moved.after_needed_by:,} of them only after the date the home is needed by (matches.csv, flags)."
    if moved.chain_after_band_a_window:
        late = counted(moved.chain_after_band_a_window, "person", "people")
        yield f"{late} of band A would wait for a chain that ends after band A's window (matches.csv, flags)."
    if moved.closed_cycles:
        cycles = counted(moved.closed_cycles, "closed cycle")
        yield f"{cycles}: someone needs a short stay elsewhere first (matches.csv, flags)."
    if moved.average_fit is not None:
        yield f"Average fit of the moves: {moved.average_fit:,} of 1,000 (1,000: every preference met)."
    change = moved.cost_after - moved.cost_before
    words = f"{pounds(abs(change))} {'less' if change < 0 else 'more'}" if change else "no change"
    unknown = f"; {counted(moved.of_unknown_cost, 'move')} of unknown cost left out" if moved.of_unknown_cost else ""
    yield (
        f"Weekly public cost of those moved and of all voids: {pounds(moved.cost_before)} before, "
        f"{pounds(moved.cost_after)} after: {words} a week{unknown}."
    )


def _goal(goal: GoalReached) -> str:
    if goal.value == goal.best:
        return f"{goal.title}: {goal.value:,}"
    if goal.proved:
        gave_way = abs(goal.best - goal.value)
        return f"{goal.title}: {goal.value:,} (best possible {goal.best:,}, gave way by {gave_way:,})"
    return f"{goal.title}: {goal.value:,} (not proved; no plan does better than {goal.best:,})"


def _waiting(summary: Summary) -> Table:
    """Those who still wait, by why, apart for those who need to move and those who need not."""
    table = Table("People who still wait", "need to move", "would gain", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for one in summary.waiting:
        table.add_row(f"  {KIND_TITLES[one.kind]}", f"{one.need_to_move:,}", f"{one.would_gain:,}")
    need = sum(one.need_to_move for one in summary.waiting)
    gain = sum(one.would_gain for one in summary.waiting)
    table.add_row("  in all", f"{need:,}", f"{gain:,}")
    return table


def _empty(void: EmptyHome) -> str:
    place = f"{void.bedspace_id} ({void.home_name}, {void_cost(void.weekly_void_cost)})"
    if void.stopped_by is None:
        return f"{place}: nobody is in the plan."
    wanted, offered = spelt_out(void.wanted), spelt_out(void.offered)
    return f"{place} offers {offered}; the nearest person wants {wanted} (“{void.stopped_by}”)."


def _left_empty(place: PlaceLeftEmpty) -> str:
    asked = f" To ask: {' '.join(place.questions)}" if place.questions else ""
    return f"{place.bedspace_id} ({place.home_name}) {suits('suits', place.people_who_fit, place.stopped_by)}{asked}"


def _listed(page: Console, heading: str, lines: Sequence[str], more_in: str = "") -> None:
    """A heading and its lines, if there are any; only the first dozen."""
    if lines:
        line(page, f"\n{heading}")
    for one in lines[:MOST_SHOWN]:
        page.print(Padding(Text(one), (0, 0, 0, 2), expand=False))
    if len(lines) > MOST_SHOWN:
        line(page, f"  and {len(lines) - MOST_SHOWN:,} more{more_in}")
