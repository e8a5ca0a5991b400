"""The commands that ask what another choice would come to: another home, every choice, every pair, other best plans."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from housing_match.cli.ending import OUT_OF_TIME, USAGE, end_after, ended_clearly, heard, heard_whole, say
from housing_match.cli.given import (
    WORKSPACE,
    AsOf,
    In,
    Json,
    PlanFile,
    ScenarioFile,
    Workspace,
    refuse_unless_writable,
    tables_path,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from housing_match.assess import Assessment
    from housing_match.explain import Reasons
    from housing_match.publish.answers import Answer
    from housing_match.solve import Pair, Regret, WhatIf

SAID_EVERY = 50
"""Pairs worked out between two lines of progress."""
T = TypeVar("T")


@ended_clearly
def explain(
    tables: In,
    plan: PlanFile,
    about: Annotated[str, typer.Argument(metavar="ID", help="A resident_id, bedspace_id or home_id.")],
    instead: Annotated[
        str | None,
        typer.Option(
            "--instead",
            metavar="ID",
            help="Why not this home or bedspace for the resident ID (or this resident for the home ID): what stands in "
            "the way, or the best plan with that match.",
        ),
    ] = None,
    ranked: Annotated[
        bool,
        typer.Option("--ranked", help="Every home for a resident, or every resident for a bedspace, by what it costs."),
    ] = False,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Say why: a home, a wait, or what keeps a void empty. For a home, say too who lives there.

    With --instead: why not that home. With --ranked: what every other choice would cost the plan, goal by goal.
    """
    from housing_match.cli.given_plan import reasons_given
    from housing_match.cli.show import show_answer
    from housing_match.publish.answers import answer

    if ranked and instead is not None:
        say("housing-match: Give --instead or --ranked, not both.")
        raise typer.Exit(USAGE)
    reasons = reasons_given(tables, plan, scenario, as_of, workspace)
    if instead is not None:
        show_answer(_instead(reasons, about, instead), as_json=as_json)
    elif ranked:
        _show_ranked(reasons, about, as_json=as_json)
    elif about in reasons.assessment.world.resident:
        show_answer(_with_runner_up(reasons, about), as_json=as_json)
    else:
        show_answer(answer(reasons, about), as_json=as_json)


def _instead(reasons: Reasons, about: str, other: str) -> Answer:
    from housing_match.publish.what_if_answers import instead
    from housing_match.solve import WhatIf

    who, home = (other, about) if other in reasons.assessment.world.resident else (about, other)
    return _answered(lambda stopped: instead(reasons, WhatIf(*_plan_of(reasons), stopped=stopped), who, home))


def _with_runner_up(reasons: Reasons, resident_id: str) -> Answer:
    """Why, with the next best for this person and what decided against it; of somebody not in the plan, only why."""
    from housing_match.explain import runner_up
    from housing_match.publish.answers import answer
    from housing_match.publish.what_if_answers import runner_up_part
    from housing_match.solve import WhatIf

    said = answer(reasons, resident_id)
    if resident_id not in reasons.match_of and resident_id not in reasons.waiting_of:
        return said
    found = _answered(lambda stopped: runner_up(WhatIf(*_plan_of(reasons), stopped=stopped), resident_id))
    return replace(said, parts=(runner_up_part(reasons, resident_id, found), *said.parts))


def _show_ranked(reasons: Reasons, about: str, *, as_json: bool) -> None:
    from housing_match.cli.show import show_answer
    from housing_match.publish.answers import NothingKnown
    from housing_match.publish.regrets import ranked_answer
    from housing_match.solve import WhatIf, ranked

    stop, world = threading.Event(), reasons.assessment.world
    if about not in world.resident and about not in world.bedspace:
        raise NothingKnown(f"{about} is no resident_id or bedspace_id of these tables.")
    what_if = WhatIf(*_plan_of(reasons), stopped=stop.is_set)
    pairs = what_if.pairs_of_person(about) if about in world.resident else what_if.pairs_of_place(about)
    found, to_come = _worked_out(what_if, pairs, stop)
    show_answer(ranked_answer(reasons, about, ranked(found), ranked(to_come), whole=not to_come), as_json=as_json)
    end_after(stop, OUT_OF_TIME if to_come else 0)


