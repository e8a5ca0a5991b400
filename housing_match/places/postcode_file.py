"""A file of the postcode package: the columns of one first letter, MessagePack inside Brotli, still packed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli
import msgpack
import numpy as np
from numpy.typing import NDArray

_TEXT_OF_7, _TEXT_OF_9, _FLOAT = 0xA7, 0xA9, 0xCB  # MessagePack's first byte of such a value
_LENGTH_OF_TEXT = 0x1F
"""The part of it that says how long a short text is."""
_HEAD_BYTES = 1024
"""What stands before the first column takes less."""
_COORDINATE = np.dtype([("mark", "u1"), ("metres", ">f8")])


class OtherLayoutError(ValueError):
    """The file is laid out in a way that this version does not know."""


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """The postcodes of one first letter, R rows: `keys` are the padded codes as numbers, ascending; metres or NaN."""

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

    def is_placed(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether these rows have coordinates and an authority."""
        at_authority = np.frombuffer(self.packed, np.uint8)[self.authority_starts[rows]] == _TEXT_OF_9
        placed: NDArray[np.bool_] = ~np.isnan(self.eastings[rows]) & ~np.isnan(self.northings[rows]) & at_authority
        return placed


def read_directory(file: Path) -> Directory:
    """The postcodes of one file. Raises OtherLayoutError."""
    try:
        packed = brotli.decompress(file.read_bytes())
        column = _columns(packed)
        keys, starts = column["pcd"], column["laua"]
        if not (keys[1:] > keys[:-1]).all() or any(len(one) != len(keys) for one in column.values()):
            raise ValueError("codes are not ascending, or columns not one value for each code")
        return Directory(packed, keys, starts, column["oseast1m"], column["osnrth1m"])
    except (brotli.error, msgpack.UnpackException, IndexError, KeyError, ValueError) as error:
        raise OtherLayoutError(str(error)) from error


def key_of(code: str) -> int:
    """The eight bytes of a padded code as the package packs it, read as one number: they sort as the codes do."""
    padded = code[:-3].ljust(4) + code[-3:]
    return int.from_bytes(bytes([_TEXT_OF_7]) + padded.encode("ascii"))


def code_of(key: int) -> str:
    """The code of a key, without its space."""
    return key.to_bytes(8)[1:].decode("ascii").replace(" ", "")


def _columns(packed: bytes) -> dict[str, NDArray[Any]]:
    """The columns of `{"columns": […], "data": {name: […]}}`, each of which begins where the one before it ends."""
    reader = msgpack.Unpacker()
    reader.feed(packed[:_HEAD_BYTES])
    for _ in range(reader.read_map_header()):
        if reader.unpack() == "data":
            break
        reader.skip()
    count, end = reader.read_map_header(), reader.tell()
    found = {}
    for _ in range(count):
        start = end + 1 + (packed[end] & _LENGTH_OF_TEXT)
        name = packed[end + 1 : start].decode("ascii")
        length, first = _array_head(packed, start)
        found[name], end = _READ[name](packed, first, length)
    return found


def _array_head(packed: bytes, start: int) -> tuple[int, int]:
    """The length of a MessagePack array and the offset of its first value."""
    width = {0xDC: 2, 0xDD: 4}.get(packed[start])
    if width is None:
        return packed[start] & 0x0F, start + 1
    return int.from_bytes(packed[start + 1 : start + 1 + width]), start + 1 + width


def _keys(packed: bytes, first: int, count: int) -> tuple[NDArray[np.uint64], int]:
    """A column of padded codes as numbers; and its end."""
    keys = np.frombuffer(packed, ">u8", count, first).astype(np.uint64)
    if not (keys >> np.uint64(56) == _TEXT_OF_7).all():
        raise ValueError("codes are not seven characters")
    return keys, first + keys.nbytes


def _coordinates(packed: bytes, first: int, count: int) -> tuple[NDArray[np.float64], int]:
    """A column of metres, NaN where a postcode has none; and its end."""
    column = np.frombuffer(packed, _COORDINATE, count, first)
    if not (column["mark"] == _FLOAT).all():
        raise ValueError("coordinates are not numbers")
    return column["metres"], first + column.nbytes


def _authority_starts(packed: bytes, first: int, count: int) -> tuple[NDArray[np.int64], int]:
    """The offset of each authority: nine characters after their mark, or NaN in eight bytes after its own; and the end.

    Neither holds the byte of a mark, so marks are found without reading value by value; each is then checked to lie
    where the one before it ends, which also cuts off what follows the column.
    """
    every_byte = np.frombuffer(packed, np.uint8)[: first + 10 * count]
    marks = np.flatnonzero((every_byte[first:] == _TEXT_OF_9) | (every_byte[first:] == _FLOAT))[:count] + first
    ends = marks + np.where(every_byte[marks] == _TEXT_OF_9, 10, 9)
    if len(marks) != count or marks[0] != first or not (marks[1:] == ends[:-1]).all():
        raise ValueError("authorities are not one code or NaN for each postcode")
    return marks, int(ends[-1])


_READ: dict[str, Callable[[bytes, int, int], tuple[NDArray[Any], int]]] = {
    "pcd": _keys,
    "laua": _authority_starts,
    "oseast1m": _coordinates,
    "osnrth1m": _coordinates,
}
