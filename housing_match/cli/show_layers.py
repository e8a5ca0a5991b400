"""How map layers look on the screen."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console

from housing_match.cli.show import console, line, print_json, show_groups, show_table
from housing_match.criteria import half_up
from housing_match.domain import World
from housing_match.places.calibration import Calibration
from housing_match.places.coverage import Coverage, coverage
from housing_match.places.imported import Imported
from housing_match.places.inspection import LayerFault
from housing_match.places.ptal_compared import PtalCompared
from housing_match.places.workspace import StoredLayer
from housing_match.publish.words import counted
from housing_match.tables.faults import FaultGroup

COLUMNS = ("Layer", "Rows", "Source", "Vintage", "Licence", "Imported")


def show_layers(stored: Sequence[StoredLayer], workspace: Path, *, as_json: bool) -> None:
    """Every layer of a workspace."""
    if as_json:
        print_json([asdict(one) for one in stored])
        return
    page = console()
    if not stored:
        line(page, f"{workspace} has no layers. Bring one with: housing-match layers import KIND FILE")
        return
    rows = [(one.kind, f"{one.rows:,}", one.source, one.vintage, one.licence, str(one.imported)) for one in stored]
    show_table(page, COLUMNS, rows)


def show_imported(layer: StoredLayer, *, as_json: bool) -> None:
    """A layer that was just imported, and what was mended in it."""
    if as_json:
        print_json(asdict(layer))
        return
    page = console()
    for sentence in layer.mended:
        line(page, f"{layer.given_as}: {sentence}")
    line(page, f"Imported {layer.kind.replace('_', ' ')} from {layer.given_as}: {counted(layer.rows, 'row')}.")


def show_checked(
    stored: Sequence[StoredLayer],
    faults: Sequence[LayerFault],
    covered: Sequence[Coverage],
    calibrated: Calibration | None,
    *,
    as_json: bool,
) -> None:
    """Whether layers are whole, the table of coverage, and how far the estimate of travel is from the timetable."""
    if as_json:
        print_json(
            {
                "layers": [asdict(one) for one in stored],
                "faults": [asdict(one) for one in faults],
                "coverage": [asdict(one) for one in covered],
                "calibration": calibrated and asdict(calibrated),
            }
        )
        return
    if faults:
        show_groups(fault_groups(faults), as_json=False)
        return
    page = console()
    line(page, f"{counted(len(stored), 'layer')}, as imported." if stored else "The workspace has no layers.")
    show_coverage(page, covered)
    if calibrated:
        line(
            page,
            f"By the timetable {counted(calibrated.journeys, 'journey')} between homes and people's places take "
            f"{_more(calibrated.longer_minutes_median)} than the straight-line estimate at the median, from "
            f"{_more(calibrated.longer_minutes_10th)} to {_more(calibrated.longer_minutes_90th)} for eight in ten.",
        )


def _more(minutes: int) -> str:
    return f"{counted(abs(minutes), 'minute')} {'less' if minutes < 0 else 'more'}"


def show_removed(layer: StoredLayer, *, as_json: bool) -> None:
    """A layer that is no longer there."""
    if as_json:
        print_json(asdict(layer))
        return
    line(console(), f"Removed {layer.kind.replace('_', ' ')} ({layer.source}, {layer.vintage}).")


def show_ptal_compared(found: PtalCompared, *, as_json: bool) -> None:
    """The share of homes whose band is the same by both, and every pair of bands that there is."""
    if as_json:
        rows = [
            {"calculated": calculated, "imported": imported, "homes": homes}
            for (calculated, imported), homes in found.bands.items()
        ]
        counts = {name: getattr(found, name) for name in ("homes", "compared", "same", "next_to")}
        print_json({**counts, "bands": rows})
        return
    page = console()
    line(page, f"{found.compared:,} of {counted(found.homes, 'home')} have a PTAL by both.")
    if found.compared:
        per_mille = half_up(1000 * found.same, found.compared)
        same = f"{found.same:,} of them ({per_mille // 10}.{per_mille % 10}%)"
        line(page, f"{same} have the same band, {found.next_to:,} the band next to it.")
        table = [(*bands, f"{homes:,}") for bands, homes in found.bands.items()]
        show_table(page, ("Calculated", "Imported", "Homes"), table)


def show_coverage(page: Console, covered: Sequence[Coverage]) -> None:
    """How many homes and places each layer covers, if any is imported."""
    if covered:
        rows = [(one.kind.replace("_", " "), one.of, f"{one.places:,}", f"{one.covered:,}") for one in covered]
        show_table(page, ("Layer", "Covers of", "There are", "Covered"), rows)


def show_coverage_of(world: World, imported: Imported) -> None:
    """What the layers of the workspace cover of the tables, if it has any."""
    show_coverage(console(), coverage(world, imported))


def fault_groups(faults: Sequence[LayerFault]) -> tuple[FaultGroup, ...]:
    """Faults of layers, to be shown as those of tables are."""
    return tuple(FaultGroup(**asdict(one)) for one in faults)
