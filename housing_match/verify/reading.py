"""Reading a plan from plan.json or a CSV file, with a sentence for every way in which it cannot be read."""

import csv
import json
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

COLUMNS = ("resident_id", "bedspace_id")
MOST_BYTES = 64 * 2**20
WHOLE = "a whole number"
TEXT = "text"
MOVE_FIELDS = {"from_bedspace_id": TEXT, "chain_id": TEXT, "step": WHOLE, "fit": WHOLE}
"""Fields of a move beside its two ids; each may be missing or null, which is then for the check to say."""


class PlanUnreadable(ValueError):
    """A plan that cannot be read: what is wrong with the file and how to mend it, in one or two sentences."""


def read_plan(path: Path) -> tuple[dict[str, str], dict[str, Any] | None]:
    """The plan (resident_id → bedspace_id) of a plan.json, with everything it claims; or of a CSV file, with None.

    A CSV file has the columns resident_id and bedspace_id; others are not read. Raises PlanUnreadable.
    """
    text = _text(path)
    if path.suffix.lower() == ".json" or text.lstrip().startswith(("{", "[")):
        claimed = _claims(path, text)
        pairs = [(move["resident_id"], move["bedspace_id"]) for move in claimed["moves"]]
        return _once_each(path, pairs), claimed
    return _once_each(path, list(_csv_pairs(path, text))), None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise PlanUnreadable(f"{path} cannot be opened ({error.strerror}). Check the name and the folder.") from error
    if len(content) > MOST_BYTES:
        raise PlanUnreadable(
            f"{path} is larger than {MOST_BYTES // 2**20} MiB. Give a plan.json or a CSV file of moves."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlanUnreadable(f"{path} is not text in UTF-8. Give a plan.json, or save the sheet as CSV.") from error
    if "\0" in text:
        raise PlanUnreadable(f"{path} is not a text file. Give a plan.json, or save the sheet as CSV.")
    return text


def _once_each(path: Path, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    plan: dict[str, str] = {}
    for resident_id, bedspace_id in pairs:
        if resident_id in plan:
            raise PlanUnreadable(f"{path} lists {resident_id} twice. Leave one line for each person moved.")
        plan[resident_id] = bedspace_id
    return plan


def _csv_pairs(path: Path, text: str) -> Iterator[tuple[str, str]]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if any(header.count(column) != 1 for column in COLUMNS):
            found = ", ".join(header)[:200]
            raise PlanUnreadable(
                f"{path} needs one column resident_id and one bedspace_id; its first line is {found!r}."
            )
        resident_column, bedspace_column = (header.index(column) for column in COLUMNS)
        for cells in reader:
            if not any(cells):  # a blank line, also as Excel writes one
                continue
            if len(cells) != len(header):
                raise PlanUnreadable(
                    f"{path}, line {reader.line_num}: {len(cells)} cells under {len(header)} columns. "
                    "Put a cell with a comma in it in quotation marks."
                )
            resident_id, bedspace_id = cells[resident_column].strip(), cells[bedspace_column].strip()
            if not (_is(resident_id, TEXT) and _is(bedspace_id, TEXT)):
                raise PlanUnreadable(
                    f"{path}, line {reader.line_num}: an id is empty or unprintable. "
                    "Give both ids, or leave out who is not moved."
                )
            yield resident_id, bedspace_id
    except csv.Error as error:
        raise PlanUnreadable(f"{path}, line {reader.line_num}: {error}. Save the sheet as CSV again.") from error


def _claims(path: Path, text: str) -> dict[str, Any]:
    try:
        claimed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PlanUnreadable(f"{path} is not JSON ({error}). Give the plan.json of a run, unchanged.") from error
    fault = next(_faults(claimed), None)
    if fault is not None:
        raise PlanUnreadable(f"{path}: {fault}. Give the plan.json of a run, unchanged.")
    plan: dict[str, Any] = claimed
    return plan


def _faults(claimed: Any) -> Iterator[str]:
    """What keeps this JSON from being a plan.json whose every claim can be checked."""
    if not isinstance(claimed, dict):
        yield "the file is no JSON object"
        return
    for name in ("moves", "goals"):
        entries = claimed.get(name, [] if name == "goals" else None)
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            yield f"{name} is not a list of objects"
            return
    for number, move in enumerate(claimed["moves"], start=1):
        for field in COLUMNS:
            if not _is(move.get(field), TEXT):
                yield f"move {number} has no {field} in text"
        for field, kind in MOVE_FIELDS.items():
            if move.get(field) is not None and not _is(move[field], kind):
                yield f"move {number}: {field} is not {kind}"
    for number, goal in enumerate(claimed.get("goals", []), start=1):
        for field, kind in {"name": TEXT, "value": WHOLE, "bound": WHOLE}.items():
            if not _is(goal.get(field), kind):
                yield f"goal {number}: {field} is not {kind}"
    for field in ("status", "as_of"):
        if claimed.get(field) is not None and not _is(claimed[field], TEXT):
            yield f"{field} is not {TEXT}"


def _is(value: Any, kind: str) -> bool:
    if kind == TEXT:
        return isinstance(value, str) and value != "" and value.isprintable()
    return isinstance(value, int) and not isinstance(value, bool)
