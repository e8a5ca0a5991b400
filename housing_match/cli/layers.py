"""Map layers on the command line: what the workspace has, and bringing, checking and removing a layer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from housing_match.cli.ending import FAULTS, USAGE, ended_clearly, say
from housing_match.cli.given import WORKSPACE, AsOf, Json, Workspace, scenario_given, tables_path

if TYPE_CHECKING:
    from housing_match.domain import Geography
    from housing_match.places.coverage import Coverage
    from housing_match.places.inspection import LayerFault

layers = typer.Typer(
    help="Keep map layers that you bring. They are streets, bus stops, wards and others, and stay in the workspace.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Kind = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help="boroughs, wards, lsoas, bus_stops, stations, streets, gtfs, rail_lines, river, parks, ptal, imd, "
        "street_lights or sites; one of each.",
    ),
]


@layers.command("list")
@ended_clearly
def list_layers(workspace: Workspace = WORKSPACE, as_json: Json = False) -> None:
    """List what the workspace has. Of every layer its source, vintage, licence and date."""
    from housing_match.cli.show_layers import show_layers
    from housing_match.places.workspace import stored_layers

    show_layers(tuple(stored_layers(workspace).values()), workspace, as_json=as_json)


@layers.command("import")
@ended_clearly
def import_one(
    kind: Kind,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="GeoPackage, GeoParquet, GeoJSON, CSV and others.")],
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help="Who published it.")] = "",
    vintage: Annotated[str, typer.Option("--vintage", metavar="TEXT", help="Of what date or year it is.")] = "",
    licence: Annotated[str, typer.Option("--licence", metavar="TEXT", help="Under which licence.")] = "",
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Check a file and keep it as the layer of its kind. What is safe to mend is mended; else it says why not."""
    from housing_match.cli.show_layers import show_imported
    from housing_match.places.importing import Provenance, import_layer

    _known(kind)
    said = Provenance(source=source, vintage=vintage, licence=licence)
    show_imported(import_layer(kind, file, workspace, said, date.today()), as_json=as_json)


@layers.command("check")
@ended_clearly
def check_layers(
    tables: Annotated[
        str, typer.Option("--tables", metavar="IN", help="Also say how many of these homes and places are covered.")
    ] = "",
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Check that every layer is as it was imported. It says too what it covers of your tables."""
    from housing_match.cli.show_layers import show_checked
    from housing_match.places.calibration import calibration
    from housing_match.places.coverage import coverage
    from housing_match.places.imported import imported_layers
    from housing_match.places.inspection import LayerRefused
    from housing_match.places.workspace import check_unchanged, stored_layers
    from housing_match.tables import load

    faults: list[LayerFault] = []
    stored = stored_layers(workspace)
    for layer in stored.values():
        try:
            check_unchanged(workspace, layer)
        except LayerRefused as refused:
            faults.extend(refused.faults)
    covered: tuple[Coverage, ...] = ()
    calibrated = None
    if tables and not faults:
        world, imported = load(tables_path(tables), scenario_given(None, as_of).as_of), imported_layers(workspace)
        covered, calibrated = coverage(world, imported), calibration(world, imported)
    show_checked(tuple(stored.values()), faults, covered, calibrated, as_json=as_json)
    if faults:
        raise typer.Exit(FAULTS)


@layers.command("compare")
@ended_clearly
def compare_layer(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="ptal: calculated from gtfs, beside the imported one.")],
    tables: Annotated[str, typer.Option("--tables", metavar="IN", help="The tables whose homes are compared.")],
    as_of: AsOf = None,
    workspace: Workspace = WORKSPACE,
    as_json: Json = False,
) -> None:
    """Compare the PTAL of homes by the timetable and by the layer. Both are imported; it counts those that agree."""
    from housing_match.cli.show_layers import show_ptal_compared
    from housing_match.places.ptal_compared import compare_ptal
    from housing_match.tables import load

    if kind != "ptal":
        say(f"housing-match: {kind} cannot be compared; only ptal can.")
        raise typer.Exit(USAGE)
    world = load(tables_path(tables), scenario_given(None, as_of).as_of)
    show_ptal_compared(compare_ptal(world, workspace), as_json=as_json)


@layers.command("remove")
@ended_clearly
def remove_one(kind: Kind, workspace: Workspace = WORKSPACE, as_json: Json = False) -> None:
    """Take a layer out of the workspace. The file that it was imported from stays."""
    from housing_match.cli.show_layers import show_removed
    from housing_match.places.workspace import remove

    _known(kind)
    gone = remove(workspace, kind)
    if gone is None:
        say(f"housing-match: {workspace} has no layer {kind}.")
        raise typer.Exit(USAGE)
    show_removed(gone, as_json=as_json)


def say_layers(geography: Geography, workspace: Path) -> None:
    """One line that names the layers measured with, where any was imported."""
    from housing_match.places.workspace import stored_layers

    stored = stored_layers(workspace)
    used = [one for one in geography.layers_used if one.kind in stored]
    if used:
        named = ", ".join(f"{one.kind.replace('_', ' ')} ({one.source}, {one.vintage})" for one in used)
        say(f"measured with the layers of {workspace}: {named}")


def _known(kind: str) -> None:
    """Ends with exit code 2 where there is no such kind."""
    from housing_match.places.importing import KINDS

    if kind not in KINDS:
        known = ", ".join(f"{one.name} ({one.meaning})" for one in KINDS.values())
        say(f"housing-match: {kind} is no kind of layer. The kinds are: {known}.")
        raise typer.Exit(USAGE)
