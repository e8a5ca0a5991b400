"""What of a count of people may leave the house: small ones hidden, all others rounded."""

MOST_HIDDEN = 7
"""Counts from 1 to this are not shown: NHS Digital, Hospital Episode Statistics analysis guide."""
ROUNDED_TO = 5
HIDDEN = f"{MOST_HIDDEN} or fewer"


def for_publishing(count: int) -> int | None:
    """The count as one table or map by itself may show it: None for 1 to 7, else to the nearest five; none stays none.

    Numbers that stand beside each other, or were published before, can still give a hidden one away.
    """
    if 0 < count <= MOST_HIDDEN:
        return None
    return (2 * count + ROUNDED_TO) // (2 * ROUNDED_TO) * ROUNDED_TO


def count_words(count: int, *, published: bool) -> str:
    """The count in figures, for readers within the councils or as it may be published."""
    shown = for_publishing(count) if published else count
    return HIDDEN if shown is None else f"{shown:,}"
