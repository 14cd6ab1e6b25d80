"""The targets of a plan as rows, their text made when they arrive."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from desktop.services.judgement import Indicator
from desktop.services.outlook import Outlook, Point
from desktop.ui import language, style
from desktop.ui.indicators import spark, words
from desktop.ui.widgets.lines import Line, LinesModel

LABEL, STATUS, BAR, COUNTS, VALUE, TARGET, MISSING, COURSE = range(8)


class TargetModel(LinesModel[Indicator]):
    """One row per target, in the plan's order."""

    columns = ("label", "status", "bar", "counts", "value", "target", "missing", "course")
    words = "indicators.column"
    right = (COUNTS, VALUE, TARGET)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ahead: Mapping[str, Outlook] = {}

    def show_ahead(self, ahead: Mapping[str, Outlook]) -> None:
        """Show the course of each target beside its figure."""
        self._ahead = ahead
        self.retranslate()

    def ahead_of(self, target_id: str) -> Outlook | None:
        """What lies ahead of a target; None before it is known."""
        return self._ahead.get(target_id)

    def course_of(self, item: Indicator) -> Sequence[Point]:
        """The twelve months of a target; none where it has no figure of its own."""
        ahead = self._ahead.get(item.target_id)
        return ahead.course if ahead is not None and item.status != "not_applicable" else ()

    def row_of(self, target_id: str) -> int:
        """The row of a target, -1 when it is not there."""
        return next((n for n, one in enumerate(self.items) if one.target_id == target_id), -1)

    def cells_of(self, item: Indicator) -> tuple[str, ...]:
        """What, how judged, how far, what is missing, and how it came to be so."""
        status = f"{style.look(item.status).sign} {language.say(f'status.{item.status}')}"
        return (
            words.label(item.id),
            status,
            words.value(item) if words.bar(item) else words.reason(item) or status,
            words.counts(item),
            words.value(item),
            words.asked(item, brief=True),
            words.missing(item),
            spark.as_text(
                self.course_of(item),
                percent=item.unit_of_measure == "percent",
                yes_no=words.is_yes_no(item),
            ),
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
        kept = [column for column in range(len(self.columns)) if column not in (BAR, COURSE)]
        rows = [[*(self.cells_of(one)[column] for column in kept), one.version] for one in self.items]
        heads = [*(self.head_of(column) for column in kept), language.say("indicators.version")]
        return "\n".join("\t".join(cells) for cells in [heads, *rows])
