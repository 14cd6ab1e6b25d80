"""What becomes of every record read: new, changed, the same, or refused with its reasons.

A line that equals a record that is already here is the same, so importing twice changes nothing. Equal lines are
counted, not collapsed: three people may have the same day, age and needs, so three equal lines are the same as three
equal records only.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from desktop.models import queries
from desktop.models.edits import clean, encode
from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.models.folding import fold, nfc
from desktop.models.records import FieldType, Kind, kind_named
from desktop.models.rules import Problem
from desktop.services import activities, defaults
from desktop.services.desk import Desk
from desktop.services.importing.links import Links
from desktop.services.importing.preview import OWN_REASON_NEEDED, REASON_NEEDED, FoundLine, Status
from desktop.services.importing.reading import Reading
from desktop.services.own_codes import OwnCodes
from desktop.services.progress import Progress
from desktop.services.workbook.example import is_marked
from desktop.services.workbook.records import ImportedRow

_STEP = 200
_REASON = frozenset(("reason",))
"""Why a doubtful record was saved is nothing that the same line in a file has to repeat."""

Before = Mapping[str, Any]
"""The JSON-native values of a record as it is held; fields left out are empty."""


@dataclasses.dataclass(frozen=True)
class SortedOut:
    """What came of the records of a workbook.

    Attributes:
        lines: One for each record read, in the order of the file.
        accepted: What is to be saved: the new ones, then the changed ones.
        before: The changed records as they are held now, by id.
        captions: What records that may be linked to are called, by id, and the unit's own entries, by code.
        own: The entries the unit added to code lists.
    """

    lines: tuple[FoundLine, ...]
    accepted: tuple[Draft, ...]
    before: Mapping[str, Before]
    captions: Mapping[str, str]
    own: OwnCodes


@dataclasses.dataclass(frozen=True)
class _Pending:
    """One record that waits for the rules: its place, what was read, and what is wrong with it already."""

    number: int
    row: ImportedRow
    draft: Draft
    whole: dict[str, Any]
    problems: tuple[Problem, ...] = ()


def sort_out(
    desk: Desk, read: Reading, progress: Progress, *, named: bool = True, reason: str = ""
) -> SortedOut:
    """Say of every record in *read* what would become of it; nothing is saved.

    Args:
        desk: The commune's desk.
        read: What was read.
        progress: Told how far it is.
        named: Whether to say what each is called.
        reason: Why records with doubts are saved all the same; they are refused without it, as at entry.

    Raises:
        Refusal: ``reason_too_long``.
        Cancelled: from *progress*.
    """
    said = nfc(reason)
    longest = kind_named(read.kind).field("reason").max_length
    if longest is not None and len(said) > longest:
        raise Refusal("reason_too_long", limit=longest)
    sorter = _Sorter(desk, read, progress, named=named, reason=said)
    for row in read.rows:
        sorter.take(row)
    return sorter.finished()


class _Sorter:
    """The records of one workbook being sorted."""

    def __init__(self, desk: Desk, read: Reading, progress: Progress, *, named: bool, reason: str) -> None:
        self._desk = desk
        self._named = named
        self._reason = reason
        self._kind = kind_named(read.kind)
        self._known = defaults.known(desk)
        self._rows = read.rows
        self._progress = progress
        self._named_by: dict[str, list[int]] = {}
        for row in read.rows:
            if row.draft.id is not None:
                self._named_by.setdefault(row.draft.id, []).append(row.row)
        ids = set(self._named_by)
        with desk.store.read() as connection:
            self._links = Links(connection, self._kind, desk.settings.unit)
            self._present = _by_id(connection, self._kind, ids)
            # Equal records that no line has been matched with yet; one that a line names by its id is that line's.
            self._unmatched = _likenesses(connection, self._kind, desk.settings.unit, read.rows, ids)
        self._lines: dict[int, FoundLine] = {}
        self._pending: list[_Pending] = []
        self._alike: set[tuple[object, ...]] = set()
        self._taken = 0

    def take(self, row: ImportedRow) -> None:
        """Sort one record as far as it can be without the rules, which look at all together."""
        number = self._taken
        self._taken += 1
        if number % _STEP == 0:
            self._progress(number, 2 * len(self._rows))
        before = self._present.get(str(row.draft.id))
        values, problems = self._links.resolve(row.draft.values, before)
        if row.draft.id is None:
            values = defaults.filled(self._known, self._kind, values)
        cleaned = clean(self._kind, values)
        draft = dataclasses.replace(row.draft, values=cleaned)
        found = (*row.problems, *problems, *self._wrong_id(row, before))
        errors = [problem for problem in found if problem.severity == "error"]
        if any(not problem.field for problem in errors):
            self._refuse(number, row, cleaned, found)
        elif errors:
            # What else is wrong is said at once, so that the line need not come back twice.
            draft = dataclasses.replace(draft, unread=tuple(problem.field for problem in errors))
            self._pending.append(_Pending(number, row, draft, {**(before or {}), **cleaned}, found))
        elif before is not None:
            whole = {**before, **cleaned}
            if likeness(self._kind, whole) == likeness(self._kind, before):
                self._same(number, row, whole)
            else:
                self._pending.append(_Pending(number, row, draft, whole, found))
        else:
            like = likeness(self._kind, cleaned, besides=_REASON) if self._unmatched else b""
            if self._unmatched[like] > 0:
                self._unmatched[like] -= 1
                self._same(number, row, cleaned)
            else:
                self._pending.append(_Pending(number, row, draft, cleaned, found))

    def finished(self) -> SortedOut:
        """Check what is new or changed, all in one read of the store, and say what came of everything."""
        new: list[Draft] = []
        changed: list[Draft] = []
        checked = activities.checks(self._desk, (one.draft for one in self._pending))
        for n, (pending, problems) in enumerate(zip(self._pending, checked, strict=True)):
            if n % _STEP == 0:
                self._progress(len(self._rows) + n, 2 * len(self._rows))
            number, row, draft, whole = pending.number, pending.row, pending.draft, pending.whole
            alike = self._alike_of(whole)
            found = (*pending.problems, *problems)
            if not draft.id and not draft.unread:
                found += tuple(self._twins(alike, problems))
            if any(problem.severity == "warning" for problem in found) and not whole.get("reason"):
                if any(problem.code == "personal_data" for problem in found):
                    # One reason for many lines may not let in what one of them says of a person.
                    found += (Problem("reason", OWN_REASON_NEEDED),)
                elif self._reason:
                    whole = {**whole, "reason": self._reason}
                    draft = dataclasses.replace(draft, values={**draft.values, "reason": self._reason})
                else:
                    found += (Problem("reason", REASON_NEEDED),)
            if any(problem.severity == "error" for problem in found):
                self._refuse(number, row, whole, found)
                continue
            (changed if draft.id else new).append(draft)
            self._alike.add(alike)
            changes = self._changes(draft, whole) if draft.id else ()
            status: Status = "changed" if draft.id else "new"
            caption = self._called(whole, row)
            self._lines[number] = FoundLine(row.row, status, caption, row.lines, found, changes, whole)
        self._progress(2 * len(self._rows), 2 * len(self._rows))
        return SortedOut(
            tuple(self._lines[number] for number in range(len(self._rows))),
            (*new, *changed),
            {str(draft.id): self._present[str(draft.id)] for draft in changed},
            {**self._links.captions, **self._links.own.labels},
            self._links.own,
        )

    def _wrong_id(self, row: ImportedRow, before: Before | None) -> Iterator[Problem]:
        record = row.draft.id
        if record is None:
            return
        if is_marked(record):
            yield Problem("", "still_example")
        elif before is None:
            yield Problem("", "unknown_record", {"value": record})
        else:
            others = [number for number in self._named_by[record] if number != row.row]
            if others:
                # Nobody knows which of them the record is to become.
                yield Problem("", "id_twice", {"line": others[0]})

    def _refuse(
        self, number: int, row: ImportedRow, values: Mapping[str, Any], found: Sequence[Problem]
    ) -> None:
        caption = self._called(values, row)
        self._lines[number] = FoundLine(row.row, "refused", caption, row.lines, tuple(found), (), values)

    def _same(self, number: int, row: ImportedRow, values: Mapping[str, Any]) -> None:
        caption = self._called(values, row)
        self._lines[number] = FoundLine(row.row, "same", caption, row.lines, values=values)

    def _called(self, values: Mapping[str, Any], row: ImportedRow) -> str:
        if not self._named:
            return ""
        try:
            return self._links.called(self._kind, values, row.draft.values)
        except ValueError:
            # What stands in a cell is no day.
            return ""

    def _changes(self, draft: Draft, whole: Mapping[str, Any]) -> tuple[tuple[str, object, object], ...]:
        before = self._present[str(draft.id)]
        return tuple(
            (field.name, before.get(field.name), whole.get(field.name))
            for field in self._kind.fields
            if _stored(field.type, before.get(field.name)) != _stored(field.type, whole.get(field.name))
        )

    def _twins(self, alike: tuple[object, ...], problems: Sequence[Problem]) -> Iterator[Problem]:
        """A line like one taken from the same file: the rules only know what is in the store."""
        known = {"second_of_year", "likely_duplicate"} & {p.code for p in problems}
        if self._kind.same_if and alike in self._alike and not known:
            yield Problem(self._kind.same_if[0], "twin_in_file", {}, "warning")

    def _alike_of(self, values: Mapping[str, Any]) -> tuple[object, ...]:
        fields = (self._kind.field(name) for name in self._kind.same_if)
        chosen = ((field.type, values.get(field.name)) for field in fields)
        return tuple(fold(v) if kind is FieldType.TEXT and isinstance(v, str) else v for kind, v in chosen)


def _by_id(connection: Any, kind: Kind, ids: set[str]) -> dict[str, Before]:
    known = [bytes.fromhex(one) for one in ids if queries.is_id(one)]
    found = queries.rows_by_id(connection, kind, known)
    return {row.id.hex(): row.values for row in found.values() if not row.deleted}


def _likenesses(
    connection: Any, kind: Kind, unit: str, rows: Sequence[ImportedRow], named: set[str]
) -> Counter[bytes]:
    """How many records of each likeness there are, of those that may equal a line: dated like one, or undated."""
    fields = [field for field in kind.fields if not field.made]
    dated = kind.field(kind.dated_by).required
    values: list[Any] = [value for row in rows if (value := row.draft.values.get(kind.dated_by)) is not None]
    bounds = clean(kind, {kind.dated_by: min(values, default=None)}), clean(
        kind, {kind.dated_by: max(values, default=None)}
    )  # fmt: skip
    since, until = (bound[kind.dated_by] if dated and values else None for bound in bounds)
    found: Counter[bytes] = Counter()
    for record, *cells in queries.columns(connection, kind, unit, [f.name for f in fields], since, until):
        if record.hex() not in named:
            held = {
                field.name: _loaded(field.type, cell)
                for field, cell in zip(fields, cells, strict=True)
                if cell is not None
            }
            found[likeness(kind, held, besides=_REASON)] += 1
    return found


def likeness(kind: Kind, values: Mapping[str, Any], *, besides: frozenset[str] = frozenset()) -> bytes:
    """Equal for records of equal content *besides* some fields; an empty list or text and nothing are the same."""
    content = {}
    for field in kind.fields:
        value = values.get(field.name)
        if value is not None and not field.made and field.name not in besides:
            stored = _stored(field.type, value)
            if stored not in (None, "", []):
                content[field.name] = stored
    return encode(content)


def _stored(kind: FieldType, value: Any) -> Any:
    """*value* with empty cells of its rows left out: a field added later is empty in rows written before."""
    if kind is FieldType.ROWS and value:
        return [{name: cell for name, cell in row.items() if cell is not None} for row in value]
    return (
        value or None if kind in (FieldType.CODES, FieldType.LINKS, FieldType.ROWS, FieldType.TEXT) else value
    )


def _loaded(kind: FieldType, cell: Any) -> Any:
    if kind in (FieldType.CODES, FieldType.LINKS, FieldType.ROWS):
        return msgspec.json.decode(cell)
    return bool(cell) if kind is FieldType.FLAG else cell
