"""Plans: documents with targets, as data with a version and dates of validity."""

from desktop.services.plans.library import available, load, parse
from desktop.services.plans.plan import Level, Operator, Plan, Requirement, Target

__all__ = ["Level", "Operator", "Plan", "Requirement", "Target", "available", "load", "parse"]
