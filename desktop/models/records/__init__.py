"""The record kinds. Each is described once; everything else derives from the description."""

from desktop.models.records.field import Field, FieldType
from desktop.models.records.kind import Kind, Record, all_kinds, kind_named, known
from desktop.models.records.outreach import Audience, Material, PropagandaSession
from desktop.models.records.staff import OtherAttendees, StaffMember, Training
from desktop.models.records.supervision import Establishment, Inspection
from desktop.models.records.support import SupportCase, SupportService
from desktop.models.records.tally import GroupTally, ServiceTally, StaffTally, SupportTally
from desktop.models.records.yearly import AnnualPlan, Baseline

__all__ = [
    "AnnualPlan",
    "Audience",
    "Baseline",
    "Establishment",
    "Field",
    "FieldType",
    "GroupTally",
    "Inspection",
    "Kind",
    "Material",
    "OtherAttendees",
    "PropagandaSession",
    "Record",
    "ServiceTally",
    "StaffMember",
    "StaffTally",
    "SupportCase",
    "SupportService",
    "SupportTally",
    "Training",
    "all_kinds",
    "kind_named",
    "known",
]
