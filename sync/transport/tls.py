"""Being sure of the other side: the certificate that was agreed on, or the authorities the system knows."""

import hashlib
import ssl
from typing import TYPE_CHECKING

from sync.transport.address import Address
from sync.transport.errors import TransportFailed

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_NOT_YET_VALID, _EXPIRED = 9, 10  # OpenSSL's X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED


def context_for(address: Address) -> ssl.SSLContext:
    """How to speak TLS to *address*.

    Where a fingerprint was agreed on, it alone decides (`check`): no name, no authority, and no date, so that a wrong
    clock keeps nobody from sending.
    """
    if not address.fingerprint:
        made = ssl.create_default_context()
    else:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.set_alpn_protocols(["http/1.1"])
    return made


def check(address: Address, certificate: bytes | None) -> None:
    """Compare the certificate (DER) that was shown with what was agreed on, before anything is said.

    Raises:
        TransportFailed: ``certificate_changed``.
    """
    if not address.fingerprint:
        return
    shown = fingerprint_of(certificate) if certificate else ""
    if shown != address.fingerprint:
        raise TransportFailed("certificate_changed", shown=shown, expected=address.fingerprint)


def fingerprint_of(certificate: bytes) -> str:
    """The fingerprint of a certificate (DER): SHA-256 of its SubjectPublicKeyInfo, which outlives a renewal."""
    from cryptography import x509

    return key_fingerprint(x509.load_der_x509_certificate(certificate))


def key_fingerprint(certificate: "Certificate") -> str:
    """The same of a certificate that was read."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(key).hexdigest()


def failed(fault: ssl.SSLError) -> TransportFailed:
    """What a fault of TLS means."""
    if isinstance(fault, ssl.SSLCertVerificationError):
        if fault.verify_code in (_NOT_YET_VALID, _EXPIRED):
            return TransportFailed("certificate_date")
        return TransportFailed("certificate_untrusted", reason=fault.verify_message)
    if isinstance(fault, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
        return TransportFailed("connection_lost")
    # Something that speaks no TLS, or none that is still safe.
    return TransportFailed("not_a_receiver", reason=fault.reason or "")
