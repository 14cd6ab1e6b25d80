"""What a person decided about a list is remembered for the next list with the same heading, in this store only."""

import hashlib
from collections.abc import Mapping

from desktop.models import settings
from desktop.models.folding import fold
from desktop.models.records import kind_named
from desktop.services.desk import Desk
from desktop.services.importing.headings import Heading
from desktop.services.importing.preview import Choices
from desktop.services.importing.reading import Reading, Recall
from desktop.services.importing.vocabulary import is_own_reason, is_reasons
from desktop.services.workbook.columns import column_of

_NAME = "import_layout/"


def recalling(desk: Desk) -> Recall:
    """Gives what was decided before, if anything."""

    def recall(kind: str, heading: Heading) -> Choices | None:
        with desk.store.read() as connection:
            kept = settings.read(connection, _name(kind, heading))
        if kept is None:
            return None
        described = kind_named(kind)
        columns = {int(place): code for place, code in kept["columns"].items()}
        if any(code and column_of(described, code) is None for code in columns.values()):
            # Written by a program that knew other columns.
            return None
        return Choices(kind=kind, columns=columns, fixed=kept["fixed"], words=kept["words"])

    return recall


def remember(desk: Desk, read: Reading) -> None:
    """Remember how *read* was understood, if a person decided anything about it."""
    used = read.used
    if not (used.columns or used.fixed or used.words):
        return
    kept = {
        "columns": {str(place): code for place, code in used.columns.items()},
        "fixed": dict(used.fixed),
        "words": {name: dict(words) for name, words in used.words.items()},
    }
    with desk.store.write() as writer:
        settings.write(writer.connection, {_name(read.kind, read.heading): kept})


def forget(desk: Desk, kind: str, heading: Heading) -> None:
    """Forget what was decided about lists with this heading."""
    with desk.store.write() as writer:
        settings.remove(writer.connection, _name(kind, heading))


def _name(kind: str, heading: Heading) -> str:
    said: Mapping[int, str] = {place: fold(heading.text(place)) for place in sorted(heading.parts)
                               if not is_reasons(heading.parts[place][-1])
                               and not is_own_reason(heading.parts[place][-1])}  # fmt: skip
    told = "\x1f".join(f"{place}:{text}" for place, text in said.items())
    return f"{_NAME}{kind}/{hashlib.sha256(told.encode()).hexdigest()[:32]}"
