"""Accounts: who signs in, in which role at which authority, from when until when."""
