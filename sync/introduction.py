"""An introduction: one machine of a commune tells another its key, by hand; specified in ``FORMAT.md``, section 7."""

import re
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from sync import canonical
from sync.errors import PackageRefused
from sync.identity import MachineKey, signed_by
from sync.package import write_whole

SUFFIX = ".soxa-machine"
TYPE = "soxa-machine"
CONTEXT = b"soxa-machine-1\n"
_LARGEST = 4096


class Introduced(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a machine says of itself.

    Attributes:
        site: Its site.
        key: Its public key; people compare its fingerprint.
        unit: The unit it reports for.
        training: Whether its store is for practice.
        format: 1.
    """

    site: Annotated[str, Meta(pattern=r"^[0-9a-f]{16}\Z", max_length=16)]
    key: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", max_length=64)]
    unit: Annotated[str, Meta(pattern=r"^[0-9A-Za-z.-]{1,20}@[0-9A-Za-z.-]{1,20}\Z", max_length=41)]
    training: bool
    format: Annotated[int, Meta(ge=1, le=1)] = 1


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    machine: Introduced
    signature: Annotated[str, Meta(pattern=r"^[0-9a-f]{128}\Z", max_length=128)]
    type: str = TYPE


def file_name(unit: str, site: str) -> str:
    """The name of an introduction, ASCII and short."""
    code = re.sub(r"[^0-9A-Za-z-]", "", unit.partition("@")[0])[:20]
    return f"soxa_{code}_{site[:8]}{SUFFIX}"


def write_introduction(folder: Path, key: MachineKey, *, site: str, unit: str, training: bool) -> Path:
    """Write the introduction of the machine with *key* to *folder* and read it back.

    Raises:
        PackageRefused: ``damaged`` when the medium does not give back what was written.
        OSError: The folder cannot be written.
    """
    machine = Introduced(site=site, key=key.public, unit=unit, training=training)
    signature = key.sign(CONTEXT + canonical.encode(machine)).hex()
    path = folder / file_name(unit, site)
    write_whole(path, canonical.encode(_File(machine=machine, signature=signature)) + b"\n")
    return path


def read_introduction(path: Path) -> Introduced:
    """What an introduction says; that it is from the right machine, people see by its fingerprint.

    Raises:
        PackageRefused: ``not_an_introduction``.
        OSError: The file cannot be read.
    """
    if not path.is_file():
        raise PackageRefused("not_an_introduction")
    with path.open("rb") as stream:
        data = stream.read(_LARGEST + 1)
    try:
        found = msgspec.json.decode(data, type=_File)
    except (ValueError, RecursionError) as error:
        raise PackageRefused("not_an_introduction") from error
    whole = found.type == TYPE and canonical.encode(found) + b"\n" == data
    message = CONTEXT + canonical.encode(found.machine)
    if not whole or not signed_by(found.machine.key, bytes.fromhex(found.signature), message):
        raise PackageRefused("not_an_introduction")
    return found.machine
