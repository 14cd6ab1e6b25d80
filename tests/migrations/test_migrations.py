"""Every store that was ever written opens in this program, and an update that fails leaves yesterday's working."""

import datetime
import json
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlcipher3 import dbapi2

from desktop.models import database, keys, migrating, tables
from desktop.models.errors import Refusal
from desktop.services import activities, checker
from desktop.services import desk as desks
from tests.migrations.keep_store import KEPT, PASSPHRASE

REVISIONS = sorted(folder.name for folder in KEPT.iterdir() if folder.is_dir())
SCRIPTS = Path(migrating.__file__).parent / "migrations"


def clock() -> datetime.datetime:
    return datetime.datetime(2025, 11, 21, 9, 41)


@pytest.fixture
def connection(tmp_path: Path) -> sa.Connection:
    engine = database.engine(tmp_path / "new.db", bytes(32))
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def configured(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = connection
    return config


def test_the_newest_revision_has_a_kept_store() -> None:
    assert migrating.newest() in REVISIONS


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_kept_store_opens_and_holds_what_it_held(revision: str, tmp_path: Path) -> None:
    shutil.copytree(KEPT / revision, tmp_path / "store")
    expected = json.loads((KEPT / f"{revision}.json").read_text(encoding="utf-8"))
    desk = desks.open_desk(tmp_path / "store", PASSPHRASE, clock=clock)
    verified = checker.verify(desk)
    assert verified.ok
    assert verified.state_hash == expected["state_hash"]
    assert {kind: activities.page(desk, kind).total for kind in expected["records"]} == expected["records"]
    assert sorted(desk.plans.own) == expected.get("plans", [])
    desk.close()


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection", "ignore:autogenerate skipping")
def test_the_migrations_make_exactly_the_tables_of_the_record_kinds(connection: sa.Connection) -> None:
    command.upgrade(configured(connection), "head")
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, tables.metadata) == []
    described = sa.create_engine("sqlite://", module=dbapi2)
    with described.connect() as other:
        tables.metadata.create_all(other)
        assert indexes(connection) == indexes(other)
    described.dispose()


def indexes(connection: sa.Connection) -> set[tuple[str, ...]]:
    """All of them, also those on expressions, which are not read back as tables are."""
    return set(
        connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql > ''")
    )


def test_every_migration_goes_down_and_up_again(connection: sa.Connection) -> None:
    config = configured(connection)
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    left = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
    assert left == set()
    command.upgrade(config, "head")
    assert "change" in sa.inspect(connection).get_table_names()


def test_migrations_know_nothing_of_the_models() -> None:
    for file in (SCRIPTS / "versions").glob("*.py"):
        assert "desktop" not in file.read_text(encoding="utf-8")


def test_a_migration_that_fails_leaves_yesterdays_store_working(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(KEPT / REVISIONS[-1], tmp_path / "store")
    file = tmp_path / "store" / database.FILE_NAME
    before = file.read_bytes()

    def breaks(*_: object, **__: object) -> None:
        raise sa.exc.OperationalError("ALTER TABLE", {}, Exception("database or disk is full"))

    with monkeypatch.context() as patched:
        patched.setattr(migrating, "newest", lambda: "9000")
        patched.setattr(migrating, "_upgrade", breaks)
        with pytest.raises(Refusal, check=lambda refusal: refusal.code == "disk_full"):
            desks.open_desk(tmp_path / "store", PASSPHRASE, clock=clock)
    assert file.read_bytes() == before
    desks.open_desk(tmp_path / "store", PASSPHRASE, clock=clock).close()


@pytest.fixture
def aged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A kept store whose program has a newer schema, and the next revision to bring it up."""
    shutil.copytree(KEPT / REVISIONS[-1], tmp_path / "store")
    desks.open_desk(tmp_path / "store", PASSPHRASE, clock=clock).close()

    def next_revision(copy: Path, key: bytes) -> None:
        opened = database.connect(copy, key)
        opened.execute("UPDATE alembic_version SET version_num = '9000'")
        opened.close()

    monkeypatch.setattr(migrating, "newest", lambda: "9000")
    monkeypatch.setattr(migrating, "_upgrade", next_revision)
    return tmp_path / "store"


def test_a_store_another_program_has_open_is_not_migrated_under_it(aged: Path) -> None:
    file = aged / database.FILE_NAME
    other = database.connect(file, keys.open_slot(aged, PASSPHRASE))
    other.execute("SELECT count(*) FROM setting").fetchone()
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "store_busy"):
        desks.open_desk(aged, PASSPHRASE, clock=clock)
    other.execute("INSERT INTO setting VALUES ('late', '1')")
    other.close()
    assert [p.name for p in aged.glob("*migrating*")] == []
    desk = desks.open_desk(aged, PASSPHRASE, clock=clock)
    with desk.store.read() as connection:
        assert connection.exec_driver_sql("SELECT value FROM setting WHERE name = 'late'").scalar() == "1"
    assert checker.verify(desk).ok
    desk.close()


def test_what_waited_for_a_newer_program_has_its_rows_after_the_update(aged: Path) -> None:
    raw_key = keys.open_slot(aged, PASSPHRASE)
    site, record = bytes(8), bytes(15) + b"\1"
    engine = database.engine(aged / database.FILE_NAME, raw_key)
    with engine.begin() as connection:
        # As merging leaves the change of a kind it does not know: in the log, without a row.
        connection.execute(
            tables.change.insert().values(
                site=site, seq=1, lamport=1, kind="baseline", record=record, unit="03388@2025",
                at="2025-11-21T09:41:00", based_on="", fields='{"year":2021}',
            )
        )  # fmt: skip
    engine.dispose()
    for _ in range(2):
        desk = desks.open_desk(aged, PASSPHRASE, clock=clock)
        assert checker.verify(desk).ok
        assert activities.get(desk, "baseline", record.hex()).record.year == 2021
        desk.close()


@pytest.mark.parametrize("step", [0, 1, 2])
def test_a_power_cut_at_any_step_of_the_swap_leaves_a_store_that_opens(
    aged: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = iter(range(3))

    class PowerCut(Exception):
        pass

    def until(work: object) -> object:
        def cut(*given: object, **named: object) -> object:
            if next(done) == step:
                raise PowerCut
            return work(*given, **named)  # type: ignore[operator]

        return cut

    with monkeypatch.context() as patched:
        patched.setattr(migrating.shutil, "copyfile", until(shutil.copyfile))
        patched.setattr(Path, "replace", until(Path.replace))
        with pytest.raises(PowerCut):
            desks.open_desk(aged, PASSPHRASE, clock=clock)
    desk = desks.open_desk(aged, PASSPHRASE, clock=clock)
    assert checker.verify(desk).ok
    desk.close()


def test_a_migration_swaps_in_a_checked_copy_and_keeps_the_original(aged: Path) -> None:
    file = aged / database.FILE_NAME
    raw_key = keys.open_slot(aged, PASSPHRASE)
    migrating.bring_up(file, raw_key)
    assert sorted(p.name for p in file.parent.glob("*.db")) == [
        f"register.before-{REVISIONS[-1]}.db",
        "register.db",
    ]
    migrating.bring_up(file, raw_key)
