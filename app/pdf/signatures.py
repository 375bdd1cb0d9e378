"""Electronic signatures in a PDF: who signed, when, what they cover, whether anything was changed afterwards.

Nothing is fetched: neither certificates nor lists of revoked ones, since the machine may have no way out. So a
certificate that was taken back later is not found out here; the page says what was looked at.
Source of what is checked before a signature is relied on: TT 15/2025/TT-BKHCN Điều 3, 5.
"""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko_certvalidator import ValidationContext

from app.pdf.reading import Unreadable, opened, text_of

# What it writes there, with a traceback for every certificate nobody knows, stands in the result.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

CERTIFICATES = ("*.pem", "*.crt", "*.cer")


class Trust(StrEnum):
    """How far the certificate of a signer was found in order."""

    CHAIN = "chain"  # up to one of the roots that were given
    UNKNOWN = "unknown"  # no way to any root: nobody here can say who issued it
    REFUSED = "refused"  # a way was found, but the certificate may not sign, was not in force or is too weak


class Added(StrEnum):
    """What was added to the file after a signature."""

    NOTHING = "nothing"
    SIGNATURES = "signatures"  # other signatures, and what proves them
    OTHER = "other"  # something a signer would have to see again


@dataclass(frozen=True)
class Signature:
    """One signature of a file, as it was found.

    `at` is the moment of signing, told by a time stamp of a third party when `stamped`, else by the signer's own
    computer; `revision` is how many bytes of the file stood there when it was signed.
    """

    who: str
    organisation: str
    issuer: str
    root: str
    at: datetime | None
    stamped: bool
    valid_from: datetime
    valid_until: datetime
    intact: bool
    whole: bool
    added: Added
    trust: Trust
    algorithm: str
    revision: int

    @property
    def sound(self) -> bool:
        """Whether what was signed is still what the file says."""
        return self.intact and self.added != Added.OTHER

    @property
    def in_force(self) -> bool:
        """Whether the certificate was in force when it signed; without a moment nobody can say that it was not."""
        return self.at is None or self.valid_from <= self.at <= self.valid_until


def signatures(content: bytes, trust: Sequence[bytes], moment: datetime) -> list[Signature]:
    """The signatures in a PDF, in the order in which they were made; none when it has none.

    Args: trust, the root certificates one relies on, PEM or DER; moment, now, for a signature that tells no time.
    Raises Unreadable for what is no PDF, is damaged or locked, or holds a signature that cannot be read.
    """
    opened(content).close()
    roots = [certificate for one in trust for certificate in load_certs_from_pemder_data(one)]
    try:
        found = PdfFileReader(io.BytesIO(content), strict=False).embedded_regular_signatures
        return [_read(one, roots, moment) for one in found]
    except Exception as error:  # a foreign file may break the reader at any place, and in any way
        raise Unreadable(f"{type(error).__name__}: {error}") from error


def mentions(content: bytes, code: str) -> bool:
    """Whether the short code of a paper stands on a page of a foreign file; no when the pages cannot be read."""
    try:
        return any(code in page.replace(" ", "") for page in text_of(content))
    except Exception:  # as above: what cannot be read says nothing
        return False


def roots_in(folder: Path) -> list[bytes]:
    """The root certificates an operator has put in a folder; none when there is no such folder."""
    files = sorted(path for pattern in CERTIFICATES for path in folder.glob(pattern))
    return [content for content in (path.read_bytes() for path in files) if _is_certificate(content)]


def _is_certificate(content: bytes) -> bool:
    try:
        return all(one.subject.native is not None for one in load_certs_from_pemder_data(content))
    except ValueError:
        return False


def _read(one: EmbeddedPdfSignature, roots: list[Any], moment: datetime) -> Signature:
    told = one.self_reported_timestamp
    asked = ValidationContext(trust_roots=roots, moment=told or moment, allow_fetching=False)
    status = validate_pdf_signature(one, asked)
    certificate = one.signer_cert
    stamp = status.timestamp_validity
    stamped = stamp is not None and stamp.intact and stamp.valid
    path = status.validation_path if status.trusted else None
    return Signature(
        who=_said(certificate.subject, "common_name") or _said(certificate.subject, "organization_name"),
        organisation=_said(certificate.subject, "organization_name"),
        issuer=_said(certificate.issuer, "common_name") or _said(certificate.issuer, "organization_name"),
        root=_said(path.first.subject, "common_name") if path is not None else "",
        at=stamp.timestamp if stamped and stamp is not None else told,
        stamped=stamped,
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        intact=status.intact and status.valid,
        whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        added=_added(status),
        trust=_trust(status),
        algorithm=f"{status.pkcs7_signature_mechanism}, {status.md_algorithm}",
        revision=int(one.byte_range[2]) + int(one.byte_range[3]),
    )


def _added(status: PdfSignatureStatus) -> Added:
    level = status.modification_level
    if level == ModificationLevel.NONE and status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return Added.NOTHING
    return Added.SIGNATURES if status.docmdp_ok else Added.OTHER


def _trust(status: PdfSignatureStatus) -> Trust:
    if status.trusted:
        return Trust.CHAIN
    found_none = getattr(status.trust_problem_indic, "name", "") == "NO_CERTIFICATE_CHAIN_FOUND"
    return Trust.UNKNOWN if found_none else Trust.REFUSED


def _said(name: Any, part: str) -> str:
    """One part of a distinguished name; several of the kind stand one after another."""
    said = name.native.get(part, "")
    return ", ".join(said) if isinstance(said, list) else str(said)
