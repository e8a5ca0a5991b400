"""The files of a GTFS feed: found in its zip, within limits, and read as texts, whole or row by row."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from housing_match.places.importing.opening import MOST_TABLE_BYTES
from housing_match.places.inspection import Inspection, Table

MOST_STREAMED_BYTES = 3 * 2**29
"""Of stop_times.txt unpacked, which is read in parts; London's buses take some 1.2 GB."""
MOST_GROWTH, SMALL_BYTES = 250, 2**20
"""No file of more than SMALL_BYTES may grow more than so many times; timetables grow ten to twenty times."""
ROWS_AT_ONCE = 200_000
REQUIRED = ("stops.txt", "routes.txt", "trips.txt", "stop_times.txt")
STREAMED = "stop_times.txt"
CALENDARS = ("calendar.txt", "calendar_dates.txt")
READ = (*REQUIRED, *CALENDARS, "frequencies.txt")


class Feed:
    """The files of a feed that are read, each by its name; all others are left alone, however large."""

    def __init__(self, packed: zipfile.ZipFile, look: Inspection) -> None:
        self._packed, self._look = packed, look
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in packed.infolist():
            name = member.filename.replace("\\", "/").rpartition("/")[2].lower()
            if name in READ and not member.filename.startswith("__MACOSX/"):
                if name in self._members:
                    raise look.refuse("several_files", f"holds {name} twice", "Import one feed at a time.")
                self._members[name] = member
        self._check()

    def _check(self) -> None:
        """Raises LayerRefused for files that are missing, locked or too large."""
        mend = "Export the feed again with all files that GTFS requires."
        for name in REQUIRED:
            if name not in self._members:
                self._look.fault("no_file", f"has no {name}", mend, column=name)
        if not any(name in self._members for name in CALENDARS):
            self._look.fault("no_file", f"has neither {' nor '.join(CALENDARS)}", mend, column=CALENDARS[0])
        for name, member in self._members.items():
            most = MOST_STREAMED_BYTES if name == STREAMED else MOST_TABLE_BYTES
            if member.flag_bits & 1:
                self._look.fault("password", f"has a password on {name}", "Make the zip again without one.")
            elif member.file_size > most:
                self._look.fault(
                    "too_large",
                    f"has a {name} of {member.file_size // 2**20:,} MB; up to {most // 2**20:,} MB of it are read",
                    "Clip the feed to the area of your homes and the people's places, and import that.",
                    column=name,
                )
            elif member.file_size > max(SMALL_BYTES, MOST_GROWTH * member.compress_size):
                self._look.fault(
                    "zip_bomb",
                    f"has a {name} that grows more than {MOST_GROWTH} times",
                    "Export it again.",
                    column=name,
                )
        self._look.refuse_if_faulty()

    def whole(self, name: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Table:
        """A file as texts with these columns and no others; optional columns that it lacks are empty."""
        import pandas

        if name not in self._members:
            return pandas.DataFrame({column: [] for column in (*required, *optional)}, dtype=str)
        return pandas.concat(list(self.parts(name, required, optional)))

    def parts(self, name: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> Iterator[Table]:
        """The same in runs of rows, whose index goes on from run to run; each is let go before the next is read."""
        import pandas

        wanted = (*required, *optional)
        with self._packed.open(self._members[name]) as member:
            runs = pandas.read_csv(
                member,
                dtype=str,
                keep_default_na=False,
                encoding="utf-8-sig",
                index_col=False,
                chunksize=ROWS_AT_ONCE,
                usecols=lambda heading: heading.strip() in wanted,
            )
            for run in runs:
                run = run.rename(columns=str.strip).apply(lambda column: column.str.strip())
                if missing := [column for column in required if column not in run.columns]:
                    why = f"has no column {' and no column '.join(missing)} in {name}"
                    raise self._look.refuse("no_column", why, "Export the feed again with it.")
                yield run.assign(**{column: "" for column in optional if column not in run.columns})
