"""Reads of activities and inspections."""
