"""Plans: documents with targets, as data with a version and dates of validity."""

from desktop.services.edited_files.wrong import Wrong
from desktop.services.plans.library import available, checked, load, parse, values_of, written
from desktop.services.plans.plan import Level, Operator, Plan, Requirement, Target
from desktop.services.plans.running import fits, in_force, running, to_date
from desktop.services.plans.shelf import Shelf, Version

__all__ = [
    "Level",
    "Operator",
    "Plan",
    "Requirement",
    "Shelf",
    "Target",
    "Version",
    "Wrong",
    "available",
    "checked",
    "fits",
    "in_force",
    "load",
    "parse",
    "running",
    "to_date",
    "values_of",
    "written",
]
