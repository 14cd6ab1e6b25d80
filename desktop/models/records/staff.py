"""Who does the work, by post and team and never by name, and what they were trained in."""

import dataclasses
from datetime import date

from desktop.models.records.field import code, codes, count, day, flag, links, rows, text
from desktop.models.records.kind import Record, kind


@dataclasses.dataclass(frozen=True, kw_only=True)
class OtherAttendees:
    """Attendees who are not on the commune's staff list, by group."""

    group: str | None = code("staff_group", required=True)
    people: int | None = count(required=True)


@kind(
    "training",
    dated_by="started_on",
    columns=("started_on", "ended_on", "title", "organiser_level", "attendees", "others"),
    declared=True,
    ordered=(("started_on", "ended_on"),),
    caption=("started_on", "title"),
    same_if=("started_on", "title"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class Training(Record):
    """One training course (lớp tập huấn); who attended stays in the commune, tallies leave."""

    started_on: date | None = day(required=True, section="when_where")
    ended_on: date | None = day(section="when_where")
    organiser_level: str | None = code("organiser_level", section="when_where")
    title: str | None = text(required=True, section="content")
    topics: tuple[str, ...] = codes("training_topic", section="content")
    attendees: tuple[str, ...] = links("staff_member", leaves=False, section="audience")
    others: tuple[OtherAttendees, ...] = rows(OtherAttendees, section="audience")


@kind(
    "staff_member",
    dated_by="from_on",
    lasting=True,
    group="registers",
    columns=("post", "group", "direct_duty", "from_on", "to_on"),
    leaves=False,
    ordered=(("from_on", "to_on"),),
    caption=("post", "group"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class StaffMember(Record):
    """One post held (cán bộ, cộng tác viên): the title of the post, not the name of its holder."""

    post: str | None = text(required=True, prose=True, section="post")
    group: str | None = code("staff_group", required=True, section="post")
    direct_duty: bool | None = flag(section="post")
    from_on: date | None = day(section="post")
    to_on: date | None = day(section="post")


@kind(
    "team",
    dated_by="consolidated_on",
    lasting=True,
    group="registers",
    columns=("team_kind", "consolidated_on", "members", "female", "ended_on"),
    ordered=(("consolidated_on", "ended_on"),),
    not_more=(("female", "members"),),
    caption=("team_kind", "consolidated_on"),
    same_if=("team_kind", "consolidated_on"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class Team(Record):
    """One team, group or club (đội, tổ, câu lạc bộ), each time it is set up anew (kiện toàn)."""

    team_kind: str | None = code("team_kind", required=True, section="team")
    consolidated_on: date | None = day(required=True, section="team")
    members: int | None = count(section="team")
    female: int | None = count(section="team")
    ended_on: date | None = day(section="team")


@kind(
    "pilot_model",
    dated_by="started_on",
    lasting=True,
    group="registers",
    columns=("title", "model_kind", "started_on", "members", "ended_on"),
    ordered=(("started_on", "ended_on"),),
    caption=("title",),
    same_if=("title", "started_on"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class PilotModel(Record):
    """One model of prevention or support the commune tries out (mô hình)."""

    title: str | None = text(required=True, section="model")
    model_kind: str | None = code("model_kind", required=True, section="model")
    started_on: date | None = day(required=True, section="course")
    members: int | None = count(section="course")
    ended_on: date | None = day(section="course")
