"""The reading side of lists: which records answer a `Listing`, in order; their rows; what they sum to.

The ids of all that answer come as one run of bytes, sixteen each: 50,000 of them are a single value that SQLite
builds in one step, and the rows are fetched where somebody looks.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from desktop.models import tables
from desktop.models.conditions import CONFLICTS, INSPECTED, UNIT, Condition, Listing, span
from desktop.models.edits import encode
from desktop.models.entry import ID, Deletion
from desktop.models.folding import sort_key
from desktop.models.records import Field, FieldType, Kind, kind_named

_MOSTLY = 3
"""A period that holds more than one in so many of all rows leaves too few out."""


@dataclasses.dataclass(frozen=True)
class Word:
    """One word that must occur.

    Attributes:
        text: The word, folded.
        codes: For each code list the codes whose labels hold the word.
    """

    text: str
    codes: Mapping[str, Sequence[str]]


def ids(
    connection: sa.Connection,
    listing: Listing,
    words: Sequence[Word] = (),
    rank: Sequence[str] = (),
) -> bytes:
    """The ids of all records that answer *listing*, in order, as one run of bytes.

    Args:
        connection: Inside a read transaction.
        listing: The question.
        words: What its text means.
        rank: The codes of the field to sort by in the order of their labels; without it they sort as spelled.
    """
    kind = kind_named(listing.kind)
    table = tables.table_of(kind)
    wanted = _wanted(kind, listing, words, as_they_lie=_as_they_lie(connection, kind, listing))
    if connection.dialect.name != "sqlite":
        return _ids_at_server(connection, kind, listing, rank, wanted)
    chosen = sa.select(sa.func.hex(table.c.id).label("id")).where(*wanted)
    ordered = chosen.order_by(*_order(kind, listing, rank)).subquery()
    found = run(connection, sa.select(sa.func.group_concat(ordered.c.id, "")))[0][0]
    return bytes.fromhex(found) if found else b""


def _ids_at_server(
    connection: sa.Connection,
    kind: Kind,
    listing: Listing,
    rank: Sequence[str],
    wanted: Sequence[sa.ColumnElement[bool]],
) -> bytes:
    """The same where the database does not know the Vietnamese alphabet: it is sorted by it here."""
    table = tables.table_of(kind)
    by_letters = _letters(kind, listing)
    if by_letters is None:
        ordered = sa.select(table.c.id).where(*wanted).order_by(*_order(kind, listing, rank))
        return b"".join(row[0] for row in run(connection, ordered))
    latest = sa.select(table.c.id, by_letters).where(*wanted).order_by(*_latest(kind))
    rows = [(record, sort_key(text)) for record, text in run(connection, latest)]
    given = sorted(
        (row for row in rows if row[1] is not None), key=lambda row: str(row[1]), reverse=listing.descending
    )
    return b"".join(row[0] for row in (*given, *(row for row in rows if row[1] is None)))


def read_through(connection: sa.Connection, kind: Kind) -> None:
    """Read every row once."""
    table = tables.table_of(kind)
    run(connection, sa.select(sa.func.sum(sa.func.length(table.c.search_key))))


def each(run_of_ids: bytes) -> list[bytes]:
    """The ids in a run, one by one."""
    return [run_of_ids[start : start + ID] for start in range(0, len(run_of_ids), ID)]


def deletions(connection: sa.Connection, wanted: Sequence[bytes]) -> dict[str, Deletion]:
    """The last deletion of each of these records, by hexadecimal id."""
    change = tables.change.c
    # In the order in which changes could know of each other: the last one is the deletion that counts.
    chosen = sa.select(change.record, change.at, change.by, change.because).where(
        change.record.in_(wanted), _deletes(change.fields)
    )
    found = run(connection, chosen.order_by(change.lamport, change.site)) if wanted else []
    return {record.hex(): Deletion(at, by, because) for record, at, by, because in found}


def _deletes(fields: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    return sa.func.instr(fields, '"deleted":true') > 0


def totals(connection: sa.Connection, kind: Kind, names: Sequence[str], run_of_ids: bytes) -> dict[str, int]:
    """What the records with these ids sum to, by *names*: ``workers``, ``audiences.female``."""
    own = [name for name in names if "." not in name]
    in_rows: dict[str, list[str]] = {}
    for name in names:
        rows, _, cell = name.partition(".")
        if cell:
            in_rows.setdefault(rows, []).append(cell)
    table = tables.table_of(kind)
    # One value however many they are: the statement stays short, and SQLite reads the rows in its own order.
    listed = sa.func.json_each(encode([one.hex() for one in each(run_of_ids)]).decode()).table_valued("value")
    among = table.c.id.in_(sa.select(sa.func.unhex(listed.c.value)))
    found: list[int | None] = []
    if own:
        found += run(connection, sa.select(*(sa.func.sum(table.c[n]) for n in own)).where(among))[0]
    for rows, cells in in_rows.items():
        item = sa.func.json_each(table.c[rows]).table_valued("value")
        sums = [sa.func.sum(_number(item, cell)) for cell in cells]
        found += run(connection, sa.select(*sums).select_from(table.join(item, sa.true())).where(among))[0]
    ordered = [*own, *(f"{rows}.{cell}" for rows, cells in in_rows.items() for cell in cells)]
    summed = dict(zip(ordered, found, strict=True))
    return {name: summed[name] or 0 for name in names}


def run(connection: sa.Connection, statement: sa.Select[*tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows of *statement* as the driver gives them."""
    # Row objects in between would cost more than the query itself.
    compiled = statement.compile(dialect=connection.dialect, compile_kwargs={"render_postcompile": True})
    bound = compiled.construct_params()
    values = [bound[name] for name in getattr(compiled, "positiontup", None) or ()]
    cursor = connection.connection.cursor()
    try:
        found: list[tuple[Any, ...]] = cursor.execute(str(compiled), values).fetchall()
    finally:
        cursor.close()
    return found


