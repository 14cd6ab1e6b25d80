"""In which packages records came here."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from desktop.models import forwarded, ledger


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
    runs: dict[bytes, list[forwarded.Run]] = {}
    for via in of_site:
        for run in forwarded.runs(connection, via):
            runs.setdefault(run.site, []).append(run)
    found: dict[str, set[Came]] = {}
    wanted = [bytes.fromhex(record) for record in records]
    for record, site, seq in ledger.numbers_of(connection, wanted):
        first = next((one for one in of_site.get(site, ()) if one.first <= seq <= one.last), None)
        if first is None:
            first = _through(of_site, runs, site, seq)
        if first is not None:
            came = Came(date.fromisoformat(first.handled_on[:10]), first.sequence)
            found.setdefault(record.hex(), set()).add(came)
    return {record: tuple(sorted(came)) for record, came in found.items()}


def _through(
    of_site: Mapping[bytes, Sequence[ledger.Handled]],
    runs: Mapping[bytes, Sequence[forwarded.Run]],
    site: bytes,
    seq: int,
) -> ledger.Handled | None:
    """The package of a unit in between that brought change *seq* of a machine first."""
    for run in runs.get(site, ()):
        if run.first <= seq <= run.last and not run.gone:
            number = run.position + seq - run.first
            found = (one for one in of_site[run.via] if one.first <= number <= one.last)
            return next(found, None)
    return None
