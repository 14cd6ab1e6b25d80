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
from desktop.services.definitions.definition import (
    Count,
    Definition,
    Found,
    Parameters,
    all_definitions,
    definition_of,
)

__all__ = [
    "Count",
    "Definition",
    "Found",
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
