"""The infill brief in words, tables and files: what to build where, for whom, and what each step of capital brings."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from housing_match.domain import GOAL, HomeType, World
from housing_match.explain.small_numbers import count_words
from housing_match.places.authorities import authority_name
from housing_match.planning import Buildable, InfillBrief, OneMore, Reached, Scheme, Step
from housing_match.publish.answer import Answer, Part
from housing_match.publish.words import counted, pounds
from housing_match.tables.together import written_together
from housing_match.tables.writing import write_csv

SCHEMA_VERSION = 1
PART_M = {"A": "M4(3)", "B": "M4(3)", "C": "M4(2)", "D": "M4(2)", "E": "M4(2)", "E+": "M4(2)"}
"""Part M class by AHR category: wheelchair user dwellings, and accessible and adaptable ones; all others are M4(1).

Approved Document M, volume 1 (2015); London Plan 2021, policy D7, which asks for no less than M4(2) of new homes.
"""
STAFF_BASE = {"sleep_in": "a room for staff who sleep in", "waking": "a base for staff awake at night"}
SCHEME_COLUMNS = (
    "site_id", "site", "borough", "type_id", "home_type", "homes", "bedspaces", "dwellings", "open_by", "part_m",
    "staff_base", "capital_pounds", "running_pounds_per_week", "people_direct", "people_through_chains",
)  # fmt: skip
PEOPLE_COLUMNS = ("resident_ids_direct", "resident_ids_through_chains")
"""Columns of the internal edition only."""
CURVE_COLUMNS = (
    "people_housed", "capital_pounds", "capital_pounds_a_person", "returns", "weekly_cost", "payback_years",
    "sites_found",
)  # fmt: skip
ONE_MORE_COLUMNS = (
    "type_id", "bedspaces", "capital_pounds", "people_more", "dual_price", "same_capital_elsewhere",
)  # fmt: skip
CAPITAL_TITLE = "capital, in pounds"
HOW_IT_COUNTS = (
    "Homes count as free once they stand. Each site is measured from the postcode nearest to it. Costs are those of "
    "the tables; running cost is shared staff and nights, individual support aside."
)


def part_m(home_type: HomeType) -> str:
    """The class of Part M that a new home of this type is built to."""
    return PART_M.get(home_type.ahr_category or "", "M4(1)")


def staff_base(home_type: HomeType) -> str:
    """What room the staff need, in words."""
    return STAFF_BASE.get(home_type.night_support or "", "none")


def infill_answer(
    world: World, brief: InfillBrief, steps: Sequence[Step], more_homes: Sequence[OneMore] = (), *, published: bool
) -> Answer:
    """The brief, scheme by scheme; as published with counts of people only, small ones hidden."""
    more = count_words(max(brief.housed_more, 0), published=published)
    return Answer(
        about="infill",
        headline=f"{counted(len(brief.schemes), 'scheme')} for {pounds(brief.capital_pounds)} of "
        f"{pounds(brief.ask.budget_pounds)}: {more} people more are housed than without.",
        flags=() if brief.status == "optimal" else (_unproved(brief),),
        sentences=(_a_person(brief, published=published), HOW_IT_COUNTS),
        parts=(
            *(_scheme_part(one, published=published) for one in brief.schemes),
            *(() if published else (goals_part(brief.goals),)),
            *((curve_part(steps),) if steps and not published else ()),
            *((one_more_part(more_homes),) if more_homes and not published else ()),
        ),
        notice=world.notice,
    )


def _unproved(brief: InfillBrief) -> str:
    first = next((_title(one.name) for one in brief.goals if one.bound is None or one.value != one.bound), "")
    return f"Not proved best: more may be possible on {first}, and then on the goals after it."


def _a_person(brief: InfillBrief, *, published: bool) -> str:
    if published or brief.housed_more <= 0:
        return "Who is housed is decided with the sites, goal by goal; then the least capital is spent."
    each = brief.capital_pounds // brief.housed_more
    return f"That is {pounds(each)} for each person more, those housed through chains of moves among them."


def _scheme_part(scheme: Scheme, *, published: bool) -> Part:
    site = scheme.homes[0][0].site
    direct, chained = len(scheme.direct), len(scheme.chained)
    told = [
        f"{site.name}, {authority_name(site.borough)}: room for {counted(scheme.people, 'person', 'people')}, "
        f"{pounds(scheme.capital_pounds)}."
    ]
    if published:
        people = count_words(direct, published=True), count_words(chained, published=True)
        told.append(f"People housed here: {people[0]}; through the moves that follow: {people[1]}.")
    else:
        told.append(f"Move in: {', '.join(scheme.direct) or 'nobody'}.")
        told.append(f"Through the moves that follow: {', '.join(scheme.chained) or 'nobody'}.")
    return Part(
        title=f"Site {scheme.site_id}",
        sentences=tuple(told),
        columns=("Home", "Homes", "Bedspaces", "Open by", "Part M", "Staff base", "Capital", "Running cost a week"),
        rows=tuple(
            (
                one.home_type.title,
                str(len(opens)),
                str(one.home_type.bedspaces * len(opens)),
                str(max(opens)),
                part_m(one.home_type),
                staff_base(one.home_type),
                pounds(one.capital_pounds * len(opens)),
                _running_words(one, len(opens)),
            )
            for one, opens in scheme.homes
        ),
    )


def scheme_words(scheme: Scheme) -> str:
    """What is built on a site, such as "2 × Shared house for four"."""
    return ", ".join(f"{len(opens)} × {one.home_type.title}" for one, opens in scheme.homes)


def site_words(world: World) -> dict[str, str]:
    """What to choose sites by: the code of each borough that has some, then each site_id, with words for either."""
    boroughs = sorted({one.borough for one in world.sites}, key=authority_name)
    words = {code: f"Every site in {authority_name(code)}" for code in boroughs} if len(boroughs) > 1 else {}
    return words | {one.site_id: f"{one.name} ({one.site_id})" for one in world.sites}


def goals_part(goals: Sequence[Reached]) -> Part:
    """Each goal in its order, with the best that is not ruled out."""
    return Part(
        title="Goal by goal",
        sentences=(
            "A bound that is met is proved. Where a goal only decides which site, the bound is above all sites.",
        ),
        columns=("Goal", "Comes to", "Bound"),
        rows=tuple(
            (_title(one.name), f"{one.value:,}", "–" if one.bound is None else f"{one.bound:,}") for one in goals
        ),
    )


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
                "–" if (each := a_person(one, steps[0])) is None else pounds(each),
                str(one.returns),
                pounds(one.weekly_cost),
                "–" if (years := one.payback_years(steps[0])) is None else f"{years:.1f} years",
            )
            for one in steps
        ),
    )


def a_person(step: Step, first: Step) -> int | None:
    """Pounds of capital for each person more than at the first step; None where there are none."""
    more = step.housed - first.housed
    return (step.capital_pounds - first.capital_pounds) // more if more else None


def one_more_part(found: Sequence[OneMore]) -> Part:
    """What one more home of each kind would do."""
    return Part(
        title="One more home of each kind",
        sentences=(
            "People more who could then be housed at most, solved again. Beside it the home's dual price in the linear "
            "relaxation, in which a part of a home may be built, and what its capital would house elsewhere by the "
            "budget's dual price.",
        ),
        columns=("Kind", "Bedspaces", "Capital", "People more", "Dual price", "Same capital elsewhere"),
        rows=tuple(
            (
                one.type_id,
                str(one.bedspaces),
                pounds(one.capital_pounds),
                str(one.people),
                f"{one.by_price:.1f}",
                f"{one.same_capital:.1f}",
            )
            for one in found
        ),
    )


def one_more_lines(found: Sequence[OneMore]) -> Iterator[tuple[object, ...]]:
    """The lines of one_more.csv under ONE_MORE_COLUMNS."""
    for one in found:
        prices = round(one.by_price, 2), round(one.same_capital, 2)
        yield one.type_id, one.bedspaces, one.capital_pounds, one.people, *prices


def curve_lines(steps: Sequence[Step]) -> Iterator[tuple[object, ...]]:
    """The lines of curve.csv under CURVE_COLUMNS."""
    for one in steps:
        each, years = a_person(one, steps[0]), one.payback_years(steps[0])
        payback = None if years is None else round(years, 1)
        found = "yes" if one.attained else "no"
        yield one.housed, one.capital_pounds, each, one.returns, one.weekly_cost, payback, found


def scheme_lines(brief: InfillBrief, *, published: bool) -> Iterator[tuple[object, ...]]:
    """The lines of schemes.csv under SCHEME_COLUMNS, with PEOPLE_COLUMNS after them unless it is to be published."""
    for scheme in brief.schemes:
        people = [count_words(len(some), published=published) for some in (scheme.direct, scheme.chained)]
        ids = () if published else (";".join(scheme.direct), ";".join(scheme.chained))
        for one, opens in scheme.homes:
            homes = len(opens)
            yield (
                scheme.site_id, one.site.name, one.site.borough, one.home_type.type_id, one.home_type.title, homes,
                one.home_type.bedspaces * homes, one.dwellings * homes, max(opens), part_m(one.home_type),
                staff_base(one.home_type), one.capital_pounds * homes, _running(one, homes), *people, *ids,
            )  # fmt: skip


def write_infill(
    brief: InfillBrief, steps: Sequence[Step], more_homes: Sequence[OneMore], folder: Path, *, published: bool
) -> tuple[str, ...]:
    """Write brief.json, schemes.csv and, where asked for, curve.csv and one_more.csv, all or none; their names.

    What is to be published names nobody, and has neither of the latter, of which single lines are about few people.
    Raises OSError.
    """
    columns = SCHEME_COLUMNS if published else (*SCHEME_COLUMNS, *PEOPLE_COLUMNS)
    with written_together(folder, last="brief.json") as aside:
        write_csv(aside / "schemes.csv", columns, scheme_lines(brief, published=published))
        if steps and not published:
            write_csv(aside / "curve.csv", CURVE_COLUMNS, curve_lines(steps))
        if more_homes and not published:
            write_csv(aside / "one_more.csv", ONE_MORE_COLUMNS, one_more_lines(more_homes))
        record = infill_record(brief, steps, more_homes, published=published)
        text = json.dumps(record, indent=1, ensure_ascii=False)
        (aside / "brief.json").write_text(text + "\n", encoding="utf-8")
        return tuple(sorted(path.name for path in aside.iterdir()))


def infill_record(
    brief: InfillBrief, steps: Sequence[Step], more_homes: Sequence[OneMore], *, published: bool
) -> dict[str, Any]:
    """The brief as plain values."""
    columns = SCHEME_COLUMNS if published else (*SCHEME_COLUMNS, *PEOPLE_COLUMNS)
    shared = {
        "schema_version": SCHEMA_VERSION,
        "notice": brief.built.world.notice,
        "as_of": brief.scenario.as_of.isoformat(),
        "years": brief.ask.years,
        "budget_pounds": brief.ask.budget_pounds,
        "capital_pounds": brief.capital_pounds,
        "status": brief.status,
        "people_more": count_words(max(brief.housed_more, 0), published=published),
        "schemes": [dict(zip(columns, one, strict=True)) for one in scheme_lines(brief, published=published)],
    }
    if published:
        return shared
    moves = [
        {"resident_id": one.resident_id, "bedspace_id": one.bedspace_id, "chain_id": one.chain_id, "step": one.step}
        for one in brief.built.plan.moves
    ]
    goals = [{"name": one.name, "value": one.value, "bound": one.bound} for one in brief.goals]
    curve = [dict(zip(CURVE_COLUMNS, one, strict=True)) for one in curve_lines(steps)]
    one_more = [dict(zip(ONE_MORE_COLUMNS, one, strict=True)) for one in one_more_lines(more_homes)]
    return shared | {"goals": goals, "moves": moves, "curve": curve, "one_more": one_more}


def _running(one: Buildable, homes: int) -> int | str:
    core = one.home_type.weekly_core_cost
    return "" if core is None else core * one.home_type.bedspaces * homes


def _running_words(one: Buildable, homes: int) -> str:
    running = _running(one, homes)
    return pounds(running) if isinstance(running, int) else "not known"


def _title(name: str) -> str:
    return GOAL[name].title if name in GOAL else CAPITAL_TITLE
