"""What the rules ask of the store while one record is checked; see `desktop.services.checking_many` for a batch."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.models import agenda, comparing, queries
from desktop.models.period import Period
from desktop.models.records import OWN_CODE, Kind, kind_named
from desktop.services import naming, own_codes
from desktop.services.own_codes import OwnCodes
from desktop.services.reckoning import BASELINE_OF, baseline_giving

if TYPE_CHECKING:
    from desktop.services.desk import Desk


class Checking:
    """The rules' context over one read transaction. Each question is one small query by an index.

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
        self._baselines: dict[int, list[dict[str, Any]]] = {}

    @property
    def _own(self) -> bytes | None:
        return bytes.fromhex(self._record) if self._record is not None else None

    def values_of(self, kind: str, record: str) -> Mapping[str, Any] | None:
        """See `desktop.models.rules.Context`."""
        if not queries.is_id(record):
            return None
        rows = queries.rows_by_id(self._connection, kind_named(kind), [bytes.fromhex(record)])
        return next((row.values for row in rows.values() if not row.deleted), None)

    def alike(self, kind: Kind, values: dict[str, Any]) -> tuple[str, str] | None:
        """See `desktop.models.rules.Context`."""
        twins = [
            one for one in self._twins(kind, values) if one != self._record and one not in self._distinct
        ]
        if not twins:
            return None
        told_apart = self._told_apart()
        twin = next((one for one in twins if one not in told_apart), None)
        if twin is None:
            return None
        named = queries.captions(self._connection, kind, [twin])[twin]
        return twin, naming.called(self._connection, kind, dict(zip(kind.caption, named, strict=True)))

    def _twins(self, kind: Kind, values: dict[str, Any]) -> Sequence[str]:
        return comparing.twins(self._connection, kind, values, self.unit)

    def _told_apart(self) -> set[str]:
        return queries.not_the_same(self._connection, self._record) if self._record is not None else set()

    def unusual(self, kind: Kind, values: Mapping[str, Any], path: str, value: int) -> int | None:
        """See `desktop.models.rules.Context`."""
        compared = comparing.window(kind, self.unit, values)
        return comparing.unusual(self._connection, compared, path, value, self._own)

    def before(self, kind: Kind, values: Mapping[str, Any], names: Sequence[str]) -> Sequence[Any] | None:
        """See `desktop.models.rules.Context`."""
        return comparing.before(self._connection, comparing.window(kind, self.unit, values), names, self._own)

    @functools.cached_property
    def _added(self) -> OwnCodes:
        """What units added to code lists."""
        return own_codes.read(self._connection)

    def is_own_code(self, code_list: str, code: str) -> bool:
        """See `desktop.models.rules.Context`."""
        return self._added.list_of(code) == code_list

    def is_ready_label(self, code_list: str, label: str) -> bool:
        """See `desktop.models.rules.Context`."""
        return own_codes.is_ready_label(code_list, label)

    def uses_in_other_lists(self, code_list: str) -> int:
        """See `desktop.models.rules.Context`."""
        if self._record is None or self._added.list_of(OWN_CODE + self._record) in (None, code_list):
            return 0
        return queries.pointing_to(self._connection, "list_entry", self._record)

    def reached_and_baseline(self, group: str, held_on: str) -> tuple[int, int] | None:
        """See `desktop.models.rules.Context`."""
        year = self._year_of(held_on)
        figure = BASELINE_OF.get(group)
        baseline = baseline_giving(figure, self._baselines_of(year.year)) if figure else None
        if figure is None or baseline is None:
            return None
        return self._reached(group, year), baseline[figure]

    def _year_of(self, day: str) -> Period:
        return Period.containing(date.fromisoformat(day), "year", self._desk.settings.cut_off)

    def _reached(self, group: str, year: Period) -> int:
        first, last = year.start.isoformat(), year.end.isoformat()
        return comparing.reached(self._connection, self.unit, group, first, last, self._own)

    def locked_period(self, day: str) -> tuple[int, str] | None:
        """See `desktop.models.rules.Context`."""
        held = (one for one in self._locked if one.start.isoformat() <= day <= one.end.isoformat())
        shortest = min(held, key=lambda one: one.days, default=None)
        return None if shortest is None else (shortest.year, shortest.name)

    @functools.cached_property
    def _locked(self) -> list[Period]:
        """The periods this desk has locked; what comes in a package is never too late here."""
        if self.unit != self._desk.settings.unit:
            return []
        found = agenda.locked_periods(self._connection, self.unit)
        return [self._desk.period(year, name) for year, name in found]

    def open_workers(self, day: str) -> int:
        """See `desktop.models.rules.Context`."""
        return comparing.open_workers(self._connection, self.unit, day)

    def _baselines_of(self, year: int) -> list[dict[str, Any]]:
        if year not in self._baselines:
            names = ("as_of", *BASELINE_OF.values())
            found = queries.columns(self._connection, kind_named("baseline"), self.unit, names, year, year)
            self._baselines[year] = [dict(zip(("id", *names), row, strict=True)) for row in found]
        return self._baselines[year]
