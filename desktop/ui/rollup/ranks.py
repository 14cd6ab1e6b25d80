"""The second view of the roll-up: the communes in order, and when the figures of each arrived."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.ranking import Rank
from desktop.services.timeliness import Arrival
from desktop.ui import language, style
from desktop.ui.widgets.card import label
from desktop.ui.widgets.lines import Line, SortedLines
from desktop.ui.widgets.pills import PillDelegate
from desktop.ui.widgets.spoken import Spoken
from desktop.ui.widgets.table import plain_table, sort_by_heads

RANK, NAME, MET, SHARE, TIME, ARRIVED = range(6)
Ranked = tuple[Rank, Arrival]
_LOOKS = {"on_time": "met", "late": "not_met", "awaited": "on_course", "overdue": "not_reported"}
_WEIGHTS = (8, 30, 16, 12, 38, 16)
_UNKNOWN = 10**6
_NAMED = 8


class RanksModel(SortedLines[Ranked]):
    """One row per commune expected: those ranked first, the others named below them."""

    columns = ("rank", "name", "met", "share", "time", "arrived")
    words = "ranks.column"
    right = (RANK, MET, SHARE, ARRIVED)

    def status_of(self, item: Ranked) -> str:
        """The look of its punctuality."""
        return _LOOKS[item[1].state]

    def key_of(self, line: Line[Ranked], column: int) -> object:
        """Numbers by their value, names as a dictionary sorts them."""
        rank, arrival = line.item
        if column == NAME:
            return super().key_of(line, column)
        keys: dict[int, float] = {
            RANK: rank.rank or _UNKNOWN,
            MET: rank.met,
            SHARE: -1.0 if rank.share is None else rank.share,
            TIME: arrival.late + (0.5 if arrival.arrived_on is None else 0.0),
            ARRIVED: _UNKNOWN if arrival.arrived_on is None else arrival.arrived_on.toordinal(),
        }
        return keys[column]

    def cells_of(self, item: Ranked) -> tuple[str, ...]:
        """Rank, name, what it meets, and whether it was in time."""
        rank, arrival = item
        share = "–" if rank.share is None else language.percent(rank.share)
        if rank.absent is not None:
            met = f"{style.look(rank.absent).sign} {language.say(f'status.{rank.absent}')}"
        else:
            met = f"{language.number(rank.met)} / {language.number(rank.applicable)}"
        sign = style.look(_LOOKS[arrival.state]).sign
        said = language.say(f"ranks.{arrival.state}", late=arrival.late, due=arrival.due_on)
        return (
            "–" if rank.rank is None else language.number(rank.rank),
            rank.name,
            met,
            share,
            f"{sign} {said}",
            "–" if arrival.arrived_on is None else language.day(arrival.arrived_on),
        )


class RanksView(Spoken, QWidget):
    """The rule in words, and the table; ``opened`` carries the unit of a row."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = 0
        self._rule = label("", "secondary", self, wrap=True)
        self._silent = label("", "", self, wrap=True)
        self.model = RanksModel(self)
        self.table = plain_table(self)
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(TIME, PillDelegate(RanksModel.STATUS, self.table))
        self.table.weigh(_WEIGHTS, firm=(RANK, MET, SHARE, ARRIVED))
        sort_by_heads(self.table)
        self.table.activated.connect(self._on_activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * style.STEP)
        for widget in (self._rule, self._silent):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        self._retranslate()

    def show_ranks(self, ranks: Sequence[Rank], arrivals: Sequence[Arrival], days: int) -> None:
        """Show the communes; in time is up to *days* working days after the period's end."""
        self._days = days
        of_unit = {one.unit: one for one in arrivals}
        self.model.show_items([(rank, of_unit[rank.unit]) for rank in ranks])
        self._show_words()

    def _on_activated(self, index: QModelIndex) -> None:
        item = self.model.item(index.row())
        if item is not None:
            self.opened.emit(item[0].unit)

    def _show_words(self) -> None:
        say = language.say
        self._rule.setText(say("ranks.rule", days=self._days))
        silent = [rank.name for rank, arrival in self.model.items if arrival.arrived_on is None]
        names = ", ".join(silent[:_NAMED])
        if len(silent) > _NAMED:
            names = say("ranks.and_more", names=names, count=len(silent) - _NAMED)
        self._silent.setText(say("ranks.silent", count=len(silent), names=names))
        self._silent.setToolTip("\n".join(silent))
        self._silent.setVisible(bool(silent))
        self.table.setAccessibleName(say("ranks.table"))

    def _retranslate(self) -> None:
        self.model.retranslate()
        self._show_words()
