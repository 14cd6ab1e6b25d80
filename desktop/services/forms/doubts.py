"""Figures that do not go together: told before a form is printed, and never changed."""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from desktop.services.figures import Share
from desktop.services.forms.form import Form, Sum
from desktop.services.forms.values import Value, quantity
from desktop.services.judgement import Indicator

_FIGURES = ("now", "to_date", "last_year")
_ABOVE, _BELOW = "tử số", "mẫu số"
_GROWTH = "G"


@dataclasses.dataclass(frozen=True, slots=True)
class Doubt:
    """Parts that are more than their whole, or do not make it up.

    Attributes:
        where: The column, or the commune, in which it is so.
        parts: What the parts are called.
        total: Their sum.
        whole: What the whole is called.
        amount: What stands there.
        relation: ``equal`` or ``at_most``.
    """

    where: str
    parts: tuple[str, ...]
    total: int
    whole: str
    amount: int
    relation: str


def doubts(form: Form, lines: Sequence[Any], targets: Sequence[Indicator] = ()) -> tuple[Doubt, ...]:
    """Everything that does not add up.

    Args:
        form: The form.
        lines: What stands in it (`FilledLine`).
        targets: What its lines are about, where they are targets.
    """
    by_columns = form.lines in ("communes", "records")
    found = _of_columns(form, lines) if by_columns else _of_rows(form, lines)
    return (*found, *_of_shares(form, lines), *_of_targets(targets))


def _of_shares(form: Form, lines: Sequence[Any]) -> Iterator[Doubt]:
    """Shares that are more than everything."""
    for line in lines:
        for column, value in zip(form.columns, line.cells, strict=True):
            if isinstance(value, Share) and value.part > value.whole:
                where = f"{line.label}, {column.title}"
                yield Doubt(where, (_ABOVE,), value.part, _BELOW, value.whole, "at_most")


def _of_targets(targets: Sequence[Indicator]) -> Iterator[Doubt]:
    """Targets that ask for a share, where more was reached than there is; growth is held against what was before."""
    for one in targets:
        above, below = one.numerator, one.denominator
        if one.level != _GROWTH and above is not None and below is not None and above > below:
            yield Doubt(f"Chỉ tiêu {one.target_id}", (_ABOVE,), above, _BELOW, below, "at_most")


def _of_rows(form: Form, lines: Sequence[Any]) -> Iterator[Doubt]:
    """Each line of a figure against others of the same column."""
    by_id = {line.id: line for line in lines if line.id}
    names = {line.id: line.label for line in lines}
    for place, column in enumerate(form.columns):
        if column.shows in _FIGURES:

            def value(name: str, at: int = place) -> Value:
                return by_id[name].cells[at] if name in by_id else None

            yield from _compared(form.sums, column.title, value, names)


def _of_columns(form: Form, lines: Sequence[Any]) -> Iterator[Doubt]:
    """Each column of a commune, or of a record, against its others."""
    places = {column.id: n for n, column in enumerate(form.columns)}
    names = {column.id: column.title for column in form.columns}
    for line in lines:

        def value(name: str, cells: Sequence[Value] = line.cells) -> Value:
            return cells[places[name]]

        yield from _compared(form.sums, line.label, value, names)


def _compared(
    sums: Sequence[Sum], where: str, value: Callable[[str], Value], names: dict[str, str]
) -> Iterator[Doubt]:
    for one in sums:
        parts = [quantity(value(part)) for part in one.parts]
        whole = quantity(value(one.whole))
        known = [part for part in parts if part is not None]
        if whole is None or not known or (one.relation == "equal" and len(known) < len(parts)):
            continue
        total = sum(known)
        if total > whole or (one.relation == "equal" and total != whole):
            named = tuple(names[part] for part in one.parts)
            yield Doubt(where, named, total, names[one.whole], whole, one.relation)