# What must hold


def _wanted(
    kind: Kind, listing: Listing, words: Sequence[Word], *, as_they_lie: bool
) -> list[sa.ColumnElement[bool]]:
    table = tables.table_of(kind)
    unit, deleted = table.c.unit, table.c.deleted
    if as_they_lie:
        unit, deleted = (_not_by_index(table, column) for column in (unit, deleted))
    wanted: list[sa.ColumnElement[bool]] = [deleted == sa.literal(listing.deleted)]
    if listing.unit is not None:
        wanted.append(unit == listing.unit)
    since, until = span(kind, listing.period)
    if since is not None:
        wanted.append(table.c[kind.dated_by].between(since, until))
    wanted += [_holds(kind, condition, listing) for condition in listing.conditions]
    return wanted + [_occurs(kind, table, word) for word in words]


def _as_they_lie(connection: sa.Connection, kind: Kind, listing: Listing) -> bool:
    """Whether rows are read as they lie and what is found is sorted.

    The index by unit and day saves reading rows where it is all that is asked for, or where a period leaves most of
    them out; otherwise reading every row in the order of days takes twice as long.
    """
    if connection.dialect.name != "sqlite" or (not listing.narrowed and listing.sort is None):
        return False
    if span(kind, listing.period)[0] is None:
        return True
    table = tables.table_of(kind)
    plain = Listing(kind.name, period=listing.period, unit=listing.unit, deleted=listing.deleted)
    within = sa.select(sa.func.count()).where(*_wanted(kind, plain, (), as_they_lie=False))
    rowid: sa.ColumnElement[int] = sa.literal_column(f"{table.name}.rowid", sa.Integer())
    most = sa.select(sa.func.max(rowid)).select_from(table)
    return _MOSTLY * (connection.scalar(within) or 0) > (connection.scalar(most) or 0)


def _not_by_index(table: sa.Table, column: sa.ColumnElement[Any]) -> Any:
    # SQLite's own way to say it: a term with a sign before it is no term of an index.
    return sa.literal_column(f"+{table.name}.{column.key}", column.type)


