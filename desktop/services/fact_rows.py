"""The rows that figures are counted from, as lean as the store gives them.

Ids are bytes, dates ISO text (which sorts as dates do), lists JSON text that is decoded only where an indicator
needs what is inside.
"""

import msgspec


# Thousands of these rows are made at once and none can be in a cycle: they are not the collector's business.
class Reached(msgspec.Struct, frozen=True, gc=False):
    """The people of one group at a session."""

    group: str
    first_time: int | None = None


class Session(msgspec.Struct, frozen=True, gc=False):
    """A propaganda session."""

    id: bytes
    held_on: str
    form: str
    programmes: str | None
    audiences: str | None


class Establishment(msgspec.Struct, frozen=True, gc=False):
    """An establishment in the register."""

    id: bytes
    opened_on: str | None
    closed_on: str | None
    workers: int | None


class Inspection(msgspec.Struct, frozen=True, gc=False):
    """An inspection visit; the establishment is the hexadecimal id."""

    id: bytes
    inspected_on: str
    establishment: str
    violations: str | None
    handled_on: str | None


class Staff(msgspec.Struct, frozen=True, gc=False):
    """A post held."""

    id: bytes
    group: str
    direct_duty: bool | None
    from_on: str | None
    to_on: str | None


class Training(msgspec.Struct, frozen=True, gc=False):
    """A training; attendees are hexadecimal ids."""

    id: bytes
    started_on: str
    attendees: str | None


class Served(msgspec.Struct, frozen=True, gc=False):
    """One service in a support case."""

    service: str
    status: str
    referred_on: str | None = None
    accessed_on: str | None = None


class Case(msgspec.Struct, frozen=True, gc=False):
    """A support case."""

    id: bytes
    opened_on: str
    closed_on: str | None
    needs: str | None
    eligible: str | None
    services: str | None


class YearPlan(msgspec.Struct, frozen=True, gc=False):
    """A commune's plan for the year."""

    id: bytes
    issued_on: str | None
    programmes: str | None


class Published(msgspec.Struct, frozen=True, gc=False):
    """A piece of news, an article or a broadcast."""

    id: bytes
    published_on: str
    outlet_level: str


class TipOff(msgspec.Struct, frozen=True, gc=False):
    """A tip-off."""

    id: bytes
    received_on: str
    due_on: str | None
    resolved_on: str | None
    result: str | None


class Team(msgspec.Struct, frozen=True, gc=False):
    """A team, as it was set up on one day."""

    id: bytes
    team_kind: str
    consolidated_on: str
    ended_on: str | None


class Model(msgspec.Struct, frozen=True, gc=False):
    """A model that is tried out."""

    id: bytes
    started_on: str
    ended_on: str | None


class Classed(msgspec.Struct, frozen=True, gc=False):
    """How the commune was classed for a year; None where that is not said."""

    id: bytes
    healthy: bool | None
    key_area: bool | None


class PoliceCounts(msgspec.Struct, frozen=True, gc=False):
    """What the police count of one month."""

    id: bytes
    month: str
    cases: int | None
    rings_found: int | None
    rings_broken: int | None
    prosecuted_cases: int | None
    tried_cases: int | None


class Declared(msgspec.Struct, frozen=True, gc=False):
    """The sections of a period in which nothing happened."""

    id: bytes
    period: str
    nothing_happened: str | None


class SupportCounts(msgspec.Struct, frozen=True, gc=False):
    """A support tally as received."""

    id: bytes
    period: str
    in_need: int
    eligible: int
    accessed: int
    accessed_eligible: int


class GroupCounts(msgspec.Struct, frozen=True):
    """One group in a staff tally as received."""

    group: str
    total: int
    direct_duty: int
    trained: int
    direct_trained: int


class StaffCounts(msgspec.Struct, frozen=True, gc=False):
    """A staff tally as received."""

    id: bytes
    period: str
    groups: str | None


_reached = msgspec.json.Decoder(list[Reached])
_served = msgspec.json.Decoder(list[Served])
_group_counts = msgspec.json.Decoder(list[GroupCounts])
_texts = msgspec.json.Decoder(list[str])


def texts(column: str | None) -> list[str]:
    """The codes or ids in a list column."""
    return _texts.decode(column) if column else []


def reached(session: Session) -> list[Reached]:
    """The groups at a session."""
    return _reached.decode(session.audiences) if session.audiences else []


def served(case: Case) -> list[Served]:
    """The services of a case."""
    return _served.decode(case.services) if case.services else []


def group_counts(tally: StaffCounts) -> list[GroupCounts]:
    """The groups of a staff tally."""
    return _group_counts.decode(tally.groups) if tally.groups else []
