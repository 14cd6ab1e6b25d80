"""Registers made up for printed forms: records in a real table for the product, in a list for the plain recount."""

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from desktop.models import units as official
from desktop.models.period import Period
from desktop.models.records import (
    Audience,
    CommuneStatus,
    Directive,
    Establishment,
    GroupTally,
    Inspection,
    Material,
    MediaItem,
    OtherAttendees,
    PeriodDeclaration,
    PropagandaSession,
    Record,
    ServiceTally,
    StaffTally,
    SupportTally,
    Team,
    TipOff,
    Training,
    ViolationTally,
)
from desktop.services.own_codes import NONE, OwnCodes
from desktop.services.summary import Accounts
from tests.services.plainly import Kept, Register
from tests.services.shelf import (
    Shelf,
    baselines,
    cases,
    counts,
    days,
    models,
    plans,
    services,
    staff,
    staff_groups,
    stores,
)

TODAY = date(2025, 11, 5)
COMMUNE, PROVINCE = "03388@2025", "12@2025"
COMMUNES = tuple(one.ref for one in official.communes_below(PROVINCE))


def accounts(
    *records: Record, period: Period, receiving: bool = False, unit: str = COMMUNE, own: OwnCodes = NONE,
    today: date = TODAY,
) -> Accounts:  # fmt: skip
    """The accounts of *records*; at a receiving desk each record is of another commune."""
    shelves = {}
    if receiving:
        for one, record in zip(COMMUNES, records, strict=False):
            shelves[one] = Shelf()
            shelves[one].add(record)
    else:
        shelves[unit] = Shelf()
        for record in records:
            shelves[unit].add(record)
    whose = COMMUNES if receiving else (unit,)
    return Accounts(stores(shelves), whose, period, today=today, received=receiving, own=own)


def register(shelves: Mapping[str, Shelf], *, keeps_cases: bool, began: date | None, today: date) -> Register:
    """The same records for the plain recount, ids and links as the tables have them."""
    kept: dict[type[Record], list[Kept[Record]]] = {}
    for number, (unit, shelf) in enumerate(shelves.items()):
        for key, record in shelf.records.items():
            kept.setdefault(type(record), []).append(
                Kept(_told_apart(key, number), unit, _linked(record, number))
            )
    return Register(kept, keeps_cases=keeps_cases, plan_start=began, today=today)


def _linked(record: Record, number: int) -> Record:
    if isinstance(record, Inspection):
        return dataclasses.replace(record, establishment=_told_apart(str(record.establishment), number))
    if isinstance(record, Training):
        return dataclasses.replace(
            record, attendees=tuple(_told_apart(one, number) for one in record.attendees)
        )
    return record


def _told_apart(key: str, number: int) -> str:
    return f"{number:04x}{key[4:]}"


# --- records with everything a form counts

