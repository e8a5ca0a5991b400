"""Housing Match: the best plan of homes for adults with learning disabilities, with its proof and its reasons."""

from importlib import import_module
from pathlib import Path
from typing import Any

__version__ = "0.1.0"
VERBS = ("check_plan", "load", "load_and_measure", "plan", "replan", "write_outputs")
"""What a Python user needs, from `housing_match.run`; each is loaded when it is first asked for."""


def __getattr__(name: str) -> Any:
    if name in VERBS:
        return getattr(import_module("housing_match.run"), name)
    raise AttributeError(f"module 'housing_match' has no attribute '{name}'")


def shipped(name: str) -> Path:
    """The path of a file or folder that comes with the product (`data/…`, `maps/…`, `app.py`).

    Looks in the installed wheel first, then in the root of a checkout. Raises FileNotFoundError when it is in neither.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "_shipped", package.parent):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"{name} did not come with this installation; reinstall Housing Match")
