"""Rules of activities and inspections: plain Python."""
