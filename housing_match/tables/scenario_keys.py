"""What each key of a scenario file may say, with every fault of what it does say."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from housing_match.criteria import POLICY, settings_of
from housing_match.criteria.base import PREFER
from housing_match.domain import GOAL, Offering, Pair, RuleChange, Scenario, goal_order
from housing_match.domain.codes import MODE
from housing_match.tables.scenario_quotas import quotas
from housing_match.tables.scenario_reader import Reader

SCHEMA_VERSION = 1
LONGEST_NAME = 200
MOST_WEEKS, MOST_SEED, MOST_TOLERANCE, MOST_SECONDS, MOST_CHAIN = 520, 2**31 - 1, 10**9, 86_400, 1_000
MOST_WEIGHT = 100
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2150, 12, 31)
KEYS = tuple(one.name for one in fields(Scenario))
GOAL_NAMES = tuple(GOAL)
RULES = {rule.name: rule for rule in POLICY}
OFFERING = {"refusal_rate_percent": (0, 100), "weeks_per_offer": (1, 52), "backups": (0, 20)}
"""The least and the most that each part of `offers` may be."""
PAIR_KEYS = ("resident_id", "bedspace_id", "home_id")


def _schema_version(reader: Reader, key: str, value: Any) -> int:
    return reader.version(key, value, SCHEMA_VERSION)


def _name(reader: Reader, key: str, value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME or not value.isprintable():
        reader.note("not_text", key, value, f"is not one line of 1 to {LONGEST_NAME} characters", "Name it in words.")
    return str(value)


def _as_of(reader: Reader, key: str, value: Any) -> date:
    day = value
    if isinstance(value, str):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
    if not isinstance(day, date) or isinstance(day, datetime) or not FIRST_DAY <= day <= LAST_DAY:
        why = f"is not a date between {FIRST_DAY} and {LAST_DAY}"
        reader.note("not_a_date", key, value, why, "Write year-month-day, such as 2026-04-01.")
        return FIRST_DAY
    return day


def _bounded(least: int, most: int) -> Callable[[Reader, str, Any], int]:
    return lambda reader, key, value: reader.whole(key, value, least, most)


def _goals(reader: Reader, key: str, value: Any) -> tuple[str, ...]:
    """The goals named, in their order, then the others in their usual order."""
    named = reader.texts(key, value)
    for name in named:
        if name not in GOAL_NAMES:
            reader.unknown(name, "goal", GOAL_NAMES, key)
    for name in sorted({name for name in named if named.count(name) > 1}):
        reader.note("repeated_goal", key, name, "is there twice", "Name each goal once.")
    return goal_order(tuple(named))


def _tolerances(reader: Reader, key: str, value: Any) -> tuple[tuple[str, int], ...]:
    found = []
    for name, most_given in reader.table(key, value).items():
        if name not in GOAL_NAMES:
            reader.unknown(name, "goal", GOAL_NAMES, key)
        found.append((name, reader.whole(f"{key}.{name}", most_given, 0, MOST_TOLERANCE)))
    return tuple(found)


def _rules(reader: Reader, key: str, value: Any) -> dict[str, RuleChange]:
    found = {}
    for name, change in reader.table(key, value).items():
        if name in RULES:
            found[name] = _rule(reader, name, reader.table(f"{key}.{name}", change))
        else:
            reader.unknown(name, "rule", tuple(RULES), key)
    return found


def _rule(reader: Reader, name: str, change: dict[str, Any]) -> RuleChange:
    """What a scenario says of one rule."""
    key, criterion = f"rules.{name}", RULES[name].criterion
    for part in change:
        if part not in ("mode", "weight", "settings"):
            reader.unknown(part, "part of a rule", ("mode", "weight", "settings"), key)
    mode, weight = change.get("mode"), change.get("weight")
    if mode is not None and mode not in MODE:
        reader.unknown(str(mode), "mode", MODE, f"{key}.mode")
    elif mode is not None and mode not in criterion.modes:
        allowed = " or ".join(criterion.modes)
        never = "can never be softened" if len(criterion.modes) == 1 else f"can only be {allowed}"
        why = f"is not open to this rule, which {never} ({criterion.title}; {criterion.source})"
        reader.note("mode_not_allowed", f"{key}.mode", mode, why, f"Leave it out, or write {allowed}.")
    if weight is not None and PREFER not in criterion.modes:
        why, mend = "has no meaning: this rule is never a preference", "Leave it out."
        reader.note("weight_not_allowed", f"{key}.weight", weight, why, mend)
    elif weight is not None:
        weight = reader.whole(f"{key}.weight", weight, 0, MOST_WEIGHT)
    known = {one.name: one for one in settings_of(criterion)}
    settings = []
    for setting, wanted in reader.table(f"{key}.settings", change.get("settings", {})).items():
        if setting not in known:
            reader.unknown(setting, "setting of this rule", tuple(known), f"{key}.settings")
            continue
        bounds = known[setting]
        settings.append((setting, reader.whole(f"{key}.settings.{setting}", wanted, bounds.least, bounds.most)))
    return RuleChange(mode=mode, weight=weight, settings=tuple(settings))


def _ids(reader: Reader, key: str, value: Any) -> frozenset[str]:
    return frozenset(reader.texts(key, value))


def _pairs(reader: Reader, key: str, value: Any) -> tuple[Pair, ...]:
    """Pins or bans: a resident and either a bedspace or a home."""
    if not isinstance(value, list):
        reader.note("not_a_list", key, value, "is not a list of tables", f"Write each as [[{key}]].")
        return ()
    found = []
    for number, one in enumerate(value, start=1):
        place = f"{key} {number}"
        said = {name: part for name, part in reader.table(place, one).items() if name in PAIR_KEYS}
        for name in one if isinstance(one, dict) else ():
            if name not in PAIR_KEYS:
                reader.unknown(name, "part of a pair", PAIR_KEYS, place)
        whole = "resident_id" in said and ("bedspace_id" in said) != ("home_id" in said)
        if not whole or not all(isinstance(part, str) for part in said.values()):
            why, mend = "is not one person and one place", "Give resident_id, and either bedspace_id or home_id."
            reader.note("not_a_pair", place, "", why, mend)
        else:
            found.append(Pair(**said))
    return tuple(found)


def _published_plan(reader: Reader, key: str, value: Any) -> tuple[Pair, ...]:
    """Each person with one bedspace, in id order."""
    found: dict[str, Pair] = {}
    for pair in _pairs(reader, key, value):
        if pair.bedspace_id is None:
            reader.note("not_a_bedspace", key, pair.resident_id, "has a home and no bedspace", "Give its bedspace_id.")
        elif pair.resident_id in found:
            reader.note("published_twice", key, pair.resident_id, "is there twice", "Keep one of the two.")
        found[pair.resident_id] = pair
    return tuple(found[who] for who in sorted(found))


def _offers(reader: Reader, key: str, value: Any) -> Offering:
    """How offers are thought to go; what is not said stays as usual."""
    said = {}
    for name, part in reader.table(key, value).items():
        if name in OFFERING:
            said[name] = reader.whole(f"{key}.{name}", part, *OFFERING[name])
        else:
            reader.unknown(name, "part of offers", tuple(OFFERING), key)
    return Offering(**said)


def _use_reserved(reader: Reader, key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        reader.note("not_true_or_false", key, value, "is neither true nor false", "Write true or false.")
    return bool(value)


READERS: dict[str, Callable[[Reader, str, Any], Any]] = {
    "schema_version": _schema_version,
    "name": _name,
    "as_of": _as_of,
    "window_weeks": _bounded(0, MOST_WEEKS),
    "window_weeks_band_a": _bounded(0, MOST_WEEKS),
    "seed": _bounded(0, MOST_SEED),
    "goals": _goals,
    "tolerances": _tolerances,
    "rules": _rules,
    "include": _ids,
    "exclude": _ids,
    "pins": _pairs,
    "bans": _pairs,
    "published_plan": _published_plan,
    "nominations": quotas,
    "offers": _offers,
    "use_reserved": _use_reserved,
    "max_chain": _bounded(1, MOST_CHAIN),
    "time_limit_seconds": _bounded(1, MOST_SECONDS),
}
