"""What a record is called that the program makes once for what it is about: a tally, a lock, an entered figure.

Its id follows from the unit, the kind and the fields the kind is ``named_by``, so that it can be made again under the
same id, by any machine of the unit, and nobody else's can take its place.
"""

from collections.abc import Mapping
from typing import Any

from desktop.models.records import Kind
from sync import canonical


def record_id(unit: str, kind: Kind, values: Mapping[str, Any]) -> str:
    """The id, 32 hexadecimal digits, of the record of *kind* that says *values* for *unit*; see ``FORMAT.md``."""
    return canonical.record_id([unit, kind.name, *(values.get(name) for name in kind.named_by)])
