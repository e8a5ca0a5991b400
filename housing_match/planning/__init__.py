"""What to adapt and what to build, decided together with who lives where; proved, and nothing chosen by hand."""

from housing_match.planning.curve import Step, curve, next_step
from housing_match.planning.infill import Ask, InfillBrief, Reached, Scheme, plan_infill
from housing_match.planning.works import TooManyWorks, WorkDone, WorksBrief, plan_works

__all__ = [
    "Ask",
    "InfillBrief",
    "Reached",
    "Scheme",
    "Step",
    "TooManyWorks",
    "WorkDone",
    "WorksBrief",
    "curve",
    "next_step",
    "plan_infill",
    "plan_works",
]
