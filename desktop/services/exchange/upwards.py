"""A receiving unit's own packages, to the unit above it: what it has of its communes, with where it came from.

What is sent is numbered here, run by run, as it came in: so the chain, the receipt and what is still to be sent work
as they do for a commune. A change keeps the name its machine gave it; whether it reaches the upper unit by this way,
by its own or by both makes no difference there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from desktop.models import answers, forwarded, ledger, settings
from desktop.models.forwarded import Run
from desktop.services.exchange.leaving import leaving
from sync import forwarding
from sync.changes import Change
from sync.forwarding import Carried, Source

_Range = tuple[int, int]
_Whose = tuple[bytes, str]


def bring_up(connection: Any, site: bytes, *, whole: bool = False) -> int:
    """Number what is here and has no number yet; the last number given.

    What was taken back here since it was numbered, and is not acknowledged, is marked as gone; it gets a new number
    when it comes again.

    Args:
        connection: Inside a write transaction.
        site: This desk's site.
        whole: Also look through what was acknowledged.
    """
    here = _here(connection)
    held = 0 if whole else answers.acknowledged(connection, site)
    for run in forwarded.runs(connection, site):
        lost = (
            []
            if run.gone or run.end <= held
            else _without([(run.first, run.last)], here.get(_whose(run), ()))
        )
        if lost:
            forwarded.replace(connection, run, _pieces(run, lost))
    position = forwarded.last_position(connection, site)
    fresh = []
    for (machine, unit), first, last in _unnumbered(connection, site, here):
        fresh.append(Run(site, position + 1, machine, unit, first, last))
        position = fresh[-1].end
    forwarded.keep(connection, fresh)
    return position


def waiting(connection: Any, site: bytes) -> int:
    """How many changes are here that have no number yet."""
    return sum(last - first + 1 for _, first, last in _unnumbered(connection, site, _here(connection)))


def waiting_records(connection: Any, site: bytes) -> int:
    """How many records they are about; one that several machines changed counts for each of them."""
    return sum(
        ledger.records_between(connection, machine, first, last)
        for (machine, _), first, last in _unnumbered(connection, site, _here(connection))
    )


def records_between(connection: Any, site: bytes, first: int, last: int) -> int:
    """How many records the changes numbered *first* to *last* are about."""
    found = forwarded.between(connection, site, first, last)
    return len({one.record for _, changes in forwarded.changes(connection, found) for one in changes})


def content(connection: Any, site: bytes, first: int, last: int, until: str) -> tuple[Carried, list[Change]]:
    """The changes numbered *first* to *last* as they leave, whose they are, and who had sent what *until* then."""
    runs: list[forwarding.Run] = []
    changes: list[Change] = []
    found = forwarded.between(connection, site, first, last)
    for run in found:
        gone = bool(run.gone)
        runs.append(
            forwarding.Run(site=run.site.hex(), unit=run.unit, first=run.first, last=run.last, gone=gone)
        )
    for _, logged in forwarded.changes(connection, found):
        changes += [leaving(one) for one in logged]
    return Carried(tuple(runs), tuple(_sources(connection, site, until))), changes


def _sources(connection: Any, own: bytes, until: str) -> Iterable[Source]:
    """Every machine of which something was here at the moment *until*, and the day of its latest package then.

    A package written again has to say what it said the first time.
    """
    latest: dict[_Whose, str] = {}
    for handled in ledger.packages(connection):
        if handled.site != own and handled.handled_on <= until:
            made = min(handled.as_of, handled.handled_on[:10])
            latest[handled.site, handled.unit] = max(latest.get((handled.site, handled.unit), ""), made)
    for told in forwarded.told(connection):
        if told.handled_on <= until:
            latest[told.site, told.unit] = max(latest.get((told.site, told.unit), ""), told.as_of)
    for (site, unit), as_of in sorted(latest.items()):
        yield Source(site=site.hex(), unit=unit, as_of=as_of)


def _here(connection: Any) -> dict[_Whose, list[_Range]]:
    """What the log holds, by machine and unit; what never leaves is left out."""
    staying = bytes.fromhex(settings.read(connection, "local_site"))
    found: dict[_Whose, list[_Range]] = {}
    for island in forwarded.islands(connection):
        if island.site != staying:
            found.setdefault((island.site, island.unit), []).append((island.first, island.last))
    return found


def _unnumbered(
    connection: Any, site: bytes, here: Mapping[_Whose, Iterable[_Range]]
) -> Iterable[tuple[_Whose, int, int]]:
    numbered: dict[_Whose, list[_Range]] = {}
    for run in forwarded.runs(connection, site):
        if not run.gone:
            numbered.setdefault(_whose(run), []).append((run.first, run.last))
    for whose, ranges in sorted(here.items()):
        for first, last in _without(ranges, numbered.get(whose, ())):
            yield whose, first, last


def _whose(run: Run) -> _Whose:
    return run.site, run.unit


def _pieces(run: Run, lost: Iterable[_Range]) -> list[Run]:
    """*run* cut so that what is *lost* stands in pieces of its own, marked as gone."""
    cuts = [(first, last, True) for first, last in lost]
    cuts += [(first, last, False) for first, last in _without([(run.first, run.last)], lost)]
    return [
        run._replace(position=run.position + first - run.first, first=first, last=last, gone=gone)
        for first, last, gone in sorted(cuts)
    ]


def _without(ranges: Iterable[_Range], taken: Iterable[_Range]) -> list[_Range]:
    """The numbers of *ranges* that are in none of *taken*."""
    left = list(ranges)
    for first, last in taken:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, first - 1)), (max(start, last + 1), end))
            if piece[0] <= piece[1]
        ]
    return sorted(set(left))
