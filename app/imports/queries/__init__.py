"""Reads of lists that come in."""
