"""The checker: any plan held against every rule again; shares no code with the model that made it."""

from housing_match.verify.checker import verify
from housing_match.verify.problem import Problem, Verification
from housing_match.verify.reading import PlanUnreadable, read_plan

__all__ = ["PlanUnreadable", "Problem", "Verification", "read_plan", "verify"]
