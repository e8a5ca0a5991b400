"""A glimpse at CSV files before they are read: which postcodes they seem to hold, so that these open meanwhile."""

import re
from collections.abc import Sequence
from pathlib import Path

GLIMPSED_BYTES = 2**18
"""So much of each file; letters that come later are opened when their postcodes are read."""
_POSTCODE = re.compile(rb"[,\"]([A-Za-z])[A-Za-z]?[0-9][A-Za-z0-9]? {0,2}[0-9][A-Za-z]{2}(?=[,\"\r\n])")


def letters_in(files: Sequence[Path]) -> list[str]:
    """The first letters of what looks like a postcode; none of a file that may not be read, as its reader will say."""
    found = set[bytes]()
    for path in files:
        try:
            with path.open("rb") as file:
                found.update(_POSTCODE.findall(file.read(GLIMPSED_BYTES)))
        except OSError:
            continue
    return sorted({letter.decode("ascii").upper() for letter in found})
