"""A store: one folder with the encrypted register and the key slots beside it."""

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlcipher3.dbapi2 import DatabaseError

from desktop.models import carrying, database, keys, migrating, settings
from desktop.models.address import DESK_FILE, Address
from desktop.models.errors import Refusal
from desktop.models.files import cannot_write, write_whole
from desktop.models.writer import Writer

Clock = Callable[[], datetime]


class Store:
    """An open store. Reading never waits for writing; there is one writer at a time.

    Made by `create_store` or `open_store`; closed by `close`.

    Attributes:
        folder: What this machine has of it; the whole store, unless it lies on a server.
        clock: Gives the time.
        raw_key: The key that slots wrap.
    """

    def __init__(self, folder: Path, raw_key: bytes, clock: Clock, unwritable: Refusal | None = None) -> None:
        self.folder = folder
        self.clock = clock
        self.raw_key = raw_key
        self._file = folder / database.FILE_NAME
        self._unwritable = unwritable
        self._sealed = unwritable is not None
        self._engine = database.engine(self._file, raw_key, sealed=self._sealed)

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return str(self.folder)

    @contextlib.contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection in one read transaction: everything read in it is of one moment."""
        with database.understood(self._file), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Writer]:
        """The write door, in one transaction: all of it is kept at the end, or nothing at any exception."""
        with self.turn() as connection:
            yield self._writer(connection)

    @contextlib.contextmanager
    def turn(self) -> Iterator[sa.Connection]:
        """A connection in a transaction during which nobody else writes; `write` is the door for records."""
        if self._unwritable is not None:
            raise self._unwritable
        with database.understood(self._file), self._engine.connect() as plain:
            connection = plain.execution_options(immediate=True)
            with connection.begin():
                yield connection

    def _writer(self, connection: sa.Connection) -> Writer:
        moved = settings.read(connection, carrying.MOVED_TO)
        if moved is not None:
            raise Refusal("store_moved", place=moved)
        return Writer(connection, self.clock().isoformat(timespec="seconds"))

    def copy_to(self, file: Path) -> None:
        """Copy the database, encrypted under the same key, to the new *file* and check the copy.

        Raises:
            Refusal: ``disk_full``, ``store_damaged`` (the copy does not pass its check).
        """
        copy_database(self._file, file, self.raw_key, sealed=self._sealed)

    def check(self) -> list[str]:
        """What SQLite and SQLCipher find wrong with the file itself; empty when nothing is."""
        return check_database(self._file, self.raw_key, sealed=self._sealed)

    def slots(self) -> bytes:
        """The key slots, as `desktop.models.keys` writes them."""
        return (self.folder / keys.FILE_NAME).read_bytes()

    def keep_slots(self, content: bytes) -> None:
        """Keep other key slots; either all of them are there at the end, or those before.

        Raises:
            Refusal: ``disk_full``, ``cannot_write``.
        """
        if self._unwritable is not None:
            raise self._unwritable
        write_whole(self.folder / keys.FILE_NAME, content)

    def close(self) -> None:
        """Close every connection, so that the files can be moved."""
        self._engine.dispose()


def create_store(
    folder: Path,
    passphrase: str,
    values: Mapping[str, Any],
    clock: Clock,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> Store:
    """Make a new store in *folder*, which must not exist or be empty; complete or not at all.

    Raises:
        Refusal: ``store_exists``, ``passphrase_too_short``, ``disk_full``, ``cannot_write``.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refusal("store_exists", path=str(folder))
    part = folder.with_name(folder.name + ".part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.parent.mkdir(parents=True, exist_ok=True)
        part.mkdir(mode=0o700)
        raw_key = random(32)
        keys.write_slot(part, raw_key, passphrase, random)
        file = part / database.FILE_NAME
        with database.understood(file):
            migrating.create(file, raw_key)
            engine = database.engine(file, raw_key)
            try:
                with engine.begin() as connection:
                    settings.write(
                        connection, {**values, "lamport": 0, migrating.FOLDED_BY: migrating.newest()}
                    )
            finally:
                engine.dispose()
        if folder.exists():
            folder.rmdir()
        part.replace(folder)
    except OSError as fault:
        shutil.rmtree(part, ignore_errors=True)
        raise cannot_write(folder, fault) from fault
    except Refusal:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return Store(folder, raw_key, clock)


def open_store(place: Path | Address, passphrase: str, clock: Clock) -> Store:
    """Open the store at *place*: in a folder, on a server, or the one on a server whose desk a folder is.

    Raises:
        Refusal: What `open_in_folder` and `desktop.models.server.open_at` say.
    """
    if isinstance(place, Path) and not (place / DESK_FILE).is_file():
        return open_in_folder(place, passphrase, clock)
    # Most stores lie in a folder, and what speaks to servers takes its time to load.
    from desktop.models import server

    if isinstance(place, Path):
        return server.open_desk_folder(place, passphrase, clock)
    return server.open_at(place, passphrase, clock)


def open_in_folder(folder: Path, passphrase: str, clock: Clock) -> Store:
    """Open the store in *folder*, bringing it up to this program's schema first.

    On a full or read-only disk it opens for reading, so that it can be looked at and backed up elsewhere.

    Raises:
        Refusal: ``no_store``, ``wrong_passphrase``, ``store_damaged``, ``store_newer`` (made by a newer
            program; it is left as it is), ``store_busy``, ``disk_full``.
    """
    raw_key = keys.open_slot(folder, passphrase)
    file = folder / database.FILE_NAME
    if not file.is_file() or file.stat().st_size == 0:
        # SQLite would quietly begin an empty register here.
        raise Refusal("store_damaged", path=str(folder))
    try:
        with database.understood(file):
            migrating.bring_up(file, raw_key)
    except Refusal as refusal:
        if refusal.code not in _NO_ROOM or not _readable_as_it_is(file, raw_key):
            raise
        return Store(folder, raw_key, clock, _why_not_written(folder, refusal))
    return Store(folder, raw_key, clock)


_NO_ROOM = ("disk_full", "disk_failed", "store_read_only", "store_unreadable")
_ROOM_TO_WRITE = 128 * 1024


def _readable_as_it_is(file: Path, raw_key: bytes) -> bool:
    """Whether the file alone holds everything: its log is empty and its schema is this program's."""
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and log.stat().st_size:
        return False
    with (
        database.understood(file),
        contextlib.closing(database.connect(file, raw_key, sealed=True)) as connection,
    ):
        return migrating.revision_of(connection) == migrating.newest()


def _why_not_written(folder: Path, refusal: Refusal) -> Refusal:
    # SQLite calls a full disk an I/O error when it cannot even begin.
    if shutil.disk_usage(folder).free < _ROOM_TO_WRITE:
        return Refusal("disk_full", path=str(folder))
    return refusal if os.access(folder, os.W_OK) else Refusal("store_read_only", path=str(folder))


def copy_database(source: Path, target: Path, raw_key: bytes, *, sealed: bool = False) -> None:
    """Copy one database file to a new one through SQLite, so that a writer at work cannot tear it."""
    opened = database.connect(source, raw_key, sealed=sealed)
    with database.understood(target), contextlib.closing(opened) as origin:
        database.vacuum_into(origin, target)
    if check_database(target, raw_key):
        target.unlink(missing_ok=True)
        raise Refusal("store_damaged", path=str(source.parent))


def check_database(file: Path, raw_key: bytes, *, sealed: bool = False) -> list[str]:
    """What SQLCipher's page check and `PRAGMA integrity_check` say; empty when all is well."""
    try:
        with contextlib.closing(database.connect(file, raw_key, sealed=sealed)) as connection:
            said = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
            said += [row[0] for row in connection.execute("PRAGMA integrity_check")]
    except DatabaseError as fault:
        return [str(fault)]
    return [line for line in said if line != "ok"]