def _occurs(
    kind: Kind, table: sa.FromClause, word: Word, *, through_links: bool = True
) -> sa.ColumnElement[bool]:
    """Whether *word* is in the record's own text, in a label of its codes, or in what it links to."""
    places: list[sa.ColumnElement[bool]] = [sa.func.instr(table.c.search_key, word.text) > 0]
    for field in kind.fields:
        if field.type is FieldType.CODE and (codes := word.codes.get(str(field.code_list))):
            places.append(table.c[field.name].in_(codes))
        elif field.type is FieldType.CODES:
            places += [_in_list(table.c[field.name], c) for c in word.codes.get(str(field.code_list), ())]
        elif field.type is FieldType.ROWS:
            for cell in field.rows:
                codes = word.codes.get(str(cell.code_list), ())
                places += [_in_rows(table.c[field.name], cell.name, code) for code in codes]
        elif through_links and field in kind.links:
            places.append(_linked(field, table.c[field.name], word))
    return sa.or_(*places)


def _linked(field: Field, column: sa.ColumnElement[Any], word: Word) -> sa.ColumnElement[bool]:
    kind = kind_named(str(field.target))
    # Under another name: a kind may link to itself.
    target = tables.table_of(kind).alias()
    named = sa.select(tables.key_of(target))
    named = named.where(_occurs(kind, target, word, through_links=False))
    if field.type is FieldType.LINK:
        return column.in_(named)
    item = sa.func.json_each(column).table_valued("value")
    return sa.exists(sa.select(sa.literal(1)).select_from(item).where(item.c.value.in_(named)))


def _in_list(column: sa.ColumnElement[Any], code: str) -> sa.ColumnElement[bool]:
    # Lists are kept as compact JSON with sorted keys, so that looking for the text finds the code.
    return sa.func.instr(column, f'"{code}"') > 0


def _in_rows(column: sa.ColumnElement[Any], cell: str, code: str) -> sa.ColumnElement[bool]:
    return sa.func.instr(column, f'"{cell}":"{code}"') > 0


def _holds(kind: Kind, condition: Condition, listing: Listing) -> sa.ColumnElement[bool]:
    table = tables.table_of(kind)
    if condition.field == UNIT:
        return table.c.unit.in_(condition.any_of)
    if condition.field == CONFLICTS:
        return _given(table.c.conflicts, condition.given is not False)
    if condition.field == INSPECTED:
        return _inspected(table, condition, listing)
    name, _, cell = condition.field.partition(".")
    field, column = kind.field(name), table.c[name]
    value = _row_sum(column, cell) if cell else column
    held: list[sa.ColumnElement[bool]] = []
    if condition.given is not None:
        held.append(_given(column, condition.given))
    if condition.any_of:
        held.append(_any(field, cell, column, condition.any_of))
    least, most = condition.least, condition.most
    period = listing.period
    if condition.this_period and period is not None:
        least, most = period.start.isoformat(), period.end.isoformat()
        if field.type is FieldType.YEAR:
            least, most = period.first_year, period.year
    if least is not None:
        held.append(value >= least)
    if most is not None:
        held.append(value <= most)
    return sa.and_(*held) if held else sa.true()


def _inspected(place: sa.FromClause, condition: Condition, listing: Listing) -> sa.ColumnElement[bool]:
    visit = tables.table_of("inspection")
    wanted = [visit.c.deleted == sa.literal(False), visit.c.establishment.is_not(None)]
    if listing.unit is not None:
        wanted.append(visit.c.unit == listing.unit)
    least, most = condition.least, condition.most
    if condition.this_period and listing.period is not None:
        least, most = listing.period.start.isoformat(), listing.period.end.isoformat()
    if least is not None:
        wanted.append(visit.c.inspected_on >= least)
    if most is not None:
        wanted.append(visit.c.inspected_on <= most)
    visited = tables.key_of(place).in_(sa.select(visit.c.establishment).where(*wanted))
    return sa.not_(visited) if condition.given is False else visited


