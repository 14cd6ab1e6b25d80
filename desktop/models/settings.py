"""What this store is: settings kept inside it, as JSON."""

from collections.abc import Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from desktop.models.dialects import insert
from desktop.models.sealing import SECRETS, key_of, seal, unseal
from desktop.models.tables import setting


def read(connection: sa.Connection, name: str, default: Any = None) -> Any:
    """The setting *name*, or *default*."""
    found = connection.scalar(sa.select(setting.c.value).where(setting.c.name == name))
    return default if found is None else _value(connection, name, found)


def read_all(connection: sa.Connection) -> dict[str, Any]:
    """Every setting."""
    return {name: _value(connection, name, text) for name, text in connection.execute(sa.select(setting))}


def named(connection: sa.Connection, prefix: str) -> dict[str, Any]:
    """The settings whose names begin with *prefix*."""
    chosen = sa.select(setting).where(setting.c.name.startswith(prefix, autoescape=True))
    return {name: _value(connection, name, text) for name, text in connection.execute(chosen)}


def write(connection: sa.Connection, values: Mapping[str, Any]) -> None:
    """Set each of *values*."""
    for name, value in values.items():
        text = msgspec.json.encode(value).decode()
        if name in SECRETS and (raw_key := key_of(connection)):
            text = seal(raw_key, name, text)
        statement = insert(connection.dialect, setting).values(name=name, value=text)
        connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": text}))


def _value(connection: sa.Connection, name: str, text: str) -> Any:
    if name in SECRETS and (raw_key := key_of(connection)):
        text = unseal(raw_key, name, text)
    return msgspec.json.decode(text)


def remove(connection: sa.Connection, name: str) -> None:
    """Take the setting *name* away, if it is there."""
    connection.execute(setting.delete().where(setting.c.name == name))
