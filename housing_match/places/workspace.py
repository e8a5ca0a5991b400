"""The layers of a workspace: a GeoPackage each, and layers.toml, which says of each whence it is and of when."""

from __future__ import annotations

import hashlib
import os
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from housing_match.domain import LayerUsed
from housing_match.places.inspection import Inspection, LayerRefused, Table
from housing_match.places.layers import LayerNotWrittenError

INDEX = "layers.toml"
_AGAIN = "Import the layer again, or remove it with: housing-match layers remove"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredLayer:
    """One layer of the workspace; its kind is its name, so that there is one of each."""

    kind: str
    rows: int
    source: str
    vintage: str
    licence: str
    imported: date
    given_as: str
    """The name of the file that was imported."""
    sha256: str
    """Of the file that was imported, so that anybody who has it can tell."""
    file: str
    """The GeoPackage in the folder of layers."""
    file_sha256: str
    codes_of: str = ""
    """The year of the area codes, as the file's headings have it."""
    mended: tuple[str, ...] = ()

    @property
    def used(self) -> LayerUsed:
        """The layer as it stands in a plan's list of layers."""
        return LayerUsed(
            kind=self.kind, source=self.source, vintage=self.vintage, licence=self.licence, sha256=self.sha256
        )


def layers_folder(workspace: Path) -> Path:
    """Where a workspace keeps its layers."""
    return workspace / "layers"


def stored_layers(workspace: Path) -> dict[str, StoredLayer]:
    """The layers by kind, in alphabetical order; none where there is no workspace. Raises LayerRefused."""
    path = layers_folder(workspace) / INDEX
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    try:
        found = tomllib.loads(text)
        return {
            kind: StoredLayer(kind=kind, **{**values, "mended": tuple(values.get("mended", ()))})
            for kind, values in sorted(found.items())
        }
    except (ValueError, TypeError) as error:
        raise _refused(
            INDEX, "is not as it was written", "Remove the folder of layers and import them again."
        ) from error


def stored_table(workspace: Path, layer: StoredLayer, name: str | None = None) -> Any:
    """The rows of a layer, with their shapes in METRIC_CRS if they have any, once the file is known to be unchanged.

    `name` is that of a further table of the layer. Raises LayerRefused.
    """
    import geopandas

    check_unchanged(workspace, layer)
    return geopandas.read_file(layers_folder(workspace) / layer.file, layer=name or layer.kind)


def check_unchanged(workspace: Path, layer: StoredLayer) -> None:
    """Raises LayerRefused where the GeoPackage is missing or is not the one that was written."""
    try:
        unchanged = sha256_of(layers_folder(workspace) / layer.file) == layer.file_sha256
    except FileNotFoundError as error:
        raise _refused(layer.file, "is missing from the workspace", f"{_AGAIN} {layer.kind}.") from error
    if not unchanged:
        raise _refused(layer.file, "was changed since it was imported", f"{_AGAIN} {layer.kind}.")


def store(workspace: Path, table: Table, layer: StoredLayer, further: Mapping[str, Table] | None = None) -> StoredLayer:
    """Writes the layer in place of one of its kind, all or nothing; returns it with its file and that file's hash.

    `further` tables without shapes stand in the same file, each by its name. Raises OSError where it cannot be written.
    """
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    folder = layers_folder(workspace)
    folder.mkdir(parents=True, exist_ok=True)
    before = stored_layers(workspace)
    with _aside(folder) as aside:
        path = aside / "layer.gpkg"
        try:
            for name, rows in {layer.kind: table, **(further or {})}.items():
                pyogrio.write_dataframe(rows, path, layer=name, driver="GPKG", append=path.exists())
        except (DataLayerError, DataSourceError) as error:
            raise LayerNotWrittenError(f"{path.name} could not be written; the disk may be full") from error
        file_sha256 = sha256_of(path)
        written = replace(layer, file=f"{layer.kind}-{file_sha256[:12]}.gpkg", file_sha256=file_sha256)
        os.replace(path, folder / written.file)
        _write_index(folder, aside, {**before, layer.kind: written})
    _forget(folder, before.get(layer.kind), written)
    return written


def remove(workspace: Path, kind: str) -> StoredLayer | None:
    """Takes a layer out of the workspace; None where there is none of that kind."""
    before = stored_layers(workspace)
    gone = before.get(kind)
    if gone is not None:
        folder = layers_folder(workspace)
        with _aside(folder) as aside:
            _write_index(folder, aside, {name: one for name, one in before.items() if name != kind})
        _forget(folder, gone, None)
    return gone


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A folder beside the layers for what is not yet whole."""
    with tempfile.TemporaryDirectory(prefix=".housing-match-", dir=folder) as aside:
        yield Path(aside)


def _write_index(folder: Path, aside: Path, layers: dict[str, StoredLayer]) -> None:
    """Replaces the list of layers; only what it names counts, so that this one step makes or unmakes a layer."""
    import tomlkit

    tables = {
        kind: {name: value for name, value in _values(one).items() if name != "kind"} for kind, one in layers.items()
    }
    (aside / INDEX).write_text(tomlkit.dumps(tables), encoding="utf-8")
    os.replace(aside / INDEX, folder / INDEX)


def _forget(folder: Path, before: StoredLayer | None, now: StoredLayer | None) -> None:
    if before is not None and (now is None or before.file != now.file):
        (folder / before.file).unlink(missing_ok=True)


def _values(layer: StoredLayer) -> dict[str, Any]:
    return asdict(layer) | {"mended": list(layer.mended)}


def _refused(file: str, why: str, mend: str) -> LayerRefused:
    return Inspection(file=file).refuse("layer_lost", why, mend)
