"""Where a tab's tables come from: the sample, or files that somebody chose; kept in memory only."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from housing_match import shipped
from housing_match.domain import Geography, World
from housing_match.places.base_map import BaseMap, base_map
from housing_match.places.imported import imported_layers
from housing_match.places.inspection import LayerRefused
from housing_match.places.measure import measure
from housing_match.run import area_faults
from housing_match.synthetic.sample import AS_OF
from housing_match.tables import Fault, check, files_in, with_issues

CHOSEN, WORKSPACE = "HOUSING_MATCH_TABLES", "HOUSING_MATCH_WORKSPACE"
SAMPLE_NAME = "The synthetic sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Tables as files, by name: one workbook, or CSV files; or, with none, a `path` that is only read."""

    name: str
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    path: Path | None = None
    refused: tuple[Fault, ...] = ()
    """Why nothing of what was uploaded is read at all; there are no files then."""

    @property
    def usual_day(self) -> date:
        """The date to plan for unless somebody says another: the sample's own day, for all else today."""
        return AS_OF if self.path == shipped("data/two_boroughs") else date.today()

    def measured(self, as_of: date) -> tuple[tuple[World, Geography] | None, tuple[Fault, ...]]:
        """The world they describe, measured by the layers of the workspace, or every fault."""
        if self.refused:
            return None, self.refused
        with self._on_disk() as path:
            world, faults = check(path, as_of)
        if world is None:
            return None, faults
        try:
            imported = imported_layers(workspace())
        except LayerRefused as refused:
            return None, tuple(
                Fault(code=one.code, table=one.table, value=one.value, why=one.why, mend=one.mend)
                for one in refused.faults
            )
        faults = area_faults(world, imported)
        return (None, faults) if faults else ((world, measure(world, imported)), ())

    def with_issues(self, faults: Sequence[Fault]) -> bytes:
        """The tables as a workbook with an Issues sheet; that sheet alone where nothing can be read."""
        if self.refused:
            return with_issues(None, faults)
        with self._on_disk() as path:
            return with_issues(path, faults)

    @contextmanager
    def _on_disk(self) -> Iterator[Path]:
        """The workbook or the folder of CSV files, on disk only as long as it is read, for this user only."""
        if self.path is not None:
            yield self.path
            return
        with tempfile.TemporaryDirectory(prefix="housing-match-") as folder:  # made so that only we may look into it
            for name, content in self.files.items():
                (Path(folder) / name).write_bytes(content)
            workbook = next((name for name in self.files if not name.endswith(".csv")), None)
            yield Path(folder) / workbook if workbook else Path(folder)


def uploaded(files: Sequence[tuple[str, bytes]]) -> Source:
    """What somebody uploads, as (name, content): one workbook, one zip of CSV files, or CSV files."""
    name = files[0][0] if len(files) == 1 else f"{len(files)} CSV files"
    content, refused = files_in(files)
    return Source(name=name, files=content, refused=refused)


def sample() -> Source:
    """The sample that comes with the product."""
    return Source(name=SAMPLE_NAME, files={}, path=shipped("data/two_boroughs"))


def workspace() -> Path:
    """Where the layers are that the council imported."""
    return Path(os.environ.get(WORKSPACE) or "workspace")


def drawn_over() -> BaseMap:
    """What maps are drawn over; what comes with the product, saying why, where a layer of the workspace is damaged."""
    try:
        return base_map(workspace())
    except LayerRefused as refused:
        shipped_map = base_map(None)
        return replace(shipped_map, sources=(*shipped_map.sources, str(refused)))


def chosen_at_the_start() -> Source | None:
    """What whoever started the pages named in HOUSING_MATCH_TABLES: a path, or the word sample."""
    named = os.environ.get(CHOSEN)
    if not named:
        return None
    return sample() if named == "sample" else Source(name=Path(named).name, files={}, path=Path(named))
