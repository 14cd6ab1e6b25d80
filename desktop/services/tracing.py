"""A figure of a printed form with its rule, the records it counts, and those it leaves out with the reason."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import msgspec

from desktop.models import ledger, units
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services import counts, forms, summary
from desktop.services.books import Books
from desktop.services.counts import FormCount
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange import provenance
from desktop.services.figures import Figure, Share
from desktop.services.forms.form import Column, Form
from desktop.services.indicators import Explained, as_explained
from desktop.services.summary import Accounts, Cell


@dataclasses.dataclass(frozen=True, slots=True)
class Traced:
    """A figure of a form, traced to its records.

    Attributes:
        line: Id of the line.
        label: What the line is called on paper.
        column: Id of the column: which of its figures.
        heading: What stands over that column on paper.
        period: What that figure is about.
        unit: Whose; the receiving unit's own reference for all its communes together.
        measured_in: Unit of measure, a code.
        figure: As it stands on paper.
        rule: The count, whose words say what is counted.
        parameters: What the form fixes in it.
        version: Of the form and of the count, ``2.1``.
        counted: The records it counts; at a receiving unit the communes it adds up.
        left_out: Those of the same registers that are not in it, each with the reason.
    """

    line: str
    label: str
    column: str
    heading: str
    period: Period
    unit: str
    measured_in: str
    figure: Figure
    rule: str
    parameters: Mapping[str, Any]
    version: str
    counted: tuple[Explained, ...]
    left_out: tuple[Explained, ...]


def trace(
    desk: Desk, period: Period, line: str, column: str = "now", unit: str | None = None,
    form_name: str = summary.COMMUNE_SUMMARY,
) -> Traced:  # fmt: skip
    """The figure in *column* of *line*, traced.

    Args:
        desk: The desk.
        period: Of the form.
        line: Id of a line, ``sessions`` or ``sessions.talk``; where communes are lines, the reference of one, or
            empty for all of them together.
        column: Id of a column: ``now``, ``to_date`` or ``last_year`` where the form names its lines.
        unit: At a receiving unit one of its communes; None for all of them, then they are what is listed.
        form_name: The form.

    Raises:
        Refusal: ``unknown_form``, ``unknown_unit``; ``unknown_line`` when the form has no such line or nothing counts
            it, ``unknown_form_column``, ``nothing_to_compare`` when the register had not begun last year.
    """
    form = forms.of(desk, form_name)
    shown = _column(form, column)
    with desk.store.read() as connection:
        asked = summary.accounts(desk, connection, period)
        if form.lines == "communes":
            unit = unit or line or None
            cell, when = _of_column(form, shown, line), str(shown.period)
        else:
            cell, when = summary.cell(asked, line, msgspec.to_builtins(form)), shown.shows
        of = {"now": period, "to_date": period.to_date(), "last_year": asked.before}[when]
        if of is None:
            raise Refusal("nothing_to_compare")
        whose = asked.whose if unit is None else (units.unit(unit).ref,)
        count, books = counts.count_of(cell.count), asked.books(of)
        if desk.settings.role == RECEIVING and unit is None:
            counted, left_out = _communes(asked, books, count, cell)
        else:
            counted, left_out = _records(desk, asked, books, count, cell, whose)
        return Traced(
            line=line,
            label=cell.label,
            column=column,
            heading=shown.title,
            period=of,
            unit=unit or desk.settings.unit,
            measured_in=cell.unit,
            figure=counts.figure(books, count, cell.parameters, whose, cell.codes),
            rule=count.id,
            parameters=cell.parameters,
            version=f"{form.version}.{count.version}",
            counted=counted,
            left_out=left_out,
        )


def _column(form: Form, column: str) -> Column:
    """The column of *form* that holds figures and is called *column*."""
    for one in form.columns:
        if one.id == column and one.shows in ("now", "to_date", "last_year", "count"):
            return one
    raise Refusal("unknown_form_column", id=column)


def _of_column(form: Form, column: Column, line: str) -> Cell:
    name = units.unit(line).full_name if line else form.total
    return Cell(name, "", column.count, column.params)


_Lists = tuple[tuple[Explained, ...], tuple[Explained, ...]]


def _records(
    desk: Desk, asked: Accounts, books: Books, count: FormCount, cell: Cell, whose: tuple[str, ...]
) -> _Lists:
    behind = counts.behind(books, count, cell.parameters, whose, cell.codes)
    came: Mapping[str, Any] = {}
    if desk.settings.role == RECEIVING:
        ids = {item.id.hex() for part in (behind.counted, behind.left_out) for item in part}
        came = provenance.came_in(asked.connection, ids)
    return (
        as_explained(asked.connection, behind.counted, came),
        as_explained(asked.connection, behind.left_out, came),
    )


def _communes(asked: Accounts, books: Books, count: FormCount, cell: Cell) -> _Lists:
    """The communes one by one; those that have no figure, or have sent nothing of the period, are left out."""
    reported = ledger.reported_units(asked.connection, books.period.start.isoformat())
    counted: list[Explained] = []
    left_out: list[Explained] = []
    for ref in asked.whose:
        name = {"name": units.unit(ref).full_name}
        figure = counts.figure(books, count, cell.parameters, (ref,), cell.codes)
        if figure is None or (not figure and ref not in reported):
            reason = "no_data" if ref in reported else "not_reported"
            left_out.append(Explained("unit", ref, name, 0, reason))
            continue
        part, whole = (figure.part, figure.whole) if isinstance(figure, Share) else (int(figure), None)
        values = {**name, "numerator": part, "denominator": whole}
        counted.append(Explained("unit", ref, values, part, None))
    return tuple(counted), tuple(left_out)
