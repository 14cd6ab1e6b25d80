"""What is doubtful about a record beside the unit's others: duplicates, copies, outliers, locked periods."""

from collections.abc import Iterable, Iterator
from typing import Any

from desktop.models.records import FieldType, Kind
from desktop.models.rules.problem import Context, Problem
from desktop.models.rules.rule import Rule, reading

_ENOUGH_FIGURES = 3  # figures that make a copy of the record before likely
_SMALL_FIGURE = 20  # figures below it are the same, or three times as large, by chance


def doubts(kind: Kind) -> Iterator[Rule]:
    """The rules that compare a record of *kind* with the others of its unit."""
    if not kind.lasting and kind.field(kind.dated_by).type is not FieldType.YEAR:
        yield _locked(kind)
    if kind.same_if:
        yield _twin(kind)
    if kind.figures:
        # What it is compared with: those before it, and of a year those with the same source.
        compared_by = {kind.dated_by, *(n for n in kind.same_if if kind.field(n).type is FieldType.CODE)}
        yield _copied(kind, compared_by)
        for path in kind.figures:
            yield _outlier(kind, path, compared_by)


def _locked(kind: Kind) -> Rule:
    """A record of a period whose figures are locked: it is kept, and told by a correction slip."""

    @reading(kind.dated_by)
    def rule(values: dict[str, Any], context: Context) -> Iterator[Problem]:
        period = context.locked_period(values[kind.dated_by])
        if period is not None:
            year, name = period
            yield Problem(kind.dated_by, "in_locked_period", {"year": year, "what": name}, "warning")

    return rule


def _twin(kind: Kind) -> Rule:
    code = "second_of_year" if kind.same_if == ("year",) else "likely_duplicate"

    @reading(*kind.same_if)
    def rule(values: dict[str, Any], context: Context) -> Iterator[Problem]:
        twin = context.alike(kind, values)
        if twin is not None:
            yield Problem(kind.same_if[0], code, {"other_id": twin[0], "other": twin[1]}, "warning")

    return rule


def _copied(kind: Kind, compared_by: Iterable[str]) -> Rule:
    """The same figures as the record before it: probably copied and not changed."""
    in_rows = [path.partition(".")[0] for path in kind.figures if "." in path]
    # A table of figures says enough by itself; single figures are often the same by chance.
    names = in_rows[:1] or list(kind.figures)
    # Fines and funds are round sums and often alike.
    said = [name for name in names if kind.field(name).type is not FieldType.MONEY]
    cells = (f"{name}.{cell.name}" for name in names for cell in kind.field(name).rows)

    @reading(*compared_by, *names, *cells)
    def rule(values: dict[str, Any], context: Context) -> Iterator[Problem]:
        figures = [figure for figure in _numbers(values.get(name) for name in said) if figure]
        if len(figures) < _ENOUGH_FIGURES or max(figures) < _SMALL_FIGURE:
            return
        earlier = context.before(kind, values, names)
        if earlier is not None and list(map(_bare, earlier)) == [_bare(values.get(name)) for name in names]:
            yield Problem(names[0], "same_figures", {}, "warning")

    return rule


def _outlier(kind: Kind, path: str, compared_by: Iterable[str]) -> Rule:
    name, _, cell = path.partition(".")

    @reading(*compared_by, path)
    def rule(values: dict[str, Any], context: Context) -> Iterator[Problem]:
        value = values.get(name)
        if cell:
            value = sum(row.get(cell) or 0 for row in value) if value else None
        usual = context.unusual(kind, values, path, value) if value is not None else None
        if value is not None and usual is not None and max(value, usual) >= _SMALL_FIGURE:
            yield Problem(name, "outlier", {"value": value, "usual": usual}, "warning")

    return rule


def _numbers(values: Iterable[Any]) -> Iterator[int]:
    for value in values:
        if isinstance(value, list):
            yield from _numbers(cell for row in value for cell in row.values())
        elif isinstance(value, int) and not isinstance(value, bool):
            yield value


def _bare(value: Any) -> Any:
    """*value* without what is empty: rows are kept with and without their empty cells."""
    if isinstance(value, list):
        return [{name: cell for name, cell in row.items() if cell is not None} for row in value]
    return value
