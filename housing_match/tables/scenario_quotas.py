"""Quotas of nominations as a scenario file says them."""

from dataclasses import fields
from typing import Any

from housing_match.domain import Quota
from housing_match.places.authorities import authority_code
from housing_match.tables.scenario_reader import Reader
from housing_match.tables.wrong import unknown_borough

PARTS = tuple(one.name for one in fields(Quota))
MOST_OF = {"at_least": 10**6, "at_most": 10**6, "at_least_percent": 100, "at_most_percent": 100}
"""The largest number that each limit may be."""


def quotas(reader: Reader, key: str, value: Any) -> tuple[Quota, ...]:
    """Each quota that is whole, in the file's order."""
    if not isinstance(value, list):
        reader.note("not_a_list", key, value, "is not a list of tables", f"Write each as [[{key}]].")
        return ()
    found = (_quota(reader, f"{key} {number}", one) for number, one in enumerate(value, start=1))
    return tuple(one for one in found if one is not None)


def _quota(reader: Reader, place: str, value: Any) -> Quota | None:
    before, said = len(reader.faults), reader.table(place, value)
    parts: dict[str, Any] = {}
    for name, part in said.items():
        if name in MOST_OF:
            parts[name] = reader.whole(f"{place}.{name}", part, 0, MOST_OF[name])
        elif name == "landlord":
            parts[name] = reader.text(f"{place}.{name}", part)
        elif name in PARTS:
            parts[name] = _borough(reader, f"{place}.{name}", part)
        else:
            reader.unknown(name, "part of a quota", PARTS, place)
    if "nominating_borough" not in said or not MOST_OF.keys() & said.keys():
        why = "does not say whose nominations, or no limit of them"
        reader.note("not_a_quota", place, "", why, f"Give nominating_borough and one of {', '.join(MOST_OF)}.")
    for least, most in (("at_least", "at_most"), ("at_least_percent", "at_most_percent")):
        if least in parts and most in parts and parts[least] > parts[most]:
            why = f"asks for at least {parts[least]} and at most {parts[most]}"
            reader.note("limits_crossed", place, "", why, "Lower the one or raise the other.")
    return Quota(**parts) if len(reader.faults) == before else None


def _borough(reader: Reader, key: str, value: Any) -> str:
    text = reader.text(key, value)
    code = authority_code(text)
    if code is None and text:
        wrong = unknown_borough(text)
        reader.note(wrong.code, key, text, wrong.why, wrong.mend)
    return code or text
