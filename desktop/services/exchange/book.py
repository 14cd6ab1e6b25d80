"""The book of a receiving desk: each package that came in or was refused, written down with the package itself."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.models import handlings
from desktop.models.edits import encode
from desktop.models.errors import Refusal
from desktop.models.handlings import Handling, PutAside
from desktop.services.desk import Desk
from desktop.services.exchange import archiving, refusing
from sync.errors import PackageRefused

if TYPE_CHECKING:
    from desktop.services.exchange.reports import PackageReport

_COUNTS = ("new", "updated", "duplicate", "conflict", "waiting")
_LONGEST = 400
_NOT_KEPT = frozenset({"not_a_package", "unreadable"})
"""Nothing to be tried again: it is no package at all, or the stick does not let it be read."""


@dataclasses.dataclass(frozen=True)
class Origin:
    """Where a file that lies in the store's folder came from.

    Attributes:
        name: Its name as it came.
        folder: Where it lay; receipts are written there.
        again: It was taken back, and a person wants it back.
    """

    name: str
    folder: str
    again: bool = False


class Book:
    """Writes down what one session of receiving does.

    Args:
        desk: A receiving desk.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._session = 0
        self._taken: list[tuple[Path, str]] = []
        self._refused: list[tuple[Path, Origin, PackageReport, PackageRefused]] = []

    def received(
        self, connection: Any, file: Path, report: "PackageReport", sha256: str, origin: Origin
    ) -> None:
        """Note a package in the transaction that takes it in, and that the original is to be kept."""
        what = handlings.TAKEN_AGAIN if origin.again else handlings.RECEIVED
        line = self._line(what, file, report, sha256, origin)
        handlings.note(connection, line._replace(session=self._number(connection)))
        if report.site is not None and report.sequence is not None:
            moot = handlings.copies_aside(connection, bytes.fromhex(report.site), report.sequence)
            handlings.forget_aside(
                connection, [one.sha256 for one in moot if one.code != "forked"] + [sha256]
            )
        self._taken.append((file, sha256))

    def known(self, file: Path, sha256: str) -> None:
        """A package that was received before: its original is kept if it was not yet."""
        self._taken.append((file, sha256))

    def refused(self, file: Path, origin: Origin, report: "PackageReport", refused: PackageRefused) -> None:
        """A package that could not be taken in; it is put aside at the end."""
        self._refused.append((file, origin, report, refused))

    def close(self) -> None:
        """Keep the originals of what was taken in, and put aside what was refused.

        A full disk undoes nothing that was received: an original is kept the next time the package comes.
        """
        for file, sha256 in self._taken:
            try:
                archiving.keep(file, archiving.original(self._desk, sha256), sha256)
            except Refusal:
                continue
            waited = archiving.aside(self._desk, sha256)
            if waited.exists():
                archiving.remove(waited)
        if not self._refused:
            return
        copies = [self._copy(*one) for one in self._refused]
        try:
            with self._desk.store.write() as writer:
                for (file, origin, report, _), (sha256, size, kept) in zip(
                    self._refused, copies, strict=True
                ):
                    self._put_aside(writer.connection, file, origin, report, sha256, size, kept)
        except Refusal:
            # Reported all the same, and looked at again next time.
            return

    def _copy(
        self, file: Path, _origin: Origin, _report: object, refused: PackageRefused
    ) -> tuple[str, int, bool]:
        """Hash and size of a refused file, and whether a copy of it lies in the store's folder now."""
        sha256 = archiving.hash_of(file)
        size = file.stat().st_size if sha256 else 0
        target = archiving.aside(self._desk, sha256)
        if not sha256 or refused.code in _NOT_KEPT:
            return sha256, size, False
        if not target.exists() and size > archiving.room_aside(self._desk):
            self._make_room()
            if size > archiving.room_aside(self._desk):
                return sha256, size, False
        try:
            archiving.keep(file, target, sha256)
        except Refusal:
            return sha256, size, False
        return sha256, size, True

    def _make_room(self) -> None:
        """Let go for good of what was thrown away."""
        with self._desk.store.write() as writer:
            dropped = [one.sha256 for one in handlings.aside(writer.connection, dropped=True)]
            handlings.forget_aside(writer.connection, dropped)
        for sha256 in dropped:
            archiving.remove(archiving.aside(self._desk, sha256))

    def _put_aside(
        self,
        connection: Any,
        file: Path,
        origin: Origin,
        report: "PackageReport",
        sha256: str,
        size: int,
        kept: bool,
    ) -> None:
        report = refusing.told(connection, file, report)
        line = self._line(handlings.REFUSED, file, report, sha256, origin)._replace(size=size)
        before = handlings.one_aside(connection, sha256) if sha256 else None
        handlings.note(connection, line._replace(session=self._number(connection)))
        if not sha256 or report.reason in _NOT_KEPT or (before is not None and before.dropped_on is not None):
            return
        handlings.put(
            connection,
            PutAside(
                sha256, origin.name, origin.folder, size, line.site, line.sequence, line.unit, line.code, line.params,
                line.at, line.at, kept,
            ),
        )  # fmt: skip

    def _line(self, what: str, file: Path, report: "PackageReport", sha256: str, origin: Origin) -> Handling:
        counts = {name: getattr(report, name) for name in _COUNTS if getattr(report, name)}
        said = {name: value[:_LONGEST] for name, value in report.message_params.items()}
        return Handling(
            number=0, session=0, at=self._desk.store.clock().isoformat(timespec="seconds"), what=what,
            file=origin.name, sha256=sha256, size=file.stat().st_size if report.status != "refused" else 0,
            site=bytes.fromhex(report.site) if report.site else None, sequence=report.sequence,
            unit=report.unit, as_of=report.as_of, counts=encode(counts).decode(), code=report.reason or "",
            params=encode(said).decode(), by=self._desk.settings.post, because="",
        )  # fmt: skip

    def _number(self, connection: Any) -> int:
        self._session = self._session or handlings.next_session(connection)
        return self._session