_groups = st.sampled_from(["service_worker", "student_college", "industrial_worker", "resident"])
_sessions = st.builds(
    PropagandaSession,
    held_on=days,
    form=st.sampled_from(["meeting", "talk"]),
    programmes=st.lists(st.sampled_from(["drugs", "crime", "new_rural"]), max_size=2, unique=True).map(tuple),
    audiences=st.lists(
        st.builds(
            Audience, group=_groups, attendances=st.none() | counts, female=st.none() | counts,
            first_time=st.none() | counts,
        ),
        max_size=3,
    ).map(tuple),
    materials=st.lists(
        st.builds(Material, material=st.sampled_from(["panel", "leaflet"]), quantity=st.none() | counts),
        max_size=2,
    ).map(tuple),
)  # fmt: skip
_establishments = st.builds(
    Establishment,
    trade_name=st.just("Quán Thử"),
    type=st.sampled_from(["karaoke", "spa"]),
    opened_on=st.none() | days,
    closed_on=st.none() | days,
    commitment_on=st.none() | days,
    workers=st.none() | counts,
    female_workers=st.none() | counts,
)
_media = st.builds(
    MediaItem,
    published_on=days,
    item_kind=st.sampled_from(["news", "radio"]),
    outlet_level=st.just("province"),
    broadcasts=st.none() | counts,
)
_tips = st.builds(
    TipOff,
    received_on=days,
    tip_kind=st.sampled_from(["tip", "complaint"]),
    due_on=st.none() | days,
    verified_on=st.none() | days,
    classified_as=st.sampled_from([None, "criminal"]),
    channel=st.sampled_from([None, "mail", "telephone"]),
    resolved_on=st.none() | days,
    result=st.sampled_from([None, "handled", "passed_on"]),
)
_teams = st.builds(
    Team,
    team_kind=st.sampled_from(["team_178", "volunteer_team"]),
    consolidated_on=days,
    ended_on=st.none() | days,
    members=st.none() | counts,
)
_statuses = st.builds(
    CommuneStatus,
    year=st.sampled_from([2024, 2025]),
    healthy=st.none() | st.booleans(),
    key_area=st.none() | st.booleans(),
    hotspots=st.none() | counts,
)
_numbers = {
    name: st.none() | counts
    for name in (
        "cases", "rings_found", "rings_broken", "sellers", "buyers", "organisers", "fined", "warned", "fines_vnd",
        "prosecuted_cases", "tried_cases",
    )
}  # fmt: skip
_police = st.builds(
    ViolationTally, month=st.sampled_from([date(2024, 2, 1), date(2025, 1, 1), date(2025, 3, 1)]), **_numbers
)
_declared = st.builds(
    PeriodDeclaration,
    year=st.sampled_from([2024, 2025]),
    period=st.sampled_from(["q1", "h1", "year"]),
    nothing_happened=st.sampled_from([(), ("violation_tally",), ("media_item",)]),
)
_directives = st.builds(Directive, issued_on=days, title=st.just("Công văn"))
_others = st.lists(st.builds(OtherAttendees, group=staff_groups, people=st.none() | counts), max_size=2).map(
    tuple
)
_tallies = st.builds(
    SupportTally,
    machine=st.just("m"),
    year=st.sampled_from([2024, 2025]),
    period=st.sampled_from(["q1", "h1", "year"]),
    opened=counts,
    in_need=counts,
    eligible=counts,
    referred=counts,
    accessed=counts,
    accessed_eligible=counts,
    by_service=st.lists(st.builds(ServiceTally, service=services, people=counts), max_size=3).map(tuple),
) | st.builds(
    StaffTally,
    machine=st.just("m"),
    year=st.sampled_from([2024, 2025]),
    period=st.sampled_from(["q1", "h1", "year"]),
    groups=st.lists(
        st.builds(
            GroupTally, group=staff_groups, total=counts, direct_duty=counts, trained=counts,
            direct_trained=counts,
        ),
        max_size=3,
    ).map(tuple),
)  # fmt: skip


@st.composite
def papers(draw: st.DrawFn) -> Shelf:
    """A small register of everything a form counts, with links and gaps in it."""
    shelf = Shelf()
    for some in (
        _sessions | cases | plans | baselines,
        _media | _tips | _teams | models | _statuses | _directives,
        _police | _declared | _tallies,
    ):
        for record in draw(st.lists(some, max_size=6)):
            shelf.add(record)
    places = [shelf.add(one) for one in draw(st.lists(_establishments, max_size=4))]
    people = [shelf.add(one) for one in draw(st.lists(staff, max_size=4))]
    gone = "f" * 32
    for place in draw(st.lists(st.sampled_from([*places, gone]), max_size=6)):
        shelf.add(_visit(draw, place))
    some_people = st.lists(st.sampled_from([*people, gone]), max_size=3, unique=True)
    for attendees in draw(st.lists(some_people, max_size=3)):
        values: dict[str, Any] = {"attendees": tuple(attendees), "others": draw(_others)}
        shelf.add(Training(started_on=draw(days), title="Lớp thử", **values))
    return shelf


def _visit(draw: st.DrawFn, place: str) -> Inspection:
    violations = st.lists(st.sampled_from(["residence", "labour_contract"]), max_size=2, unique=True)
    outcomes = st.lists(st.sampled_from(["reminded", "fined"]), max_size=2, unique=True)
    return Inspection(
        inspected_on=draw(days),
        establishment=place,
        mode=draw(st.sampled_from(["planned", "unannounced"])),
        team=draw(st.sampled_from([None, "team_178", "police"])),
        violations=tuple(draw(violations)),
        outcomes=tuple(draw(outcomes)),
        fine_vnd=draw(st.none() | counts),
        handled_on=draw(st.none() | days),
    )
