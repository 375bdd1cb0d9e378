"""Oversight: what the plan asks against what was done; it looks and changes nothing."""
