"""Housing Match: the best plan of homes for adults with learning disabilities, with its proof and its reasons."""

from pathlib import Path

__version__ = "0.1.0"


def shipped(name: str) -> Path:
    """The path of a file or folder that comes with the product (`data/…`, `maps/…`, `app.py`).

    Looks in the installed wheel first, then in the root of a checkout. Raises FileNotFoundError when it is in neither.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "_shipped", package.parent):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"{name} did not come with this installation; reinstall Housing Match")
