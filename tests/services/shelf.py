"""A small register that is put into tables as the store has them, and strategies that fill it."""

import functools
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from desktop.models import tables
from desktop.models.period import NAMES, Period
from desktop.models.records import (
    AnnualPlan,
    Audience,
    Baseline,
    CommuneStatus,
    Establishment,
    Inspection,
    MediaItem,
    PeriodDeclaration,
    PilotModel,
    PropagandaSession,
    Record,
    StaffMember,
    SupportCase,
    SupportService,
    Team,
    TipOff,
    Training,
    ViolationTally,
    all_kinds,
)
from desktop.services.books import Behind, Books, UnitBooks
from desktop.services.definitions import Count, definition_of

KIND_OF = {kind.record_class: kind.name for kind in all_kinds()}
UNIT = "03388@2025"
BEGAN = date(2020, 12, 15)
LATER = date(2030, 1, 1)


class Shelf:
    """Records by id."""

    def __init__(self) -> None:
        self.records: dict[str, Record] = {}

    def add(self, record: Record) -> str:
        identity = f"{len(self.records) + 1:032x}"
        self.records[identity] = record
        return identity

    def of(self, record_class: type[Any]) -> dict[str, Any]:
        return {key: record for key, record in self.records.items() if type(record) is record_class}

    def books(
        self,
        period: Period,
        *,
        today: date = LATER,
        began: date = BEGAN,
        received: bool = False,
        unit: str = UNIT,
    ) -> UnitBooks:
        connection = store(self, unit)
        return Books(connection, [unit], period, today=today, began=began, received=received).of(unit)

    def figure(self, indicator: str, period: Period, today: date = LATER, **parameters: object) -> "Told":
        """The count of *indicator* and the records behind it."""
        definition = definition_of(indicator)
        books, fixed = self.books(period, today=today), definition.settings(parameters)
        return Told(books.count(definition, fixed), books.behind(definition, fixed))


class Told:
    """A count with its records."""

    def __init__(self, count: Count, behind: Behind) -> None:
        self.numerator, self.denominator = count.numerator, count.denominator
        self.no_data, self.warnings = count.no_data, count.warnings
        self.shortfall, self.due = count.shortfall, count.due
        self.counted, self.below, self.left_out = behind.counted, behind.below, behind.left_out


@functools.cache
def _connection() -> sa.Connection:
    connection = sa.create_engine("sqlite://", module=dbapi2).connect()
    tables.metadata.create_all(connection)
    return connection


def store(shelf: Shelf, unit: str = UNIT) -> sa.Connection:
    """Tables that hold the records of *shelf*."""
    return stores({unit: shelf})


def stores(shelves: Mapping[str, Shelf]) -> sa.Connection:
    """Tables that hold the records of *shelves* by unit, and of each kind one deleted and one of another unit."""
    connection = _connection()
    by_kind: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, (unit, shelf) in enumerate(shelves.items()):
        for key, record in shelf.records.items():
            values = msgspec.to_builtins(record)
            row = {name: _raw(value, number) for name, value in values.items()}
            envelope = {"unit": unit, "heads": "", "deleted": False, "search_key": ""}
            identity = bytes.fromhex(_of_unit(key, number))
            by_kind[KIND_OF[type(record)]].append({"id": identity, **envelope, **row})
    for kind in all_kinds():
        table = tables.table_of(kind)
        connection.execute(table.delete())
        if rows := by_kind.get(kind.name):
            connection.execute(table.insert(), rows)
            gone = {**rows[0], "id": b"gone" * 4, "deleted": True}
            elsewhere = {**rows[0], "id": b"else" * 4, "unit": "another"}
            connection.execute(table.insert(), [gone, elsewhere])
    return connection


def _of_unit(key: str, number: int) -> str:
    """The id *key* of a shelf, told apart from that of another shelf."""
    return f"{number:04x}{key[4:]}"


def _raw(value: Any, number: int) -> Any:
    if isinstance(value, list | tuple):
        told = [_raw(one, number) for one in value]
        return msgspec.json.encode(told).decode() if told else None
    if isinstance(value, str) and len(value) == 32 and set(value) <= set("0123456789abcdef"):
        return _of_unit(value, number)
    return value


# Days on both sides of every edge that can matter.
EDGES = [
    date(2020, 12, 14), date(2020, 12, 15), date(2022, 6, 1), date(2024, 12, 14), date(2024, 12, 15),
    date(2025, 1, 14), date(2025, 1, 15), date(2025, 3, 14), date(2025, 3, 15), date(2025, 6, 14),
    date(2025, 6, 15), date(2025, 9, 14), date(2025, 9, 15), date(2025, 12, 14), date(2025, 12, 15),
]  # fmt: skip
days = st.sampled_from(EDGES)
periods = st.sampled_from(NAMES).map(lambda name: Period.named(2025, name))
plans_to_date = st.sampled_from([2022, 2024, 2025]).map(lambda year: Period.of_plan(year, BEGAN))
counts = st.integers(0, 9)
groups = st.sampled_from(
    [
        "service_worker",
        "student_upper_secondary",
        "student_college",
        "resident",
        "party_authorities",
        "industrial_worker",
    ]
)
staff_groups = st.sampled_from(["commune_official", "volunteer_team", "team_178", "propagandist", "union"])
services = st.sampled_from(["legal_aid", "health_care", "education"])
service_statuses = st.sampled_from(["in_need", "eligible", "referred", "accessed", "finished", "declined"])
programmes = st.lists(
    st.sampled_from(["drugs", "hiv_aids", "new_rural", "crime"]), max_size=2, unique=True
).map(tuple)

