"""A scenario from TOML, with every fault of the file at once."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from housing_match.domain import CHANGES, Scenario
from housing_match.tables.faults import FaultsFound, printable
from housing_match.tables.scenario_keys import KEYS, READERS
from housing_match.tables.scenario_reader import Reader, fault_of

LARGEST_BYTES = 2**20


def read_scenario(
    path: Path | None,
    *,
    as_of: date | None,
    window_weeks: int | None,
    seed: int | None,
    time_limit_seconds: int | None,
    today: date,
    published: Mapping[str, str] | None = None,
) -> Scenario:
    """The scenario of a TOML file, or the default one; what is given here wins over the file.

    `as_of` is today where neither says; `published` is resident_id → bedspace_id of an earlier plan.
    Raises FaultsFound with every fault of the file.
    """
    said = {} if path is None else _parsed(_text(_content(path)))
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
    return _scenario({"as_of": usual_day} | _parsed(_text(content)))


def read_scenario_text(text: str, *, as_of: date | None) -> Scenario:
    """The scenario that a plan carries as TOML; `as_of` wins over it. Raises FaultsFound with every fault."""
    return _scenario(_parsed(text) | ({} if as_of is None else {"as_of": as_of}))


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


def _content(path: Path) -> bytes:
    """The file as it stands, no more of it than a scenario may have. Raises FaultsFound."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except OSError as wrong:
        why = f"cannot be read ({wrong.strerror or 'no such file'})"
        raise FaultsFound((fault_of("unreadable", None, printable(str(path)), why, "Give its path."),)) from None


def _text(content: bytes) -> str:
    """The content as text. Raises FaultsFound."""
    if len(content) > LARGEST_BYTES:
        raise FaultsFound((fault_of("too_large", None, "", "is larger than 1 MB", "Give a scenario file."),))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FaultsFound((fault_of("encoding", None, "", "is not in UTF-8", "Save it as UTF-8 text."),)) from None


def _parsed(text: str) -> dict[str, Any]:
    """The TOML as it stands. Raises FaultsFound."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as wrong:
        why = f"is not TOML: {printable(str(wrong) or 'nested too deep')}"
        raise FaultsFound((fault_of("not_toml", None, "", why, "Correct that line."),)) from None
