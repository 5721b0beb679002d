"""Signatures as others make them: issued by authorities, time-stamped, with old digests."""

import asyncio
import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.generic import pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import DummyTimeStamper, TimeStamper
from pyhanko_certvalidator.registry import CertificateRegistry

from tests.signing.signable_pdfs import DRAWN, FIRST, PASSWORD, TODAY

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate and its key."""

    key: Key
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def p12(self, password: str = PASSWORD) -> bytes:
        """Seal it; an empty password leaves the key in clear."""
        cipher: serialization.KeySerializationEncryption = serialization.NoEncryption()
        if password:
            cipher = serialization.BestAvailableEncryption(password.encode())
        return pkcs12.serialize_key_and_certificates(
            b"carte", self.key, self.certificate, self.issuers, cipher
        )


def issue(  # noqa: PLR0913 -- what certificates differ by
    name: str,
    *,
    by: Issued | None = None,
    key: Key | None = None,
    authority: bool = False,
    usages: tuple[str, ...] | None = ("digital_signature", "content_commitment"),
    starts: datetime = DRAWN,
    lasts: timedelta = timedelta(days=900),
    purpose: x509.ObjectIdentifier | None = None,
) -> Issued:
    """Issue a certificate, by another one or by itself; ``usages`` None leaves the usages out."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer = by.certificate.subject if by else subject
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(starts + lasts)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if authority:
        usages = ("key_cert_sign", "crl_sign")
    if usages is not None:
        builder = builder.add_extension(_key_usage(usages), critical=True)
    if purpose is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    certificate = builder.sign(by.key if by else key, hashes.SHA256())
    return Issued(key, certificate, (by.certificate, *by.issuers) if by else ())


@cache
def authority() -> Issued:
    return issue("Autorité d’essai", authority=True)


@cache
def time_stamper() -> TimeStamper:
    tsa = issue(
        "Horodateur d’essai",
        by=authority(),
        key=rsa.generate_private_key(public_exponent=65537, key_size=2048),
        purpose=ExtendedKeyUsageOID.TIME_STAMPING,
    )
    signer = _pyhanko_signer(tsa)
    return DummyTimeStamper(
        tsa_cert=signer.signing_cert,
        tsa_key=signer.signing_key,
        certs_to_embed=signer.cert_registry,
        fixed_dt=TODAY,
    )


def signed_elsewhere(  # noqa: PLR0913 -- what other software does otherwise
    pdf: bytes,
    issued: Issued,
    *,
    moment: datetime = TODAY,
    digest: str = "sha256",
    subfilter: SigSeedSubFilter = SigSeedSubFilter.PADES,
    permission: MDPPerm | None = MDPPerm.FILL_FORMS,
    timestamper: TimeStamper | None = None,
    dated: bytes = b"",
) -> bytes:
    """Sign the first field with pyHanko alone, none of our refusals in the way.

    ``dated`` is written as the date of the signature, whatever it says.
    """
    metadata = PdfSignatureMetadata(
        field_name=FIRST,
        md_algorithm=digest,
        subfilter=subfilter,
        certify=permission is not None,
        docmdp_permissions=permission or MDPPerm.FILL_FORMS,
    )
    signer = PdfSigner(metadata, signer=_pyhanko_signer(issued), timestamper=timestamper)

    async def run() -> io.BytesIO:
        session = signer.init_signing_session(IncrementalPdfFileWriter(io.BytesIO(pdf)))
        session.system_time = moment
        reserved = await session.estimate_signature_container_size(None, tight=False)
        document = session.prepare_tbs_document(None, reserved)
        if dated:
            session.sig_field["/V"]["/M"] = pdf_string(dated.decode("ascii"))
        prepared, output = document.digest_tbs_document()
        await document.perform_signature(
            prepared.document_digest, PdfCMSSignedAttributes(signing_time=moment)
        )
        assert isinstance(output, io.BytesIO)
        return output

    return asyncio.run(run()).getvalue()


def time_stamped(pdf: bytes) -> bytes:
    """Add a document time stamp, as archives do."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    output = PdfTimeStamper(time_stamper()).timestamp_pdf(writer, "sha256")
    assert isinstance(output, io.BytesIO)
    return output.getvalue()


def _pyhanko_signer(issued: Issued) -> SimpleSigner:
    (own,) = load_certs_from_pemder_data(issued.pem)
    chain = [
        found
        for issuer in issued.issuers
        for found in load_certs_from_pemder_data(issuer.public_bytes(serialization.Encoding.PEM))
    ]
    key = load_private_key_from_pemder_data(
        issued.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        passphrase=None,
    )
    return SimpleSigner(own, key, CertificateRegistry.build(chain))


def _key_usage(wanted: tuple[str, ...]) -> x509.KeyUsage:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: name in wanted for name in names})
