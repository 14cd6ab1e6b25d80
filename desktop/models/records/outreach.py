"""Reaching people: propaganda sessions."""

import dataclasses
from datetime import date

from desktop.models.records.field import code, codes, count, day, link, rows, text
from desktop.models.records.kind import Record, kind


@dataclasses.dataclass(frozen=True, kw_only=True)
class Audience:
    """People of one group at a session.

    ``attendances`` may count a person again at every session; ``first_time`` counts only people reached
    for the first time in the reporting year, so that over a year it sums to people.
    """

    group: str | None = code("audience_group", required=True)
    attendances: int | None = count(required=True)
    female: int | None = count()
    first_time: int | None = count()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Material:
    """Printed or shown matter handed out at a session, in pieces."""

    material: str | None = code("material", required=True)
    quantity: int | None = count(required=True)


@kind(
    "propaganda_session",
    dated_by="held_on",
    columns=("held_on", "form", "title", "hamlet", "venue", "audiences"),
    not_more=(
        ("audiences.female", "audiences.attendances"),
        ("audiences.first_time", "audiences.attendances"),
    ),
    caption=("held_on", "form", "hamlet"),
    same_if=("held_on", "form", "hamlet", "venue"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class PropagandaSession(Record):
    """One propaganda session (buổi tuyên truyền)."""

    held_on: date | None = day(required=True, section="when_where")
    form: str | None = code("propaganda_form", required=True, section="when_where")
    hamlet: str | None = text(section="when_where")
    venue: str | None = text(section="when_where")
    establishment: str | None = link("establishment", section="when_where")
    title: str | None = text(section="content")
    topics: tuple[str, ...] = codes("topic", section="content")
    programmes: tuple[str, ...] = codes("programme", section="content")
    lead_body: str | None = code("lead_body", section="content")
    audiences: tuple[Audience, ...] = rows(Audience, section="audience")
    materials: tuple[Material, ...] = rows(Material, section="materials")
