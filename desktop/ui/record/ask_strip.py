"""What the commune is asked about a record: the field in question and the words, on one strip; nothing modal."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.models.records import kind_named
from desktop.ui import language, style
from desktop.ui.record.sentences import place_text
from desktop.ui.widgets.question import QuestionStrip
from desktop.ui.widgets.unwheeled import Unwheeled

_LONGEST = 1000
_FIELD_LETTERS = 22


class AskStrip(QuestionStrip):
    """``confirmed`` carries the words; ``field`` is what they are about."""

    reason: QLineEdit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = ""
        self._title = QLabel(self)
        self._fields = Unwheeled(self)
        self._fields.setObjectName("asked_field")
        self._fields.setMinimumContentsLength(_FIELD_LETTERS)
        self._fields.setSizeAdjustPolicy(Unwheeled.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reason = QLineEdit(self)
        self.reason.setObjectName("asked_text")
        self.reason.setMaxLength(_LONGEST)
        self.reason.returnPressed.connect(self.confirm)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.GAP, 2 * style.STEP, style.GAP, 2 * style.STEP)
        row.setSpacing(2 * style.STEP)
        row.addWidget(self._title)
        row.addWidget(self._fields)
        row.addWidget(self.reason, 1)
        self.add_buttons(row)
        self.hide()
        self._retranslate()

    @property
    def field(self) -> str:
        """The field asked about; empty for the whole record."""
        return str(self._fields.currentData() or "")

    def ask(self, kind: str, field: str = "", text: str = "") -> None:
        """Ask about a record of *kind*; *field* and *text* are proposed."""
        self._kind = kind
        self._show_fields(field)
        self.reason.setText(text)
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reason.selectAll()

    def answer(self) -> str | None:
        """The words; None while there are none."""
        return " ".join(self.reason.text().split()) or None

    def _show_fields(self, chosen: str) -> None:
        self._fields.clear()
        self._fields.addItem(language.say("ask.whole"), "")
        for name in self._names():
            self._fields.addItem(place_text(self._kind, name), name)
        self._fields.setCurrentIndex(max(self._fields.findData(chosen), 0))

    def _names(self) -> Sequence[str]:
        return [field.name for field in kind_named(self._kind).leaving] if self._kind else []

    def _retranslate(self) -> None:
        say = language.say
        self._title.setText(say("ask.title"))
        self._fields.setAccessibleName(say("ask.field"))
        self.reason.setAccessibleName(say("ask.text"))
        self.reason.setPlaceholderText(say("ask.text_hint"))
        self.yes.setText(say("ask.yes"))
        self.no.setText(say("ask.no"))
        self._show_fields(self.field)
