"""Where a tab's tables come from: the sample, or files that somebody chose; kept in memory only."""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from housing_match import shipped
from housing_match.domain import World
from housing_match.synthetic.sample import AS_OF
from housing_match.tables import Fault, check

CHOSEN = "HOUSING_MATCH_TABLES"
SAMPLE_NAME = "The synthetic sample"
MOST_UNPACKED_BYTES = 200 * 2**20
MOST_MEMBERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Tables as files, by name: one workbook, or CSV files; or, with none, a `path` that is only read."""

    name: str
    files: Mapping[str, bytes]
    path: Path | None = None

    @property
    def usual_day(self) -> date:
        """The date to plan for unless somebody says another: the sample's own day, for all else today."""
        return AS_OF if self.path == shipped("data/two_boroughs") else date.today()

    def check(self, as_of: date) -> tuple[World | None, tuple[Fault, ...]]:
        """The world they describe, or every fault. Files are on disk only while they are read, for this user only."""
        if self.path is not None:
            return check(self.path, as_of)
        with tempfile.TemporaryDirectory(prefix="housing-match-") as folder:  # made so that only we may look into it
            for name, content in self.files.items():
                (Path(folder) / name).write_bytes(content)
            workbook = next((name for name in self.files if not name.lower().endswith(".csv")), None)
            return check(Path(folder) / workbook if workbook else Path(folder), as_of)


def sample() -> Source:
    """The sample that comes with the product."""
    return Source(name=SAMPLE_NAME, files={}, path=shipped("data/two_boroughs"))


def chosen_at_the_start() -> Source | None:
    """What whoever started the pages named in HOUSING_MATCH_TABLES: a path, or the word sample."""
    named = os.environ.get(CHOSEN)
    if not named:
        return None
    return sample() if named == "sample" else Source(name=Path(named).name, files={}, path=Path(named))
