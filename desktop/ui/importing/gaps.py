"""What a file does not say: required fields without a column, words no code list knows; and what amounts count."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.models.folding import fold
from desktop.models.records import Field, FieldType, Kind
from desktop.services.importing import ColumnGuess, Preview, UnknownWord
from desktop.services.workbook.cells import NOTHING
from desktop.services.workbook.columns import column_of
from desktop.ui import language, style
from desktop.ui.fields.choice import CodeField
from desktop.ui.fields.choosing import Choosing
from desktop.ui.fields.editor import Editor, Value
from desktop.ui.fields.make import Surroundings, code_choices, editor_for
from desktop.ui.fields.matching import Choices as CodeChoices
from desktop.ui.importing import words
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.ending import end
from desktop.ui.widgets.spoken import Spoken

_CHARACTERS = 40
_LINKS = (FieldType.LINK, FieldType.LINKS)


@dataclasses.dataclass(frozen=True)
class Word:
    """A word of the file and the code it was said to stand for, if it was."""

    code_list: str
    field: str
    word: str
    lines: int
    nearest: str
    code: str = ""


class _WordRow(NamedTuple):
    word: Word
    said: QLabel
    field: CodeField
    hint: Button


class Gaps(Spoken, QWidget):
    """Cards: fields to fill in for every line, words to find a code for, and what amounts are multiplied by.

    Signals:
        fixed: A field takes one value, as it is typed into a cell; empty to take it back.
        worded: A word of a code list stands for a code; empty to take it back.
    """

    fixed = Signal(str, str)
    worded = Signal(str, str, str)

    def __init__(self, kind: Kind, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._around = Surroundings(today, {})
        self._editors: dict[str, tuple[QLabel, Editor | None]] = {}
        self._given: dict[str, str] = {}
        self._rows: dict[tuple[str, str], _WordRow] = {}
        self.missing, self.words = Card(self), Card(self)
        self._missing_title, self._missing_text = self._head(self.missing)
        self._words_title, self._words_text = self._head(self.words)
        self.use_hints = Button(self.words)
        self.use_hints.clicked.connect(self._on_use_hints)
        self.words.column.addWidget(self.use_hints)
        self._fields = QVBoxLayout()
        self.missing.column.addLayout(self._fields)
        self._listed = QVBoxLayout()
        self._listed.setSpacing(2 * style.STEP)
        self.words.column.addLayout(self._listed)
        self._amounts: tuple[ColumnGuess, ...] = ()
        self.units = Card(self)
        self._units_title, self.units_text = self._head(self.units)
        self.nothing = label("", "secondary", self, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        for widget in (self.missing, self.words, self.units, self.nothing):
            column.addWidget(widget)
        self._spread = False
        self._measure()
        self._retranslate()

    def _head(self, card: Card) -> tuple[QLabel, QLabel]:
        title, text = label("", "section", card), label("", "secondary", card, wrap=True)
        card.column.addWidget(title)
        card.column.addWidget(text)
        return title, text

    def show_preview(
        self, preview: Preview, fixed: Mapping[str, str], known: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Show what *preview* misses, and what was said about it before."""
        self._around.own.update(preview.own)
        needed = list(dict.fromkeys((*preview.missing, *fixed)))
        if needed != list(self._editors):
            self._make_editors(needed)
        self._given = {name: fixed.get(name, "") for name in needed}
        listed = _listed(preview.words, known, self._rows)
        if [(w.code_list, fold(w.word)) for w in listed] != list(self._rows):
            self._make_rows(listed)
        for one in listed:
            self._show_word(one)
        self._show_cards(preview)

    def first(self) -> QWidget | None:
        """The first field to fill in; None when nothing is missing."""
        editors = [editor.focus_widget() for _, editor in self._editors.values() if editor is not None]
        return (editors + [row.field.focus_widget() for row in self._rows.values()] + [None])[0]

    def _show_cards(self, preview: Preview) -> None:
        self.missing.setVisible(bool(self._editors))
        self.words.setVisible(bool(self._rows))
        self._amounts = words.columns_of_units(preview)
        self.units_text.setText(words.units(self._amounts))
        self.units.setVisible(bool(self._amounts))
        self.nothing.setVisible(not self._editors and not self._rows)
        hints = sum(bool(word.nearest) for word in preview.words)
        self.use_hints.setVisible(hints > 0)
        self.use_hints.setText(language.say("importing.use_hints", count=hints))

    # Fields

    def _make_editors(self, needed: Sequence[str]) -> None:
        for title, editor in self._editors.values():
            for widget in (title, editor):
                if widget is not None:
                    end(self._fields, widget)
        self._editors = {}
        for name in needed:
            field = self._kind.field(name)
            title = label(language.field_label(self._kind.name, name), "strong", self.missing, wrap=True)
            self._fields.addWidget(title)
            editor = self._editor(field)
            if editor is not None:
                self._fields.addWidget(editor)
            self._editors[name] = title, editor

    def _editor(self, field: Field) -> Editor | None:
        if field.type in _LINKS:
            return None
        editor = editor_for(field, f"fixed_{field.name}", self._around, self.missing)
        editor.set_name(
            language.say("importing.fixed_of", field=language.field_label(self._kind.name, field.name))
        )
        editor.edited.connect(self._on_fixed)
        editor.going_on.connect(self._on_fixed)
        if isinstance(editor, Choosing):
            editor.line.editingFinished.connect(self._on_fixed)
        return editor

    def _on_fixed(self) -> None:
        for name, (_, editor) in self._editors.items():
            if editor is None or (isinstance(editor, Choosing) and editor.popup.isVisible()):
                continue
            text = "" if editor.unreadable() else as_typed(editor.value())
            if text != self._given.get(name, ""):
                self._given[name] = text
                self.fixed.emit(name, text)

    # Words

    def _make_rows(self, listed: Sequence[Word]) -> None:
        for row in self._rows.values():
            for widget in (row.said, row.field, row.hint):
                end(self._listed, widget)
        self._rows = {}
        for one in listed:
            said = label("", "", self.words, wrap=True)
            described = Field("word", FieldType.CODE, code_list=one.code_list)
            field = CodeField(described, f"word_{len(self._rows)}", self._choices(described, one), self.words)
            field.edited.connect(self._on_worded)
            field.line.editingFinished.connect(self._on_worded)
            hint = Button(self.words)
            hint.setProperty("flat", True)
            hint.clicked.connect(self._on_hint)
            for widget in (said, field, hint):
                self._listed.addWidget(widget)
            self._rows[one.code_list, fold(one.word)] = _WordRow(one, said, field, hint)

    def _choices(self, described: Field, one: Word) -> CodeChoices:
        """The codes a word may stand for, and that there is none where the field may be empty."""
        codes = code_choices(described, self._around.own)
        column = column_of(self._kind, one.field)
        if column is None or column.field is None or column.field.required:
            return codes
        return (*codes, (NOTHING, language.say("importing.leave_empty")))

    def _show_word(self, one: Word) -> None:
        key = one.code_list, fold(one.word)
        row = self._rows[key] = self._rows[key]._replace(word=one)
        row.said.setText(language.say("importing.word", word=one.word, lines=one.lines,
                                      field=words.column_label(self._kind, one.field)))  # fmt: skip
        row.field.set_name(language.say("importing.word_of", word=one.word))
        if not row.field.focus_widget().hasFocus():
            row.field.set_value(one.code or None)
        shown = bool(one.nearest) and not one.code
        row.hint.setVisible(shown)
        if shown:
            row.hint.setText(
                language.say("importing.hint", label=language.code_label(one.code_list, one.nearest))
            )

    def _on_worded(self) -> None:
        for row in list(self._rows.values()):
            if not row.field.popup.isVisible() and not row.field.unreadable():
                self._say(row, row.field.code() or "")

    def _on_hint(self) -> None:
        sender = self.sender()
        for row in list(self._rows.values()):
            if row.hint is sender:
                self._say(row, row.word.nearest)

    def _on_use_hints(self) -> None:
        for row in list(self._rows.values()):
            if row.word.nearest and not row.word.code:
                self._say(row, row.word.nearest)

    def _say(self, row: _WordRow, code: str) -> None:
        if code != row.word.code:
            said = dataclasses.replace(row.word, code=code)
            self._show_word(said)
            self.worded.emit(said.code_list, said.word, code)

    def spread(self, spread: bool) -> None:
        """Take the whole width, or that of a column beside the others."""
        self._spread = spread
        self._measure()

    def _measure(self) -> None:
        width = self.fontMetrics().averageCharWidth() * _CHARACTERS
        self.setMinimumWidth(0 if self._spread else width)
        self.setMaximumWidth(style.UNLIMITED if self._spread else width)

    def _retranslate(self) -> None:
        say = language.say
        self._missing_title.setText(say("importing.missing"))
        self._missing_text.setText(say("importing.missing_about"))
        self._words_title.setText(say("importing.words"))
        self._words_text.setText(say("importing.words_about"))
        self._units_title.setText(say("importing.times"))
        self.units_text.setText(words.units(self._amounts))
        self.nothing.setText(say("importing.no_gaps"))
        for name, (title, editor) in self._editors.items():
            title.setText(language.field_label(self._kind.name, name))
            if editor is not None:
                editor.retranslate()
        for row in list(self._rows.values()):
            row.field.set_choices(self._choices(row.field.field, row.word))
            self._show_word(row.word)


def _listed(
    unknown: Sequence[UnknownWord],
    known: Mapping[str, Mapping[str, str]],
    before: Mapping[tuple[str, str], _WordRow],
) -> list[Word]:
    """The words to show: those that were there stay in their places, found ones with their codes."""
    now = {
        (w.code_list, fold(w.word)): Word(w.code_list, w.field, w.word, w.lines, w.nearest) for w in unknown
    }
    kept: dict[tuple[str, str], Word] = {}
    for (code_list, said), row in before.items():
        code = known.get(code_list, {}).get(said, "")
        if code:
            kept[code_list, said] = dataclasses.replace(row.word, code=code)
        elif (code_list, said) in now:
            kept[code_list, said] = now[code_list, said]
    return [*kept.values(), *(word for key, word in now.items() if key not in kept)]


def as_typed(value: Value) -> str:
    """A value as it is typed into a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
