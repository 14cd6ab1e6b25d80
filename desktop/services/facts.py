"""Facts: what the indicators of one unit and one period read, loaded once and only when asked for."""

import functools
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

from desktop.models import queries
from desktop.models.period import Period
from desktop.models.records import kind_named
from desktop.services.fact_rows import (
    Case,
    Classed,
    Declared,
    Establishment,
    Inspection,
    Model,
    PoliceCounts,
    Published,
    Reached,
    Session,
    Staff,
    StaffCounts,
    SupportCounts,
    Team,
    TipOff,
    Training,
    YearPlan,
    reached,
    texts,
)
from desktop.services.reckoning import BASELINE_OF, covers

Row = tuple[Any, ...]
Bound = str | int | None


class Read(Protocol):
    """Where facts come from: live rows of a kind, the id first, then the columns named."""

    def __call__(self, kind: str, names: Sequence[str], since: Bound, until: Bound) -> Sequence[Row]:
        """Rows whose dating field lies between *since* and *until*, where given."""
        ...


class Facts:
    """The facts of one unit for one period.

    Attributes:
        unit: Whose facts.
        period: What the indicators are about.
        today: A day that has not come yet counts nothing as done.
        began: First day of the plan, from which cumulative indicators count.
        received: Whether this is the receiving desk, where cases and staff are known by tallies only.
    """

    def __init__(
        self, read: Read, unit: str, period: Period, *, today: date, began: date, received: bool = False
    ) -> None:
        self._read = read
        self.unit = unit
        self.period = period
        self.today = today
        self.began = began
        self.received = received
        self.start = period.start.isoformat()
        self.end = period.end.isoformat()

    @functools.cached_property
    def sessions(self) -> list[Session]:
        """The sessions held in the period."""
        names = ("held_on", "form", "programmes", "audiences")
        return [Session(*row) for row in self._read("propaganda_session", names, self.start, self.end)]

    @functools.cached_property
    def audiences(self) -> list[tuple[Session, list[Reached]]]:
        """The sessions of the period, each with its groups."""
        return [(session, reached(session)) for session in self.sessions]

    @functools.cached_property
    def establishments(self) -> list[Establishment]:
        """The whole register, closed ones too."""
        names = ("opened_on", "closed_on", "workers")
        return [Establishment(*row) for row in self._read("establishment", names, None, None)]

    @functools.cached_property
    def inspections(self) -> list[Inspection]:
        """The inspections from the plan's first day, or the period's if earlier, to the period's end."""
        names = ("inspected_on", "establishment", "violations", "handled_on")
        since = min(self.start, self.began.isoformat())
        return [Inspection(*row) for row in self._read("inspection", names, since, self.end)]

    @functools.cached_property
    def inspections_in_period(self) -> list[Inspection]:
        """The inspections of the period."""
        return [one for one in self.inspections if one.inspected_on >= self.start]

    @functools.cached_property
    def baselines(self) -> list[dict[str, Any]]:
        """The baselines of the period's year; more than one is a likely mistake."""
        names = ("as_of", *BASELINE_OF.values())
        rows = self._read("baseline", names, self.period.year, self.period.year)
        return [dict(zip(("id", *names), row, strict=True)) for row in rows]

    @functools.cached_property
    def year_plans(self) -> list[YearPlan]:
        """The annual plans of the period's year."""
        rows = self._read("annual_plan", ("issued_on", "programmes"), self.period.year, self.period.year)
        return [YearPlan(*row) for row in rows]

    @functools.cached_property
    def cases(self) -> list[Case]:
        """The support cases opened up to the period's end."""
        names = ("opened_on", "closed_on", "needs", "eligible", "services")
        return [Case(*row) for row in self._read("support_case", names, None, self.end)]

    @functools.cached_property
    def staff(self) -> list[Staff]:
        """Everybody who is or was on the staff list."""
        names = ("group", "direct_duty", "from_on", "to_on")
        return [Staff(*row) for row in self._read("staff_member", names, None, None)]

    @functools.cached_property
    def trainings(self) -> list[Training]:
        """The trainings from the plan's first day to the period's end."""
        names = ("started_on", "attendees")
        return [Training(*row) for row in self._read("training", names, self.began.isoformat(), self.end)]

    @functools.cached_property
    def media(self) -> list[Published]:
        """What the media brought in the period."""
        rows = self._read("media_item", ("published_on", "outlet_level"), self.start, self.end)
        return [Published(*row) for row in rows]

    @functools.cached_property
    def tip_offs(self) -> list[TipOff]:
        """The tip-offs received in the period."""
        names = ("received_on", "due_on", "resolved_on", "result")
        return [TipOff(*row) for row in self._read("tip_off", names, self.start, self.end)]

    @functools.cached_property
    def teams(self) -> list[Team]:
        """Every team there is or was."""
        names = ("team_kind", "consolidated_on", "ended_on")
        return [Team(*row) for row in self._read("team", names, None, None)]

    @functools.cached_property
    def models(self) -> list[Model]:
        """Every model that is or was tried out."""
        rows = self._read("pilot_model", ("started_on", "ended_on"), None, None)
        return [Model(*row) for row in rows]

    @functools.cached_property
    def classed(self) -> list[Classed]:
        """How the commune was classed for the period's year; more than one is a likely mistake."""
        rows = self._read("commune_status", ("healthy", "key_area"), self.period.year, self.period.year)
        return [Classed(*row) for row in rows]

    @functools.cached_property
    def police_counts(self) -> list[PoliceCounts]:
        """The months of the period the police gave figures of."""
        return self._police(self.period)

    @functools.cached_property
    def police_counts_before(self) -> list[PoliceCounts]:
        """The same of the year before."""
        return self._police(self.period.before())

    def _police(self, period: Period) -> list[PoliceCounts]:
        names = ("month", "cases", "rings_found", "rings_broken", "prosecuted_cases", "tried_cases")
        rows = self._read("violation_tally", names, period.start.isoformat(), period.end.isoformat())
        return [PoliceCounts(*row) for row in rows]

    def declared_empty(self, section: str) -> bool:
        """Whether the commune says of a period that holds this one that nothing happened in *section*."""
        return any(
            section in texts(one.nothing_happened) and covers(one.period, self.period)
            for one in self._declarations
        )

    @functools.cached_property
    def _declarations(self) -> list[Declared]:
        names = ("period", "nothing_happened")
        rows = self._read("period_declaration", names, self.period.year, self.period.year)
        return [Declared(*row) for row in rows]

    @functools.cached_property
    def support_tallies(self) -> list[SupportCounts]:
        """The tallies of support cases received for exactly this period, one from each machine."""
        names = ("period", "in_need", "eligible", "accessed", "accessed_eligible")
        return _exactly(self, (SupportCounts(*row) for row in self._tallies("support_tally", names)))

    @functools.cached_property
    def staff_tallies(self) -> list[StaffCounts]:
        """The tallies of staff received for exactly this period, one from each machine."""
        return _exactly(
            self, (StaffCounts(*row) for row in self._tallies("staff_tally", ("period", "groups")))
        )

    def _tallies(self, kind: str, names: Sequence[str]) -> Sequence[Row]:
        return self._read(kind, names, self.period.year, self.period.year)


