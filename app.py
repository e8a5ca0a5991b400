"""The pages of Housing Match."""
