"""Kinds of lists of people that come in."""
