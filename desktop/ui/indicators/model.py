"""The targets of a plan as rows, their text made when they arrive."""

from desktop.services.judgement import Indicator
from desktop.ui import language, style
from desktop.ui.indicators import words
from desktop.ui.widgets.lines import Line, LinesModel

LABEL, BAR, COUNTS, VALUE, TARGET, STATUS, MISSING = range(7)


class TargetModel(LinesModel[Indicator]):
    """One row per target, in the plan's order."""

    columns = ("label", "bar", "counts", "value", "target", "status", "missing")
    words = "indicators.column"
    right = (COUNTS, VALUE, TARGET)

    def row_of(self, target_id: str) -> int:
        """The row of a target, -1 when it is not there."""
        return next((n for n, one in enumerate(self.items) if one.target_id == target_id), -1)

    def cells_of(self, item: Indicator) -> tuple[str, ...]:
        """What, how far, how judged, and what is missing."""
        status = f"{style.look(item.status).sign} {language.say(f'status.{item.status}')}"
        return (
            words.label(item.id),
            words.value(item) if words.bar(item) else words.reason(item) or status,
            words.counts(item),
            words.value(item),
            words.asked(item, brief=True),
            status,
            words.missing(item),
        )

    def tip_of(self, line: Line[Indicator], column: int) -> str:
        """What a cell has no room for."""
        one = line.item
        if column == LABEL:
            return f"{line.cells[LABEL]}\n“{one.quote}”"
        if column == TARGET:
            return words.asked(one)
        if column == MISSING:
            return " · ".join(text for text in (words.missing(one), words.pace(one)) if text)
        return line.cells[column]

    def as_text(self) -> str:
        """All figures as lines of columns with tabs between, for a spreadsheet or a letter."""
        kept = [column for column in range(len(self.columns)) if column != BAR]
        rows = [[self.cells_of(one)[column] for column in kept] for one in self.items]
        return "\n".join("\t".join(cells) for cells in [[self.head_of(column) for column in kept], *rows])
