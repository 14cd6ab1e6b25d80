"""A province of 100 communes with five years of 300 records each, in a store of more than a million records."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2

from benchmarks import made
from desktop.models import tables, units
from desktop.models.records import FieldType, Kind, all_kinds
from desktop.services import desk as desks
from desktop.services import exchange, sample
from desktop.services.desk import Desk

PROVINCE = "01@2025"
COMMUNES = 100
YEARS = range(2021, 2026)
_RECORDS, _DRAWN, _COPIES = 300, 5, 140
_MARK = 0xF000_0000


def make(folder: Path) -> Desk:
    """The store of the province: five communes drawn, sent and received, then copied row by row under other names."""
    desk = desks.new(folder / "province", made.PASSPHRASE, role="receiving", unit=PROVINCE, training=True)
    communes = units.communes_below(PROVINCE)
    (folder / "packages").mkdir()
    for number, commune in enumerate(communes[:_DRAWN]):
        own = desks.new(
            folder / f"own{number}", made.PASSPHRASE, role="commune", unit=commune.ref, training=True
        )
        exchange.join(own, exchange.invite(desk, commune.ref, folder / "invitation.json"))
        for year in YEARS:
            sample.sample(own, year, _RECORDS, 10 * year + number)
        exchange.export(own, folder / "packages")
        own.close()
    exchange.receive(desk, [folder / "packages"])
    with desk.store.write() as writer:
        cursor = writer.connection.connection.cursor()
        for number in range(_DRAWN, _DRAWN * _COPIES):
            source = communes[number % _DRAWN].ref
            # What lies beyond the province makes the store large and is never asked for.
            name = communes[number].ref if number < COMMUNES else f"beyond {number}"
            for kind in all_kinds():
                cursor.execute(_copy(kind, number), (name, source))
            cursor.execute(_LOG, (_mark(number), _mark(number), name, source))
    return desk


_LOG = """
    INSERT INTO "change" (site, seq, lamport, kind, record, unit, at, based_on, fields)
    SELECT unhex(? || substr(hex(site), 9)), seq, lamport, kind, unhex(? || substr(hex(record), 9)), ?, at, based_on,
        fields FROM "change" WHERE unit = ?"""
"""Copies the log of one commune."""


def _mark(number: int) -> str:
    """What the ids of copy *number* begin with."""
    return f"{_MARK + number:08x}"


def _copy(kind: Kind, number: int) -> str:
    """Copies the rows of one commune; ids begin with the copy's number, and so do the links."""
    own = [f.name for f in kind.fields]
    kept = ["heads", "conflicts", "deleted", "search_key"]
    values = [
        f"'{_mark(number)}' || substr(\"{f.name}\", 9)" if f.type is FieldType.LINK else f'"{f.name}"'
        for f in kind.fields
    ]
    names = ", ".join(f'"{name}"' for name in ["id", "unit", *kept, *own])
    chosen = ", ".join([f"unhex('{_mark(number)}' || substr(hex(id), 9))", "?", *kept, *values])
    return f'INSERT INTO "{kind.name}" ({names}) SELECT {chosen} FROM "{kind.name}" WHERE unit = ?'


def records(desk: Desk) -> int:
    """How many records the store holds."""
    with desk.store.read() as connection:
        return sum(
            connection.scalar(sa.select(sa.func.count()).select_from(tables.table_of(kind))) or 0
            for kind in all_kinds()
        )


def plain(desk: Desk, file: Path) -> sa.Connection:
    """The same tables with the same indexes in a plain database of the same SQLite, not encrypted."""
    engine = sa.create_engine(f"sqlite:///{file.as_posix()}", module=dbapi2)
    tables.metadata.create_all(engine)
    with engine.begin() as connection, desk.store.read() as origin:
        for kind in all_kinds():
            table = tables.table_of(kind)
            rows = origin.connection.cursor().execute(f'SELECT * FROM "{kind.name}"')
            holes = ", ".join("?" * len(table.columns))
            connection.connection.cursor().executemany(f'INSERT INTO "{kind.name}" VALUES ({holes})', rows)
    return engine.connect()


def rows(file: Path, statement: str) -> Iterator[tuple[Any, ...]]:
    """What *statement* gives in the plain database."""
    store = sqlite3.connect(file)
    try:
        yield from store.execute(statement)
    finally:
        store.close()
