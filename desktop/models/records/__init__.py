"""The record kinds. Each is described once; everything else derives from the description."""

from desktop.models.records.field import Field, FieldType
from desktop.models.records.kind import Kind, Record, all_kinds, kind_named, known
from desktop.models.records.outreach import Audience, Material, MediaItem, PropagandaSession
from desktop.models.records.staff import OtherAttendees, PilotModel, StaffMember, Team, Training
from desktop.models.records.supervision import Establishment, Inspection, TipOff, ViolationTally
from desktop.models.records.support import ChildReferral, SupportCase, SupportService
from desktop.models.records.tally import GroupTally, ServiceTally, StaffTally, SupportTally
from desktop.models.records.yearly import (
    AnnualPlan,
    Baseline,
    BudgetEntry,
    Commendation,
    CommuneStatus,
    Directive,
    Score,
)

# isort: split
# Registers are listed in the order their kinds are imported; these come last.
from desktop.models.records.house import OWN_CODE, ListEntry, PeriodDeclaration
from desktop.models.records.locked import EnteredFigure, LockedFigure, LockedFigures

__all__ = [
    "OWN_CODE",
    "AnnualPlan",
    "Audience",
    "Baseline",
    "BudgetEntry",
    "ChildReferral",
    "Commendation",
    "CommuneStatus",
    "Directive",
    "EnteredFigure",
    "Establishment",
    "Field",
    "FieldType",
    "GroupTally",
    "Inspection",
    "Kind",
    "ListEntry",
    "LockedFigure",
    "LockedFigures",
    "Material",
    "MediaItem",
    "OtherAttendees",
    "PeriodDeclaration",
    "PilotModel",
    "PropagandaSession",
    "Record",
    "Score",
    "ServiceTally",
    "StaffMember",
    "StaffTally",
    "SupportCase",
    "SupportService",
    "SupportTally",
    "Team",
    "TipOff",
    "Training",
    "ViolationTally",
    "all_kinds",
    "kind_named",
    "known",
]
