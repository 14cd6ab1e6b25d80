"""The unit's letterhead: who issues its documents, who signs them, to whom they go."""

from desktop.services.letterhead.checks import problems
from desktop.services.letterhead.framing import around
from desktop.services.letterhead.keeping import changed, checked, keep, of, typed
from desktop.services.letterhead.values import (
    DELEGATIONS,
    LISTS,
    TEXTS,
    Letterhead,
    Signer,
    derived,
    recipients,
    signature_lines,
)

__all__ = [
    "DELEGATIONS",
    "LISTS",
    "TEXTS",
    "Letterhead",
    "Signer",
    "around",
    "changed",
    "checked",
    "derived",
    "keep",
    "of",
    "problems",
    "recipients",
    "signature_lines",
    "typed",
]
