"""What every answer of `explain` is made of."""

from dataclasses import dataclass


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
