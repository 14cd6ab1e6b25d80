"""What this store is: settings kept inside it, as JSON."""

from collections.abc import Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from desktop.models.dialects import insert
from desktop.models.sealing import SECRETS, desk_of, key_of, seal, unseal
from desktop.models.tables import setting

PER_DESK = frozenset({"post"})
"""What each desk of a store on a server has for itself: who works there."""
_OF = "#desk:"


def read(connection: sa.Connection, name: str, default: Any = None) -> Any:
    """The setting *name*, or *default*."""
    for called in dict.fromkeys((_called(connection, name), name)):
        found = connection.scalar(sa.select(setting.c.value).where(setting.c.name == called))
        if found is not None:
            return _value(connection, name, found)
    return default


def read_all(connection: sa.Connection) -> dict[str, Any]:
    """Every setting; of those each desk has for itself the one of the desk at hand."""
    found = {name: _value(connection, name, text) for name, text in connection.execute(sa.select(setting))}
    own = {name: found[called] for name in PER_DESK if (called := _called(connection, name)) in found}
    return {name: value for name, value in found.items() if _OF not in name} | own


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
        called = _called(connection, name)
        statement = insert(connection.dialect, setting).values(name=called, value=text)
        connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": text}))


def _called(connection: sa.Connection, name: str) -> str:
    """How the setting *name* is called for the desk at hand, where several desks have one store."""
    desk = desk_of(connection) if name in PER_DESK else None
    return f"{name}{_OF}{desk}" if desk else name


def _value(connection: sa.Connection, name: str, text: str) -> Any:
    if name in SECRETS and (raw_key := key_of(connection)):
        text = unseal(raw_key, name, text)
    return msgspec.json.decode(text)


def remove(connection: sa.Connection, name: str) -> None:
    """Take the setting *name* away, if it is there."""
    connection.execute(setting.delete().where(setting.c.name == name))
