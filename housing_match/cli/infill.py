"""The commands that say what to build, and which works to do, under a budget of capital."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from housing_match.cli.ending import USAGE, code_of, end_after, ended_clearly, heard, say
from housing_match.cli.given import (
    WORKSPACE,
    AsOf,
    In,
    Json,
    ScenarioFile,
    Workspace,
    ids_in,
    refuse_unless_writable,
    scenario_for,
    tables_path,
)

if TYPE_CHECKING:
    from housing_match.planning import InfillBrief
    from housing_match.planning.works import WorksBrief

Budget = Annotated[int, typer.Option("--budget", metavar="POUNDS", min=0, help="The most capital in all.")]
ByYear = Annotated[
    list[str],
    typer.Option("--in-year", metavar="YEAR=POUNDS", help="The most for homes that open in a year; repeat it."),
]
Years = Annotated[
    int, typer.Option("--years", metavar="N", min=0, max=20, help="Also whoever needs a home in so many years.")
]
Sites = Annotated[
    str, typer.Option("--sites", metavar="'ID;ID'", help="Only these sites, by site_id; all, if not said.")
]
PeopleAtASite = Annotated[
    int, typer.Option("--people-per-site", metavar="N", min=1, max=200, help="The most people at one site.")
]
MOST_PEOPLE = 12
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Where to write the brief; shown only, if not said.")
]
Published = Annotated[
    bool, typer.Option("--published", help="As it may be published: counts only, small numbers hidden, no ids.")
]


def asked_of(budget: int, by_year: list[str], years: int, people: int) -> dict[str, Any]:
    """What a planner asks, by the fields of Ask."""
    found = {}
    for one in by_year:
        year, _, amount = one.partition("=")
        if not (year.isdecimal() and amount.isdecimal() and len(year) == 4):
            say(f"housing-match: {one} is no budget of a year. Write it as 2028=3000000.")
            raise typer.Exit(USAGE)
        found[int(year)] = int(amount)
    return {"budget_pounds": budget, "by_year": found or None, "years": years, "most_at_a_site": people}


@ended_clearly
def infill(
    tables: In,
    budget: Budget,
    by_year: ByYear = [],  # noqa: B006 - Typer makes a new one for each call
    years: Years = 0,
    sites: Sites = "",
    people: PeopleAtASite = MOST_PEOPLE,
    curve: Annotated[
        bool,
        typer.Option(
            "--curve",
            help="Also the least capital for each number of people, and what one more home of each kind does.",
        ),
    ] = False,
    published: Published = False,
    out: Out = None,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Say which homes to build on which sites under a budget. It says whom they house, and who follows in chains."""
    from housing_match import run as product
    from housing_match.cli.show import show_answer
    from housing_match.publish.infill import infill_answer
    from housing_match.publish.infill_files import infill_record, write_infill

    setting = scenario_for(tables, scenario, as_of)
    refuse_unless_writable(tables_path(tables), out)
    asked, named = asked_of(budget, by_year, years, people), ids_in(sites) or None
    stop = threading.Event()
    brief, steps, more_homes = heard(
        lambda: product.infill(
            tables_path(tables), setting, workspace, asked, site_ids=named, with_curve=curve, stopped=stop.is_set
        ),
        stop,
    )
    if out is not None:
        say(f"Wrote {', '.join(write_infill(brief, steps, more_homes, out, published=published))} to {out}")
    answer = infill_answer(brief.built.world, brief, steps, more_homes, published=published)
    show_answer(answer, infill_record(brief, steps, more_homes, published=published), as_json=as_json)
    end_after(stop, _code(brief))


@ended_clearly
def adapt(
    tables: In,
    budget: Budget,
    published: Published = False,
    out: Out = None,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Say which of the works listed to do under a budget. It says whom each houses, and what £10,000 more would do."""
    from housing_match.cli.show import show_answer
    from housing_match.planning import plan_works
    from housing_match.publish.works import works_answer, works_record, write_works
    from housing_match.run import assessed

    setting = scenario_for(tables, scenario, as_of)
    refuse_unless_writable(tables_path(tables), out)
    assessment = assessed(tables_path(tables), setting, workspace)
    stop = threading.Event()
    brief = heard(
        lambda: plan_works(assessment.world, assessment.geography, setting, budget, stopped=stop.is_set), stop
    )
    if out is not None:
        say(f"Wrote {', '.join(write_works(brief, out, published=published))} to {out}")
    show_answer(works_answer(brief, published=published), works_record(brief, published=published), as_json=as_json)
    end_after(stop, _code(brief))


def _code(brief: InfillBrief | WorksBrief) -> int:
    """The exit code, as of `run`: the best found is not proved; or nobody can be placed, whatever is chosen."""
    return code_of(brief.status, brief.built.plan.status)
