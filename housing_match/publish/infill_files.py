"""The infill brief as plain records and files: each scheme, each step of capital and one more home of each kind."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from housing_match.planning import InfillBrief, OneMore, Step
from housing_match.publish.briefs import (
    CURVE_COLUMNS,
    CURVE_FILE,
    SCHEMA_VERSION,
    Line,
    Table,
    curve_lines,
    more_words,
    move_records,
    people_cells,
    records,
    with_people,
    write_brief,
)
from housing_match.publish.infill import part_m, running_pounds_per_week, staff_base

SCHEME_COLUMNS = (
    "site_id", "site", "borough", "type_id", "home_type", "homes", "bedspaces", "dwellings", "open_by", "part_m",
    "staff_base", "capital_pounds", "running_pounds_per_week", "people_direct", "people_through_chains",
)  # fmt: skip
ONE_MORE_COLUMNS = (
    "type_id", "bedspaces", "capital_pounds", "people_more", "dual_price", "same_capital_elsewhere",
)  # fmt: skip


def one_more_lines(found: Sequence[OneMore]) -> Iterator[Line]:
    """The lines of one_more.csv under ONE_MORE_COLUMNS."""
    for one in found:
        prices = round(one.by_price, 2), round(one.same_capital, 2)
        yield one.type_id, one.bedspaces, one.capital_pounds, one.people, *prices


def scheme_lines(brief: InfillBrief, *, published: bool) -> Iterator[Line]:
    """The lines of schemes.csv under SCHEME_COLUMNS, with PEOPLE_COLUMNS after them unless it is to be published."""
    for scheme in brief.schemes:
        people = people_cells(scheme.direct, scheme.chained, published=published)
        for one, opens in scheme.homes:
            homes = len(opens)
            running = running_pounds_per_week(one, homes)
            yield (
                scheme.site_id, one.site.name, one.site.borough, one.home_type.type_id, one.home_type.title, homes,
                one.home_type.bedspaces * homes, one.dwellings * homes, max(opens), part_m(one.home_type),
                staff_base(one.home_type), one.capital_pounds * homes, "" if running is None else running, *people,
            )  # fmt: skip


def write_infill(
    brief: InfillBrief, steps: Sequence[Step], more_homes: Sequence[OneMore], folder: Path, *, published: bool
) -> tuple[str, ...]:
    """Write brief.json, schemes.csv and, where asked for, curve.csv and one_more.csv, all or none; their names.

    What is to be published names nobody, and has neither of the latter, of which single lines are about few people.
    Raises OSError.
    """
    columns = with_people(SCHEME_COLUMNS, published=published)
    tables: dict[str, Table] = {"schemes.csv": (columns, scheme_lines(brief, published=published))}
    if steps and not published:
        tables[CURVE_FILE] = CURVE_COLUMNS, curve_lines(steps)
    if more_homes and not published:
        tables["one_more.csv"] = ONE_MORE_COLUMNS, one_more_lines(more_homes)
    return write_brief(infill_record(brief, steps, more_homes, published=published), tables, folder)


def infill_record(
    brief: InfillBrief, steps: Sequence[Step], more_homes: Sequence[OneMore], *, published: bool
) -> dict[str, Any]:
    """The brief as plain values."""
    columns = with_people(SCHEME_COLUMNS, published=published)
    shared = {
        "schema_version": SCHEMA_VERSION,
        "notice": brief.built.world.notice,
        "as_of": brief.scenario.as_of.isoformat(),
        "years": brief.ask.years,
        "budget_pounds": brief.ask.budget_pounds,
        "capital_pounds": brief.capital_pounds,
        "status": brief.status,
        "people_more": more_words(brief.housed_more, published=published),
        "schemes": records(columns, scheme_lines(brief, published=published)),
    }
    if published:
        return shared
    return shared | {
        "goals": [{"name": one.name, "value": one.value, "bound": one.bound} for one in brief.goals],
        "moves": move_records(brief.built.plan),
        "curve": records(CURVE_COLUMNS, curve_lines(steps)),
        "one_more": records(ONE_MORE_COLUMNS, one_more_lines(more_homes)),
    }
