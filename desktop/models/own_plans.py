"""The unit's own plans as they are kept: versions that are added and never changed."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from desktop.models.tables import plan_version
from desktop.models.writer import Writer


class KeptVersion(NamedTuple):
    """One version of one plan.

    ``content`` is the plan as JSON; ``deleted`` is the same in every version of a plan.
    """

    plan: str
    version: int
    applies_from: date
    content: str
    saved_on: date
    deleted: bool


def versions(connection: sa.Connection) -> Sequence[KeptVersion]:
    """Every version of every plan, the oldest first."""
    rows = connection.execute(
        sa.select(plan_version).order_by(plan_version.c.plan, plan_version.c.version)
    ).all()
    return [
        KeptVersion(
            row.plan, row.version, date.fromisoformat(row.applies_from), row.content,
            date.fromisoformat(row.saved_on), row.deleted,
        )
        for row in rows
    ]  # fmt: skip


def add(writer: Writer, kept: KeptVersion) -> None:
    """Add a version."""
    writer.insert(
        plan_version,
        plan=kept.plan,
        version=kept.version,
        applies_from=kept.applies_from.isoformat(),
        content=kept.content,
        saved_on=kept.saved_on.isoformat(),
        deleted=kept.deleted,
    )


def mark(writer: Writer, plan: str, *, deleted: bool) -> None:
    """Say of all versions of *plan* whether it is deleted."""
    writer.connection.execute(
        plan_version.update().where(plan_version.c.plan == plan).values(deleted=deleted)
    )
