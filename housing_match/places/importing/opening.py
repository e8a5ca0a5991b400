"""Opens a layer file of any known format as a table; only what its first bytes show it to be is read."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from housing_match.places.importing.graphml import read_graphml
from housing_match.places.inspection import Inspection, Table

MOST_BYTES = 2**30
"""Of a file, packed or unpacked."""
MOST_TABLE_BYTES = 2**28
"""Of a CSV file, which takes several times that in memory; all of Great Britain's bus stops take 100 MB."""
MOST_MEMBERS = 200
UNREADABLE = (
    *(MemoryError, ValueError, KeyError, RuntimeError, OSError, SyntaxError),  # GDAL, Arrow, PROJ and XML raise these
    *(zipfile.BadZipFile, zlib.error, EOFError),
)
SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
FORMATS = "GeoPackage, GeoParquet, GeoJSON, GraphML, a zipped shapefile, OSM (.osm, .pbf) or CSV"


UNPACKED = (*SHAPEFILE_PARTS, ".csv", ".txt", ".geojson", ".json", ".gpkg", ".parquet", ".graphml", ".osm")


Reader = Callable[[Path, Inspection], Any]


def opened(path: Path, look: Inspection, read: Reader | None = None) -> Any:
    """The rows of the file: a GeoDataFrame as it stands there, or a table of texts. Raises LayerRefused.

    Where the kind of layer has one format only, `read` is who reads it, and what that gives is returned.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise look.refuse("folder", "is a folder", f"Give one file: {FORMATS}.")
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError as error:
        raise look.refuse("unreadable", f"cannot be opened ({error.strerror})", "Check its name and folder.") from error
    if not start:
        raise look.refuse("empty", "is empty", "Export it again.")
    read = read or _reader(path, start, look)
    most = MOST_TABLE_BYTES if read is _read_table else MOST_BYTES
    if size > most:
        raise look.refuse(
            "too_large",
            f"is {size // 2**20:,} MB, more than the {most // 2**20:,} MB that are read",
            "Clip it to the area of your homes and the people's places, and import that.",
        )
    try:
        return read(path, look)
    except UNREADABLE as error:
        raise look.refuse(
            "damaged", f"cannot be read ({type(error).__name__}: {_first_line(error)})", "Export it again."
        ) from error


def _reader(path: Path, start: bytes, look: Inspection) -> Reader:
    """Who reads a file that starts like this; a driver of GDAL never sees a file that is not what it is called."""
    suffix = path.suffix.lower()
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"SQLite format 3\0"):
        return _read_map
    if start.startswith(b"PAR1"):
        return _read_parquet
    if start.startswith(b"PK\x03\x04"):
        return _read_zip
    if suffix in (".geojson", ".json") and text.startswith(b"{"):
        return _read_map
    if suffix == ".shp" and start.startswith(b"\x00\x00\x27\x0a"):
        return _read_map
    if (suffix == ".osm" and b"<osm" in start) or (suffix == ".pbf" and b"OSMHeader" in start):
        return _read_osm
    if b"<graphml" in start:
        return read_graphml
    if suffix in (".csv", ".txt") and not text.startswith(b"<") and b"\0" not in start:
        return _read_table
    raise look.refuse("unknown_format", "is none of the formats that are read", f"Export it as {FORMATS}.")


def _read_map(path: Path, look: Inspection) -> Table:
    import geopandas

    layers = geopandas.list_layers(path)
    if len(layers) != 1:
        names = ", ".join(layers["name"].astype(str)[:5])
        raise look.refuse(
            "several_layers", f"holds {len(layers)} layers ({names})", "Export the one you mean to a file of its own."
        )
    return geopandas.read_file(path)


def _read_osm(path: Path, look: Inspection) -> Table:
    """The lines of an OpenStreetMap extract."""
    import geopandas

    return geopandas.read_file(path, layer="lines")


def _read_parquet(path: Path, look: Inspection) -> Table:
    import geopandas

    return geopandas.read_parquet(path)


def _read_table(path: Path, look: Inspection) -> Table:
    import pandas

    look.headings = True
    try:
        return _texts(path, "utf-8-sig")
    except UnicodeDecodeError:
        look.mended.append("The file is not UTF-8; its letters were read as Windows-1252.")
        return _texts(path, "cp1252")
    except (pandas.errors.ParserError, pandas.errors.EmptyDataError) as error:
        raise ValueError(_first_line(error)) from error


def _texts(path: Path, encoding: str) -> Table:
    import pandas

    return pandas.read_csv(path, dtype=str, keep_default_na=False, encoding=encoding, index_col=False)


def _read_zip(path: Path, look: Inspection) -> Table:
    """The one shapefile, map or table in a zip, unpacked aside and never beyond MOST_BYTES."""
    with zipfile.ZipFile(path) as packed, _unpacked(packed, look) as folder:
        inside = [one for one in sorted(folder.iterdir()) if one.suffix.lower() not in SHAPEFILE_PARTS[1:]]
        if len(inside) != 1:
            raise look.refuse(
                "several_files", f"holds {len(inside)} maps or tables", "Put one in a zip, or import it as it is."
            )
        with inside[0].open("rb") as file:
            start = file.read(4096)
        if start.startswith(b"PK\x03\x04"):
            raise look.refuse("zip_in_zip", "holds another zip", "Unpack it and import the file inside.")
        return _reader(inside[0], start, look)(inside[0], look)


@contextmanager
def _unpacked(packed: zipfile.ZipFile, look: Inspection) -> Iterator[Path]:
    members = [one for one in packed.infolist() if not one.is_dir() and not one.filename.startswith("__MACOSX/")]
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_BYTES:
        raise look.refuse(
            "zip_bomb",
            f"unpacks to more than {MOST_BYTES // 2**20:,} MB or {MOST_MEMBERS} files",
            "Clip what it holds to your area, and import that.",
        )
    if any(one.flag_bits & 1 for one in members):
        raise look.refuse("password", "is protected by a password", "Make the zip again without one.")
    with tempfile.TemporaryDirectory(prefix="housing-match-") as folder:
        for member in members:
            name = Path(member.filename.replace("\\", "/")).name
            if Path(name).suffix.lower() in UNPACKED:
                if (Path(folder) / name).exists():
                    raise look.refuse("several_files", f"holds {name} twice", "Put one map or table in a zip.")
                with packed.open(member) as content, (Path(folder) / name).open("wb") as out:
                    shutil.copyfileobj(content, out)  # no more than the zip's own list says: zipfile stops there
        yield Path(folder)


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0][:120]
