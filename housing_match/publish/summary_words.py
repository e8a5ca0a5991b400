"""The words of the summary, for the command line and the pages alike."""

from collections.abc import Iterator, Sequence

from housing_match.publish.summary import EmptyHome, GoalReached, Moved, PlaceLeftEmpty, Summary
from housing_match.publish.words import KIND_TITLES, counted, pounds, signed, spelt_out, suits, void_cost

WAYS = {
    "first come": "first come, first served",
    "one at a time by fit": "one person at a time, by fit",
    "scarcest void first": "scarcest empty home first",
}
"""The baselines in words."""
Rows = Sequence[tuple[str, ...]]


def people_words(summary: Summary) -> str:
    """Whom the tables hold and who took part."""
    return (
        f"{counted(summary.known, 'person', 'people')} known. {summary.need_a_move:,} need a move in the window. "
        f"{summary.in_plan:,} took part in the plan: agreed, adult, and needing a move or ready to move on."
    )


def comparison_rows(summary: Summary) -> Rows:
    """The plan beside the baselines: the names of the ways first, then what each comes to, a line a figure."""
    band = summary.in_need_by_band
    figures = (
        (f"Band A housed, of {band.get('A', 0)}", "band_a"),
        (f"Band B housed, of {band.get('B', 0)}", "band_b"),
        (f"All who need to move housed, of {sum(band.values())}", "housed"),
        ("Returns to borough", "returns"),
        ("Move-ons made", "move_ons"),
        (f"Empty homes filled, of {summary.voids}", "voids_filled"),
    )
    ways = summary.comparisons
    return [
        ("", *(WAYS.get(one.name, one.name) for one in ways)),
        *((label, *(f"{getattr(one, field):,}" for one in ways)) for label, field in figures),
    ]


def move_words(moved: Moved) -> Iterator[str]:
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


def goal_words(goal: GoalReached) -> str:
    """One goal with its value, what the goal above took from it, and how far it is from the best where it is not."""
    if goal.value == goal.best:
        more = "more" if (goal.cost or 0) > 0 else "less"
        price = f" (without the goal above: {abs(goal.cost):,} {more})" if goal.cost else ""
        return f"{goal.title}: {signed(goal.value)}{price}"
    if goal.proved:
        gave_way = abs(goal.best - goal.value)
        return f"{goal.title}: {signed(goal.value)} (best possible {signed(goal.best)}, gave way by {gave_way:,})"
    return f"{goal.title}: {signed(goal.value)} (not proved; no plan does better than {signed(goal.best)})"


def goal_rows(summary: Summary) -> Rows:
    """Each goal in its order: what it came to, the best possible, whether that is proved, the price of the one above.

    The names of the columns come first.
    """
    best = "Best possible" if all(one.proved for one in summary.goals) else "No plan does better than"
    return [
        ("Goal, most important first", "This plan", best, "Proved", "Price of the goal above"),
        *(
            (one.title, signed(one.value), signed(one.best), _proof(one), _price(one, at == 0))
            for at, one in enumerate(summary.goals)
        ),
    ]


def _proof(goal: GoalReached) -> str:
    if goal.value == goal.best:
        return "proved best"
    gap = f"{abs(goal.best - goal.value):,}"
    return f"gave way by {gap}, as the scenario allows" if goal.proved else f"not proved: at most {gap} better"


def _price(goal: GoalReached, first: bool) -> str:
    if first:
        return ""
    if goal.cost is None:
        return "not worked out"
    return f"{abs(goal.cost):,}" if goal.cost else "none"


def waiting_rows(summary: Summary) -> Rows:
    """Those who still wait, by why, apart for those who need to move and those who need not; column names first."""
    need = sum(one.need_to_move for one in summary.waiting)
    gain = sum(one.would_gain for one in summary.waiting)
    return [
        ("People who still wait", "need to move", "would gain"),
        *((KIND_TITLES[one.kind], f"{one.need_to_move:,}", f"{one.would_gain:,}") for one in summary.waiting),
        ("in all", f"{need:,}", f"{gain:,}"),
    ]


def empty_words(void: EmptyHome) -> str:
    """A void that suits nobody: what it offers against what the nearest person wants."""
    place = f"{void.bedspace_id} ({void.home_name}, {void_cost(void.weekly_void_cost)})"
    if void.stopped_by is None:
        return f"{place}: nobody is in the plan."
    wanted, offered = spelt_out(void.wanted), spelt_out(void.offered)
    return f"{place} offers {offered}; the nearest person wants {wanted} (“{void.stopped_by}”)."


def left_empty_words(place: PlaceLeftEmpty) -> str:
    """A place that suits somebody and stays empty, with what to ask."""
    asked = f" To ask: {' '.join(place.questions)}" if place.questions else ""
    said = suits("suits", place.people_who_fit, place.stopped_by, proved=place.proved)
    return f"{place.bedspace_id} ({place.home_name}) {said}{asked}"
