"""What became of the record, the latest first, and a way back for a single field."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.models import code_lists
from desktop.models.records import kind_named
from desktop.services.history import FieldStep, Step
from desktop.ui import language
from desktop.ui.record.look_card import LookCard
from desktop.ui.record.told import told
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label


class HistoryCard(LookCard):
    """The steps of one record; ``put_back`` carries a field and the older value it is to take again."""

    put_back = Signal(str, object)

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind_named(kind)
        self._steps: Sequence[Step] = ()
        self._captions: Mapping[str, str] = {}
        self._values: list[tuple[str, Any]] = []
        self._present: dict[str, Any] = {}
        self._editable = False
        self._retranslate()

    def show_steps(self, steps: Sequence[Step], captions: Mapping[str, str], *, editable: bool) -> None:
        """Show *steps*, given oldest first; older values can be put back when the form is *editable*."""
        self._steps, self._captions, self._editable = steps, captions, editable
        self._retranslate()
        self.begin()

    def _retranslate(self) -> None:
        self.clear()
        self.title.setText(language.say("history.title"))
        self._values.clear()
        self._present = {one.field: one.after for step in self._steps for one in step.fields}
        for step in reversed(self._steps):
            self._add_step(step)

    def _add_step(self, step: Step) -> None:
        what = language.say("history.decided" if step.decided else f"history.{step.what}")
        head = label(f"{_moment(step.at)} · {what}", "strong", self.body, wrap=True)
        head.setContentsMargins(0, 8, 0, 0)
        self.add(head)
        self.add(label(_who(step), "secondary", self.body, wrap=True))
        if step.because:
            words = language.say("history.because", reason=_because(step.because))
            self.add(label(words, "", self.body, wrap=True))
        if step.what == "made":
            words = language.say("history.made_count", count=len(step.fields))
            self.add(label(words, "", self.body, wrap=True))
            return
        for one in step.fields:
            self._add_field(one)

    def _add_field(self, one: FieldStep) -> None:
        name = language.field_label(self._kind.name, one.field) if one.field in self._kind else one.field
        self.add(label(name, "secondary", self.body, wrap=True))
        empty = language.say("conflict.empty")
        befores = [self._words(one.field, value) or empty for value in one.before] or [empty]
        after = self._words(one.field, one.after) or empty
        either = f" {language.say('history.or')} "
        change = label(f"{either.join(befores)}  →  {after}", "", self.body, wrap=True)
        change.setTextFormat(Qt.TextFormat.PlainText)
        self.add(change)
        if self._editable and one.field in self._kind and not self._kind.field(one.field).made:
            for words, value in zip(befores, one.before or (None,), strict=True):
                if value == self._present[one.field]:
                    continue
                self.add(self._back(one.field, words, value), Qt.AlignmentFlag.AlignLeft)

    def _back(self, field: str, words: str, value: object) -> QPushButton:
        button = Button(language.say("history.put_back"), self.body)
        button.setProperty("flat", True)
        button.setProperty("value", len(self._values))
        button.setToolTip(words)
        button.setAccessibleName(language.say("history.put_back_value", value=words))
        button.clicked.connect(self._on_back)
        self._values.append((field, value))
        return button

    def _on_back(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            self.put_back.emit(*self._values[int(sender.property("value"))])

    def _words(self, field: str, value: object) -> str:
        if field not in self._kind:
            return "" if value is None else str(value)
        return told(self._kind.name, self._kind.field(field), value, self._captions)


def _moment(at: str) -> str:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    return f"{language.day(moment.date())} {moment:%H:%M}"


def _who(step: Step) -> str:
    if step.by:
        return step.by
    return language.say("history.here" if step.here else "history.elsewhere", machine=step.site[:4])


def _because(reason: str) -> str:
    known = reason in code_lists.codes("deletion_reason")
    return language.code_label("deletion_reason", reason) if known else reason
