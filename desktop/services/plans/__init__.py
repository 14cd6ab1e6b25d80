"""Plans: documents with targets, as data with a version and dates of validity."""

from desktop.services.plans.library import available, load, parse, written
from desktop.services.plans.plan import Level, Operator, Plan, Requirement, Target
from desktop.services.plans.wrong import Wrong

__all__ = [
    "Level",
    "Operator",
    "Plan",
    "Requirement",
    "Target",
    "Wrong",
    "available",
    "load",
    "parse",
    "written",
]
