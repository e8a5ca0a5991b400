"""What leaves the product: plan.json, the tables beside it, the map layers and the summary for a commissioner."""

from housing_match.publish.outputs import Outcome, write_outputs
from housing_match.publish.summary import Summary, summary

__all__ = ["Outcome", "Summary", "summary", "write_outputs"]
