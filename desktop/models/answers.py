"""What the two sides say back to each other, as it is kept: receipts, refusals, questions."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec
import sqlalchemy as sa

from desktop.models import tables
from desktop.models.dialects import insert
from desktop.models.records import Kind
from desktop.models.tables import question, receipt, refused_package


class KeptReceipt(NamedTuple):
    """One receipt written or read, in the order of the columns; ``content`` is empty for all but the latest."""

    site: bytes
    number: int
    sha256: str
    held: int
    content: str
    handled_on: str


class KeptRefusal(NamedTuple):
    """A package that was refused, in the order of the columns; ``params`` is JSON."""

    site: bytes
    sequence: int
    code: str
    params: str
    handled_on: str


class Asked(NamedTuple):
    """One question, in the order of the columns; ``after`` is JSON, number of the last change by site."""

    id: bytes
    unit: str
    kind: str
    record: bytes
    field: str
    text: str
    asked_on: str
    after: str
    withdrawn_on: str | None = None


def latest(connection: sa.Connection, site: bytes) -> KeptReceipt | None:
    """The receipt of *site* with the highest number."""
    chosen = receipt.select().where(receipt.c.site == site).order_by(receipt.c.number.desc()).limit(1)
    row = connection.execute(chosen).first()
    return None if row is None else KeptReceipt(*row)


def latest_kept(connection: sa.Connection) -> KeptReceipt | None:
    """The receipt handled last of all whose content is here."""
    chosen = receipt.select().where(receipt.c.content != "").order_by(receipt.c.handled_on.desc()).limit(1)
    row = connection.execute(chosen).first()
    return None if row is None else KeptReceipt(*row)


def numbered(connection: sa.Connection, site: bytes, number: int) -> KeptReceipt | None:
    """The receipt *number* of *site*."""
    row = connection.execute(
        receipt.select().where(receipt.c.site == site, receipt.c.number == number)
    ).first()
    return None if row is None else KeptReceipt(*row)


def acknowledged(connection: sa.Connection, site: bytes) -> int:
    """Number of the last change of *site* that counts as received by its latest receipt; 0 without one."""
    kept = latest(connection, site)
    return kept.held if kept else 0


def keep(connection: sa.Connection, kept: KeptReceipt) -> None:
    """Keep the latest receipt of a site; of those before it their number and hash stay."""
    connection.execute(receipt.update().where(receipt.c.site == kept.site).values(content=""))
    connection.execute(receipt.insert().values(kept))


def keep_refusal(connection: sa.Connection, kept: KeptRefusal) -> None:
    """Note that a package was refused; the latest reason stands."""
    statement = insert(connection.dialect, refused_package).values(kept)
    fresh = {"code": kept.code, "params": kept.params, "handled_on": kept.handled_on}
    connection.execute(statement.on_conflict_do_update(index_elements=["site", "sequence"], set_=fresh))


def forget_refusal(connection: sa.Connection, site: bytes, sequence: int) -> None:
    """A good copy of the package has come."""
    named = (refused_package.c.site == site, refused_package.c.sequence == sequence)
    connection.execute(refused_package.delete().where(*named))


def refusals_of(connection: sa.Connection, site: bytes) -> list[KeptRefusal]:
    """The packages of *site* that were refused and never came whole, in order."""
    chosen = refused_package.select().where(refused_package.c.site == site)
    return [KeptRefusal(*row) for row in connection.execute(chosen.order_by(refused_package.c.sequence))]


def ask(connection: sa.Connection, asked: Asked) -> None:
    """Keep a question."""
    connection.execute(question.insert().values(asked))


def withdraw(connection: sa.Connection, identity: bytes, day: str) -> bool:
    """Take a question back; False when there is no open one of that id."""
    chosen = question.update().where(question.c.id == identity, question.c.withdrawn_on.is_(None))
    return connection.execute(chosen.values(withdrawn_on=day)).rowcount == 1


def questions(connection: sa.Connection, units: Sequence[str] | None = None) -> list[Asked]:
    """The questions to records of *units*, of all for None, the latest first; those taken back left out."""
    chosen = question.select().where(question.c.withdrawn_on.is_(None))
    if units is not None:
        chosen = chosen.where(question.c.unit.in_(units))
    ordered = chosen.order_by(question.c.asked_on.desc(), question.c.id)
    return [Asked(*row) for row in connection.execute(ordered)]


def contested(
    connection: sa.Connection, kinds: Iterable[Kind], units: Sequence[str]
) -> Iterator[tuple[str, str, bytes, tuple[str, ...]]]:
    """Unit, kind, record and fields of what two machines set differently and nobody has decided."""
    for kind in kinds:
        table = tables.table_of(kind)
        chosen = sa.select(table.c.unit, table.c.id, table.c.conflicts).where(
            table.c.unit.in_(units), table.c.conflicts.is_not(None)
        )
        for unit, record, conflicts in connection.execute(chosen):
            yield unit, kind.name, bytes(record), tuple(sorted(msgspec.json.decode(conflicts)))
