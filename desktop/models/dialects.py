"""The few things that SQLite and PostgreSQL are told in different words."""

import functools
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


@functools.cache
def plain(name: str) -> sa.Dialect:
    """The dialect called *name*, of no particular database: what is compiled with it holds for all of them."""
    if name == "sqlite":
        return sqlite.dialect()
    from desktop.models.postgresql import Dialect

    return Dialect(paramstyle="format")  # type: ignore[no-untyped-call]


def insert(dialect: sa.Dialect, table: sa.Table) -> Any:
    """An insert into *table* that can say what becomes of a row that is there already."""
    if dialect.name == "sqlite":
        return sqlite.insert(table)
    # Whoever has the store in a folder does not wait for it at the start.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


class OfAnyType(FunctionElement[Any]):
    """A value that is a number in one part of a statement and text in another, as SQLite has them anyway."""

    inherit_cache = True


@compiles(OfAnyType)
def _as_it_is(element: OfAnyType, compiler: Any, **kw: Any) -> str:
    return str(compiler.process(element.clauses, **kw))


@compiles(OfAnyType, "postgresql")
def _as_json(element: OfAnyType, compiler: Any, **kw: Any) -> str:
    value = compiler.process(element.clauses, **kw)
    return "CAST(NULL AS JSONB)" if value == "NULL" else f"to_jsonb({value})"
