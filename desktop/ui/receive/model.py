"""Packages as rows: what receiving them would do, or what it did."""

import dataclasses
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject

from desktop import said
from desktop.services.exchange import PackageReport
from desktop.services.words import Words
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.widgets.lines import Line, SortedLines

STATUS, FILE, UNIT, SEQUENCE, MADE, NEW, UPDATED, KNOWN, CONFLICT, REASON = range(10)
_NONE = "–"
_LOOKS = {"accepted": "met", "duplicate": "nothing_happened", "refused": "not_met"}


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
    """One line about a package, as the command line says it too."""
    return said.package(Words(language.current()), one)


class PackagesModel(SortedLines[PackageReport]):
    """One row per package, refused ones with the reason."""

    columns = ("status", "file", "unit", "sequence", "made", "new", "updated", "known", "conflict", "reason")
    words = "receive.column"
    right = (SEQUENCE, MADE, NEW, UPDATED, KNOWN, CONFLICT)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._applied = False

    def show_reports(self, reports: Sequence[PackageReport], *, applied: bool) -> None:
        """Show *reports* of a preview, or of what was *applied*."""
        self._applied = applied
        self.show_items(reports)

    def first_refused(self) -> int:
        """The row of the first package refused, the first row when none is."""
        rows = range(self.rowCount())
        return next((row for row in rows if self.shown(row).status == "refused"), 0)

    def tip_of(self, line: Line[PackageReport], _column: int) -> str:
        """The whole sentence about a package."""
        return sentence(line.item)

    def status_of(self, item: PackageReport) -> str:
        """The look of what became of a package."""
        return _LOOKS[item.status]

    def key_of(self, line: Line[PackageReport], column: int) -> object:
        """Numbers and days by their value, words as a dictionary sorts them."""
        one = line.item
        if column == MADE:
            return one.as_of or ""
        numbers = {SEQUENCE: one.sequence, NEW: one.new, UPDATED: one.updated, KNOWN: one.duplicate,
                   CONFLICT: one.conflict}  # fmt: skip
        return numbers[column] or 0 if column in numbers else super().key_of(line, column)

    def cells_of(self, item: PackageReport) -> tuple[str, ...]:
        """What becomes of the package, whose it is, and what it holds."""
        one = item
        sign = style.look(_LOOKS[one.status]).sign
        word = language.say(f"receive.{'done' if self._applied else 'preview'}.{one.status}")
        why = ""
        if one.reason is not None:
            why = language.term("errors", one.reason, **one.message_params)
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
            *(language.number(count) if counted else _NONE for count in counts),
            why,
        )
