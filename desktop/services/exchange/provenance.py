"""In which packages records came here."""

import dataclasses
from collections.abc import Iterable
from datetime import date
from typing import Any

from desktop.models import ledger


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Came:
    """A package that brought something of a record: the day it was received, and its number."""

    received_on: date
    sequence: int


def came_in(connection: Any, records: Iterable[str]) -> dict[str, tuple[Came, ...]]:
    """The packages *records* (32 hexadecimal digits) came in, oldest first; none for what was made here.

    What a full package repeats counts for the package that brought it first.
    """
    of_site: dict[bytes, list[ledger.Handled]] = {}
    for handled in sorted(ledger.packages(connection), key=lambda one: (one.handled_on, one.sequence)):
        of_site.setdefault(handled.site, []).append(handled)
    found: dict[str, set[Came]] = {}
    wanted = [bytes.fromhex(record) for record in records]
    for record, site, seq in ledger.numbers_of(connection, wanted):
        first = next((one for one in of_site.get(site, ()) if one.first <= seq <= one.last), None)
        if first is not None:
            came = Came(date.fromisoformat(first.handled_on[:10]), first.sequence)
            found.setdefault(record.hex(), set()).add(came)
    return {record: tuple(sorted(came)) for record, came in found.items()}
