"""What the rules ask of the store while one record, or a whole workbook of them, is checked."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.models import queries
from desktop.models.period import Period
from desktop.models.records import Kind, kind_named
from desktop.services import naming
from desktop.services.reckoning import BASELINE_OF, baseline_giving

if TYPE_CHECKING:
    from desktop.services.desk import Desk

ENOUGH_TO_JUDGE = 6


class Checking:
    """The rules' context over one read transaction; answers are kept, so a batch asks once.

    Args:
        desk: Whose settings and clock apply.
        connection: Inside a read transaction.
        record: The id of the record being changed, which is no duplicate of itself.
        distinct: Records a person has said are not the one being checked.
        unit: Whose records these are; None for the desk's own unit.
    """

    def __init__(
        self,
        desk: "Desk",
        connection: Any,
        record: str | None = None,
        distinct: Iterable[str] = (),
        unit: str | None = None,
    ) -> None:
        self._desk = desk
        self._connection = connection
        self._record = record
        self._distinct = frozenset(distinct)
        self.unit = unit or desk.settings.unit
        self.today: date = desk.today()
        self._values: dict[tuple[str, str], Mapping[str, Any] | None] = {}
        self._sessions: list[tuple[bytes, str, list[dict[str, Any]]]] | None = None
        self._baselines: dict[int, list[dict[str, Any]]] = {}

    def of_record(self, record: str) -> "Checking":
        """The same context for another stored record, with the answers that were kept."""
        self._record = record
        return self

    def values_of(self, kind: str, record: str) -> Mapping[str, Any] | None:
        """See `desktop.models.rules.Context`."""
        key = kind, record
        if key not in self._values:
            found = None
            if queries.is_id(record):
                row = queries.rows_by_id(self._connection, kind_named(kind), [bytes.fromhex(record)])
                found = next((r.values for r in row.values() if not r.deleted), None)
            self._values[key] = found
        return self._values[key]

    def alike(self, kind: Kind, values: dict[str, Any]) -> tuple[str, str] | None:
        """See `desktop.models.rules.Context`."""
        distinct = self._distinct
        if self._record is not None:
            distinct = distinct | queries.not_the_same(self._connection, self._record)
        for twin in queries.alike(self._connection, kind, values, self.unit):
            if twin != self._record and twin not in distinct:
                named = queries.captions(self._connection, kind, [twin])[twin]
                values = dict(zip(kind.caption, named, strict=True))
                return twin, naming.called(self._connection, kind, values)
        return None

    def usual_largest(self) -> int | None:
        """See `desktop.models.rules.Context`."""
        since = (self.today - timedelta(days=365)).isoformat()
        sizes = [
            sum(row.get("attendances") or 0 for row in audiences)
            for record, day, audiences in self._all_sessions()
            if day >= since and record.hex() != self._record
        ]
        return max(sizes) if len(sizes) >= ENOUGH_TO_JUDGE else None

    def audiences_before(self, held_on: str) -> list[dict[str, Any]]:
        """See `desktop.models.rules.Context`."""
        earlier = [one for one in self._all_sessions() if one[1] <= held_on and one[0].hex() != self._record]
        _, _, audiences = max(earlier, key=lambda one: (one[1], one[0]), default=(b"", "", []))
        names = [cell.name for cell in kind_named("propaganda_session").field("audiences").rows]
        return [{name: row.get(name) for name in names} for row in audiences]

    def reached_and_baseline(self, group: str, held_on: str) -> tuple[int, int] | None:
        """See `desktop.models.rules.Context`."""
        year = Period.containing(date.fromisoformat(held_on), "year", self._desk.settings.cut_off)
        baseline = self.baseline_of(group, year.year)
        if baseline is None:
            return None
        reached = sum(
            row.get("first_time") or 0
            for record, day, audiences in self._all_sessions()
            if year.start.isoformat() <= day <= year.end.isoformat() and record.hex() != self._record
            for row in audiences
            if row["group"] == group
        )
        return reached, baseline

    def baseline_of(self, group: str, year: int) -> int | None:
        """How many people of *group* there are by the year's baseline; None when nobody said."""
        figure = BASELINE_OF.get(group)
        baseline = baseline_giving(figure, self._baselines_of(year)) if figure else None
        found: int | None = baseline[figure] if figure and baseline else None
        return found

    def _all_sessions(self) -> list[tuple[bytes, str, list[dict[str, Any]]]]:
        if self._sessions is None:
            found = queries.columns(
                self._connection,
                kind_named("propaganda_session"),
                self.unit,
                ("held_on", "audiences"),
                "2000-01-01",
            )
            self._sessions = [(r, day, msgspec.json.decode(a) if a else []) for r, day, a in found]
        return self._sessions

    def _baselines_of(self, year: int) -> list[dict[str, Any]]:
        if year not in self._baselines:
            names = ("as_of", *BASELINE_OF.values())
            found = queries.columns(self._connection, kind_named("baseline"), self.unit, names, year, year)
            self._baselines[year] = [dict(zip(("id", *names), row, strict=True)) for row in found]
        return self._baselines[year]