def _given(column: sa.ColumnElement[Any], given: bool) -> sa.ColumnElement[bool]:
    return column.is_not(None) if given else column.is_(None)


def _any(
    field: Field, cell: str, column: sa.ColumnElement[Any], any_of: Sequence[str]
) -> sa.ColumnElement[bool]:
    if cell:
        return sa.or_(*(_in_rows(column, cell, code) for code in any_of))
    if field.type is FieldType.FLAG:
        return column.in_([one == "yes" for one in any_of])
    if field.many:
        return sa.or_(*(_in_list(column, one) for one in any_of))
    return column.in_(any_of)


def _row_sum(column: sa.ColumnElement[Any], cell: str) -> sa.ColumnElement[Any]:
    item = sa.func.json_each(column).table_valued("value")
    return sa.select(sa.func.sum(_number(item, cell))).select_from(item).scalar_subquery()


def _number(row: Any, cell: str) -> sa.ColumnElement[int]:
    return sa.func.json_extract(row.c.value, f"$.{cell}", type_=sa.BigInteger())


# In which order


def _order(kind: Kind, listing: Listing, rank: Sequence[str]) -> list[sa.ColumnElement[Any]]:
    table = tables.table_of(kind)
    name = listing.sort or kind.dated_by
    field = kind.field(name)
    if listing.sort is None and listing.deleted:
        # What went last is looked for first.
        change = tables.change.c
        went = sa.select(sa.func.max(change.lamport)).where(
            change.record == table.c.id, _deletes(change.fields)
        )
        return [went.scalar_subquery().desc(), table.c.id.desc()]
    if listing.sort is None:
        # As the index has it.
        return _latest(kind) if listing.descending else [table.c[name].nulls_first(), table.c.id]
    value = _sorted_by(table.c[name], field, rank)
    turned = value.desc() if listing.descending else value.asc()
    # What is not there stands last in both directions.
    return [turned.nulls_last(), *_latest(kind)]


def _latest(kind: Kind) -> list[sa.ColumnElement[Any]]:
    table = tables.table_of(kind)
    return [table.c[kind.dated_by].desc().nulls_last(), table.c.id.desc()]


def _letters(kind: Kind, listing: Listing) -> sa.ColumnElement[Any] | None:
    """The text that the list is sorted by; None when it is sorted by something else."""
    field = kind.field(listing.sort) if listing.sort else None
    if field is None or field.type not in (FieldType.TEXT, FieldType.LINK):
        return None
    column = tables.table_of(kind).c[field.name]
    return column if field.type is FieldType.TEXT else _shown(column, field)


def _sorted_by(column: sa.ColumnElement[Any], field: Field, rank: Sequence[str]) -> sa.ColumnElement[Any]:
    if field.type is FieldType.TEXT:
        return sa.func.sort_key(column)
    if field.type in (FieldType.CODE, FieldType.CODES):
        code = column if field.type is FieldType.CODE else sa.func.json_extract(column, "$[0]")
        return sa.case({c: n for n, c in enumerate(rank)}, value=code, else_=len(rank)) if rank else code
    if field.type is FieldType.LINK:
        return sa.func.sort_key(_shown(column, field))
    if field.type is FieldType.ROWS and field.counts:
        return _row_sum(column, field.counts[0].name)
    if field.many:
        return sa.func.nullif(sa.func.json_array_length(column), 0)
    return column


def _shown(column: sa.ColumnElement[Any], field: Field) -> sa.ColumnElement[Any]:
    """The first words of what a link points to."""
    target = kind_named(str(field.target))
    other = tables.table_of(target).alias()
    words = [other.c[n] for n in target.caption if target.field(n).type is FieldType.TEXT]
    shown = words[0] if words else other.c[target.dated_by]
    return sa.select(shown).where(other.c.id == sa.func.unhex(column)).scalar_subquery()
