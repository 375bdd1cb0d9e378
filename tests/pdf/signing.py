"""Electronic signatures made as a signing program makes them, with certificates of an authority of our own."""

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509  # noqa: TID251
from cryptography.hazmat.primitives import hashes, serialization  # noqa: TID251
from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: TID251
from cryptography.x509.oid import NameOID  # noqa: TID251
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

AUTHORITY = "CA thử nghiệm"
FROM, UNTIL = datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
AT = datetime(2026, 8, 18, 2, 30, tzinfo=UTC)  # 09:30 in Việt Nam


@dataclass(frozen=True)
class Holder:
    """Someone with a certificate and its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


@cache
def root(name: str) -> Holder:
    """An authority that vouches for itself."""
    return _issue(name, None, FROM, UNTIL, "Cục Chứng thực thử nghiệm")


@cache
def holder(name: str, organisation: str = "", until: datetime = UNTIL) -> Holder:
    """Someone whose certificate the authority of the tests issued."""
    return _issue(name, root(AUTHORITY), FROM, until, organisation)


def _issue(name: str, issuer: Holder | None, start: datetime, until: datetime, organisation: str) -> Holder:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    subject = x509.Name(parts)
    usage = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
    )
    signs = issuer is not None
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=not signs, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=signs,
                content_commitment=signs,
                key_cert_sign=not signs,
                crl_sign=not signs,
                **usage,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(issuer.key if issuer else key, hashes.SHA256())
    )
    return Holder(made, key)


class _Timed(signers.PdfSigner):
    """A signing program whose computer shows the hour that is asked for."""

    def __init__(self, *args, at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def init_signing_session(self, *args, **kwargs):
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


def signed(content: bytes, who: Holder, at: datetime = AT, place: str = "Signature1") -> bytes:
    """The file with one more signature at its end."""
    certificate = asn1.Certificate.load(who.certificate.public_bytes(serialization.Encoding.DER))
    key = who.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner(certificate, keys.PrivateKeyInfo.load(key), SimpleCertificateStore())
    meta = signers.PdfSignatureMetadata(field_name=place, md_algorithm="sha256")
    target = _Timed(meta, signer, at=at).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)))
    return target.getvalue()


def tampered(content: bytes) -> bytes:
    """The signed file with one sign of what was signed changed, so that it can still be read."""
    changed = content.replace(b"%PDF-1.7", b"%PDF-1.6", 1)
    assert changed != content
    return changed


def written_on(content: bytes) -> bytes:
    """The signed file with a line added on its first page afterwards, as an editor of PDF adds it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    stream = writer.add_object(generic.StreamObject(stream_data=b"BT /F1 12 Tf 72 72 Td (them vao sau) Tj ET"))
    page["/Contents"] = stream
    writer.update_container(page)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
