"""A scenario from TOML, with every fault of the file at once."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from housing_match.domain import CHANGES, Scenario
from housing_match.tables.faults import FaultsFound
from housing_match.tables.scenario_keys import KEYS, READERS
from housing_match.tables.scenario_reader import SCENARIO, Reader
from housing_match.tables.toml_files import toml_content, toml_parsed, toml_text


def read_scenario(
    path: Path | None,
    *,
    as_of: date | None,
    today: date,
    window_weeks: int | None = None,
    seed: int | None = None,
    time_limit_seconds: int | None = None,
    published: Mapping[str, str] | None = None,
) -> Scenario:
    """The scenario of a TOML file, or the default one; what is given here wins over the file.

    `as_of` is today where neither says; `published` is resident_id → bedspace_id of an earlier plan.
    Raises FaultsFound with every fault of the file.
    """
    said = {} if path is None else toml_parsed(toml_text(toml_content(path, SCENARIO), SCENARIO), SCENARIO)
    given: dict[str, Any] = {
        "as_of": as_of,
        "window_weeks": window_weeks,
        "seed": seed,
        "time_limit_seconds": time_limit_seconds,
    }
    if published is not None:
        given["published_plan"] = [{"resident_id": who, "bedspace_id": room} for who, room in published.items()]
    return _scenario({"as_of": today} | said | {name: value for name, value in given.items() if value is not None})


def read_scenario_bytes(content: bytes, *, usual_day: date) -> Scenario:
    """The scenario of a file's content, for `usual_day` where it names no date. Raises FaultsFound with every fault."""
    return _scenario({"as_of": usual_day} | toml_parsed(toml_text(content, SCENARIO), SCENARIO))


def read_scenario_text(text: str, *, as_of: date | None) -> Scenario:
    """The scenario that a plan carries as TOML; `as_of` wins over it. Raises FaultsFound with every fault."""
    return _scenario(toml_parsed(text, SCENARIO) | ({} if as_of is None else {"as_of": as_of}))


def _scenario(said: dict[str, Any]) -> Scenario:
    reader = Reader()
    found = {}
    for name, value in said.items():
        if name in READERS:
            found[name] = READERS[name](reader, name, value)
        else:
            reader.unknown(name, "key of a scenario", KEYS)
    if "published_plan" not in found and CHANGES.name in (*found.get("goals", ()), *dict(found.get("tolerances", ()))):
        why, mend = "compares with a published plan, and none is given", "Give published_plan or leave the goal out."
        reader.note("no_published_plan", "goals", CHANGES.name, why, mend)
    if reader.faults:
        raise FaultsFound(tuple(reader.faults))
    return Scenario(**found)
