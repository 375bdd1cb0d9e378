"""Measures of commitments: about one subject, a hamlet or the commune, or about many subjects at once."""

from app.commitments.measures.many import MEASURED, of_many
from app.commitments.measures.single import commitments_kept, commitments_signed

__all__ = ["MEASURED", "commitments_kept", "commitments_signed", "of_many"]
