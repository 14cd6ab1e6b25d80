"""What the rules ask of the store while many records of one unit are checked: each register is read once."""

import bisect
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.models import comparing, queries
from desktop.models.comparing import TIMES, Window, alikeness
from desktop.models.period import Period
from desktop.models.records import FieldType, Kind, kind_named
from desktop.services.checking import Checking

if TYPE_CHECKING:
    from desktop.services.desk import Desk


class _Register:
    """One kind's live records of one unit, read once: by likeness, and in the order of their days.

    Attributes:
        ids: The ids in the order of days.
        days: The day or year of each.
    """

    def __init__(self, connection: Any, kind: Kind, unit: str) -> None:
        names = dict.fromkeys((*kind.same_if, *(path.partition(".")[0] for path in kind.figures)))
        self._kind = kind
        self._figures: dict[tuple[str, int], int | None] = {}
        self._likenesses: dict[str | int | None, Mapping[tuple[Any, ...], list[str]]] = {}
        rows = queries.columns(connection, kind, unit, (kind.dated_by, *names))
        rows.sort(key=lambda row: (row[1] is not None, row[1], row[0]))
        self.ids = [row[0] for row in rows]
        self.days = [row[1] for row in rows]
        # Without a day a record belongs to no period.
        self._dateless = sum(day is None for day in self.days)
        self._columns = (
            dict(zip(names, zip(*(row[2:] for row in rows), strict=True), strict=True)) if rows else {}
        )

    def twins(self, values: Mapping[str, Any]) -> list[str]:
        """The ids of the records that are alike, in their own order."""
        likeness = alikeness(self._kind, [values.get(name) for name in self._kind.same_if])
        if self._kind.dated_by not in self._kind.same_if:
            return self._by_likeness(None).get(likeness, [])
        return self._by_likeness(values[self._kind.dated_by]).get(likeness, [])

    def _by_likeness(self, day: str | int | None) -> Mapping[tuple[Any, ...], list[str]]:
        """The ids of the records of *day*, or of all when it is None, by what makes two of them alike."""
        if day not in self._likenesses:
            found: dict[tuple[Any, ...], list[str]] = {}
            columns = [self._columns.get(name, ()) for name in self._kind.same_if]
            for place in range(len(self.ids)) if day is None else self.span(day, day):
                likeness = alikeness(self._kind, [column[place] for column in columns])
                found.setdefault(likeness, []).append(self.ids[place].hex())
            self._likenesses[day] = {likeness: sorted(records) for likeness, records in found.items()}
        return self._likenesses[day]

    def values(self, name: str, place: int) -> Any:
        """What the record at *place* holds in *name*, lists taken apart."""
        cell = self._columns[name][place]
        return msgspec.json.decode(cell) if cell and self._kind.field(name).many else cell

    def figure(self, path: str, place: int) -> int | None:
        """The figure *path* of the record at *place*."""
        key = path, place
        if key not in self._figures:
            name, _, cell = path.partition(".")
            value = self.values(name, place)
            if cell and value is not None:
                value = sum(row.get(cell) or 0 for row in value)
            self._figures[key] = value
        return self._figures[key]

    def span(self, first: str | int | None, last: str | int) -> range:
        """The places of the records from *first* to *last*."""
        start = self._dateless if first is None else bisect.bisect_left(self.days, first, self._dateless)
        return range(start, bisect.bisect_right(self.days, last, self._dateless))


