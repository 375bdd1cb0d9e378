"""Kinds of lists of commendation that come in."""
