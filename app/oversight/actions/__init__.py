"""Verbs of oversight: the reports on a plan."""
