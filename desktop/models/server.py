"""A store on a database server: several desks at once, one writer at a time.

What a desk keeps on its own machine is a folder with the key slots and the address; everything else is in the
database. See docs/decisions for what protects it there.
"""

import contextlib
import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from desktop import paths
from desktop.models import carrying, database, keys, migrating, postgresql, sealing, settings
from desktop.models.address import DESK_FILE, Address, read
from desktop.models.errors import Refusal
from desktop.models.files import cannot_write, write_whole
from desktop.models.store import Clock, Store, check_database

SLOTS = "key_slots"
"""The setting with the key slots, so that a further desk needs the address and the passphrase only."""

_OLDEST = 130_000
# Any number, the same for every desk: whoever holds the lock of this number writes.
_TURN = 0x536F_5861
_PATIENCE = "30s"


class ServerStore(Store):
    """An open store on a server.

    Reading never waits; writers wait for each other, half a minute at most.
    """

    def __init__(
        self, address: Address, folder: Path, raw_key: bytes, engine: sa.Engine, clock: Clock
    ) -> None:
        self.address = address
        self.folder = folder
        self.clock = clock
        self.raw_key = raw_key
        self._engine = engine

    @property
    def place(self) -> str:
        """Where it is, for people: the address without its password."""
        return str(self.address)

    @contextlib.contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection in one read transaction: everything read in it is of one moment."""
        with postgresql.understood(self.address), self._engine.connect() as plain:
            connection = plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def turn(self) -> Iterator[sa.Connection]:
        """A connection in a transaction during which nobody else writes; `write` is the door for records."""
        with postgresql.understood(self.address), self._engine.connect() as plain:
            # Each statement sees what was committed before it: after waiting that is all others have written.
            connection = plain.execution_options(isolation_level="READ COMMITTED")
            with connection.begin():
                take_turn(connection)
                if migrating.revision_at(connection) != migrating.newest():
                    # A newer program has brought it up in the meantime.
                    raise Refusal("store_newer", path=str(self.address))
                yield connection

    def copy_to(self, file: Path) -> None:
        """Copy everything into the new SQLite database *file*, encrypted under the store's key, and check it.

        Raises:
            Refusal: ``disk_full``, ``store_damaged`` (the copy does not pass its check), ``server_gone`` ...
        """
        with database.understood(file):
            migrating.create(file, self.raw_key)
            engine = database.engine(file, self.raw_key)
            try:
                with self.read() as source, engine.begin() as target:
                    carrying.carry(source, target)
                    settings.remove(target, SLOTS)
            finally:
                engine.dispose()
            migrating.close_log(file, self.raw_key)
        if check_database(file, self.raw_key):
            file.unlink(missing_ok=True)
            raise Refusal("store_damaged", path=str(self.address))

    def check(self) -> list[str]:
        """What the server has found wrong with its own files; empty when nothing is, or it does not look."""
        with self.read() as connection:
            failures = connection.exec_driver_sql(
                "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"
            ).scalar()
        return [f"checksum failures: {failures}"] if failures else []

    def slots(self) -> bytes:
        """The key slots, as `desktop.models.keys` writes them."""
        with self.read() as connection:
            return str(settings.read(connection, SLOTS)).encode()

    def keep_slots(self, content: bytes) -> None:
        """Keep other key slots, on the server for every desk and here for this one."""
        with self.turn() as connection:
            settings.write(connection, {SLOTS: content.decode()})
        if (self.folder / keys.FILE_NAME).is_file():
            write_whole(self.folder / keys.FILE_NAME, content)


def take_turn(connection: sa.Connection) -> None:
    """Wait until no other desk writes; until the end of the transaction none will.

    Raises:
        Refusal: By `postgresql.understood`, ``server_busy`` after half a minute.
    """
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (_TURN,))


def create(
    address: Address,
    passphrase: str,
    values: Mapping[str, Any],
    clock: Clock,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> ServerStore:
    """Make a new store in the empty database at *address*; complete or not at all.

    Raises:
        Refusal: ``server_not_empty``, ``server_too_old``, ``server_not_utf8``, ``passphrase_too_short``, and what
            keeps a desk from the server (`postgresql.understood`).
    """
    raw_key = random(32)
    slots = keys.slots_with(raw_key, passphrase, random)
    with begun(address, raw_key, slots) as (engine, connection):
        settings.write(connection, {**values, "lamport": 0, migrating.FOLDED_BY: migrating.newest()})
    return ServerStore(address, folder_of(address), raw_key, engine, clock)


@contextlib.contextmanager
def begun(
    address: Address, raw_key: bytes, slots: bytes, *, over: str = ""
) -> Iterator[tuple[sa.Engine, sa.Connection]]:
    """A new empty store at *address*, in a transaction that is kept at the end, or nothing of it.

    What an interrupted move of the site *over* has left there is removed.
    """
    engine = postgresql.engine(address, {"key": raw_key})
    try:
        with postgresql.understood(address), engine.begin() as connection:
            take_turn(connection)
            _fit(connection, address)
            _clear(connection, address, over)
            migrating.upgrade(connection)
            settings.write(connection, {SLOTS: slots.decode()})
            yield engine, connection
    except BaseException:
        engine.dispose()
        raise


def _clear(connection: sa.Connection, address: Address, site: str) -> None:
    there = sa.inspect(connection).get_table_names()
    left = migrating.revision_at(connection) and settings.read(connection, carrying.ARRIVING)
    if there and (not left or left != site):
        raise Refusal("server_not_empty", server=address.host, database=address.database)
    for name in there:
        connection.execute(sa.schema.DropTable(sa.Table(name, sa.MetaData())))


def let_in(address: Address, raw_key: bytes, site: str) -> None:
    """End the move of the store of *site* to *address*: from now on it is opened.

    Raises:
        Refusal: ``store_moved`` when it has ended before.
    """
    engine = postgresql.engine(address, {"key": raw_key})
    try:
        with postgresql.understood(address), engine.begin() as connection:
            take_turn(connection)
            if settings.read(connection, carrying.ARRIVING) != site:
                raise Refusal("store_moved", place=str(address))
            settings.remove(connection, carrying.ARRIVING)
    finally:
        engine.dispose()


def open_at(address: Address, passphrase: str, clock: Clock, desk: str | None = None) -> ServerStore:
    """Open the store at *address* for the desk called *desk*, bringing it up to this program's schema first.

    Raises:
        Refusal: ``server_no_store``, ``wrong_passphrase``, ``store_newer``, ``store_unfinished``, and what keeps a
            desk from the server (`postgresql.understood`).
    """
    keyring: sealing.Keyring = {"key": None, "desk": desk}
    engine = postgresql.engine(address, keyring)
    try:
        with postgresql.understood(address):
            _bring_up(engine, address)
            with engine.connect() as connection:
                slots = settings.read(connection, SLOTS)
                unfinished = settings.read(connection, carrying.ARRIVING)
        if slots is None:
            raise Refusal("server_no_store", server=address.host, database=address.database)
        if unfinished:
            raise Refusal("store_unfinished", path=str(address))
        raw_key = keyring["key"] = keys.open_slots(str(slots), passphrase, str(address))
    except BaseException:
        engine.dispose()
        raise
    return ServerStore(address, folder_of(address), raw_key, engine, clock)


def _bring_up(engine: sa.Engine, address: Address) -> None:
    with engine.begin() as connection:
        _fit(connection, address)
        revision = migrating.revision_at(connection)
        if revision is None:
            raise Refusal("server_no_store", server=address.host, database=address.database)
        if revision > migrating.newest():
            raise Refusal("store_newer", path=str(address))
        if revision < migrating.newest():
            take_turn(connection)
            # All of it in this transaction: one that fails leaves yesterday's tables as they are.
            migrating.upgrade(connection)


def _fit(connection: sa.Connection, address: Address) -> None:
    """Whether the server is one that stores can lie on."""
    version, encoding = connection.exec_driver_sql(
        "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')"
    ).one()
    if version < _OLDEST:
        raise Refusal("server_too_old", server=address.host, least=_OLDEST // 10_000)
    if encoding != "UTF8":
        raise Refusal("server_not_utf8", server=address.host, database=address.database)


# The folder of one desk


def folder_of(address: Address) -> Path:
    """Where a desk without a folder of its own keeps what it has on this machine."""
    name = f"{address.host}-{address.port}-{address.database}"
    return paths.user_data() / "servers" / "".join(c if c.isalnum() or c in "-." else "_" for c in name)


def join(folder: Path, address: Address, passphrase: str, clock: Clock) -> ServerStore:
    """Open the store at *address* and make *folder* a desk of it, from then on opened by the passphrase alone.

    The password of the login is kept there, sealed by the store's key. A desk that is one already is made anew, with
    the login as it is now; what lies beside stays.

    Raises:
        Refusal: As `open_at`; ``store_exists`` when something else lies in *folder*; ``disk_full``, ``cannot_write``.
    """
    if folder.exists() and (not folder.is_dir() or (folder / database.FILE_NAME).exists()):
        raise Refusal("store_exists", path=str(folder))
    desk = _desk_in(folder) or secrets.token_hex(8)
    store = open_at(address, passphrase, clock, desk)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(folder / keys.FILE_NAME, store.slots())
        kept = {"format": 1, "address": str(address), "desk": desk}
        if address.password:
            kept["password"] = sealing.seal(store.raw_key, str(address), address.password)
        write_whole(folder / DESK_FILE, json.dumps(kept, ensure_ascii=False, indent=1).encode())
    except OSError as fault:
        store.close()
        raise cannot_write(folder, fault) from fault
    except BaseException:
        store.close()
        raise
    store.folder = folder
    return store


def _desk_in(folder: Path) -> str | None:
    """The name of the desk that *folder* has been so far."""
    try:
        return str(json.loads((folder / DESK_FILE).read_text(encoding="utf-8"))["desk"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def open_desk_folder(folder: Path, passphrase: str, clock: Clock) -> ServerStore:
    """Open the store whose desk *folder* is.

    Raises:
        Refusal: As `open_at`; ``store_damaged`` when the folder's files make no sense.
    """
    raw_key = keys.open_slot(folder, passphrase)
    try:
        kept = json.loads((folder / DESK_FILE).read_text(encoding="utf-8"))
        address, sealed, desk = read(kept["address"]), kept.get("password"), str(kept["desk"])
    except (OSError, ValueError, KeyError, TypeError, Refusal) as fault:
        raise Refusal("store_damaged", path=str(folder)) from fault
    if sealed:
        address = address.with_password(sealing.unseal(raw_key, str(address), sealed))
    store = open_at(address, passphrase, clock, desk)
    store.folder = folder
    return store
