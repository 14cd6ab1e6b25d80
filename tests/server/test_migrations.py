"""The migrations of SQLite make the same tables on PostgreSQL; every new one is held to it here."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from desktop.models import address, migrating, postgresql, tables
from tests.server.cluster import Cluster


@pytest.fixture
def connection(cluster: Cluster, database: str) -> Iterator[sa.Connection]:
    engine = postgresql.engine(address.read(database))
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def configured(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrating.SCRIPTS))
    config.attributes["connection"] = connection
    return config


def test_the_migrations_make_exactly_the_tables_of_the_record_kinds(connection: sa.Connection) -> None:
    command.upgrade(configured(connection), "head")
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, tables.metadata) == []


def test_every_migration_goes_down_and_up_again(connection: sa.Connection) -> None:
    config = configured(connection)
    command.upgrade(config, "head")
    command.downgrade(config, "base")
    assert set(sa.inspect(connection).get_table_names()) == {"alembic_version"}
    command.upgrade(config, "head")
    assert "change" in sa.inspect(connection).get_table_names()


def test_numbers_have_eight_bytes_and_text_is_sorted_by_bytes(connection: sa.Connection) -> None:
    command.upgrade(configured(connection), "head")
    found: dict[str, set[Any]] = {}
    columns = connection.exec_driver_sql(
        "SELECT data_type, collation_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name <> 'alembic_version'"
    )
    for kind, collation in columns:
        found.setdefault(kind, set()).add(collation)
    assert found == {
        "bigint": {None}, "boolean": {None}, "bytea": {None}, "text": {"C"}, "character varying": {"C"},
    }  # fmt: skip
