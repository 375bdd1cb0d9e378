"""The lists that activities take in."""
