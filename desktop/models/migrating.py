"""Bringing a store up to this program's schema: on a copy, checked, then swapped.

A start that needs no migration does not import Alembic, which costs a tenth of a second.
"""

import contextlib
import shutil
from pathlib import Path
from typing import Any

from desktop.models import database
from desktop.models.errors import Refusal
from desktop.models.files import cannot_write, discard

FIRST = "0001"
FOLDED_BY = "folded_by"
"""The setting that says which schema's kinds and fields the rows were folded with; stores of `FIRST` have none."""
SCRIPTS = Path(__file__).parent / "migrations"
"""Where the migrations lie, as source."""


def newest() -> str:
    """The revision of this program: the number of its last migration."""
    return max(file.name[:4] for file in (SCRIPTS / "versions").glob("[0-9]*.py"))


def create(file: Path, raw_key: bytes) -> None:
    """Make the schema in a new database *file*."""
    database.write_ahead(file, raw_key)
    _upgrade(file, raw_key)


def close_log(file: Path, raw_key: bytes) -> None:
    """Make *file* hold everything by itself, without a log beside it."""
    with contextlib.closing(database.connect(file, raw_key)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def bring_up(file: Path, raw_key: bytes) -> None:
    """Migrate *file* when it is older than this program; the original stays until its copy is found good.

    Raises:
        Refusal: ``store_newer`` when a newer program made it, ``store_damaged``, ``store_busy`` when another
            program has it open, ``disk_full``, ``cannot_write``.
    """
    with contextlib.closing(database.connect(file, raw_key)) as connection:
        revision = revision_of(connection)
        if revision == newest():
            # A copy, as in a backup, comes without it.
            connection.execute("PRAGMA journal_mode = WAL")
            return
    if revision is None:
        raise Refusal("store_damaged", path=str(file.parent))
    if revision > newest():
        raise Refusal("store_newer", path=str(file.parent))
    _migrate_copy(file, raw_key, revision)


def _migrate_copy(file: Path, raw_key: bytes, revision: str) -> None:
    copy = file.with_name(file.name + ".migrating")
    kept = file.with_name(f"{file.stem}.before-{revision}{file.suffix}")
    copy.unlink(missing_ok=True)
    try:
        with contextlib.closing(database.connect(file, raw_key)) as origin:
            # No other program may write what the copy would not have.
            origin.execute("BEGIN IMMEDIATE")
            with contextlib.closing(database.connect(file, raw_key)) as reader:
                database.vacuum_into(reader, copy)
            _upgrade(copy, raw_key)
            _check(copy, raw_key, file)
            origin.execute("COMMIT")
            # Fails while another program has the store open; without it a log stands beside the file,
            # which SQLite would play into whatever file comes in its place.
            origin.execute("PRAGMA journal_mode = DELETE")
        _swap(file, copy, kept)
    finally:
        discard(copy)


def _check(copy: Path, raw_key: bytes, file: Path) -> None:
    with contextlib.closing(database.connect(copy, raw_key)) as migrated:
        said = migrated.execute("PRAGMA integrity_check").fetchone()[0]
        migrated.execute("PRAGMA journal_mode = WAL")
    if said != "ok":
        raise Refusal("store_damaged", path=str(file.parent))


def _swap(file: Path, copy: Path, kept: Path) -> None:
    """Keep *file* as *kept* and put *copy* in its place; at no moment is there no *file*."""
    part = kept.with_name(kept.name + ".part")
    try:
        shutil.copyfile(file, part)
        part.replace(kept)
        copy.replace(file)
    except OSError as fault:
        discard(part)
        raise cannot_write(file, fault) from fault


def revision_of(connection: Any) -> str | None:
    """The revision a database is of; None when it is no store of this program."""
    table = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if table else None
    return found[0] if found else None


def revision_at(connection: Any) -> str | None:
    """The same of a database on a server, inside a transaction."""
    there = connection.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar()
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() if there else None
    return None if found is None else str(found)


def _upgrade(file: Path, raw_key: bytes, revision: str = "head") -> None:
    engine = database.engine(file, raw_key)
    try:
        with engine.connect() as connection:
            upgrade(connection, revision)
    finally:
        engine.dispose()


def upgrade(connection: Any, revision: str = "head") -> None:
    """Run the migrations on an open connection; in its transaction, when it is in one."""
    from alembic import command
    from alembic.config import Config

    config: Any = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
