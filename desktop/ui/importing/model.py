"""What became of the lines of a file, as rows of tables."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from desktop.models.records import Kind
from desktop.services.importing import FoundLine, SkippedLine
from desktop.ui import language, style
from desktop.ui.importing import words
from desktop.ui.widgets.lines import Line, SortedLines

STATUS, ROW, CAPTION, WHY = range(4)
_LOOKS = {"new": "met", "changed": "on_course", "same": "nothing_happened", "refused": "not_met"}
_WAITING = "no_data"


class LinesModel(SortedLines[FoundLine | SkippedLine]):
    """One row for each record read, or for each line that is none.

    Attributes:
        captions: What linked records are called, by id.
    """

    columns = ("status", "row", "caption", "why")
    words = "importing.column"
    right = (ROW,)

    def __init__(self, kind: Kind, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.captions: Mapping[str, str] = {}

    def cells_of(self, item: FoundLine | SkippedLine) -> tuple[str, ...]:
        """What became of the line, where it is, what it is called, and why."""
        row = language.number(item.row)
        if isinstance(item, SkippedLine):
            sign = style.look("nothing_happened").sign
            return (
                f"{sign} {language.say('importing.skipped')}",
                row,
                item.text,
                language.say(f"importing.skipped.{item.why}"),
            )
        sign = style.look(self.status_of(item)).sign
        why = [words.reasons(self._kind.name, item.problems)] if item.problems else []
        if item.changes:
            why.append(words.changes(self._kind, item, self.captions))
        elif item.status != "refused":
            why.append(words.content(self._kind, item, self.captions))
        status = "waiting" if item.waits_for_reason else item.status
        return f"{sign} {language.say(f'importing.status.{status}')}", row, item.caption, "  ".join(why)

    def status_of(self, item: FoundLine | SkippedLine) -> str:
        """The look of what became of a line."""
        if isinstance(item, SkippedLine):
            return "nothing_happened"
        return _WAITING if item.waits_for_reason else _LOOKS[item.status]

    def key_of(self, line: Line[FoundLine | SkippedLine], column: int) -> object:
        """Lines by their number, words as a dictionary sorts them."""
        return line.item.row if column == ROW else super().key_of(line, column)
