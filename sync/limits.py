"""The limits of a package; a reader stops at them before it spends memory or time."""

import dataclasses

MAX_TEXT = 20_000
"""Longest text in a field, in characters."""
MAX_NUMBER = 2**53 - 1
"""Largest whole number every JSON reader keeps exactly."""
MAX_NESTING = 8
"""Deepest nesting of a change line: the change is the first level, ``set`` the second."""
MAX_HEADS = 64
"""Most heads one change can be based on."""
MAX_FIELD_NAME = 64
"""Longest name of a record kind or of a field, in characters."""
MAX_HEADER = 4096
"""Longest header line or signature line, in bytes."""


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """What one package may cost a reader at most; all in bytes unless the name counts something.

    Attributes:
        package: The whole file.
        content: The decompressed content, manifest and changes.
        line: One line of the content.
        changes: Number of changes.
        values: Number of JSON values, counted generously as commas and opening brackets of the content.
    """

    package: int = 33 * 2**20
    content: int = 32 * 2**20
    line: int = 256 * 2**10
    changes: int = 60_000
    values: int = 1_500_000


LIMITS = Limits()
"""The limits of format 1: at the worst content measured, reading stays below 300 MB of memory.

A writer keeps them, and sends what is larger in several packages.
"""
