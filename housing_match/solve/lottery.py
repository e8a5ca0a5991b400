"""The lottery that leaves one plan only."""

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from housing_match.solve.arcs import Arcs
from housing_match.solve.goals import Tally

BITS = 16


def lottery(arcs: Arcs, seed: int) -> tuple[Tally, Tally]:
    """Two sums of pseudo-random 16-bit weights keyed by seed, resident_id and place class; larger is drawn first."""
    people = _keys(f"{seed}|{who}" for who in arcs.people)
    classes = _keys(f"{seed}|{one.key}" for one in arcs.classes)
    tickets = _mixed(people[arcs.person] ^ classes[arcs.place_class])
    nothing = np.zeros(len(arcs.classes), dtype=np.int64)
    first, second = (
        Tally(name=f"lottery_{at + 1}", sign=-1, arc=-(drawn % (1 << BITS)).astype(np.int64), used=nothing)
        for at, drawn in enumerate((tickets, tickets >> np.uint64(BITS)))
    )
    return first, second


def _keys(texts: Iterable[str]) -> NDArray[np.uint64]:
    """Eight bytes of each text's SHA-256, the same on every machine."""
    return np.frombuffer(b"".join(hashlib.sha256(text.encode()).digest()[:8] for text in texts), dtype="<u8")


def _mixed(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each key with every bit depending on every other, by the last steps of SplitMix64 (Steele and others, 2014)."""
    keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return keys ^ (keys >> np.uint64(31))
