"""The files of a brief held against many futures: each future, each kind of home, and the schemes."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from housing_match.explain.small_numbers import count_words
from housing_match.planning import Scheme
from housing_match.planning.robust import Robustness, added_up
from housing_match.publish.briefs import SCHEMA_VERSION, Line, Table, records, write_brief
from housing_match.publish.robust import AVERAGE, BRIEF, values_by_what

KIND_COLUMNS = (
    "type_id", "borough", "homes_in_brief", "homes_best_on_average", "futures", "futures_with_any",
    "futures_with_as_many_as_brief", "homes_least", "homes_most",
)  # fmt: skip
SCHEME_COLUMNS = ("brief", "site_id", "site", "borough", "type_id", "homes", "capital_pounds", "futures_with")


def kind_lines(found: Robustness) -> Iterator[Line]:
    """The lines of kinds.csv under KIND_COLUMNS."""
    for one in found.kinds():
        as_many = one.with_as_many if one.before else ""
        homes = one.in_futures
        average = "" if one.average is None else one.average
        least, most = min(homes, default=""), max(homes, default="")
        yield one.type_id, one.borough, one.before, average, len(homes), one.with_any, as_many, least, most


def future_columns(found: Robustness) -> tuple[str, ...]:
    """The columns of futures.csv: who came and went, and each goal with nothing built, with the brief and so on."""
    goals = [f"{name}_{what}" for what in values_by_what(found) for name in found.question.goals]
    return ("future", "newcomers", "left", "withdrawn", *goals, "capital_pounds_best")


def future_lines(found: Robustness, *, published: bool) -> Iterator[Line]:
    """The lines of futures.csv under `future_columns`."""
    by_what = values_by_what(found)
    for one in found.seen:
        came_and_went = (one.newcomers, one.leavers, one.withdrawn)
        goals = [value for values in by_what.values() for value in values[one.number]]
        counts = [count_words(count, published=True) if published else count for count in (*came_and_went, *goals)]
        yield (one.number, *counts, one.capital_pounds)


def scheme_lines(found: Robustness) -> Iterator[Line]:
    """The lines of schemes.csv under SCHEME_COLUMNS: those of the brief, and those that are best on average."""
    named: list[tuple[str, Sequence[Scheme]]] = [(BRIEF, found.brief.schemes)]
    if found.average:
        named.append((AVERAGE, found.average.schemes))
    for which, schemes in named:
        for scheme in schemes:
            often = found.futures_with(scheme)
            for one, opens in scheme.homes:
                site, homes = one.site, len(opens)
                kind, capital = one.home_type.type_id, one.capital_pounds * homes
                yield which, site.site_id, site.name, site.borough, kind, homes, capital, often


def write_robust(found: Robustness, folder: Path, *, published: bool) -> tuple[str, ...]:
    """Write robust.json, futures.csv, kinds.csv and schemes.csv, all or none; their names. Raises OSError."""
    tables: dict[str, Table] = {
        "futures.csv": (future_columns(found), future_lines(found, published=published)),
        "kinds.csv": (KIND_COLUMNS, kind_lines(found)),
        "schemes.csv": (SCHEME_COLUMNS, scheme_lines(found)),
    }
    return write_brief(robust_record(found, published=published), tables, folder, "robust.json")


def robust_record(found: Robustness, *, published: bool) -> dict[str, Any]:
    """All of it as plain values."""
    question, average = found.question, found.average
    record: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "notice": question.world.notice,
        "as_of": question.scenario.as_of.isoformat(),
        "weeks": question.period_weeks,
        "budget_pounds": question.ask.budget_pounds,
        "seed": question.seed,
        "futures_asked": found.futures,
        "futures_seen": len(found.seen),
        "goals": list(question.goals),
        "percent": {
            "refusals_of_offers": question.scenario.offers.refusal_rate_percent,
            **{name: float(getattr(question.rates, name).value) for name in ("arrivals", "departures", "withdrawals")},
        },
        "kinds": records(KIND_COLUMNS, kind_lines(found)),
        "schemes": records(SCHEME_COLUMNS, scheme_lines(found)),
        "futures": records(future_columns(found), future_lines(found, published=published)),
    }
    if average is not None:
        record["average"] = {
            "proved": average.gap is None,
            "together": not average.compared,
            "briefs_compared": average.compared,
        }
        if not published:
            sums = added_up(average.values.values())
            record["average"] |= {"sums": list(sums), "bounds": list(average.bound)}
    return record
