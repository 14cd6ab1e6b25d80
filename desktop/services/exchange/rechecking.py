"""A stick that is plugged in again: are the packages of this machine on it whole, and was one written after all.

A stick may be pulled out before the last of a package was on it, or the machine may go dark; then nobody knows. As
soon as the stick is there again, its packages are opened with this machine's own key and held against the log: one
that is whole counts as written from then on, and one that is not is written again, with the very same content.
"""

import contextlib
import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from desktop.models import ledger, settings
from desktop.models.errors import Refusal
from desktop.models.ledger import Handled
from desktop.services.desk import Desk
from desktop.services.exchange import sending
from desktop.services.exchange.sending import Exported
from sync import package
from sync.errors import PackageRefused
from sync.identity import FellowKey, MachineKey
from sync.package import Sealed

WHOLE, CONFIRMED, BROKEN = "whole", "confirmed", "broken"
_MOST_FILES = 50


@dataclasses.dataclass(frozen=True)
class Rechecked:
    """One package of this machine that was found again.

    Attributes:
        sequence: Its number.
        path: The file.
        state: ``whole``; ``confirmed``, when it was not known until now whether it was completed; or ``broken``:
            it is damaged, cut off or only begun, and should be written again.
    """

    sequence: int
    path: Path
    state: Literal["whole", "confirmed", "broken"]


def recheck(desk: Desk, folders: Iterable[Path]) -> list[Rechecked]:
    """Look at the packages of this machine in *folders* that no receipt names yet; confirm those that are whole.

    Raises:
        Refusal: ``store_busy``, ``disk_full`` when what was found cannot be noted.
    """
    with desk.store.read() as connection:
        site = bytes.fromhex(settings.read(connection, "site"))
        known = {one.sequence: one for one in ledger.packages_of(connection, site)}
    found = {}
    for folder in dict.fromkeys(folders):
        for file, header in _own(desk, folder):
            place = known.get(header)
            if place is not None:
                state = _state(desk, file, place)
                found[header] = Rechecked(header, file, state)
    return sorted(found.values(), key=lambda one: one.sequence)


def rewrite(desk: Desk, folder: Path, sequence: int) -> Exported:
    """Write package *sequence* again to *folder*: another file with the very same content.

    Raises:
        Refusal: ``unknown_package``, ``path_missing``; and as `sending.export` when the folder cannot be written.
    """
    if not folder.is_dir():
        raise Refusal("path_missing", path=str(folder))
    with desk.store.read() as connection:
        site = bytes.fromhex(settings.read(connection, "site"))
        place = next((one for one in ledger.packages_of(connection, site) if one.sequence == sequence), None)
        if place is None:
            raise Refusal("unknown_package")
        changed = place.content not in ("", sending.content_of(desk, connection, place))
    if changed:
        # Made by another version of the program: the same changes go under a new number.
        again = sending.export(desk, folder, again=True)
        return again if again is not None else Exported(folder, sequence, 0)
    return sending.write_place(desk, folder, place)


def _own(desk: Desk, folder: Path) -> Iterable[tuple[Path, int]]:
    """The files in *folder* that are, or began to be, packages of this machine; with their numbers."""
    pattern = package.file_name(desk.settings.unit, desk.settings.site, 1).replace("000001", "*")
    try:
        files = sorted(folder.glob(pattern + "*"), reverse=True)[:_MOST_FILES]
    except OSError:
        return
    whole = {file.name for file in files if file.suffix == package.SUFFIX}
    for file in files:
        name = file.name.removesuffix(".part")
        number = name.removesuffix(package.SUFFIX).rpartition("_")[2]
        if number.isdigit() and (name == file.name or name not in whole):
            yield file, int(number)


def _state(desk: Desk, file: Path, place: Handled) -> Literal["whole", "confirmed", "broken"]:
    sealed = _sealed(desk, file, place)
    if sealed is None:
        return "broken"
    content = place.content if sealed.sha256 == place.sha256 else _content(desk, sealed)
    if place.content:
        return "whole" if content == place.content else "broken"
    with desk.store.read() as connection:
        expected = sending.content_of(desk, connection, place)
    if content != expected:
        return "broken"
    with desk.store.write() as writer:
        ledger.keep(writer.connection, place._replace(sha256=sealed.sha256, content=content))
    return "confirmed"


def _sealed(desk: Desk, file: Path, place: Handled) -> Sealed | None:
    """The package in *file*; None when it is not whole, or another one; one only begun never got its name."""
    if file.suffix != package.SUFFIX:
        return None
    try:
        sealed = package.read_header(file)
    except (PackageRefused, OSError):
        return None
    header = sealed.header
    return sealed if (header.site, header.sequence) == (desk.settings.site, place.sequence) else None


def _content(desk: Desk, sealed: Sealed) -> str | None:
    key: Any = FellowKey(desk.secret("recipient"), _key(desk))
    with contextlib.suppress(PackageRefused):
        return sealed.unseal(key).content
    return None


def _key(desk: Desk) -> MachineKey:
    return MachineKey.from_bytes(bytes.fromhex(desk.secret("machine_key")))
