"""What to build, worked out in a thread: the schemes for a budget and the curve of capital up to it."""

from collections.abc import Collection

from housing_match.assess import Assessment
from housing_match.places.imported import imported_layers
from housing_match.places.measure import measure
from housing_match.places.sites import postcode_of_sites
from housing_match.planning import Ask, InfillBrief, Step, infill_curve, only_sites, plan_infill
from housing_match.ui.running import Behind
from housing_match.ui.source import workspace

Found = tuple[InfillBrief, tuple[Step, ...]]


class Building(Behind[Found]):
    """The best schemes for a budget, and the curve up to it."""

    def __init__(self, assessment: Assessment, pounds: int, years: int, site_ids: Collection[str]) -> None:
        self.assessment, self.pounds, self.years, self.site_ids = assessment, pounds, years, site_ids
        super().__init__(assessment.scenario, self._build)

    def _build(self) -> Found:
        imported = imported_layers(workspace())
        world = only_sites(self.assessment.world, self.site_ids)
        geography, scenario = self.assessment.geography, self.assessment.scenario
        asked = Ask(
            budget_pounds=self.pounds,
            years=self.years,
            measure=lambda built: measure(built, imported),
            postcodes=postcode_of_sites(world),
        )
        brief = plan_infill(world, geography, scenario, asked, stopped=self._stop.is_set)
        return brief, tuple(infill_curve(world, geography, scenario, asked, stopped=self._stop.is_set))
