"""What the rules ask of the store while one record is checked."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.models import queries, sessions
from desktop.models.period import Period
from desktop.models.records import Kind, kind_named
from desktop.services import naming
from desktop.services.reckoning import BASELINE_OF, baseline_giving

if TYPE_CHECKING:
    from desktop.services.desk import Desk

ENOUGH_TO_JUDGE = 6


class Checking:
    """The rules' context for one record, inside one read transaction; `checking_many` has that of many records.

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
        self._baselines: dict[int, list[dict[str, Any]]] = {}

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
        how_many, largest = sessions.largest_attendance(self._connection, self.unit, since, self._record)
        return largest if how_many >= ENOUGH_TO_JUDGE else None

    def audiences_before(self, held_on: str) -> list[dict[str, Any]]:
        """See `desktop.models.rules.Context`."""
        return with_all_cells(sessions.audiences_before(self._connection, self.unit, held_on, self._record))

    def reached_and_baseline(self, group: str, held_on: str) -> tuple[int, int] | None:
        """See `desktop.models.rules.Context`."""
        year = Period.containing(date.fromisoformat(held_on), "year", self._desk.settings.cut_off)
        baseline = self.baseline_of(group, year.year)
        if baseline is None:
            return None
        span = year.start.isoformat(), year.end.isoformat()
        return sessions.reached(self._connection, self.unit, group, span, self._record), baseline

    def baseline_of(self, group: str, year: int) -> int | None:
        """How many people of *group* there are by the year's baseline; None when nobody said."""
        figure = BASELINE_OF.get(group)
        baseline = baseline_giving(figure, self._baselines_of(year)) if figure else None
        found: int | None = baseline[figure] if figure and baseline else None
        return found

    def _baselines_of(self, year: int) -> list[dict[str, Any]]:
        if year not in self._baselines:
            names = ("as_of", *BASELINE_OF.values())
            found = queries.columns(self._connection, kind_named("baseline"), self.unit, names, year, year)
            self._baselines[year] = [dict(zip(("id", *names), row, strict=True)) for row in found]
        return self._baselines[year]


def with_all_cells(audiences: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of audiences as a cleaned draft has them: every cell, empty ones too."""
    names = [cell.name for cell in kind_named("propaganda_session").field("audiences").rows]
    return [{name: row.get(name) for name in names} for row in audiences]
