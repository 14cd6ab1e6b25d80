"""The certificate of a receiving machine: made here when none is given, and known by its fingerprint."""

import datetime
import ipaddress
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from sync.package import write_whole
from sync.transport.tls import key_fingerprint

CERTIFICATE, KEY = "certificate.pem", "certificate-key.pem"
_YEARS = 30


def kept_certificate(folder: Path, names: Sequence[str] = ()) -> tuple[Path, Path]:
    """The certificate and key in *folder*; made for *names* when there are none.

    It is valid for longer than the machine will last, and from long ago on: whoever sends compares its key, not its
    dates.

    Raises:
        OSError: The folder cannot be written.
    """
    certificate, key = folder / CERTIFICATE, folder / KEY
    if not (certificate.is_file() and key.is_file()):
        _make(certificate, key, names)
    return certificate, key


def fingerprint_in(certificate: Path) -> str:
    """The fingerprint of the first certificate of a PEM file.

    Raises:
        ValueError: There is none in it.
        OSError: The file cannot be read.
    """
    return key_fingerprint(x509.load_pem_x509_certificate(certificate.read_bytes()))


def _make(certificate: Path, key: Path, names: Sequence[str]) -> None:
    made = ec.generate_private_key(ec.SECP256R1())
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sổ Xã")])
    begins = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    found = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(made.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins.replace(year=begins.year + _YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    )
    if names:
        found = found.add_extension(
            x509.SubjectAlternativeName([_named(one) for one in names]), critical=False
        )
    signed = found.sign(made, hashes.SHA256())
    secret = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with suppress(FileNotFoundError):
        key.unlink()
    with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    write_whole(certificate, signed.public_bytes(Encoding.PEM))


def _named(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
