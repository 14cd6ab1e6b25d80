"""The measures a printed form can ask for: one function per figure, from the records of a period.

A form names a measure and its parameters (``resources/forms/*.json``); the functions here are all it can
name. People are never counted from attendances, establishments never from visits.
"""

from desktop.services.measures import organisation, outreach, people, police, supervision
from desktop.services.measures.registry import Figure, Share, compute, names

__all__ = [
    "Figure",
    "Share",
    "compute",
    "names",
    "organisation",
    "outreach",
    "people",
    "police",
    "supervision",
]
