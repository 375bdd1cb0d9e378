"""Certified copies of papers: sao y, sao lục, trích sao, and the one number series they share."""

from dataclasses import dataclass

from app.refusals import Refusal

COPIES = "Nghị định 30/2020/NĐ-CP, Điều 25"
_SERIES = "Nghị định 30/2020/NĐ-CP, Phụ lục I Phần II"

# The three ways of copying with the heading and the type abbreviation each prints (Phụ lục I Phần II, Phụ lục III).
COPY_TITLES = {"SY": "SAO Y", "SL": "SAO LỤC", "TrS": "TRÍCH SAO"}
TRUE_COPY, COPY_OF_COPY, EXCERPT = "SY", "SL", "TrS"


def register_symbol(symbol: str) -> str:
    """The register a symbol is numbered in: sao y, sao lục and trích sao share one series a year, kept under SY.

    Source: NĐ 30/2020 Phụ lục I Phần II (forms.md 2.8).
    """
    kind, dash, issuer = symbol.partition("-")
    return f"{TRUE_COPY}{dash}{issuer}" if kind in COPY_TITLES else symbol


@dataclass(frozen=True)
class Source:
    """What must be known of a paper that is to be copied; `copied_as` when it is a copy itself."""

    reference_number: str | None
    replaced: bool
    copied_as: str | None = None


def copied_how(source: Source) -> str:
    """What a copy of this paper is: of an original a sao y, of a sao y a sao lục."""
    return COPY_OF_COPY if source.copied_as else TRUE_COPY


def copy_refusals(source: Source) -> list[Refusal]:
    """Why a paper cannot be copied: it has no number, was replaced, or is itself a sao lục or a trích sao.

    A sao lục is made from a sao y only (NĐ 30/2020, Điều 25.2).
    """
    found = []
    if source.reference_number is None:
        found.append(Refusal("copy-without-number", COPIES))
    if source.replaced:
        found.append(Refusal("paper-replaced"))
    if source.copied_as not in (None, TRUE_COPY):
        found.append(Refusal("copy-of-copy", COPIES))
    return found


def excerpt_refusals(source: Source, chosen: int) -> list[Refusal]:
    """Why no trích sao can be made: as for a sao y, or nothing of the paper was chosen."""
    found = copy_refusals(source)
    if not chosen:
        found.append(Refusal("excerpt-of-nothing", COPIES))
    return found
