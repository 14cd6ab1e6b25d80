"""One encrypted SQLite file: how it is opened, and what its errors mean to a person."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2

from desktop.models.errors import Refusal
from desktop.models.folding import sort_key

FILE_NAME = "register.db"

# Warm aggregates are eight times slower with SQLite's own 2 MB, because each page is decrypted anew.
_CACHE_KIB = 64_000
_BUSY_MS = 5_000


def connect(file: Path, raw_key: bytes, *, sealed: bool = False) -> Any:
    """A raw connection to *file*, keyed and set up; the caller closes it.

    Args:
        file: The database.
        raw_key: Its key, 32 bytes.
        sealed: Read it as a file that nobody changes, which needs no room on the disk for a log beside it.
    """
    name = f"{file.absolute().as_uri()}?immutable=1" if sealed else str(file)
    connection = dbapi2.connect(name, uri=sealed, check_same_thread=False, isolation_level=None)
    try:
        # SQLCipher writes of its own accord to standard error, where a command says one line or none.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{raw_key.hex()}'\"")
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.create_function("sort_key", 1, sort_key, deterministic=True)
    except dbapi2.DatabaseError:
        # Some of these read the file, and a damaged one must not stay open: Windows could not move it.
        connection.close()
        raise
    return connection


def vacuum_into(connection: Any, target: Path) -> None:
    """Copy the database of *connection*, under the same key, to the new file *target*."""
    connection.execute("VACUUM INTO '" + str(target).replace("'", "''") + "'")


def write_ahead(file: Path, raw_key: bytes) -> None:
    """Have *file* keep a write-ahead log; it remembers."""
    connection = connect(file, raw_key)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def engine(file: Path, raw_key: bytes, *, sealed: bool = False) -> sa.Engine:
    """The engine over *file*; transactions begin explicitly, so that schema changes roll back too."""
    made = sa.create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: connect(file, raw_key, sealed=sealed),
        poolclass=sa.pool.QueuePool,
        pool_size=2,
        pool_reset_on_return="rollback",
    )

    @sa.event.listens_for(made, "begin")
    def _begin(connection: sa.Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return made


@contextlib.contextmanager
def understood(file: Path) -> Iterator[None]:
    """Turn what SQLite says into a refusal a person can act on; bugs pass through."""
    try:
        yield
    except DatabaseError as fault:
        raise _refusal(str(fault.orig).lower(), file) or fault from fault
    except dbapi2.DatabaseError as fault:
        raise _refusal(str(fault).lower(), file) or fault from fault


_SAID = (
    ("disk is full", "disk_full"),
    ("disk i/o error", "disk_failed"),
    ("database is locked", "store_busy"),
    ("readonly database", "store_read_only"),
    ("unable to open", "store_unreadable"),
    ("file is not a database", "store_damaged"),
    ("malformed", "store_damaged"),
)


def _refusal(said: str, file: Path) -> Refusal | None:
    for words, code in _SAID:
        if words in said:
            return Refusal(code, path=str(file.parent))
    return None