audiences = st.builds(Audience, group=groups, attendances=st.just(50), first_time=st.none() | counts)
sessions = st.builds(
    PropagandaSession,
    held_on=days,
    form=st.sampled_from(["meeting", "talk", "contest"]),
    programmes=programmes,
    audiences=st.lists(audiences, max_size=3).map(tuple),
)
establishments = st.builds(
    Establishment,
    trade_name=st.just("Quán Thử"),
    type=st.just("karaoke"),
    opened_on=st.none() | days,
    closed_on=st.none() | days,
    workers=st.none() | counts,
)
staff = st.builds(
    StaffMember,
    post=st.just("Công chức"),
    group=staff_groups,
    direct_duty=st.none() | st.booleans(),
    from_on=st.none() | days,
    to_on=st.none() | days,
)
plans = st.builds(
    AnnualPlan, year=st.sampled_from([2024, 2025]), issued_on=st.none() | days, programmes=programmes
)
baselines = st.builds(
    Baseline,
    year=st.sampled_from([2024, 2025]),
    service_workers=st.none() | counts,
    industrial_workers=st.none() | counts,
    students_upper_secondary=st.none() | counts,
    students_college=st.none() | counts,
)
cases = st.builds(
    SupportCase,
    case_code=st.just("HT-222222"),
    opened_on=days,
    closed_on=st.none() | days,
    age_band=st.just("over_30"),
    needs=st.lists(services, max_size=2, unique=True).map(tuple),
    eligible=st.sampled_from(["yes", "no", "unknown", None]),
    services=st.lists(
        st.builds(
            SupportService,
            service=services,
            status=service_statuses,
            referred_on=st.none() | days,
            accessed_on=st.none() | days,
        ),
        max_size=3,
    ).map(tuple),
)

media = st.builds(
    MediaItem,
    published_on=days,
    item_kind=st.just("news"),
    outlet_level=st.sampled_from(["commune_loudspeaker", "province", "district"]),
    broadcasts=st.none() | counts,
)
tips = st.builds(
    TipOff,
    received_on=days,
    tip_kind=st.sampled_from(["tip", "complaint"]),
    due_on=st.none() | days,
    verified_on=st.none() | days,
    resolved_on=st.none() | days,
    result=st.sampled_from([None, "handled", "passed_on", "unfounded"]),
)
teams = st.builds(
    Team,
    team_kind=st.sampled_from(["team_178", "volunteer_team"]),
    consolidated_on=days,
    ended_on=st.none() | days,
    members=st.none() | counts,
)
models = st.builds(
    PilotModel,
    title=st.just("Mô hình"),
    model_kind=st.just("prevention"),
    started_on=days,
    ended_on=st.none() | days,
)
statuses = st.builds(
    CommuneStatus,
    year=st.sampled_from([2024, 2025]),
    healthy=st.none() | st.booleans(),
    key_area=st.none() | st.booleans(),
)
police = st.builds(
    ViolationTally,
    month=st.sampled_from([date(2024, 2, 1), date(2024, 12, 1), date(2025, 1, 1), date(2025, 3, 1)]),
    cases=st.none() | counts,
    rings_found=st.none() | counts,
    rings_broken=st.none() | counts,
    prosecuted_cases=st.none() | counts,
    tried_cases=st.none() | counts,
)
declarations = st.builds(
    PeriodDeclaration,
    year=st.sampled_from([2024, 2025]),
    period=st.sampled_from(["q1", "h1", "year"]),
    nothing_happened=st.sampled_from([(), ("violation_tally",)]),
)


@st.composite
def shelves(draw: st.DrawFn) -> Shelf:
    """A small register of every kind, with links between them."""
    shelf = Shelf()
    for record in draw(st.lists(sessions | cases | plans, max_size=8)):
        shelf.add(record)
    for record in draw(
        st.lists(media | tips | teams | models | statuses | police | declarations, max_size=8)
    ):
        shelf.add(record)
    for baseline in draw(st.lists(baselines, max_size=1)):
        shelf.add(baseline)
    places = [shelf.add(one) for one in draw(st.lists(establishments, max_size=5))]
    people = [shelf.add(one) for one in draw(st.lists(staff, max_size=5))]
    gone = "f" * 32
    for place in draw(st.lists(st.sampled_from([*places, gone]), max_size=5)):
        violations = draw(st.sampled_from([(), ("residence",)]))
        shelf.add(
            Inspection(
                inspected_on=draw(days), establishment=place, mode="planned", violations=violations,
                handled_on=draw(st.none() | days),
            )
        )  # fmt: skip
    for attendees in draw(
        st.lists(st.lists(st.sampled_from([*people, gone]), max_size=4, unique=True), max_size=3)
    ):
        shelf.add(Training(started_on=draw(days), title="Lớp thử", attendees=tuple(attendees)))
    return shelf
