"""Bringing a store up to this program's schema: on a copy, checked, then swapped.

A start that needs no migration does not import Alembic, which costs a tenth of a second.
"""

from pathlib import Path
from typing import Any

from desktop.models import database
from desktop.models.errors import Refusal

_SCRIPTS = Path(__file__).parent / "migrations"


def newest() -> str:
    """The revision of this program: the number of its last migration."""
    return max(file.name[:4] for file in (_SCRIPTS / "versions").glob("[0-9]*.py"))


def create(file: Path, raw_key: bytes) -> None:
    """Make the schema in a new database *file*."""
    database.write_ahead(file, raw_key)
    _upgrade(file, raw_key)


def bring_up(file: Path, raw_key: bytes) -> None:
    """Migrate *file* when it is older than this program; the original stays until its copy is found good.

    Raises:
        Refusal: ``store_newer`` when a newer program made it, ``store_damaged``.
    """
    revision = _revision(file, raw_key)
    if revision == newest():
        return
    if revision is None:
        raise Refusal("store_damaged", path=str(file.parent))
    if revision > newest():
        raise Refusal("store_newer", path=str(file.parent))
    _migrate_copy(file, raw_key, revision)


def _migrate_copy(file: Path, raw_key: bytes, revision: str) -> None:
    copy = file.with_name(file.name + ".migrating")
    copy.unlink(missing_ok=True)
    origin = database.connect(file, raw_key)
    origin.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    origin.execute("VACUUM INTO '" + str(copy).replace("'", "''") + "'")
    origin.close()
    _upgrade(copy, raw_key)
    migrated = database.connect(copy, raw_key)
    said = migrated.execute("PRAGMA integrity_check").fetchone()[0]
    migrated.execute("PRAGMA journal_mode = WAL")
    migrated.close()
    if said != "ok":
        copy.unlink(missing_ok=True)
        raise Refusal("store_damaged", path=str(file.parent))
    kept = file.with_name(f"{file.stem}.before-{revision}{file.suffix}")
    file.replace(kept)
    copy.replace(file)


def _revision(file: Path, raw_key: bytes) -> str | None:
    connection = database.connect(file, raw_key)
    try:
        table = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if table else None
        return found[0] if found else None
    finally:
        connection.close()


def _upgrade(file: Path, raw_key: bytes, revision: str = "head") -> None:
    from alembic import command
    from alembic.config import Config

    engine = database.engine(file, raw_key)
    try:
        with engine.connect() as connection:
            config: Any = Config()
            config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    finally:
        engine.dispose()
