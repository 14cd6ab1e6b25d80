"""Packages as rows: what receiving them would do, or what it did."""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from desktop import said
from desktop.services.exchange import PackageReport
from desktop.services.words import Words
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.widgets.lines import Index, Line, SortedLines

STATUS, FILE, UNIT, SEQUENCE, MADE, SIZE, NEW, UPDATED, KNOWN, CONFLICT, REASON = range(11)
_NONE = "–"
ALL, WANTED, KNOWN_BEFORE, REFUSED = "all", "wanted", "known", "refused"
SHOWN = (ALL, WANTED, KNOWN_BEFORE, REFUSED)
"""What may be shown: everything, what can be taken in, what was received before, what cannot be taken in."""
_LOOKS = {
    "new": "met", "partly": "met", "known": "nothing_happened", "too_new": "not_reported",
    "taken_back": "nothing_happened", "twins": "on_course", "refused": "not_met",
}  # fmt: skip
_BY_REASON = {"too_new": "too_new", "taken_back": "taken_back", "forked": "twins"}


def becomes(one: PackageReport) -> str:
    """What becomes of a package, as `_LOOKS` names it."""
    if one.status == "duplicate":
        return "known"
    if one.line and one.status == "accepted":
        return "twins"
    if one.status == "accepted":
        return "partly" if one.duplicate else "new"
    return _BY_REASON.get(one.reason or "", "refused")


def kinds_of(one: PackageReport) -> str:
    """How many records of each kind are new or changed; empty when none is."""
    counted = [
        f"{language.number(count)} {language.kind_title(kind)}" for kind, count in sorted(one.kinds.items())
    ]
    return ", ".join(counted)


@dataclasses.dataclass(frozen=True)
class Totals:
    """What many packages come to."""

    packages: int
    accepted: int
    duplicate: int
    refused: int
    new: int
    updated: int
    known: int
    conflict: int


def totals_of(reports: Sequence[PackageReport]) -> Totals:
    """The sums over *reports*."""
    return Totals(
        packages=len(reports),
        accepted=sum(one.status == "accepted" for one in reports),
        duplicate=sum(one.status == "duplicate" for one in reports),
        refused=sum(one.status == "refused" for one in reports),
        new=sum(one.new for one in reports),
        updated=sum(one.updated for one in reports),
        known=sum(one.duplicate for one in reports),
        conflict=sum(one.conflict for one in reports),
    )


def sentence(one: PackageReport) -> str:
    """One line about a package, as the command line says it too, and what of each kind it brings."""
    text, kinds = said.package(Words(language.current()), one), kinds_of(one)
    return f"{text} {language.say('receive.kinds', kinds=kinds)}" if kinds else text


def path_of(one: PackageReport) -> Path:
    """Where a package lies."""
    return Path(one.folder) / one.package


