"""The counts a printed form can ask for, one declaration each, by the themes of the records.

A form names a count and its parameters (``resources/forms/*.json``). People are never counted from attendances,
establishments never from visits.
"""

from desktop.services.counts import organisation, outreach, people, police, supervision
from desktop.services.counts.asking import behind, figure, occurring
from desktop.services.counts.count import (
    INDICATOR,
    Each,
    FormCount,
    Parameter,
    all_counts,
    count_of,
    indicator_counts,
)

__all__ = [
    "INDICATOR",
    "Each",
    "FormCount",
    "Parameter",
    "all_counts",
    "behind",
    "count_of",
    "figure",
    "indicator_counts",
    "occurring",
    "organisation",
    "outreach",
    "people",
    "police",
    "supervision",
]
