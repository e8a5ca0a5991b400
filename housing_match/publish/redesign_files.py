"""Redesigns as plain records and files: one row a redesign, one for each who lives there, and the brief."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from housing_match.explain.small_numbers import count_words
from housing_match.planning.living_there import MOVES, MUST_MOVE, NO_LONGER_SUITS, NO_PLACE, STAYS
from housing_match.planning.redesign import Effect, RedesignBrief
from housing_match.publish.briefs import SCHEMA_VERSION, Line, Table, more_words, move_records, records, write_brief

REDESIGN_COLUMNS = (
    "redesign_id", "home_id", "title", "to_do", "possible", "capital_pounds", "weeks", "bedspaces_more",
    "people_more", "people_direct", "people_through_chains", "stay", "no_longer_suits", "move", "no_place",
)  # fmt: skip
INTERNAL_COLUMNS = ("weekly_change_pounds", "resident_ids_direct", "resident_ids_through_chains")
"""Columns of the internal edition only."""
LIVES_COLUMNS = (
    "plan", "redesign_id", "bedspace_id", "resident_id", "must_leave", "outcome", "to_bedspace_id",
    "without_to_bedspace_id", "rules_no_longer_met", "rules_now_met",
)  # fmt: skip


def redesign_lines(brief: RedesignBrief, *, published: bool) -> Iterator[Line]:
    """The lines of redesigns.csv, each redesign by itself; INTERNAL_COLUMNS after the others unless to be published."""
    for effect in brief.alone:
        (one,) = effect.redesigns
        possible = "refused" if effect.refusal else "yes" if effect.suits else "no_longer_suits"
        to_do = "yes" if one in brief.chosen.redesigns else "no"
        more = "" if effect.refusal else effect.bedspaces_more
        ids = () if published else (_week(effect), ";".join(effect.direct), ";".join(effect.chained))
        named = one.redesign_id, one.home_id, one.title, to_do, possible, one.capital_pounds, one.weeks, more
        yield (*named, *_counts(effect, published=published), *ids)


def _counts(effect: Effect, *, published: bool) -> tuple[str, ...]:
    """People more, direct, through chains; then of those who live there; empty where there is no plan to count in."""
    outcomes = Counter(one.outcome for one in effect.fates)
    outcomes[MOVES] += outcomes[MUST_MOVE]
    living = [count_words(outcomes[name], published=published) for name in (STAYS, NO_LONGER_SUITS, MOVES, NO_PLACE)]
    if effect.refusal:
        return ("", "", "", *living)
    people = _more_cell(effect, published=published)
    return people, *(count_words(len(some), published=published) for some in (effect.direct, effect.chained)), *living


def _more_cell(effect: Effect, *, published: bool) -> str:
    return more_words(effect.housed_more, published=True) if published else str(effect.housed_more)


def _week(effect: Effect) -> object:
    return "" if effect.costs is None else effect.costs.total_pounds


def lives_lines(brief: RedesignBrief) -> Iterator[Line]:
    """The lines of residents.csv under LIVES_COLUMNS: each redesign by itself, then those to do together."""
    effects = [("alone", one) for one in brief.alone] + [("to_do", brief.chosen)]
    for plan, effect in effects:
        for one in effect.fates:
            yield (
                plan,
                one.redesign_id,
                one.bedspace_id,
                one.resident_id or "",
                "yes" if one.must_leave else "no",
                one.outcome,
                one.to or "",
                one.without or "",
                ";".join(one.no_longer),
                ";".join(one.now_met),
            )


def write_redesigns(brief: RedesignBrief, folder: Path, *, published: bool) -> tuple[str, ...]:
    """Write brief.json, redesigns.csv and residents.csv, all or none; their names. Raises OSError.

    What is to be published names nobody and has no residents.csv.
    """
    columns = _columns(published=published)
    tables: dict[str, Table] = {"redesigns.csv": (columns, redesign_lines(brief, published=published))}
    if not published:
        tables["residents.csv"] = LIVES_COLUMNS, lives_lines(brief)
    return write_brief(redesign_record(brief, published=published), tables, folder)


def redesign_record(brief: RedesignBrief, *, published: bool) -> dict[str, Any]:
    """The brief as plain values."""
    columns = _columns(published=published)
    shared = {
        "schema_version": SCHEMA_VERSION,
        "notice": brief.today.world.notice,
        "budget_pounds": brief.ask.budget_pounds,
        "capital_pounds": brief.chosen.capital_pounds,
        "status": brief.status,
        "people_more": _more_cell(brief.chosen, published=published),
        "to_do": [one.redesign_id for one in brief.chosen.redesigns],
        "late": list(brief.late),
        "redesigns": records(columns, redesign_lines(brief, published=published)),
    }
    if published:
        return shared
    return shared | {
        "goals_without": brief.today.values,
        "residents": records(LIVES_COLUMNS, lives_lines(brief)),
        **_plan_record(brief.chosen),
    }


def _plan_record(chosen: Effect) -> dict[str, Any]:
    """The plan of the redesigns to do, or why there is none."""
    if chosen.refusal is not None or chosen.built is None or chosen.costs is None:
        refusal = chosen.refusal
        return {
            "refusal": refusal
            and {
                "tenants": list(refusal.tenants),
                "may_not_move": {who: list(rules) for who, rules in refusal.may_not_move},
                "no_place": list(refusal.no_place),
                "other": refusal.other,
            }
        }
    costs = chosen.costs
    return {
        "goals": chosen.values,
        "housed": list(chosen.housed),
        "no_longer_housed": list(chosen.no_longer_housed),
        "moves": move_records(chosen.built.plan),
        "weekly_change": {
            **costs.by_payer,
            "empty_homes": costs.voids_pounds,
            "running": costs.running_pounds,
            "together": costs.total_pounds,
            "not_known": list(costs.unknown_ids),
        },
    }


def _columns(*, published: bool) -> tuple[str, ...]:
    return REDESIGN_COLUMNS if published else (*REDESIGN_COLUMNS, *INTERNAL_COLUMNS)
