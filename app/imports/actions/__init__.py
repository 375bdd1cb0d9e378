"""Verbs of lists that come in."""
