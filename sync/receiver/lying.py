"""The packages and receipts that lie in the inbox, found by what they are and not by their names."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

from sync import package, receipts
from sync.errors import PackageRefused
from sync.header import Header

Outside = TypeVar("Outside")


class _Folder(Generic[Outside]):
    """The outsides of the files of a folder; each is read once for as long as it stays as it is."""

    def __init__(self, folder: Path, suffix: str, read: Callable[[Path], Outside | None]) -> None:
        self._folder = folder
        self._suffix = suffix
        self._read = read
        self._seen: dict[Path, tuple[tuple[int, int], Outside | None]] = {}

    def files(self) -> Iterator[tuple[Path, int, Outside]]:
        """Each file that holds what it should, with its size."""
        found: dict[Path, tuple[tuple[int, int], Outside | None]] = {}
        for file in sorted(self._folder.glob(f"*{self._suffix}")):
            try:
                about = file.stat()
                stamp = (about.st_mtime_ns, about.st_size)
                held = self._seen.get(file)
                found[file] = held if held is not None and held[0] == stamp else (stamp, self._read(file))
            except OSError:
                continue
        self._seen = found
        for file, (stamp, outside) in found.items():
            if outside is not None:
                yield file, stamp[1], outside


class Lying:
    """What lies in the inbox of a receiving machine."""

    def __init__(self, inbox: Path) -> None:
        self._packages = _Folder(inbox, package.SUFFIX, package.peek)
        self._receipts = _Folder(inbox, receipts.SUFFIX, _receipt)

    def packages(self, sites: frozenset[str] | None = None) -> list[tuple[str, int, Header]]:
        """Name, size and header of each package of the machines *sites*; None for all."""
        found = [
            (file.stem, size, header)
            for file, size, header in self._packages.files()
            if sites is None or header.site in sites
        ]
        return sorted(found, key=lambda one: (one[2].site, one[2].sequence, one[0]))

    def receipt(self, site: str, receiver_key: str) -> tuple[Path, str] | None:
        """The latest receipt for *site* signed by *receiver_key*, and its hash; None for none."""
        fitting = [
            (outside.header.number, file, outside.sha256)
            for file, _, outside in self._receipts.files()
            if outside.header.machine == site and outside.header.key == receiver_key
        ]
        if not fitting:
            return None
        _, file, sha256 = max(fitting)
        return file, sha256


def _receipt(file: Path) -> receipts.SealedReceipt | None:
    try:
        outside = receipts.read(file)
    except PackageRefused:
        return None
    # What it says is not kept in memory, only whose it is.
    return receipts.SealedReceipt(outside.header, b"", outside.sha256)