@ended_clearly
def regrets(
    tables: In,
    plan: PlanFile,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.csv", help="Where to write the table.")] = Path(
        "regret.csv"
    ),
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Write what each other choice would cost the plan. A row for each person and home that is open, goal by goal.

    Where rules about several people tie them, each is worked out by itself: Ctrl-C writes what is known until then, and
    for all others what they would cost at least.
    """
    from housing_match.cli.given_plan import reasons_given
    from housing_match.cli.show import print_json
    from housing_match.publish.regrets import regret_columns, regret_rows
    from housing_match.solve import WhatIf
    from housing_match.tables.writing import replace_csv

    refuse_unless_writable(tables_path(tables), out, is_file=True)
    reasons, stop = reasons_given(tables, plan, scenario, as_of, workspace), threading.Event()
    world, setting = reasons.assessment.world, reasons.assessment.scenario
    what_if = WhatIf(*_plan_of(reasons), stopped=stop.is_set)
    pairs = [pair for one in world.residents for pair in what_if.pairs_of_person(one.resident_id)]
    found, to_come = _worked_out(what_if, pairs, stop)
    replace_csv(out, regret_columns(setting), regret_rows(world, found, to_come))
    if as_json:
        print_json({"file": str(out), "worked_out": len(found), "at_least": len(to_come)})
    else:
        print(f"{out}: {len(found):,} choices worked out, {len(to_come):,} with what they would cost at least.")
    end_after(stop, OUT_OF_TIME if to_come else 0)


@ended_clearly
def alternatives(
    tables: In,
    plan: PlanFile,
    scenario: ScenarioFile = None,
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Count the plans just as good on every goal. Up to 20 are counted, and the three most unlike this one shown.

    At the scenario's time limit, and on Ctrl-C, what was counted until then.
    """
    from housing_match.cli.given_plan import reasons_given
    from housing_match.cli.show import show_answer
    from housing_match.publish.regrets import alternatives_answer
    from housing_match.solve import alternatives as plans_as_good

    reasons, stop = reasons_given(tables, plan, scenario, as_of, workspace), threading.Event()
    try:
        found = heard(lambda: plans_as_good(*_plan_of(reasons), stopped=stop.is_set), stop, "the plans counted so far")
    except TimeoutError:
        say("housing-match: Stopped before the plan was proved the best there is; nothing can be said to be as good.")
        end_after(stop, OUT_OF_TIME)
        return
    show_answer(alternatives_answer(reasons, found), as_json=as_json)
    end_after(stop, 0 if found.in_time else OUT_OF_TIME)


def _plan_of(reasons: Reasons) -> tuple[Assessment, dict[str, str]]:
    return reasons.assessment, reasons.plan.bedspace_of


def _answered(work: Callable[[Callable[[], bool]], T]) -> T:
    """The result of work that is told when to stop; KeyboardInterrupt where it was stopped before there was any."""
    stop = threading.Event()
    try:
        return heard(lambda: work(stop.is_set), stop, "no answer")
    except TimeoutError:
        raise KeyboardInterrupt from None


def _worked_out(what_if: WhatIf, pairs: Sequence[Pair], stop: threading.Event) -> tuple[list[Regret], list[Regret]]:
    """The regrets worked out until somebody says stop, and what all others would cost at least."""
    found: list[Regret] = []

    def work() -> None:
        for regret in what_if.regrets(pairs):
            found.append(regret)
            if len(found) % SAID_EVERY == 0:
                say(f"{len(found):,} of up to {len(pairs):,} choices worked out")

    if heard_whole(work, stop, "the choices worked out so far"):
        return found, []
    done = {(one.resident_id, one.bedspace_id) for one in found}
    return found, [one for one in what_if.at_least(pairs) if (one.resident_id, one.bedspace_id) not in done]
