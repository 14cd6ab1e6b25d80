"""What each indicator counts at a commune, one declaration each, by the themes of the records."""

from desktop.services.definitions import (
    awaited,
    media,
    organisation,
    outreach,
    police,
    staff,
    supervision,
    support,
    yearly,
)
from desktop.services.definitions.count import Count
from desktop.services.definitions.definition import (
    Definition,
    Found,
    Parameters,
    all_definitions,
    definition_of,
)
from desktop.services.definitions.more import More
from desktop.services.definitions.years import Over

__all__ = [
    "Count",
    "Definition",
    "Found",
    "More",
    "Over",
    "Parameters",
    "all_definitions",
    "awaited",
    "definition_of",
    "media",
    "organisation",
    "outreach",
    "police",
    "staff",
    "supervision",
    "support",
    "yearly",
]
