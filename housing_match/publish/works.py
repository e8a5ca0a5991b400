"""Which works to do, in words, tables and files: whom each houses, what it costs and what more would do."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from housing_match.domain import GOAL
from housing_match.planning import WorkDone, WorksBrief
from housing_match.planning.works import DFG_LIMIT_POUNDS, NEXT_POUNDS
from housing_match.publish.answer import Answer, Part
from housing_match.publish.briefs import (
    CURVE_COLUMNS,
    CURVE_FILE,
    SCHEMA_VERSION,
    Line,
    Table,
    curve_lines,
    curve_part,
    headline,
    more_words,
    move_records,
    people_cells,
    records,
    who_words,
    with_people,
    write_brief,
)
from housing_match.publish.words import counted, day_words, pounds, signed

WORK_COLUMNS = (
    "home_id", "bedspace_id", "work", "capital_pounds", "grant_pounds", "above_grant_limit", "done_by",
    "people_direct", "people_through_chains",
)  # fmt: skip


def works_answer(brief: WorksBrief, *, published: bool) -> Answer:
    """The works to do; as published with counts of people only, small ones hidden."""
    parts = [_works_part(brief, published=published)]
    if not published:
        parts += [_changes_part(brief), _more_part(brief), *((curve_part(brief.steps),) if brief.steps else ())]
    return Answer(
        about="works",
        headline=headline(counted(len(brief.works), "work"), brief, brief.budget_pounds, published=published),
        flags=() if brief.status == "optimal" else ("Not proved best: it was stopped before the proof was complete.",),
        sentences=tuple(_sentences(brief)),
        parts=tuple(parts),
        notice=brief.built.world.notice,
    )


def _sentences(brief: WorksBrief) -> Iterator[str]:
    yield (
        "Works are chosen goal by goal with the plan, then for the least capital. A Disabled Facilities Grant pays at "
        f"most {pounds(DFG_LIMIT_POUNDS)} of one that is eligible."
    )
    if brief.late:
        yield f"{counted(len(brief.late), 'work')} would end after the plan's window and cannot count."


def _works_part(brief: WorksBrief, *, published: bool) -> Part:
    return Part(
        title="Works to do",
        columns=("Work", "Capital", "Grant, at most", "Done by", "Moves in", "Through chains"),
        rows=tuple(
            (
                one.option_id,
                pounds(one.work.capital_cost),
                pounds(one.grant_pounds),
                day_words(one.done_by),
                who_words(one.direct, published=published),
                who_words(one.chained, published=published),
            )
            for one in brief.works
        ),
    )


def _changes_part(brief: WorksBrief) -> Part:
    told = changed_words(brief.today.values, brief.built.values)
    return Part(title="What they change", sentences=(f"{told or 'Nothing'}.",))


def changed_words(before: Mapping[str, int], after: Mapping[str, int]) -> str:
    """Every goal that comes to something else; the empty text where none does."""
    return "; ".join(
        f"{goal}: {signed(value)} becomes {signed(then)}" for goal, value, then in changed_goals(before, after)
    )


def changed_goals(before: Mapping[str, int], after: Mapping[str, int]) -> list[tuple[str, int, int]]:
    """Every goal that comes to something else: its title, its value before and after; in the order of `before`."""
    return [(GOAL[name].title, value, after[name]) for name, value in before.items() if after.get(name, value) != value]


def _more_part(brief: WorksBrief) -> Part:
    """What more capital would do: by goal, and the next step at which anybody more is housed."""
    more = changed_words(brief.built.values, brief.with_more) if brief.with_more else "there was no time to find out"
    told = [f"With {pounds(NEXT_POUNDS)} more: {more or 'nothing changes'}."]
    if brief.next is None:
        told.append("No listed work houses more people, whatever is spent.")
    else:
        people = counted(brief.next.housed, "person", "people")
        told.append(f"The next step: {people} can be housed for {pounds(brief.next.capital_pounds)}.")
    return Part(title="What more would do", sentences=tuple(told))


def work_lines(brief: WorksBrief, *, published: bool) -> Iterator[Line]:
    """The lines of works.csv under WORK_COLUMNS, with PEOPLE_COLUMNS after them unless it is to be published."""
    for one in brief.works:
        yield (*_line(one), *people_cells(one.direct, one.chained, published=published))


def _line(one: WorkDone) -> Line:
    work = one.work
    above = "" if not work.dfg_eligible else "yes" if work.capital_cost > DFG_LIMIT_POUNDS else "no"
    place = work.home_id, work.bedspace_id or ""
    return *place, work.work, work.capital_cost, one.grant_pounds, above, one.done_by.isoformat()


def write_works(brief: WorksBrief, folder: Path, *, published: bool) -> tuple[str, ...]:
    """Write brief.json, works.csv and curve.csv, all or none; their names. Raises OSError.

    What is to be published names nobody, and has no curve, of which single steps are about few people.
    """
    columns = with_people(WORK_COLUMNS, published=published)
    tables: dict[str, Table] = {"works.csv": (columns, work_lines(brief, published=published))}
    if not published:
        tables[CURVE_FILE] = CURVE_COLUMNS, curve_lines(brief.steps)
    return write_brief(works_record(brief, published=published), tables, folder)


def works_record(brief: WorksBrief, *, published: bool) -> dict[str, Any]:
    """The brief as plain values."""
    columns = with_people(WORK_COLUMNS, published=published)
    shared = {
        "schema_version": SCHEMA_VERSION,
        "notice": brief.built.world.notice,
        "budget_pounds": brief.budget_pounds,
        "capital_pounds": brief.capital_pounds,
        "status": brief.status,
        "people_more": more_words(brief.housed_more, published=published),
        "works": records(columns, work_lines(brief, published=published)),
    }
    if published:
        return shared
    return shared | {
        "goals": brief.built.values,
        "with_more": dict(brief.with_more),
        "moves": move_records(brief.built.plan),
        "curve": records(CURVE_COLUMNS, curve_lines(brief.steps)),
    }
