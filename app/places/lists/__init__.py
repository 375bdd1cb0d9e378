"""Lists of the territory that come in."""
