"""What briefs have in common: whom they house, what each step of capital brings, and their files."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from housing_match.domain import Plan
from housing_match.explain.small_numbers import count_words
from housing_match.planning import InfillBrief, Step, WorksBrief
from housing_match.publish.answer import Part
from housing_match.publish.words import pounds
from housing_match.tables.together import written_together
from housing_match.tables.writing import write_csv

SCHEMA_VERSION = 1
BRIEF_FILE = "brief.json"
PEOPLE_COLUMNS = ("resident_ids_direct", "resident_ids_through_chains")
"""Columns of the internal edition only."""
CURVE_FILE = "curve.csv"
CURVE_COLUMNS = (
    "people_housed", "capital_pounds", "capital_pounds_a_person", "returns", "weekly_cost", "payback_years",
    "sites_found",
)  # fmt: skip
Line = tuple[object, ...]
Table = tuple[Sequence[str], Iterable[Line]]
"""The columns of a CSV file and its lines."""


def more_words(people: int, *, published: bool) -> str:
    """How many people more are housed than without, in figures; none where there are fewer."""
    return count_words(max(people, 0), published=published)


def headline(chosen: str, brief: InfillBrief | WorksBrief, budget_pounds: int, *, published: bool) -> str:
    """What is chosen, such as "2 schemes", at what cost, and how many people more are housed."""
    more = more_words(brief.housed_more, published=published)
    spent = f"{pounds(brief.capital_pounds)} of {pounds(budget_pounds)}"
    return f"{chosen} for {spent}: {more} people more are housed than without."


def who_words(resident_ids: Sequence[str], *, published: bool) -> str:
    """People by id; as published only how many."""
    return count_words(len(resident_ids), published=True) if published else ", ".join(resident_ids) or "nobody"


def with_people(columns: tuple[str, ...], *, published: bool) -> tuple[str, ...]:
    """The columns of a table, with PEOPLE_COLUMNS after them unless it is to be published."""
    return columns if published else (*columns, *PEOPLE_COLUMNS)


def people_cells(direct: Sequence[str], chained: Sequence[str], *, published: bool) -> tuple[str, ...]:
    """How many move in and how many follow; who they are after that, unless it is to be published."""
    both = (direct, chained)
    counts = tuple(count_words(len(some), published=published) for some in both)
    return counts if published else (*counts, *map(";".join, both))


def curve_part(steps: Sequence[Step]) -> Part:
    """The least capital for each number of people housed."""
    return Part(
        title="What each step of capital brings",
        sentences=("The least capital for which so many who need to move are housed, whoever they are.",),
        columns=("People housed", "Capital", "For each person more", "Returns", "Change a week", "Paid back after"),
        rows=tuple(
            (
                str(one.housed),
                pounds(one.capital_pounds),
                "–" if (each := _a_person(one, steps[0])) is None else pounds(each),
                str(one.returns),
                pounds(one.weekly_cost),
                "–" if (years := one.payback_years(steps[0])) is None else f"{years:.1f} years",
            )
            for one in steps
        ),
    )


def _a_person(step: Step, first: Step) -> int | None:
    """Pounds of capital for each person more than at the first step; None where there are none."""
    more = step.housed - first.housed
    return (step.capital_pounds - first.capital_pounds) // more if more else None


def curve_lines(steps: Sequence[Step]) -> Iterator[Line]:
    """The lines of curve.csv under CURVE_COLUMNS."""
    for one in steps:
        each, years = _a_person(one, steps[0]), one.payback_years(steps[0])
        payback = None if years is None else round(years, 1)
        found = "yes" if one.attained else "no"
        yield one.housed, one.capital_pounds, each, one.returns, one.weekly_cost, payback, found


def records(columns: Sequence[str], lines: Iterable[Line]) -> list[dict[str, object]]:
    """The lines of a table as plain values."""
    return [dict(zip(columns, one, strict=True)) for one in lines]


def move_records(plan: Plan) -> list[dict[str, object]]:
    """Who moves where once it is done, as plain values."""
    return [
        {"resident_id": one.resident_id, "bedspace_id": one.bedspace_id, "chain_id": one.chain_id, "step": one.step}
        for one in plan.moves
    ]


def write_brief(
    record: Mapping[str, Any], tables: Mapping[str, Table], folder: Path, name: str = BRIEF_FILE
) -> tuple[str, ...]:
    """Write the record and the tables by their names, all or none; what was written. Raises OSError."""
    with written_together(folder, last=name) as aside:
        for file, (columns, lines) in tables.items():
            write_csv(aside / file, columns, lines)
        text = json.dumps(record, indent=1, ensure_ascii=False)
        (aside / name).write_text(text + "\n", encoding="utf-8")
    return tuple(sorted((name, *tables)))
