"""A scenario to TOML that reads back the same, and the hash that stands for it."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

import tomlkit

from housing_match.domain import Offering, Scenario

LISTS_OF_TABLES = ("pins", "bans", "published_plan", "nominations")


def write_scenario(scenario: Scenario) -> str:
    """The scenario as TOML that reads back equal; what is not set is left out."""
    said = _plain(scenario)
    document = tomlkit.document()
    for name, value in said.items():
        if value is None or (value in ([], {}) and name != "published_plan"):
            continue
        if name in LISTS_OF_TABLES and value:
            tables = tomlkit.aot()
            for one in value:
                tables.append(tomlkit.item({part: said for part, said in one.items() if said is not None}))
            document.append(name, tables)
        else:
            document.append(name, tomlkit.item(value))
    return tomlkit.dumps(document)


def scenario_sha256(scenario: Scenario) -> str:
    """The SHA-256 of everything a scenario sets, whatever the order in which it is written."""
    said = _plain(scenario)
    for name in said.keys() & set(LISTS_OF_TABLES):
        said[name] = sorted(said[name], key=lambda one: json.dumps(one, sort_keys=True))
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str, ensure_ascii=False).encode()).hexdigest()


def _plain(scenario: Scenario) -> dict[str, Any]:
    """The scenario's fields as plain values, simple ones first and tables last, as TOML needs them.

    A published plan and quotas are left out where there are none, and how offers are thought to go where that is as
    usual: so scenarios written before there were any keep their hash.
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
    published, quotas, offers = said.pop("published_plan"), said.pop("nominations"), said.pop("offers")
    tables = {"tolerances": dict(tolerances), "rules": changes, "pins": list(pins), "bans": list(bans)}
    if published is not None:
        tables["published_plan"] = list(published)
    if scenario.offers != Offering():
        tables["offers"] = offers
    if quotas:
        tables["nominations"] = list(quotas)
    return said | tables
