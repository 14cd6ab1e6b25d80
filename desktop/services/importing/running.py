"""Looking at a workbook and importing it: one way through, of which the first half changes nothing."""

import contextlib
import dataclasses
import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from desktop.models import ledger
from desktop.models.errors import Refusal
from desktop.models.folding import fold
from desktop.models.records import Kind, kind_named
from desktop.services import activities, own_codes
from desktop.services.desk import COMMUNE, Desk
from desktop.services.importing import layouts, reading
from desktop.services.importing.preview import Choices, Preview, UnknownWord
from desktop.services.importing.reading import Reading
from desktop.services.importing.sorting import SortedOut, sort_out
from desktop.services.importing.vocabulary import plain, words_of
from desktop.services.progress import Progress, silent
from desktop.services.workbook.columns import column_of

_ALIKE = 0.75
_SHORTEST, _SHORTEST_WITHIN = 3, 5
"""Letters more than which a label within a word, and a word within a label, say what is meant."""


@dataclasses.dataclass(frozen=True)
class Outcome:
    """What an import did.

    Attributes:
        preview: What was said before; it is what was done.
        new: The ids of the records added.
        before: The changed records as they were, by id: JSON-native values.
        written: The log it was written to, and the numbers of its changes: first and last.
    """

    preview: Preview
    new: tuple[str, ...]
    before: Mapping[str, Mapping[str, Any]]
    written: tuple[str, int, int]


def look(desk: Desk, path: Path, choices: Choices | None = None, *, progress: Progress = silent) -> Preview:
    """What importing the workbook *path* would do; nothing is saved.

    Raises:
        Refusal: ``not_commune_desk``, ``reason_too_long``, and what `reading.read` refuses.
        Cancelled: from *progress*.
    """
    with _no_search_for_rings():
        return _through(desk, path, choices, progress, named=True)[0]


def run(
    desk: Desk,
    path: Path,
    choices: Choices | None = None,
    *,
    agreed: Preview | None = None,
    progress: Progress = silent,
) -> Outcome:
    """Import the workbook *path*: what is new or changed and valid is saved, in one transaction.

    Args:
        desk: The commune's desk.
        path: The workbook.
        choices: What a person decided; the rest is guessed.
        agreed: What a person was shown and agreed to; nothing is saved if something else came of it now.
        progress: Told how far it is.

    Raises:
        Refusal: ``not_commune_desk``, ``reason_too_long``, ``import_changed``, and what `reading.read` refuses;
            nothing was saved then.
        Cancelled: from *progress*; nothing was saved.
    """
    with _no_search_for_rings():
        preview, read, found = _through(desk, path, choices, progress, named=False)
    if agreed is not None and agreed.lines != preview.lines:
        raise Refusal("import_changed", path=str(path))
    log = desk.settings.site if kind_named(read.kind).leaves else desk.settings.local_site
    first = _last(desk, log) + 1
    with _no_search_for_rings():
        ids = activities.save_many(desk, found.accepted)
    added = [record for record, draft in zip(ids, found.accepted, strict=True) if record and draft.id is None]
    layouts.remember(desk, read)
    return Outcome(preview, tuple(added), found.before, (log, first, _last(desk, log)))


@contextlib.contextmanager
def _no_search_for_rings() -> Iterator[None]:
    """Hold Python's search for objects that refer to one another: there are none among a hundred thousand cells.

    It took a quarter of the time of an import.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _last(desk: Desk, log: str) -> int:
    with desk.store.read() as connection:
        return ledger.last_seq(connection, bytes.fromhex(log))


def _through(
    desk: Desk, path: Path, choices: Choices | None, progress: Progress, *, named: bool
) -> tuple[Preview, Reading, SortedOut]:
    if desk.settings.role != COMMUNE:
        raise Refusal("not_commune_desk")
    read = reading.read(path, choices, layouts.recalling(desk), progress, own_codes.of(desk))
    found = sort_out(desk, read, progress, named=named, reason=choices.reason if choices else "")
    preview = Preview(
        kind=read.kind,
        sheet=read.sheet,
        sheets=read.sheets,
        heading=(read.heading.first, read.heading.last),
        columns=read.columns,
        missing=read.missing,
        words=_unknown_words(kind_named(read.kind), found),
        fonts=read.fonts,
        lines=found.lines,
        skipped=read.skipped,
        remembered=read.remembered,
        captions=found.captions,
        own=found.own.offered,
    )
    return preview, read, found


def _unknown_words(kind: Kind, found: SortedOut) -> tuple[UnknownWord, ...]:
    counted: Counter[tuple[str, str]] = Counter()
    spelled: dict[tuple[str, str], str] = {}
    for line in found.lines:
        seen = set()
        for problem in line.problems:
            if problem.code == "unknown_code" and "value" in problem.params:
                rows, _, cell = problem.field.partition(".")
                column = f"{rows}.{cell.rpartition('.')[2]}" if cell else rows
                key = column, fold(str(problem.params["value"]))
                spelled.setdefault(key, str(problem.params["value"]))
                seen.add(key)
        counted.update(seen)
    return tuple(
        UnknownWord(code_list, code, spelled[code, said], lines, nearest(code_list, said))
        for (code, said), lines in counted.most_common()
        if (code_list := _list_of(kind, code))
    )


def _list_of(kind: Kind, code: str) -> str:
    column = column_of(kind, code)
    return str(column.field.code_list) if column is not None and column.field is not None else ""


def nearest(code_list: str, word: str) -> str:
    """The code a word most likely means; empty when none is like it."""
    said = plain(word)
    known = {name: code for name, code, _ in reversed(tuple(words_of(code_list)))}
    if said in known:
        return known[said]
    within = [
        name
        for name in known
        if (len(name) > _SHORTEST and f" {name} " in f" {said} ")
        # "Không" alone is in many labels and means none of them.
        or (len(said) > _SHORTEST_WITHIN and f" {said} " in f" {name} ")
    ]
    close: Sequence[str] = within or get_close_matches(said, known, 1, _ALIKE)
    return known[max(close, key=len)] if close else ""