class PackagesModel(SortedLines[PackageReport]):
    """One row per package, refused ones with the reason."""

    chosen_changed = Signal()

    columns = (
        "status", "file", "unit", "sequence", "made", "size", "new", "updated", "known", "conflict", "reason",
    )  # fmt: skip
    words = "receive.column"
    right = (SEQUENCE, MADE, SIZE, NEW, UPDATED, KNOWN, CONFLICT)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._applied = False
        self._left_out: set[Path] = set()
        self._shown = ALL

    def show_reports(self, reports: Sequence[PackageReport], *, applied: bool) -> None:
        """Show *reports* of a preview, all that can be taken in chosen, or of what was *applied*."""
        self._applied = applied
        self._left_out = set()
        self.show_items(reports)

    def narrow(self, text: str, shown: str) -> None:
        """Show only what holds *text* and belongs to one of `SHOWN`."""
        self._shown = shown
        self.search(text)

    def keeps(self, item: PackageReport) -> bool:
        """Whether a package found is one of those wanted."""
        kept = {WANTED: "accepted", KNOWN_BEFORE: "duplicate", REFUSED: "refused"}
        return self._shown == ALL or item.status == kept[self._shown]

    # Which are to be received

    def may_choose(self, item: PackageReport) -> bool:
        """Whether a package can be taken in or left out."""
        return not self._applied and item.status == "accepted"

    def chosen(self) -> list[PackageReport]:
        """The packages that are to be received, whether they show or not."""
        return [one for one in self.items if self.may_choose(one) and path_of(one) not in self._left_out]

    def to_take(self) -> list[PackageReport]:
        """What is handed over: all but what is left out, so that what is refused is kept and answered too."""
        return [one for one in self.items if not self.may_choose(one) or path_of(one) not in self._left_out]

    def choose(self, items: Iterable[PackageReport], *, chosen: bool) -> None:
        """Receive *items*, or leave them out."""
        paths = {path_of(one) for one in items if self.may_choose(one)}
        self._left_out = self._left_out - paths if chosen else self._left_out | paths
        self.arrange()
        self.chosen_changed.emit()

    def turn(self, rows: Iterable[int]) -> None:
        """Leave the packages in *rows* out, or if all of them are left out already, take them in."""
        items = [one for one in (self.item(row) for row in rows) if one is not None and self.may_choose(one)]
        self.choose(items, chosen=all(path_of(one) in self._left_out for one in items))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A package that can be taken in has a box."""
        flags = super().flags(index)
        item = self.item(index.row())
        if index.column() == FILE and item is not None and self.may_choose(item):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What lines have, and a box before the name of what can be taken in."""
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == FILE:
            item = self.shown(index.row())
            if not self.may_choose(item):
                return None
            left_out = path_of(item) in self._left_out
            return Qt.CheckState.Unchecked if left_out else Qt.CheckState.Checked
        return super().data(index, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A click on the box."""
        item = self.item(index.row())
        if role != Qt.ItemDataRole.CheckStateRole or item is None or not self.may_choose(item):
            return False
        self.choose([item], chosen=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def first_refused(self) -> int:
        """The row of the first package refused, the first row when none is."""
        rows = range(self.rowCount())
        return next((row for row in rows if self.shown(row).status == "refused"), 0)

    def tip_of(self, line: Line[PackageReport], _column: int) -> str:
        """The whole sentence about a package."""
        return sentence(line.item)

    def status_of(self, item: PackageReport) -> str:
        """The look of what became of a package."""
        return _LOOKS[becomes(item)]

    def key_of(self, line: Line[PackageReport], column: int) -> object:
        """Numbers and days by their value, words as a dictionary sorts them."""
        one = line.item
        if column == MADE:
            return one.as_of or ""
        numbers = {SEQUENCE: one.sequence, SIZE: one.size, NEW: one.new, UPDATED: one.updated, KNOWN: one.duplicate,
                   CONFLICT: one.conflict}  # fmt: skip
        return numbers[column] or 0 if column in numbers else super().key_of(line, column)

    def cells_of(self, item: PackageReport) -> tuple[str, ...]:
        """What becomes of the package, whose it is, and what it holds."""
        one = item
        became = becomes(one)
        sign = style.look(_LOOKS[became]).sign
        word = language.say(f"receive.{'done' if self._applied else 'preview'}.{became}")
        why = ""
        if one.reason is not None:
            why = language.term("errors", one.reason, **one.message_params)
        elif one.line:
            why = language.say("receive.twins")
        elif one.waiting:
            why = language.say("receive.waiting", count=one.waiting)
        counts = (one.new, one.updated, one.duplicate, one.conflict)
        counted = one.status != "refused"
        return (
            f"{sign} {word}",
            one.package,
            words.unit_name(one.unit) if one.unit else _NONE,
            _NONE if one.sequence is None else language.number(one.sequence),
            language.day(date.fromisoformat(one.as_of)) if one.as_of else _NONE,
            language.say("receive.kilobytes", count=language.number(-(-one.size // 1024)))
            if one.size
            else _NONE,
            *(language.number(count) if counted else _NONE for count in counts),
            why,
        )
