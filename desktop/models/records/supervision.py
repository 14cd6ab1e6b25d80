"""Establishments and their inspection."""

import dataclasses
from datetime import date

from desktop.models.records.field import code, codes, count, day, link, money, text
from desktop.models.records.kind import Record, kind


@kind(
    "establishment",
    dated_by="opened_on",
    lasting=True,
    columns=(
        "trade_name",
        "own_code",
        "type",
        "hamlet",
        "workers",
        "female_workers",
        "commitment_on",
        "closed_on",
    ),
    ordered=(("opened_on", "closed_on"),),
    not_more=(("female_workers", "workers"),),
    caption=("trade_name", "own_code"),
    same_if=("trade_name", "type"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class Establishment(Record):
    """One establishment (cơ sở kinh doanh dịch vụ); its trade name, never its owner's."""

    trade_name: str | None = text(required=True, section="establishment")
    own_code: str | None = text(40, section="establishment")
    type: str | None = code("establishment_type", required=True, section="establishment")
    hamlet: str | None = text(section="establishment")
    workers: int | None = count(section="people")
    female_workers: int | None = count(section="people")
    commitment_on: date | None = day(section="course")
    opened_on: date | None = day(section="course")
    closed_on: date | None = day(section="course")


@kind(
    "inspection",
    dated_by="inspected_on",
    columns=(
        "inspected_on",
        "establishment",
        "mode",
        "team",
        "violations",
        "outcomes",
        "fine_vnd",
        "handled_on",
    ),
    ordered=(("inspected_on", "handled_on"),),
    caption=("inspected_on", "establishment"),
    same_if=("inspected_on", "establishment"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class Inspection(Record):
    """One inspection visit (lượt kiểm tra); no violation means the visit found none."""

    inspected_on: date | None = day(required=True, section="when_where")
    establishment: str | None = link("establishment", required=True, section="when_where")
    mode: str | None = code("inspection_mode", required=True, section="when_where")
    team: str | None = code("inspection_team", section="team")
    members: int | None = count(section="team")
    violations: tuple[str, ...] = codes("violation", section="result")
    outcomes: tuple[str, ...] = codes("inspection_outcome", section="result")
    fine_vnd: int | None = money(section="result")
    handled_on: date | None = day(section="result")
