"""Stating records again: a restored store says under its new site what it holds of the old one."""

from collections.abc import Iterable
from typing import Any

import msgspec

from desktop.models import queries
from desktop.models.edits import Edit
from desktop.models.records import all_kinds, kind_named


def restated(connection: Any, records: Iterable[tuple[str, bytes]]) -> list[Edit]:
    """An edit for each of *records* (kind, id) that sets every value it has again; contested ones stay undecided."""
    edits = []
    for kind, record in records:
        row = queries.rows_by_id(connection, kind_named(kind), [record])[record]
        undecided = msgspec.json.decode(row.conflicts) if row.conflicts else {}
        values = {n: v for n, v in {**row.values, "deleted": row.deleted}.items() if n not in undecided}
        edits.append(Edit(kind, values, record.hex(), restated=True))
    return edits


def all_restated(connection: Any) -> list[Edit]:
    """The same for every record that may leave the commune."""
    leaving = [kind for kind in all_kinds() if kind.leaves]
    return restated(
        connection, [(kind.name, row.id) for kind in leaving for row in queries.all_rows(connection, kind)]
    )
