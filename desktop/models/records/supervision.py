"""Establishments and their inspection, tip-offs, and what the police count."""

import dataclasses
from datetime import date

from desktop.models.records.field import code, codes, count, day, link, money, month, text
from desktop.models.records.kind import Record, kind


@kind(
    "establishment",
    dated_by="opened_on",
    lasting=True,
    group="registers",
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
    declared=True,
    ordered=(("inspected_on", "handled_on"),),
    ending=("result",),
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


@kind(
    "tip_off",
    dated_by="received_on",
    columns=("received_on", "tip_kind", "channel", "due_on", "verified_on", "resolved_on", "result"),
    declared=True,
    ordered=(("received_on", "due_on"), ("received_on", "verified_on"), ("received_on", "resolved_on")),
    ending=("handling",),
    caption=("received_on", "tip_kind"),
    same_if=("received_on", "tip_kind", "channel"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class TipOff(Record):
    """One tip-off (tin báo, tố giác, khiếu nại): dates and outcome, no informant and no content.

    The informant is protected and kept secret (Pháp lệnh 10/2003/PL-UBTVQH11, Điều 21).
    """

    received_on: date | None = day(required=True, section="receipt")
    tip_kind: str | None = code("tip_kind", required=True, section="receipt")
    channel: str | None = code("tip_channel", section="receipt")
    due_on: date | None = day(future=True, section="receipt")
    verified_on: date | None = day(section="handling")
    classified_as: str | None = code("tip_class", section="handling")
    resolved_on: date | None = day(section="handling")
    result: str | None = code("tip_result", section="handling")


@kind(
    "violation_tally",
    dated_by="month",
    group="figures",
    columns=("month", "cases", "sellers", "buyers", "organisers", "fined", "fines_vnd", "prosecuted_cases"),
    summed=("people",),
    declared=True,
    caption=("month",),
    same_if=("month",),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class ViolationTally(Record):
    """Violations of one reporting month as the police give them (do Công an cung cấp): counts, no person.

    ``rings_found`` and ``rings_broken``, ``prosecuted_cases`` and ``tried_cases`` may belong to different months.
    """

    month: date | None = month(required=True, section="month")
    cases: int | None = count(section="cases")
    rings_found: int | None = count(section="cases")
    rings_broken: int | None = count(section="cases")
    sellers: int | None = count(section="people")
    buyers: int | None = count(section="people")
    organisers: int | None = count(section="people")
    fined: int | None = count(section="handling")
    warned: int | None = count(section="handling")
    fines_vnd: int | None = money(section="handling")
    prosecuted_cases: int | None = count(section="handling")
    tried_cases: int | None = count(section="handling")
