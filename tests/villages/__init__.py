"""Small boroughs whose best plan is known without a solver: a lane, a terrace, and planted boroughs of any size."""

from tests.villages.lane import lane
from tests.villages.planted import planted
from tests.villages.terrace import terrace

__all__ = ["lane", "planted", "terrace"]
