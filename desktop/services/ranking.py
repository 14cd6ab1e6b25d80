"""The communes of a roll-up in order: the share of the targets that apply to each which it meets."""

import dataclasses
from fractions import Fraction

from desktop.models.folding import fold
from desktop.services.rollup import RollUp

_NOTHING_TO_MEET = frozenset({"not_applicable", "nothing_happened"})


@dataclasses.dataclass(frozen=True, slots=True)
class Rank:
    """One commune in the order.

    Attributes:
        rank: From 1; communes with the same share have the same, and the next one counts them all. None for a
            commune that is not in the sums, or to which no target applies.
        unit: ``code@dataset``.
        name: Full name.
        met: Targets it meets.
        applicable: Targets that apply to it: neither those judged elsewhere nor those of which nothing happened.
        share: In percent, 4 decimals; None without a rank.
        absent: ``not_reported`` or ``not_locked`` of a commune that is not in the sums.
    """

    rank: int | None
    unit: str
    name: str
    met: int
    applicable: int
    share: float | None
    absent: str | None


def ranked(rolled: RollUp) -> tuple[Rank, ...]:
    """The communes of *rolled*: those that are ranked first, ties and the others by name."""
    met = {cell.unit: 0 for cell in rolled.communes}
    applicable = dict(met)
    for target in rolled.targets:
        for state, communes in target.communes.items():
            for commune in () if state in _NOTHING_TO_MEET else communes:
                applicable[commune.unit] += 1
                met[commune.unit] += state == "met"
    shares = {
        cell.unit: Fraction(met[cell.unit], applicable[cell.unit])
        for cell in rolled.communes
        if cell.reported and applicable[cell.unit]
    }
    above = sorted(shares.values(), reverse=True)
    found = [
        Rank(
            rank=above.index(shares[cell.unit]) + 1 if cell.unit in shares else None,
            unit=cell.unit,
            name=cell.name,
            met=met[cell.unit],
            applicable=applicable[cell.unit] if cell.reported else 0,
            share=round(float(shares[cell.unit] * 100), 4) if cell.unit in shares else None,
            absent=None if cell.reported else cell.absent,
        )
        for cell in rolled.communes
    ]
    last = len(found) + 1
    return tuple(sorted(found, key=lambda one: (one.rank or last, fold(one.name), one.name, one.unit)))
