"""What to adapt and what to build, decided together with who lives where; proved, and nothing chosen by hand."""

from housing_match.planning.curve import Step, curve, next_step
from housing_match.planning.works import TooManyWorks, WorkDone, WorksBrief, plan_works

__all__ = ["Step", "TooManyWorks", "WorkDone", "WorksBrief", "curve", "next_step", "plan_works"]
