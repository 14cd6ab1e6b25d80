"""Reaching people: propaganda sessions and the media."""

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
    declared=True,
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


@kind(
    "media_item",
    dated_by="published_on",
    columns=("published_on", "item_kind", "title", "outlet", "outlet_level", "broadcasts"),
    declared=True,
    caption=("published_on", "title"),
    same_if=("published_on", "item_kind", "outlet", "title"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class MediaItem(Record):
    """One piece of news, article or broadcast (tin, bài, phát thanh); ``broadcasts`` counts each time it ran."""

    published_on: date | None = day(required=True, section="when_where")
    item_kind: str | None = code("media_kind", required=True, section="when_where")
    outlet_level: str | None = code("outlet_level", required=True, section="when_where")
    outlet: str | None = text(section="when_where")
    title: str | None = text(section="content")
    broadcasts: int | None = count(section="content")
