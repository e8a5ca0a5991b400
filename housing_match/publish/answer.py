"""What every answer of `explain` is made of."""

from dataclasses import dataclass


class NothingKnown(ValueError):
    """An id that no table has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: a headline, sentences, and a table where there are lines to add up."""

    about: str
    headline: str
    sentences: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notice: str = ""
