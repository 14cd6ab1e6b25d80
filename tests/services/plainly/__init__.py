"""The figures of printed forms counted once more, in plain Python over the records: no SQL, no declarations.

Each function stands for the count of the same name (`desktop.services.counts`); the tests hold them against each
other over registers made up by the hundred.
"""

from tests.services.plainly import organisation, outreach, people, police, supervision
from tests.services.plainly.register import Kept, Register
from tests.services.plainly.registry import compute, names

__all__ = [
    "Kept",
    "Register",
    "compute",
    "names",
    "organisation",
    "outreach",
    "people",
    "police",
    "supervision",
]
