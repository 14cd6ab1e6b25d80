"""Importing a workbook: what is valid is saved in one transaction, what is not is named with its reason.

A line that equals a record that is already here is a duplicate, so importing twice changes nothing. Equal
lines are counted, not collapsed: three people may have the same day, age and needs, so three equal lines are
duplicates only of three equal records.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

import msgspec

from desktop.models.edits import clean, to_values
from desktop.models.entry import Draft, Entry
from desktop.models.errors import Refusal
from desktop.models.folding import fold
from desktop.models.records import Field, FieldType, Kind, kind_named
from desktop.models.rules import Problem
from desktop.services import activities, naming
from desktop.services.desk import COMMUNE, Desk
from desktop.services.importing import reading
from desktop.services.progress import Progress, silent
from desktop.services.workbook.lists import items
from desktop.services.workbook.records import ImportedRow

_ALL = 1_000_000
_STEP = 200

Findings = tuple[tuple[int, tuple[Problem, ...]], ...]


@dataclasses.dataclass(frozen=True)
class ImportReport:
    """What an import did, or with ``dry_run`` would do.

    Attributes:
        kind: Record kind.
        rows: Records read from the workbook.
        new: Records added.
        updated: Records changed, where the workbook gave an id.
        duplicate: Records already here just so, each matched with one of its own; skipped.
        refused: Lines that were not saved, each with its problems.
        warnings: Lines that were saved although something about them is unusual.
    """

    kind: str
    rows: int
    new: int
    updated: int
    duplicate: int
    refused: Findings
    warnings: Findings


def run(desk: Desk, path: Path, dry_run: bool = False, progress: Progress = silent) -> ImportReport:
    """Import the workbook *path*.

    Raises:
        Refusal: ``not_commune_desk``, and what `workbook.read` refuses; nothing was saved then.
        Cancelled: from *progress*; nothing was saved.
    """
    if desk.settings.role != COMMUNE:
        raise Refusal("not_commune_desk")
    sheet = reading.read(path)
    named = {row.draft.id for row in sheet.rows if row.draft.id is not None}
    sorted_out = _Import(desk, kind_named(sheet.kind), len(sheet.rows), named, progress)
    for number, row in enumerate(sheet.rows):
        if number % _STEP == 0:
            progress(number, 2 * len(sheet.rows))
        sorted_out.take(row)
    report = sorted_out.finish()
    progress(2 * len(sheet.rows), 2 * len(sheet.rows))
    if not dry_run:
        activities.save_many(desk, sorted_out.accepted)
    return report


class _Import:
    """The lines of one workbook, *rows* of them, being sorted into new, updated, duplicate and refused.

    *named* are the ids that stand in any of them.
    """

    def __init__(self, desk: Desk, kind: Kind, rows: int, named: Set[str], progress: Progress) -> None:
        self._desk = desk
        self._kind = kind
        self._rows = rows
        self._progress = progress
        self._present = {e.id: e for e in _entries(desk, kind)}
        # Equal records that no line has been matched with yet; one that a line names by its id is that line's.
        self._unmatched = Counter(
            _likeness(kind, to_values(kind, e.record)) for e in self._present.values() if e.id not in named
        )
        self._links = _Links(desk, kind)
        self._fresh: list[tuple[int, Draft]] = []
        self._taken: set[tuple[object, ...]] = set()
        self._duplicates = 0
        self._updated: list[Draft] = []
        self._new: list[Draft] = []
        self._refused: list[tuple[int, tuple[Problem, ...]]] = []
        self._warnings: list[tuple[int, tuple[Problem, ...]]] = []

    @property
    def accepted(self) -> list[Draft]:
        """What is to be saved."""
        return [*self._new, *self._updated]

    def take(self, row: ImportedRow) -> None:
        """Sort one record."""
        values, problems = self._links.resolve(row.draft.values, self._present.get(str(row.draft.id)))
        draft = dataclasses.replace(row.draft, values=values)
        found = (*row.problems, *problems)
        if found:
            self._refused.append((row.row, found))
        elif draft.id is not None:
            self._change(row.row, draft)
        else:
            likeness = _likeness(self._kind, clean(self._kind, values))
            if self._unmatched[likeness]:
                self._unmatched[likeness] -= 1
                self._duplicates += 1
            else:
                self._fresh.append((row.row, draft))

    def finish(self) -> ImportReport:
        """Check the new records, all in one read of the store, and say what came of everything."""
        drafts = [draft for _, draft in self._fresh]
        checked = zip(self._fresh, activities.checks(self._desk, drafts), strict=True)
        for number, ((row, draft), problems) in enumerate(checked):
            if number % _STEP == 0:
                self._progress(self._rows + number, 2 * self._rows)
            alike = self._alike(draft)
            twins = self._twins(alike, problems)
            if self._passes(row, draft.values.get("reason"), [*problems, *twins]):
                self._new.append(draft)
                self._taken.add(alike)
        return ImportReport(
            kind=self._kind.name,
            rows=self._rows,
            new=len(self._new),
            updated=len(self._updated),
            duplicate=self._duplicates,
            refused=tuple(sorted(self._refused, key=lambda found: found[0])),
            warnings=tuple(sorted(self._warnings, key=lambda found: found[0])),
        )

    def _alike(self, draft: Draft) -> tuple[object, ...]:
        values = clean(self._kind, draft.values)
        chosen = (values.get(name) for name in self._kind.same_if)
        return tuple(fold(value) if isinstance(value, str) else value for value in chosen)

    def _twins(self, alike: tuple[object, ...], problems: Sequence[Problem]) -> Iterator[Problem]:
        """A line like one taken from the same file: the rules only know what is in the store."""
        fields = self._kind.same_if
        known = {"second_of_year", "likely_duplicate"} & {p.code for p in problems}
        if fields and alike in self._taken and not known:
            yield Problem(fields[0], "twin_in_file", {}, "warning")

    def _change(self, row: int, draft: Draft) -> None:
        entry = self._present.get(str(draft.id))
        if entry is None:
            self._refused.append((row, (Problem("", "unknown_record", {"value": draft.id}),)))
            return
        before = to_values(self._kind, entry.record)
        after = {**before, **clean(self._kind, draft.values)}
        if _likeness(self._kind, after) == _likeness(self._kind, before):
            self._duplicates += 1
        elif self._passes(row, after.get("reason"), activities.check(self._desk, draft)):
            self._updated.append(draft)

    def _passes(self, row: int, reason: object, problems: Sequence[Problem]) -> bool:
        """Whether the line may be saved; a likely name in a file needs a reason, other doubts are reported."""
        errors = [p for p in problems if p.severity == "error"]
        personal = [p for p in problems if p.code == "personal_data"]
        if errors:
            self._refused.append((row, tuple(problems)))
            return False
        if personal and not reason:
            self._refused.append((row, (*problems, Problem("reason", "reason_needed"))))
            return False
        if problems:
            self._warnings.append((row, tuple(problems)))
        return True


def _entries(desk: Desk, kind: Kind) -> tuple[Entry, ...]:
    return activities.page(desk, kind.name, unit=desk.settings.unit, limit=_ALL).entries


def _likeness(kind: Kind, values: Mapping[str, Any]) -> bytes:
    """Equal for records of equal content; an empty list, an empty text and nothing are the same."""
    empty: tuple[object, ...] = (None, "", [], ())
    content = {f.name: values.get(f.name) for f in kind.fields if not f.made}
    content = {name: value for name, value in content.items() if value not in empty}
    return msgspec.json.encode(content, order="deterministic")


class _Links:
    """Finds the records that the links of a kind's workbook name, by id, caption, code or name."""

    def __init__(self, desk: Desk, kind: Kind) -> None:
        self._fields = kind.links
        self._by_name = {
            target: _names(desk, kind_named(target)) for target in {str(f.target) for f in kind.links}
        }

    def resolve(
        self, values: Mapping[str, object], present: Entry | None
    ) -> tuple[dict[str, object], list[Problem]]:
        """*values* with ids in its link fields, and what could not be found.

        A name that fits several records means the one that *present*, the record to be changed, points to already.
        """
        found, problems = dict(values), list[Problem]()
        for field in self._fields:
            value = values.get(field.name)
            held = getattr(present.record, field.name) if present else None
            now = {held} if isinstance(held, str) else set(held or ())
            if isinstance(value, tuple):
                ids = [self._id(field, text, now, problems) for text in self._items(field, value)]
                found[field.name] = tuple(dict.fromkeys(i for i in ids if i is not None))
            elif value is not None:
                found[field.name] = self._id(field, str(value), now, problems)
        return found, problems

    def _items(self, field: Field, value: tuple[object, ...]) -> list[str]:
        names = self._by_name[str(field.target)]
        return items(map(str, value), lambda text: fold(text) in names)

    def _id(self, field: Field, text: str, now: set[str], problems: list[Problem]) -> str | None:
        ids = self._by_name[str(field.target)].get(fold(text), set())
        for fitting in (ids, ids & now):
            if len(fitting) == 1:
                return next(iter(fitting))
        problems.append(Problem(field.name, "ambiguous_link" if ids else "link_not_found", {"value": text}))
        return None


def _names(desk: Desk, kind: Kind) -> dict[str, set[str]]:
    """Everything a record of *kind* is called, without marks and case, to the ids called so."""
    named: dict[str, set[str]] = {}
    for entry in _entries(desk, kind):
        for name in _called(kind, entry):
            named.setdefault(fold(name), set()).add(entry.id)
    return named


def _called(kind: Kind, entry: Entry) -> Iterator[str]:
    values = to_values(kind, entry.record)
    yield entry.id
    yield naming.caption(kind, values)
    for name in kind.caption:
        if kind.field(name).type is FieldType.TEXT and values[name]:
            yield values[name]
