"""What every answer of `explain` is made of."""

from dataclasses import dataclass

SOURCE = "Source"
SOURCES_TITLE = "Where these rules come from"


class NothingKnown(ValueError):
    """An id that no table has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of an answer under its own heading: sentences, and a table where there are lines to compare."""

    title: str
    sentences: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: a headline, what to see first, sentences, the table that says why, and further parts."""

    about: str
    headline: str
    flags: tuple[str, ...] = ()
    """What a panel should see before anything else, a sentence each."""
    sentences: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    parts: tuple[Part, ...] = ()
    notice: str = ""

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """Each rule of the table with its law or standard."""
        at = self.columns.index(SOURCE) if SOURCE in self.columns else None
        return () if at is None else tuple((row[0], row[at]) for row in self.rows if row[at])
