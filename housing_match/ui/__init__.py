"""The pages: widgets, one call, show."""
