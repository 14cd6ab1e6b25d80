"""One field on the sheet: its label, its editor, and what is wrong with it in words."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.records import Field, FieldType
from desktop.ui import language, style
from desktop.ui.fields.choice import CodeField
from desktop.ui.fields.editor import Editor
from desktop.ui.fields.make import Surroundings, code_choices, editor_for
from desktop.ui.fields.rows import RowsField
from desktop.ui.fields.several import CodesField
from desktop.ui.widgets.card import label
from desktop.ui.widgets.elided import ElidedLabel
from desktop.ui.widgets.spoken import Spoken

LINKING = (FieldType.LINK, FieldType.LINKS)
_FIGURE = 16  # characters of a figure that stands behind its label


class FieldBox(Spoken, QWidget):
    """A label above its editor, or before it on a list of figures (*ledger*)."""

    problem_changed = Signal()

    def __init__(
        self,
        kind: str,
        field: Field,
        around: Surroundings,
        parent: QWidget | None = None,
        *,
        ledger: bool = False,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self._around = around
        self._problem = ""
        self._ledger = ledger
        self.field = field
        if field.type is FieldType.ROWS:
            self.editor: Editor = RowsField(field, field.name, around, kind, self)
        else:
            self.editor = editor_for(field, field.name, around, self)
        # A label above gives way, one before its figure has lines to break into.
        self._label = label("", "secondary", self, wrap=True) if ledger else ElidedLabel(self, "secondary")
        self._label.setBuddy(self.editor.focus_widget())
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        # Its section places it: what is wrong with a narrow field takes more room than the field.
        self.problem_label = label("", "error", parent, wrap=True)
        self.problem_label.hide()
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        pair = QBoxLayout(right if ledger else down)
        column.addLayout(pair)
        pair.setSpacing(2 * style.STEP if ledger else 3)
        pair.addWidget(self._label, 1 if ledger else 0)
        pair.addWidget(self.editor)
        if ledger:
            # The halves of the list are equally wide, whatever the longest word.
            self._label.setMinimumWidth(1)
            self._measure()
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._retranslate()

    def sizeHint(self) -> QSize:
        """The lines of the sheet share its width: a field asks for what it must have and no more."""
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters need more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "problem_label"):
            self.editor.measure()
            self._measure()

    def _measure(self) -> None:
        if self._ledger:
            self.editor.setFixedWidth(self.fontMetrics().averageCharWidth() * _FIGURE)

    def show_label(self, shown: bool) -> None:
        """Leave the label out where the section's heading already says it; the name stays."""
        self._label.setVisible(shown)

    @property
    def problem(self) -> str:
        """What is said to be wrong; empty when nothing is."""
        return self._problem

    def show_problem(self, text: str, severity: str) -> None:
        """Show *text* below the field; nothing takes it away."""
        if text != self._problem:
            self._problem = text
            self.editor.describe(problem=text)
            self.problem_changed.emit()
        if text:
            style.wears(self.problem_label, kind=severity)

    @property
    def words(self) -> str:
        """The label, without the sign of what is required."""
        return language.field_label(self._kind, self.field.name)

    def offer_codes(self) -> None:
        """Offer the codes of the field's list, or of the lists in its rows, as they are now."""
        if isinstance(self.editor, RowsField):
            self.editor.offer_codes()
        elif isinstance(self.editor, (CodeField, CodesField)) and self.field.type not in LINKING:
            self.editor.set_choices(code_choices(self.field, self._around.own))

    def _retranslate(self) -> None:
        words = self.words
        text = f"{words} *" if self.field.required else words
        self._label.setText(text)
        self._label.setToolTip(text if isinstance(self._label, ElidedLabel) else "")
        name = language.say("field.required_name", label=words) if self.field.required else words
        self.editor.set_name(name)
        self.editor.retranslate()
        self.offer_codes()
