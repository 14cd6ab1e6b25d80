"""The rules' context for many records: what it asks of the store is read once, and kept sorted for a workbook."""

import bisect
import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.models import queries
from desktop.models.folding import fold
from desktop.models.period import Period
from desktop.models.records import FieldType, Kind, kind_named
from desktop.services import naming
from desktop.services.checking import ENOUGH_TO_JUDGE, Checking, with_all_cells

if TYPE_CHECKING:
    from desktop.services.desk import Desk


class CheckingEach(Checking):
    """Answers like `Checking` for many stored records, one after the other: the sessions are read once."""

    def __init__(self, desk: "Desk", connection: Any, unit: str | None = None) -> None:
        super().__init__(desk, connection, unit=unit)
        self._sessions: list[tuple[bytes, str, list[dict[str, Any]]]] | None = None

    def of_record(self, record: str) -> "CheckingEach":
        """The same context for another stored record, with the answers that were kept."""
        self._record = record
        return self

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
        return with_all_cells(audiences)

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


class CheckingMany(CheckingEach):
    """Answers like `Checking` for thousands of new records, without asking the store for each of them."""

    def __init__(self, desk: "Desk", connection: Any) -> None:
        super().__init__(desk, connection)
        self._contents: dict[str, Mapping[tuple[Any, ...], str]] = {}
        self._reached: dict[int, Counter[str]] = {}
        self._years: dict[str, int] = {}

    def alike(self, kind: Kind, values: dict[str, Any]) -> tuple[str, str] | None:
        """See `desktop.models.rules.Context`."""
        if not kind.same_if or values.get(kind.same_if[0]) is None:
            return None
        if kind.name not in self._contents:
            self._contents[kind.name] = self._by_content(kind)
        found = self._contents[kind.name].get(_content(kind, [values.get(name) for name in kind.same_if]))
        if found is None:
            return None
        named = queries.captions(self._connection, kind, [found])[found]
        return found, naming.caption(kind, dict(zip(kind.caption, named, strict=True)))

    def _by_content(self, kind: Kind) -> Mapping[tuple[Any, ...], str]:
        """The records of a kind by what makes a second one a likely duplicate; the oldest of several."""
        found: dict[tuple[Any, ...], str] = {}
        for record, *cells in sorted(
            queries.columns(self._connection, kind, self.unit, kind.same_if), key=_first
        ):
            found.setdefault(_content(kind, cells), record.hex())
        return found

    @functools.cached_property
    def _largest(self) -> int | None:
        since = (self.today - timedelta(days=365)).isoformat()
        sizes = [
            sum(row.get("attendances") or 0 for row in audiences)
            for _, day, audiences in self._all_sessions()
            if day >= since
        ]
        return max(sizes) if len(sizes) >= ENOUGH_TO_JUDGE else None

    def usual_largest(self) -> int | None:
        """See `desktop.models.rules.Context`."""
        return self._largest

    @functools.cached_property
    def _sorted_sessions(self) -> tuple[list[str], list[list[dict[str, Any]]]]:
        ordered = sorted(self._all_sessions(), key=lambda one: (one[1], one[0]))
        return [day for _, day, _ in ordered], [audiences for _, _, audiences in ordered]

    def audiences_before(self, held_on: str) -> list[dict[str, Any]]:
        """See `desktop.models.rules.Context`."""
        days, audiences = self._sorted_sessions
        place = bisect.bisect_right(days, held_on)
        return with_all_cells(audiences[place - 1] if place else [])

    def _reached_in(self, year: int) -> Counter[str]:
        """People reached for the first time in the reporting year, by group."""
        period = Period.named(year, "year", self._desk.settings.cut_off)
        first, last = period.start.isoformat(), period.end.isoformat()
        found: Counter[str] = Counter()
        for _, day, audiences in self._all_sessions():
            if first <= day <= last:
                for row in audiences:
                    found[row["group"]] += row.get("first_time") or 0
        return found

    def reached_and_baseline(self, group: str, held_on: str) -> tuple[int, int] | None:
        """See `desktop.models.rules.Context`."""
        if held_on not in self._years:
            day = date.fromisoformat(held_on)
            self._years[held_on] = Period.containing(day, "year", self._desk.settings.cut_off).year
        year = self._years[held_on]
        baseline = self.baseline_of(group, year)
        if baseline is None:
            return None
        if year not in self._reached:
            self._reached[year] = self._reached_in(year)
        return self._reached[year][group], baseline


def _content(kind: Kind, cells: Sequence[Any]) -> tuple[Any, ...]:
    """What two records have in common that are likely one; the first field is compared as `queries.alike` does."""
    rest = (
        fold(cell) if cell and kind.field(name).type is FieldType.TEXT else cell or None
        for name, cell in zip(kind.same_if[1:], cells[1:], strict=True)
    )
    return (cells[0], *rest)


def _first(row: tuple[Any, ...]) -> bytes:
    found: bytes = row[0]
    return found
