"""A scenario to TOML that reads back the same, and the hash that stands for it."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

import tomlkit

from housing_match.domain import Scenario

PAIRS = ("pins", "bans", "published_plan")


def write_scenario(scenario: Scenario) -> str:
    """The scenario as TOML that reads back equal; what is not set is left out."""
    said = _plain(scenario)
    document = tomlkit.document()
    for name, value in said.items():
        if value is None or (value in ([], {}) and name != "published_plan"):
            continue
        if name in PAIRS and value:
            tables = tomlkit.aot()
            for pair in value:
                tables.append(tomlkit.item({part: text for part, text in pair.items() if text is not None}))
            document.append(name, tables)
        else:
            document.append(name, tomlkit.item(value))
    return tomlkit.dumps(document)


def scenario_sha256(scenario: Scenario) -> str:
    """The SHA-256 of everything a scenario sets, whatever the order in which it is written."""
    said = _plain(scenario)
    for name in PAIRS:
        if name not in said:
            continue
        said[name] = sorted(said[name], key=lambda pair: json.dumps(pair, sort_keys=True))
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str, ensure_ascii=False).encode()).hexdigest()


def _plain(scenario: Scenario) -> dict[str, Any]:
    """The scenario's fields as plain values, simple ones first and tables last, as TOML needs them.

    A published plan is left out where there is none, so that scenarios written before there were any keep their hash.
    """
    said = asdict(scenario)
    said["goals"] = list(scenario.goals)
    said["include"], said["exclude"] = sorted(scenario.include), sorted(scenario.exclude)
    tolerances, rules, pins, bans = (said.pop(name) for name in ("tolerances", "rules", "pins", "bans"))
    changes = {}
    for name, change in rules.items():
        settings = dict(change["settings"])
        parts = {"mode": change["mode"], "weight": change["weight"], "settings": settings or None}
        changes[name] = {part: value for part, value in parts.items() if value is not None}
    published = said.pop("published_plan")
    tables = {"tolerances": dict(tolerances), "rules": changes, "pins": list(pins), "bans": list(bans)}
    return said | tables | ({} if published is None else {"published_plan": list(published)})