class CheckingMany(Checking):
    """The same answers as `Checking` for record after record of one unit; the store is asked once for a register."""

    def __init__(self, desk: "Desk", connection: Any, unit: str | None = None) -> None:
        super().__init__(desk, connection, unit=unit)
        self._registers: dict[str, _Register] = {}
        self._targets: dict[str, dict[str, Mapping[str, Any]]] = {}
        self._reaches: dict[int, tuple[dict[str, int], dict[bytes, dict[str, int]]]] = {}
        self._workers: dict[str, int] = {}
        self._years: dict[str, Period] = {}
        self._apart: dict[str, set[str]] | None = None

    def of_record(self, record: str | None) -> "CheckingMany":
        """The same context for another stored record, or for a new one."""
        self._record = record
        return self

    def values_of(self, kind: str, record: str) -> Mapping[str, Any] | None:
        """See `desktop.models.rules.Context`; of a record of the unit only its days are given."""
        if kind not in self._targets:
            described = kind_named(kind)
            days = [field.name for field in described.fields if field.type is FieldType.DATE]
            rows = queries.columns(self._connection, described, self.unit, days)
            self._targets[kind] = {row[0].hex(): dict(zip(days, row[1:], strict=True)) for row in rows}
        found = self._targets[kind].get(record)
        return found if found is not None else super().values_of(kind, record)

    def _register(self, kind: Kind) -> _Register:
        if kind.name not in self._registers:
            self._registers[kind.name] = _Register(self._connection, kind, self.unit)
        return self._registers[kind.name]

    def _twins(self, kind: Kind, values: dict[str, Any]) -> Sequence[str]:
        if not kind.same_if or values.get(kind.same_if[0]) is None:
            return ()
        return self._register(kind).twins(values)

    def _told_apart(self) -> set[str]:
        if self._apart is None:
            self._apart = {}
            for one, other in queries.told_apart(self._connection):
                self._apart.setdefault(one, set()).add(other)
                self._apart.setdefault(other, set()).add(one)
        return self._apart.get(str(self._record), set())

    def unusual(self, kind: Kind, values: Mapping[str, Any], path: str, value: int) -> int | None:
        """See `desktop.models.rules.Context`."""
        compared = comparing.window(kind, self.unit, values)
        register = self._register(kind)
        yearly = kind.field(kind.dated_by).type is FieldType.YEAR
        known: list[int] = []
        low = high = False
        # The nearest ones mostly tell that nothing is unusual.
        for place in self._peers(register, compared, reversed(register.span(compared.first, compared.last))):
            if (figure := register.figure(path, place)) is not None:
                known.append(figure)
                high = high or figure * TIMES >= value
                low = low or not yearly or figure <= value * TIMES
                if high and low and len(known) >= compared.enough:
                    return None
        if len(known) < compared.enough:
            return None
        return min(known) if high else max(known) or None

    def before(self, kind: Kind, values: Mapping[str, Any], names: Sequence[str]) -> Sequence[Any] | None:
        """See `desktop.models.rules.Context`."""
        compared = comparing.window(kind, self.unit, values)
        register = self._register(kind)
        places = register.span(None, compared.last)
        for place in self._peers(register, compared, reversed(places)):
            return [register.values(name, place) for name in names]
        return None

    def _peers(self, register: _Register, compared: Window, places: Any) -> Any:
        own = self._own
        for place in places:
            if register.ids[place] != own and all(
                register.values(name, place) == value for name, value in compared.peers.items()
            ):
                yield place

    def _year_of(self, day: str) -> Period:
        if day not in self._years:
            self._years[day] = super()._year_of(day)
        return self._years[day]

    def _reached(self, group: str, year: Period) -> int:
        if year.year not in self._reaches:
            self._reaches[year.year] = self._reaches_of(year)
        by_group, by_record = self._reaches[year.year]
        return by_group.get(group, 0) - by_record.get(self._own or b"", {}).get(group, 0)

    def _reaches_of(self, year: Period) -> tuple[dict[str, int], dict[bytes, dict[str, int]]]:
        register = self._register(kind_named("propaganda_session"))
        by_group: dict[str, int] = {}
        by_record: dict[bytes, dict[str, int]] = {}
        for place in register.span(year.start.isoformat(), year.end.isoformat()):
            of_record = by_record.setdefault(register.ids[place], {})
            for row in register.values("audiences", place) or ():
                first_time = row.get("first_time") or 0
                of_record[row["group"]] = of_record.get(row["group"], 0) + first_time
                by_group[row["group"]] = by_group.get(row["group"], 0) + first_time
        return by_group, by_record

    def open_workers(self, day: str) -> int:
        """See `desktop.models.rules.Context`."""
        if day not in self._workers:
            self._workers[day] = super().open_workers(day)
        return self._workers[day]
