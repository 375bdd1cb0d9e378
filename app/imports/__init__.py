"""Lists that come in: read, looked through line by line, written into the books, and taken back whole."""
