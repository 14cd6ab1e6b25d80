"""A rule looks at several fields at once, and says which: it waits for those and for no others."""

import dataclasses
from collections.abc import Callable, Iterator, Set
from typing import Any

from desktop.models.rules.problem import Context, Problem

Finds = Callable[[dict[str, Any], Context], Iterator[Problem]]
"""From the values of a record (of a row, for a rule of rows) and what may be asked of the store to what is wrong."""


@dataclasses.dataclass(frozen=True)
class Rule:
    """What one rule reads and finds.

    Attributes:
        reads: The fields it reads; a cell of any row of a table is ``audiences.female``. While one of them cannot be
            read or a required one is empty, the rule finds nothing.
        finds: What finds the problems.
        table: For a rule that looks at each row by itself, the table: ``reads``, the values given to ``finds`` and
            the fields it names are then the row's, and a row waits for its own cells only.
    """

    reads: frozenset[str]
    finds: Finds
    table: str = ""

    def find(self, values: dict[str, Any], context: Context, unread: Set[str]) -> Iterator[Problem]:
        """What the rule finds wrong with *values*, of which the fields and cells *unread* cannot be read."""
        if self.table:
            for number, row in enumerate(values.get(self.table) or ()):
                place = f"{self.table}.{number}."
                if not any(place + cell in unread for cell in self.reads):
                    for found in self.finds(row, context):
                        yield dataclasses.replace(found, field=place + found.field)
        elif self.reads.isdisjoint(map(_column, unread)):
            yield from self.finds(values, context)


def reading(*reads: str, table: str = "") -> Callable[[Finds], Rule]:
    """Make a function the rule that reads the fields *reads*; see `Rule`."""

    def made(finds: Finds) -> Rule:
        return Rule(frozenset(reads), finds, table)

    return made


def _column(path: str) -> str:
    """``audiences.2.female`` as ``audiences.female``; a field's own name as it is."""
    name, dot, rest = path.partition(".")
    return name + dot + rest.partition(".")[2] if dot else name
