"""What was printed, as it is kept: numbered, added and never changed."""

import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from desktop.models.tables import printout
from desktop.models.writer import Writer


class KeptPrintout(NamedTuple):
    """One printed document, without what its pages are made of.

    Attributes:
        number: From 1, in the order of printing, in this store.
        form: Id of the form.
        title: What it is about, as it stands below the kind of document.
        year: Reporting year of its period.
        period: Name of its period.
        made_at: When it was printed first.
        draft: Whether it was printed before its period was locked.
        pages: How many pages it has.
        sha256: Of what its pages are made of, without the number; the same document is not kept twice.
    """

    number: int
    form: str
    title: str
    year: int
    period: str
    made_at: datetime
    draft: bool
    pages: int
    sha256: str


_ABOUT = [printout.c[name] for name in KeptPrintout._fields]


def newest_first(connection: sa.Connection) -> Sequence[KeptPrintout]:
    """Everything that was printed, the newest first."""
    return [_kept(row) for row in connection.execute(sa.select(*_ABOUT).order_by(printout.c.number.desc()))]


def last_of(connection: sa.Connection, form: str, year: int, period: str) -> KeptPrintout | None:
    """What was printed last of *form* for a period."""
    found = connection.execute(
        sa.select(*_ABOUT)
        .where(printout.c.form == form, printout.c.year == year, printout.c.period == period)
        .order_by(printout.c.number.desc())
        .limit(1)
    ).first()
    return _kept(found) if found else None


def find(connection: sa.Connection, number: int) -> tuple[KeptPrintout, dict[str, Any]] | None:
    """The printout with *number* and what its pages are made of; None when there is none."""
    row = connection.execute(
        sa.select(*_ABOUT, printout.c.document).where(printout.c.number == number)
    ).first()
    if row is None:
        return None
    document: dict[str, Any] = json.loads(zlib.decompress(row.document))
    return _kept(row), document


def next_number(connection: sa.Connection) -> int:
    """The number of the next printout."""
    return (
        int(connection.execute(sa.select(sa.func.coalesce(sa.func.max(printout.c.number), 0))).scalar_one())
        + 1
    )


def add(writer: Writer, kept: KeptPrintout, document: Mapping[str, Any]) -> None:
    """Keep a printout; *document* is JSON-native."""
    packed = zlib.compress(json.dumps(document, ensure_ascii=False).encode(), level=9)
    values = {**kept._asdict(), "made_at": kept.made_at.isoformat(timespec="seconds")}
    writer.insert(printout, **values, document=packed)


def _kept(row: Any) -> KeptPrintout:
    known = {name: getattr(row, name) for name in KeptPrintout._fields}
    return KeptPrintout(**{**known, "made_at": datetime.fromisoformat(row.made_at)})
