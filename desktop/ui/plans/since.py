"""From which day a change of a plan holds: a strip above the form."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.models.records import Field, FieldType
from desktop.ui import language, style
from desktop.ui.fields.when import DateField
from desktop.ui.widgets.card import Card, label


class SinceStrip(Card):
    """A day, which must be there; *today* until another one is typed.

    Attributes:
        day: The field.
    """

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DateField(Field("since", FieldType.DATE, required=True, future=True), "since", today, self)
        self.day.set_value(today)
        self.day.edited.connect(self.check)
        self._label, self._about = label("", "strong", self), label("", "secondary", self, wrap=True)
        self._label.setBuddy(self.day.focus_widget())
        row = QHBoxLayout()
        self.column.addLayout(row)
        row.setSpacing(style.GAP)
        row.addWidget(self._label)
        row.addWidget(self.day)
        row.addWidget(self._about, 1)
        self._retranslate()

    def value(self) -> date | None:
        """The day; None where none is typed, or nothing that is one."""
        found = self.day.value()
        return found if isinstance(found, date) else None

    def check(self) -> None:
        """Mark the field while it holds no day."""
        wrong = bool(self.day.unreadable()) or self.day.value() is None
        self.day.set_problem("error" if wrong else "")

    def _retranslate(self) -> None:
        self._label.setText(language.say("plans.since"))
        self._about.setText(language.say("plans.since_about"))
        self.day.set_name(language.say("plans.since"))
        self.day.retranslate()
