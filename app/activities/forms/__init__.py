"""Forms of activities and inspections."""
