"""Why something is deleted: one line above the list, answered by Enter; nothing modal."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from desktop.models import code_lists
from desktop.ui import language, style
from desktop.ui.widgets.question import QuestionStrip

_LIST = "deletion_reason"
_LONGEST = 200
_WIDTH, _LEAST_WIDTH = 36, 16  # characters


class ReasonStrip(QuestionStrip):
    """``confirmed`` carries why: a code of the list, or a person's own words."""

    reason: QComboBox

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._text = QLabel(self)
        self.reason = QComboBox(self)
        self.reason.setObjectName("because")
        self.reason.setEditable(True)
        self.reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.reason.installEventFilter(self)
        line = self.reason.lineEdit()
        assert line is not None  # noqa: S101 (an editable combo box has one)
        self._line = line
        self._line.setMaxLength(_LONGEST)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.GAP, 2 * style.STEP, style.GAP, 2 * style.STEP)
        row.setSpacing(2 * style.STEP)
        row.addWidget(self._text)
        row.addWidget(self.reason, 1)
        self.add_buttons(row)
        row.addStretch(1)
        self._measure()
        self._retranslate()

    def ask(self, count: int) -> None:
        """Ask why *count* records are deleted; the usual answer stands there already."""
        self._count = count
        self.reason.setCurrentIndex(0)
        self._say()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.selectAll()

    def answer(self) -> str | None:
        """Why: a code where the words are those of one."""
        typed = " ".join(self._line.text().split())
        words = {self.reason.itemText(n).casefold(): n for n in range(self.reason.count())}
        place = words.get(typed.casefold())
        return (typed or None) if place is None else str(self.reason.itemData(place))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter answers."""
        if (
            watched is self.reason
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.confirm()
            return True
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        self._text.setText(language.say("delete.why", count=self._count))

    def _measure(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self.reason.setMinimumWidth(letter * _LEAST_WIDTH)
        self.reason.setMaximumWidth(letter * _WIDTH)

    def _retranslate(self) -> None:
        kept = self.reason.currentIndex()
        self.reason.clear()
        for code in code_lists.codes(_LIST):
            self.reason.addItem(language.code_label(_LIST, code), code)
        self.reason.setCurrentIndex(max(kept, 0))
        self.reason.setAccessibleName(language.say("delete.reason"))
        self._line.setAccessibleName(language.say("delete.reason"))
        self.yes.setText(language.say("delete.yes"))
        self.no.setText(language.say("delete.no"))
        self._say()
