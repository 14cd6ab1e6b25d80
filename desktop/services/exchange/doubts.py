"""What the rules say about records that came from communes: the same rules as at entry and at import.

Nothing is refused for it: reports are inconsistent in one case of five, and a register that came is better asked
about than turned away. Reasons a commune gave stay with it, so what it has answered there is named here once more.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from desktop.models import forwarded, ledger, queries, rules
from desktop.models.edits import to_record, to_values
from desktop.models.errors import Refusal
from desktop.models.records import Kind, all_kinds
from desktop.models.rules import Problem
from desktop.models.writer import Row
from desktop.services import naming, own_codes
from desktop.services.checking_many import CheckingMany
from desktop.services.desk import RECEIVING, Desk
from desktop.services.progress import Progress, silent

_STEP = 200


@dataclasses.dataclass(frozen=True)
class Doubt:
    """A record the rules have something to say about.

    Attributes:
        unit: The commune it belongs to.
        kind: Record kind.
        record: Id, 32 hexadecimal digits.
        caption: What the record is called.
        problems: What the rules say, errors first.
    """

    unit: str
    kind: str
    record: str
    caption: str
    problems: tuple[Problem, ...]


def doubts(
    desk: Desk,
    packages: Sequence[tuple[str, int]] | None = None,
    *,
    unit: str | None = None,
    progress: Progress = silent,
) -> list[Doubt]:
    """What the rules say about records that were received, unit by unit.

    Args:
        desk: A receiving desk.
        packages: Only records of which these packages, each as (site, sequence), brought something that was not
            here before; None for all records.
        unit: Only records of this organisation unit; None for all.
        progress: Told how many records are checked; may cancel.

    Raises:
        Refusal: ``not_receiving_desk``.
    """
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
    with desk.store.read() as connection:
        rows = [
            (kind, row)
            for kind, row in _rows(connection, packages)
            if not row.deleted and unit in (None, row.unit)
        ]
        rows.sort(key=lambda one: one[1].unit)
        found = []
        context: CheckingMany | None = None
        own = own_codes.read(connection)
        for number, (kind, row) in enumerate(rows):
            if number % _STEP == 0:
                progress(number, len(rows))
            if context is None or context.unit != row.unit:
                context = CheckingMany(desk, connection, unit=row.unit)
            record = row.id.hex()
            values = to_values(kind, to_record(kind, row.values))
            problems = rules.check(kind, values, context.of_record(record))
            if problems:
                caption = naming.caption(kind, values, own)
                found.append(Doubt(row.unit, kind.name, record, caption, tuple(problems)))
        progress(len(rows), len(rows))
    return found


def _arrival(package: ledger.Handled) -> tuple[str, int]:
    return package.handled_on, package.sequence


def _rows(connection: Any, packages: Sequence[tuple[str, int]] | None) -> Iterator[tuple[Kind, Row]]:
    """The rows of kinds that people type: all of them, or those changed by *packages*."""
    if packages is None:
        for kind in all_kinds():
            if kind.leaves and not kind.derived:
                for row in queries.all_rows(connection, kind):
                    yield kind, row
        return
    changed: dict[str, set[bytes]] = {}
    for site, sequence in packages:
        known = ledger.packages_of(connection, bytes.fromhex(site))
        held = next((one for one in known if one.sequence == sequence), None)
        if held is not None:
            before = [one for one in known if _arrival(one) < _arrival(held)]
            for change in forwarded.of_package(connection, held):
                # A package repeats what no receipt acknowledged: that was looked at when it came first.
                if change.site != held.site or not any(one.first <= change.seq <= one.last for one in before):
                    changed.setdefault(change.kind, set()).add(change.record)
    for kind in all_kinds():
        if not kind.derived:
            for row in queries.rows_by_id(connection, kind, sorted(changed.get(kind.name, ()))).values():
                yield kind, row
