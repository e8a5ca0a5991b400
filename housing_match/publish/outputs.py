"""The output files of the data contract, written all together or not at all."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from io import BytesIO
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from housing_match import __version__
from housing_match.assess import Assessment
from housing_match.domain import Plan
from housing_match.draw import map_layers
from housing_match.explain import (
    Match,
    Mend,
    Otherwise,
    Reasons,
    SharedHome,
    Shortage,
    Void,
    Waiting,
    elsewhere,
    offers_to_make,
)
from housing_match.places.layers import write_geopackage
from housing_match.publish.words import mend_words, shortage_words
from housing_match.solve import goal_values
from housing_match.tables.records import cells_of
from housing_match.tables.scenario_writing import write_scenario
from housing_match.tables.schema import TABLE
from housing_match.tables.together import written_together
from housing_match.tables.writing import write_csv

SCHEMA_VERSION = 1
PLAN_FILE = "plan.json"
"""Replaced last, so that whoever finds a new one finds everything new."""
WHAT_IT_IS = {
    PLAN_FILE: "everything: each goal's value, bound and price, each move, the scenario and the baselines; what "
    "`housing-match verify` and `explain` read",
    "matches.csv": "each person moved: home, chain and step, fit, minutes, change in cost, checks before an offer",
    "households.csv": "who lives together when the plan is done, with support hours against the limit",
    "offers.csv": "the offers to make, and those recorded; fill in the answers and give it to `housing-match replan`",
    "changes.csv": "with a published plan: each person who ends elsewhere than there; else nobody",
    "unmatched.csv": "each person who waits: why, the nearest homes, the rules that block, what to ask",
    "shortages.csv": "people who together need more places than any of them could use, and by which rules",
    "voids.csv": "each empty home: what becomes of it, its cost, the nearest people and the rule that stops each",
    "matches.gpkg": "the map for QGIS: homes, arrivals, and a line from where each person lives to the new home",
}
"""Every output file, in reading order, with what it is."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One finished run: the plan with its reasons, and the baselines (name → resident_id → bedspace_id)."""

    reasons: Reasons
    baselines: dict[str, dict[str, str]]
    inputs_sha256: str
    scenario_sha256: str
    timing: dict[str, float]

    @property
    def assessment(self) -> Assessment:
        """How the scenario judged everyone and every place."""
        return self.reasons.assessment

    @property
    def plan(self) -> Plan:
        """The plan alone."""
        return self.reasons.plan

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every output file by name, in reading order; made when first asked for."""
        with TemporaryDirectory(prefix="housing-match-") as folder:  # made so that only we may look into it
            found = {path.name: path.read_bytes() for path in write_outputs(self, Path(folder))}
        return {name: found[name] for name in WHAT_IT_IS}

    @cached_property
    def packed(self) -> bytes:
        """Every output file in one zip file."""
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED) as folder:
            for name, content in self.files.items():
                folder.writestr(name, content)
        return packed.getvalue()


def write_outputs(outcome: Outcome, folder: Path) -> tuple[Path, ...]:
    """Writes every output file into the folder and returns their paths.

    Raises OSError where a file cannot be written or replaced; every file that stood there is then as it was.
    """
    with written_together(folder, last=PLAN_FILE) as aside:
        _write_all(outcome, aside)
        names = sorted(path.name for path in aside.iterdir())
    return tuple(folder / name for name in names)


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Writes output files made elsewhere (`Outcome.files`) into the folder, all or none. Raises OSError."""
    with written_together(folder, last=PLAN_FILE) as aside:
        for name, content in files.items():
            (aside / name).write_bytes(content)


def _write_all(outcome: Outcome, folder: Path) -> None:
    text = json.dumps(plan_record(outcome), indent=1, ensure_ascii=False) + "\n"
    (folder / PLAN_FILE).write_text(text, encoding="utf-8")
    _write_table(folder / "matches.csv", MATCH_COLUMNS, outcome.reasons.matches)
    setting = outcome.assessment.scenario
    offers = offers_to_make(outcome.assessment.world, setting, outcome.plan)
    _write_table(folder / "offers.csv", OFFER_COLUMNS, [cells_of("offers", one) for one in offers])
    published = None if setting.published_plan is None else setting.published
    changed = () if published is None else elsewhere(published, outcome.plan.bedspace_of)
    _write_table(folder / "changes.csv", CHANGE_COLUMNS, changed)
    _write_table(folder / "households.csv", HOUSEHOLD_COLUMNS, outcome.reasons.shared_homes)
    said = outcome.reasons
    unmatched = [(one, said.shortage_of.get(one.resident_id), said.mend_of(one)) for one in said.waiting]
    _write_table(folder / "unmatched.csv", UNMATCHED_COLUMNS, unmatched)
    _write_table(folder / "shortages.csv", SHORTAGE_COLUMNS, outcome.reasons.shortages)
    _write_table(folder / "voids.csv", VOID_COLUMNS, outcome.reasons.voids)
    layers = map_layers(outcome.assessment, outcome.plan, outcome.reasons.matches, outcome.reasons.voids)
    write_geopackage(folder / "matches.gpkg", layers)


