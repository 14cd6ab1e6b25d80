"""Indicators: where a unit stands against the targets of its plan, and the records behind every figure."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from desktop.models import queries, units
from desktop.models.period import Period
from desktop.models.records import FieldType, kind_named
from desktop.services import own_codes
from desktop.services.bases import Basis
from desktop.services.books import Behind, Books, Item, UnitBooks
from desktop.services.desk import RECEIVING, Desk
from desktop.services.exchange import provenance
from desktop.services.exchange.provenance import Came
from desktop.services.judgement import Indicator, judge, parameters_of
from desktop.services.plans import Plan, Target, in_force
from desktop.services.rollup import RollUp, as_indicator, rollup

__all__ = ["Explained", "Explanation", "Indicator", "as_explained", "compute", "explain"]


@dataclasses.dataclass(frozen=True, slots=True)
class Explained:
    """One record a figure counts or leaves out.

    Attributes:
        kind: Record kind; ``unit`` for a commune in a roll-up.
        id: 32 hexadecimal digits; the unit's reference for a commune.
        values: The fields that name the record, links by the name of what they point to.
        quantity: What it contributes.
        reason: Why it is left out (``left_out.<reason>``); None when it counts.
        packages: At the receiving desk the packages it came in, oldest first.
    """

    kind: str
    id: str
    values: Mapping[str, Any]
    quantity: int
    reason: str | None
    packages: tuple[Came, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Explanation:
    """A figure with everything behind it.

    Attributes:
        indicator: The figure.
        quote: The words of the plan.
        rule: Key of the sentence that says what is counted.
        parameters: What the definition was computed with.
        counted: The records in the numerator.
        among: The records in the denominator.
        left_out: The records of the same registers not in the numerator, each with the reason.
    """

    indicator: Indicator
    quote: str
    rule: str
    parameters: Mapping[str, Any]
    counted: tuple[Explained, ...]
    among: tuple[Explained, ...]
    left_out: tuple[Explained, ...]


def compute(
    desk: Desk, period: Period, plan_id: str | None = None, unit: str | None = None
) -> list[Indicator]:
    """All indicators of a plan for one unit and period, in the plan's order.

    Args:
        desk: The desk.
        period: What they are about.
        plan_id: None for the desk's leading plan.
        unit: None for the desk's own unit; at the receiving desk that is the roll-up of its communes.

    Raises:
        Refusal: ``no_plan``, ``unknown_plan``, ``unknown_unit``.
    """
    plan = in_force(desk, period, plan_id)
    if _is_rolled_up(desk, unit):
        rolled = rollup(desk, period, plan.id)
        return [as_indicator(rolled, one, plan) for one in rolled.targets]
    with desk.store.read() as connection:
        books = _books(desk, connection, plan, period, unit)
        return [judge(plan, target, books) for target in plan.targets]


def explain(
    desk: Desk, wanted: str, period: Period, plan_id: str | None = None, unit: str | None = None,
    basis: Basis = "now",
) -> Explanation:  # fmt: skip
    """The figure of one target or indicator with the records it counts and leaves out.

    Args:
        desk: The desk.
        wanted: Target id (``LC3``) or indicator id.
        period: What it is about.
        plan_id: None for the desk's leading plan.
        unit: As for `compute`.
        basis: For the whole of a receiving unit, see `rollup`; what a commune's records say is said as it is now.

    Raises:
        Refusal: ``unknown_indicator``, ``no_plan``, ``unknown_plan``, ``unknown_unit``.
    """
    plan = in_force(desk, period, plan_id)
    target = plan.target(wanted)
    if _is_rolled_up(desk, unit):
        return _explained_rollup(plan, target, rollup(desk, period, plan.id, basis))
    with desk.store.read() as connection:
        books = _books(desk, connection, plan, period, unit)
        indicator = judge(plan, target, books)
        behind = _behind(target, indicator, books)
        came: Mapping[str, tuple[Came, ...]] = {}
        if desk.settings.role == RECEIVING:
            came = provenance.came_in(
                connection,
                {item.id.hex() for part in (behind.counted, behind.below, behind.left_out) for item in part},
            )
        return Explanation(
            indicator=indicator,
            quote=target.quote,
            rule=f"{target.indicator}.rule",
            parameters=parameters_of(target),
            counted=as_explained(connection, behind.counted, came),
            among=as_explained(connection, behind.below, came),
            left_out=as_explained(connection, behind.left_out, came),
        )


def _is_rolled_up(desk: Desk, unit: str | None) -> bool:
    return desk.settings.role == RECEIVING and unit in (None, desk.settings.unit)


def _books(desk: Desk, connection: Any, plan: Plan, period: Period, unit: str | None) -> UnitBooks:
    whose = units.unit(unit or desk.settings.unit).ref
    books = Books(
        connection,
        [whose],
        period,
        today=desk.today(),
        began=plan.begins(period.cut_off),
        received=desk.settings.role == RECEIVING,
    )
    return books.of(whose)


def _behind(target: Target, indicator: Indicator, books: UnitBooks) -> Behind:
    """The records of *target*, none where it does not apply."""
    if not indicator.concerns or not target.definition.fed:
        return Behind((), (), ())
    settings = target.definition.settings(target.parameters)
    found = books.behind(target.definition, settings, number=target.shared_out)
    for one in target.also:
        more = books.behind(one.definition, one.settings)
        found = Behind(
            tuple(dict.fromkeys((*found.counted, *more.counted))),
            tuple(dict.fromkeys((*found.below, *more.below))),
            tuple(dict.fromkeys((*found.left_out, *more.left_out))),
        )
    return found


def as_explained(
    connection: Any, items: Iterable[Item], came: Mapping[str, tuple[Came, ...]]
) -> tuple[Explained, ...]:
    """The items with the values that name their records, in the order of those values."""
    of_kind: dict[str, list[Item]] = {}
    for item in items:
        of_kind.setdefault(item.kind, []).append(item)
    found: list[Explained] = []
    for kind, mine in of_kind.items():
        named = _named(connection, kind, [item.id.hex() for item in mine])
        rows = [
            Explained(
                kind,
                item.id.hex(),
                named.get(item.id.hex(), {}),
                item.quantity,
                item.reason,
                came.get(item.id.hex(), ()),
            )
            for item in mine
        ]
        found.extend(sorted(rows, key=lambda row: ([str(value) for value in row.values.values()], row.id)))
    return tuple(found)


def _named(connection: Any, kind_name: str, ids: list[str]) -> dict[str, dict[str, Any]]:
    kind = kind_named(kind_name)
    if not kind.caption:
        return {}
    named = {
        record: dict(zip(kind.caption, values, strict=True))
        for record, values in queries.captions(connection, kind, ids).items()
    }
    own = own_codes.read(connection)
    for name in kind.caption:
        field = kind.field(name)
        if field.type is FieldType.CODE:
            for values in named.values():
                values[name] = own.labels.get(values[name], values[name])
        if field.type is FieldType.LINK:
            pointed = {values[name] for values in named.values() if values[name]}
            captions = queries.captions(connection, kind_named(str(field.target)), pointed)
            for values in named.values():
                values[name] = next(iter(captions.get(values[name], ())), values[name])
    return named


def _explained_rollup(plan: Plan, target: Target, rolled: RollUp) -> Explanation:
    counted: list[Explained] = []
    left_out: list[Explained] = []
    for cell in rolled.communes:
        mine = next((one for one in cell.indicators if one.target_id == target.id), None)
        if mine is None:
            left_out.append(Explained("unit", cell.unit, {"name": cell.name}, 0, cell.absent))
        elif mine.numerator is None or (mine.denominator is None and target.level != "K"):
            left_out.append(Explained("unit", cell.unit, {"name": cell.name}, 0, mine.reason or mine.status))
        else:
            values = {"name": cell.name, "numerator": mine.numerator, "denominator": mine.denominator}
            counted.append(Explained("unit", cell.unit, values, mine.numerator, None))
    row = next(one for one in rolled.targets if one.target_id == target.id)
    return Explanation(
        indicator=as_indicator(rolled, row, plan),
        quote=target.quote,
        rule=f"{target.indicator}.rule",
        parameters=parameters_of(target),
        counted=tuple(counted),
        among=tuple(counted),
        left_out=tuple(left_out),
    )
