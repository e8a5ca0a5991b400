"""What no test depends on: settings of whoever runs it, and a clock that a busy machine could trip.

Hypothesis tries the same examples on every machine.
"""

import os

from hypothesis import HealthCheck, settings

for name in tuple(os.environ):
    if name.startswith("HOUSING_MATCH_") or name in ("COLUMNS", "FORCE_COLOR"):
        del os.environ[name]
settings.register_profile(
    "house", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")
