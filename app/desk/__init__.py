"""Desk: the official's home page, today's work, search and running jobs."""