_Tally = TypeVar("_Tally", SupportCounts, StaffCounts)


def _exactly(facts: Facts, tallies: Iterable[_Tally]) -> list[_Tally]:
    return [tally for tally in tallies if tally.period == facts.period.name]


def of_unit(connection: Any, unit: str) -> Read:
    """Read the facts of one unit from a store."""

    def read(kind: str, names: Sequence[str], since: Bound, until: Bound) -> Sequence[Row]:
        return queries.columns(connection, kind_named(kind), unit, names, since, until)

    return read


def by_unit(connection: Any) -> Callable[[str], Read]:
    """Read the facts of many units with one query for each kind, whatever the number of units."""
    loaded: dict[tuple[str, tuple[str, ...], Bound, Bound], dict[str, list[Row]]] = {}

    def grouped(kind: str, names: tuple[str, ...], since: Bound, until: Bound) -> dict[str, list[Row]]:
        rows_of: dict[str, list[Row]] = {}
        for row in queries.columns(connection, kind_named(kind), None, (*names, "unit"), since, until):
            rows_of.setdefault(row[-1], []).append(row[:-1])
        return rows_of

    def of(unit: str) -> Read:
        def read(kind: str, names: Sequence[str], since: Bound, until: Bound) -> Sequence[Row]:
            key = (kind, tuple(names), since, until)
            if key not in loaded:
                loaded[key] = grouped(*key)
            return loaded[key].get(unit, [])

        return read

    return of
