"""Support on the way back into the community: cases stay, tallies leave."""

import dataclasses
from datetime import date

from desktop.models.records.field import code, codes, count, day, rows, text
from desktop.models.records.kind import Record, kind


@dataclasses.dataclass(frozen=True, kw_only=True)
class SupportService:
    """One service in a case and how far it has come."""

    service: str | None = code("support_service", required=True)
    status: str | None = code("service_status", required=True)
    referred_on: date | None = day()
    accessed_on: date | None = day()
    provider: str | None = text(prose=True)


@kind(
    "support_case",
    dated_by="opened_on",
    columns=(
        "case_code",
        "opened_on",
        "age_band",
        "needs",
        "eligible",
        "services",
        "follow_up_on",
        "closed_on",
    ),
    declared=True,
    leaves=False,
    ordered=(("opened_on", "closed_on"), ("services.referred_on", "services.accessed_on")),
    ending=("course",),
    caption=("case_code",),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class SupportCase(Record):
    """One person's way through support (ca hỗ trợ), known by a random code only.

    The link between code and person exists on paper with the officer and nowhere else.
    """

    case_code: str | None = text(20, made=True, required=True, section="case")
    opened_on: date | None = day(required=True, section="case")
    age_band: str | None = code("age_band", required=True, section="case")
    eligible: str | None = code("eligibility", section="case")
    needs: tuple[str, ...] = codes("support_service", section="case")
    services: tuple[SupportService, ...] = rows(SupportService, section="services")
    follow_up_on: date | None = day(future=True, section="course")
    closed_on: date | None = day(section="course")
    outcome: str | None = code("case_outcome", section="course")


@kind(
    "child_referral",
    dated_by="referred_on",
    columns=("referred_on", "children"),
    caption=("referred_on",),
    same_if=("referred_on", "children"),
)
@dataclasses.dataclass(frozen=True, kw_only=True)
class ChildReferral(Record):
    """Children handed on to child protection (chuyển tuyến): a day and a count, and nothing else."""

    referred_on: date | None = day(required=True, section="referral")
    children: int | None = count(required=True, minimum=1, section="referral")
