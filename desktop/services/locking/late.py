"""The records that changed after a period's figures were set down."""

import dataclasses
from datetime import date
from typing import Any, Literal

from desktop.models import ledger, queries
from desktop.models.edits import to_values
from desktop.models.entry import Entry
from desktop.models.period import Period
from desktop.models.records import all_kinds, kind_named
from desktop.services import declaring, naming


@dataclasses.dataclass(frozen=True, slots=True)
class Late:
    """A record that was added, changed or deleted after the figures were set down last.

    Attributes:
        kind: Record kind.
        id: 32 hexadecimal digits.
        caption: What it is called.
        what: What was done to it last.
        at: When, by the clock of the machine that did it.
        because: What was said of it: the reason it was saved with in spite of a doubt, or deleted for.
    """

    kind: str
    id: str
    caption: str
    what: Literal["made", "changed", "deleted"]
    at: str
    because: str


def since(connection: Any, last: Entry, period: Period) -> tuple[Late, ...]:
    """The records up to the period's end that changed after *last* was set down."""
    set_down_at = max(
        one.lamport for one in ledger.changes_of(connection, [bytes.fromhex(last.id)])[bytes.fromhex(last.id)]
    )
    typed = [kind.name for kind in all_kinds() if not kind.derived and kind.name != declaring.KIND]
    changes = ledger.made_after(connection, set_down_at, typed)
    by_record = {change.record: change for change in changes}
    begun = {change.record for change in changes if not change.based_on}
    found: list[Late] = []
    for record, change in reversed(by_record.items()):
        kind = kind_named(change.kind)
        for entry in queries.entries(connection, kind, [record]):
            if not _concerns(entry, kind.dated_by, period):
                continue
            what: Literal["made", "changed", "deleted"] = (
                "deleted" if entry.deleted else "made" if record in begun else "changed"
            )
            said = (change.because if entry.deleted else entry.record.reason) or ""
            caption = naming.called(connection, kind, to_values(kind, entry.record))
            found.append(Late(kind.name, entry.id, caption, what, change.at, said))
    return tuple(found)


def _concerns(entry: Entry, dated_by: str, period: Period) -> bool:
    dated = getattr(entry.record, dated_by)
    if isinstance(dated, date):
        return dated <= period.end
    return dated is None or dated <= period.year
