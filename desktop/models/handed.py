"""What was handed down and decided about here: a document is taken, or declined, as it was."""

from typing import NamedTuple

import sqlalchemy as sa

from desktop.models.tables import handed_down
from desktop.models.writer import Writer


class Decided(NamedTuple):
    """One document, in the order of the columns; ``content`` is its text, empty while none was taken.

    ``sha256`` is the hash of the text that was decided about last; ``taken`` says whether it was taken.
    """

    kind: str
    name: str
    sha256: str
    content: str
    taken: bool
    decided_on: str


def decided(connection: sa.Connection, kind: str | None = None) -> list[Decided]:
    """Everything that was decided about, of one *kind* if given."""
    chosen = handed_down.select().order_by(handed_down.c.kind, handed_down.c.name)
    if kind is not None:
        chosen = chosen.where(handed_down.c.kind == kind)
    return [Decided(*row) for row in connection.execute(chosen)]


def decide(writer: Writer, one: Decided) -> None:
    """Keep what was decided instead of what was before; a text that was taken stays until another is."""
    named = (handed_down.c.kind == one.kind, handed_down.c.name == one.name)
    before = writer.connection.scalar(sa.select(handed_down.c.content).where(*named))
    writer.connection.execute(handed_down.delete().where(*named))
    writer.connection.execute(
        handed_down.insert().values(one if one.taken else one._replace(content=before or ""))
    )
