"""The left side: number and day of the document, and its parts in order."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.models.rules.problem import Problem
from desktop.services.narrative import Hand, Report
from desktop.services.summary import GROUP
from desktop.ui import language, style
from desktop.ui.fields.days import read_day
from desktop.ui.fields.line import read_number
from desktop.ui.narrative.part import PartCard
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.spoken import Spoken


class NumberCard(Card):
    """Number and day, for a document that has them already; ``edited`` with every key."""

    edited = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.number, self.day = QLineEdit(self), QLineEdit(self)
        self._labels = (label("", "secondary", self), label("", "secondary", self))
        self._problem = label("", "error", self, wrap=True)
        self._problem.hide()
        self._about = label("", "secondary", self, wrap=True)
        grid = QGridLayout()
        self.column.addLayout(grid)
        grid.setHorizontalSpacing(style.GAP)
        for column, (said, line) in enumerate(zip(self._labels, (self.number, self.day), strict=True)):
            grid.addWidget(said, 0, column)
            grid.addWidget(line, 1, column)
            said.setBuddy(line)
            line.textEdited.connect(self._on_edited)
        self.column.addWidget(self._problem)
        self.column.addWidget(self._about)
        self._retranslate()

    def show_hand(self, hand: Hand) -> None:
        """Show the number and the day of *hand*."""
        self.number.setText("" if hand.number is None else str(hand.number))
        self.day.setText(language.day(hand.day) if hand.day else "")
        self._check()

    def values(self, kept: Hand) -> tuple[int | None, date | None]:
        """Number and day as typed; what cannot be read stays as it was *kept*."""
        number, day = read_number(self.number.text()), read_day(self.day.text(), self._today, future=True)
        return (
            number if number is not None or not self.number.text().strip() else kept.number,
            day if day is not None or not self.day.text().strip() else kept.day,
        )

    def _check(self) -> None:
        unread = (
            (self.number, "narrative.unread_number", read_number(self.number.text())),
            (self.day, "narrative.unread_day", read_day(self.day.text(), self._today, future=True)),
        )
        wrong = [(line, key) for line, key, value in unread if line.text().strip() and value is None]
        for line in (self.number, self.day):
            style.wears(line, problem="error" if line in [one for one, _ in wrong] else "")
        self._problem.setText(" ".join(language.say(key) for _, key in wrong))
        self._problem.setVisible(bool(wrong))

    def _on_edited(self, _text: str) -> None:
        self._check()
        self.edited.emit()

    def _retranslate(self) -> None:
        say = language.say
        for said, line, key in zip(self._labels, (self.number, self.day), ("number", "day"), strict=True):
            said.setText(say(f"narrative.{key}"))
            line.setAccessibleName(say(f"narrative.{key}"))
            line.setPlaceholderText(say("narrative.blank"))
        self._about.setText(say("narrative.number_about"))


class Writing(Spoken, QWidget):
    """All parts; ``edited`` with every key, ``asked`` carries the id of a line."""

    edited = Signal()
    asked = Signal(str)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: Report | None = None
        self.number = NumberCard(today, self)
        self.number.edited.connect(self.edited)
        self.cards: dict[str, PartCard] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 2 * style.STEP, 0)
        self._column.setSpacing(style.GAP)
        self._column.addWidget(self.number)
        self._column.addStretch(1)

    def show_report(self, report: Report, *, texts: bool) -> None:
        """Show *report*; with *texts* what is written by hand too, else what is being typed stays."""
        if not self.cards:
            for part in report.parts:
                card = self.cards[part.id] = PartCard(part, self)
                card.edited.connect(self.edited)
                card.asked.connect(self.asked)
                self._column.insertWidget(self._column.count() - 1, card)
        self._report = report
        if texts:
            self.number.show_hand(report.hand)
        named = _named(report)
        for part in report.parts:
            self.cards[part.id].show_part(part, named, text=texts)
        before: QWidget = self.number.day
        for card in self.cards.values():
            # Whenever they were made, Tab goes through them as one reads.
            for stop in card.stops():
                self.setTabOrder(before, stop)
                before = stop

    def hand(self) -> Hand:
        """What is written, as typed."""
        number, day = self.number.values(self._report.hand if self._report else Hand())
        return Hand(
            {name: text for name, card in self.cards.items() if (text := card.text().strip())}, number, day
        )

    def start_from(self, hand: Hand) -> int:
        """Write the texts of *hand* where nothing is written yet; gives into how many parts."""
        empty = [
            name
            for name, text in hand.texts.items()
            if name in self.cards and not self.cards[name].text().strip()
        ]
        for name in empty:
            self.cards[name].write(hand.texts[name])
        return len(empty)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say below each text what looks like personal data in it."""
        said: dict[str, list[str]] = {}
        for problem in problems:
            words = {"what": language.term("problems", f"{problem.code}.{problem.params['what']}")}
            said.setdefault(problem.field, []).append(language.term("problems", problem.code, **words))
        for name, card in self.cards.items():
            card.show_problems(said.get(name, ()))

    def _retranslate(self) -> None:
        """Its cards speak for themselves."""


def _named(report: Report) -> dict[str, tuple[str, str]]:
    """Place and label of each line of the form: ``III.2``."""
    found, group = {}, ""
    for line in report.summary.lines:
        if line.level == GROUP:
            group = line.number
        else:
            found[line.id] = f"{group}.{line.number}", line.label
    return found
