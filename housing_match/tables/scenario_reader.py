"""Reads the values of a scenario file, or another in TOML, by their kind, noting each fault and going on."""

from typing import Any

from housing_match.tables.faults import Fault
from housing_match.tables.toml_files import toml_fault
from housing_match.tables.wrong import close_to, did_you_mean

SCENARIO = "scenario"
"""The table that faults of a scenario name."""


class Reader:
    """Reads values of a scenario, noting each fault and going on; `file` is what the faults name instead."""

    def __init__(self, file: str = SCENARIO) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def note(self, code: str, key: str, value: Any, why: str, mend: str) -> None:
        """Note a fault."""
        self.faults.append(toml_fault(self.file, code, key, value, why, mend))

    def unknown(self, name: str, what: str, known: tuple[str, ...], key: str | None = None) -> None:
        """Note a name that is not known, with the one it may stand for."""
        mend = did_you_mean(close_to(name, known), f"Known are {', '.join(known) or 'none'}.")
        self.note(f"unknown_{what.split()[0]}", key or name, name if key else "", f"is not a {what}", mend)

    def version(self, key: str, value: Any, known: int) -> int:
        """The version of the file's form, of which this program reads one."""
        if value != known or isinstance(value, bool):
            self.note("unknown_version", key, value, "is another version", f"This program reads {known}.")
        return known

    def whole(self, key: str, value: Any, least: int, most: int) -> int:
        """A whole number in bounds."""
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.note(
                "out_of_bounds", key, value, f"is not a whole number from {least} to {most}", "Write such a number."
            )
            return least
        return value

    def text(self, key: str, value: Any) -> str:
        """One line of text; the empty one with a fault noted for anything else."""
        if isinstance(value, str) and value and value.isprintable():
            return value
        self.note("not_text", key, value, "is not one line of text", f'Write {key.rpartition(".")[2]} = "…".')
        return ""

    def table(self, key: str, value: Any) -> dict[str, Any]:
        """A TOML table; the empty one with a fault noted for anything else."""
        if isinstance(value, dict):
            return value
        self.note("not_a_table", key, value, "is not a table", f"Write it as [{key}].")
        return {}

    def texts(self, key: str, value: Any) -> list[str]:
        """A list of texts."""
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return value
        self.note("not_a_list", key, value, "is not a list of texts", f'Write {key} = ["…", "…"].')
        return []
