"""Verbs of activities and inspections."""
