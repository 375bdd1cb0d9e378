"""Pages of lists that come in."""
