"""Kinds of lists of a class that come in: who is on it, and who came."""
