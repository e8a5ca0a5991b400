"""What to adapt and what to build, decided together with who lives where; proved, and nothing chosen by hand."""

from housing_match.planning.brief import Ask, InfillBrief, Reached, Scheme
from housing_match.planning.buildable import Buildable, SiteNotKnown, only_sites
from housing_match.planning.curve import Step
from housing_match.planning.infill import infill_curve, one_more_home, plan_infill
from housing_match.planning.marginal import OneMore
from housing_match.planning.redesign import (
    RedesignAsk,
    RedesignBrief,
    RedesignNotKnown,
    TooManyRedesigns,
    plan_redesigns,
)
from housing_match.planning.works import TooManyWorks, WorkDone, WorksBrief, plan_works

__all__ = [
    "Ask",
    "Buildable",
    "InfillBrief",
    "OneMore",
    "Reached",
    "RedesignAsk",
    "RedesignBrief",
    "RedesignNotKnown",
    "Scheme",
    "SiteNotKnown",
    "Step",
    "TooManyRedesigns",
    "TooManyWorks",
    "WorkDone",
    "WorksBrief",
    "infill_curve",
    "one_more_home",
    "only_sites",
    "plan_infill",
    "plan_redesigns",
    "plan_works",
]
