"""The pages: widgets, one call, show."""

from collections.abc import Callable
from pathlib import Path

from housing_match.ui import data, empty_homes, gaps, overview, plan, scenario, why

ICON = Path(__file__).parent / "icon.png"
PAGES: tuple[tuple[str, Callable[[], None]], ...] = (
    ("Overview", overview.page),
    ("Data", data.page),
    ("Scenario", scenario.page),
    ("Plan", plan.page),
    ("Why", why.page),
    ("Empty homes", empty_homes.page),
    ("Gaps and infill", gaps.page),
)
"""Title and function of each page, in the order of the work; app.py shows them."""