def plan_record(outcome: Outcome) -> dict[str, Any]:
    """plan.json as plain values; everything but `timing` is the same on every run."""
    plan, assessment = outcome.plan, outcome.assessment
    return {
        "schema_version": SCHEMA_VERSION,
        "version": __version__,
        "notice": assessment.world.notice,
        "inputs_sha256": outcome.inputs_sha256,
        "scenario_sha256": outcome.scenario_sha256,
        "scenario": assessment.scenario.name,
        "scenario_toml": write_scenario(assessment.scenario),
        "as_of": assessment.scenario.as_of.isoformat(),
        "layers": [asdict(layer) for layer in assessment.geography.layers_used],
        "minutes_by": assessment.geography.minutes_by,
        "seed": plan.seed,
        "status": plan.status,
        "method": plan.method,
        "fixing": None if plan.fixing is None else asdict(plan.fixing),
        "goals": [asdict(goal) for goal in plan.goals],
        "moves": [asdict(move) for move in plan.moves],
        "closed_cycles": list(plan.cycles),
        "baselines": {
            name: {"goals": goal_values(assessment, bedspace_of), "bedspace_of": bedspace_of}
            for name, bedspace_of in outcome.baselines.items()
        },
        "timing": outcome.timing,
    }


MATCH_COLUMNS: Mapping[str, Callable[[Match], object]] = {
    "resident_id": lambda one: one.move.resident_id,
    "bedspace_id": lambda one: one.move.bedspace_id,
    "home_id": lambda one: one.home_id,
    "from_bedspace_id": lambda one: one.move.from_bedspace_id,
    "chain_id": lambda one: one.move.chain_id,
    "step": lambda one: one.move.step,
    "fit": lambda one: one.move.fit,
    "family_minutes": lambda one: one.family_minutes,
    "transport_minutes": lambda one: one.transport_minutes,
    "minutes_by": lambda one: one.minutes_by,
    "weekly_cost_change": lambda one: one.weekly_cost_change,
    "checks_before_offer": lambda one: one.checks_before_offer,
    "earliest_date": lambda one: one.earliest_date,
    "flags": lambda one: one.flags,
}
OFFER_COLUMNS: Mapping[str, Callable[[list[str]], object]] = {
    column.name: itemgetter(at) for at, column in enumerate(TABLE["offers"].columns)
}
CHANGE_COLUMNS: Mapping[str, Callable[[Otherwise], object]] = {
    "resident_id": lambda one: one.resident_id,
    "published_bedspace_id": lambda one: one.before,
    "bedspace_id": lambda one: one.after,
}
HOUSEHOLD_COLUMNS: Mapping[str, Callable[[SharedHome], object]] = {
    "home_id": lambda one: one.home_id,
    "resident_ids": lambda one: one.resident_ids,
    "moved_in": lambda one: one.moved_in,
    "other_tenants": lambda one: one.other_tenants,
    "hours": lambda one: one.hours,
    "hours_limit": lambda one: one.hours_limit,
    "flags": lambda one: one.flags,
}
UNMATCHED_COLUMNS: Mapping[str, Callable[[tuple[Waiting, Shortage | None, Mend | None]], object]] = {
    "resident_id": lambda row: row[0].resident_id,
    "kind": lambda row: row[0].kind,
    "certificate_id": lambda row: row[1] and row[1].certificate_id,
    "nearest_homes": lambda row: row[0].nearest_homes,
    "blocking_rules": lambda row: [rule for rule, _ in row[0].blocked_by],
    "places_blocked": lambda row: [places for _, places in row[0].blocked_by],
    "questions": lambda row: row[0].questions,
    "what_would_fix_it": lambda row: row[2] and mend_words(row[2]),
}
SHORTAGE_COLUMNS: Mapping[str, Callable[[Shortage], object]] = {
    "certificate_id": lambda one: one.certificate_id,
    "people": lambda one: one.resident_ids,
    "places": lambda one: one.bedspace_ids,
    "short_by": lambda one: one.short_by,
    "need": shortage_words,
}
VOID_COLUMNS: Mapping[str, Callable[[Void], object]] = {
    "bedspace_id": lambda one: one.bedspace_id,
    "label": lambda one: one.label,
    "weeks_empty": lambda one: one.weeks_empty,
    "weekly_void_cost": lambda one: one.weekly_void_cost,
    "nearest_people": lambda one: [near.resident_id for near in one.nearest_people],
    "blocking_rule": lambda one: [near.blocking_rules[0] if near.blocking_rules else "" for near in one.nearest_people],
    "works_that_would_open_it": lambda one: [opening.work.work for opening in one.openings],
}


def _write_table(path: Path, columns: Mapping[str, Callable[[Any], object]], records: Iterable[object]) -> None:
    write_csv(path, columns, ([_cell(read(one)) for read in columns.values()] for one in records))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ";".join(str(one) for one in value)
    return str(value)
