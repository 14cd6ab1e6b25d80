"""The file: which sheet, where its heading is, and text in old fonts before and after."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.services.importing import FontFinding, Preview
from desktop.ui import language, style
from desktop.ui.frame.header import ActionButton
from desktop.ui.widgets.card import Card, label
from desktop.ui.widgets.ending import end
from desktop.ui.widgets.scroll import fill
from desktop.ui.widgets.spoken import Spoken

_ENCODINGS = ("tcvn3", "vni", "unicode")


class FileStep(Spoken, QWidget):
    """What file it is and how its text was read.

    Signals:
        sheet_chosen: Another sheet is wanted.
        font_chosen: Text of a font (empty: all others) is in an encoding.
    """

    sheet_chosen = Signal(str)
    font_chosen = Signal(str, str)

    def __init__(self, choose: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = Path()
        self._preview: Preview | None = None
        self._refusal = ""
        card = Card(self)
        self._name = label("", "section", card)
        self._about = label("", "secondary", card, wrap=True)
        self._sheet_label, self.sheet = label("", "", card), QComboBox(card)
        self._sheet_label.setBuddy(self.sheet)
        self.sheet.activated.connect(self._on_sheet)
        self._choose = ActionButton(choose, card)
        card.column.addWidget(self._name)
        card.column.addWidget(self._about)
        line = QHBoxLayout()
        card.column.addLayout(line)
        line.setSpacing(style.GAP)
        for widget in (self._sheet_label, self.sheet, self._choose):
            line.addWidget(widget)
        line.addStretch(1)
        self.fonts = Card(self)
        self._fonts_title = label("", "section", self.fonts)
        self._fonts_about = label("", "secondary", self.fonts, wrap=True)
        self.fonts.column.addWidget(self._fonts_title)
        self.fonts.column.addWidget(self._fonts_about)
        self._in_grid: list[QWidget] = []
        self._grid = QGridLayout()
        self.fonts.column.addLayout(self._grid)
        self._grid.setHorizontalSpacing(4 * style.STEP)
        self._grid.setVerticalSpacing(style.STEP)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        inside = QWidget(self)
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(style.GAP)
        inner.addWidget(card)
        inner.addWidget(self.fonts)
        inner.addStretch(1)
        fill(self, inside)
        self._retranslate()

    def show_file(self, path: Path) -> None:
        """Show that *path* is being read."""
        self._path, self._preview, self._refusal = path, None, ""
        self._retranslate()

    def show_refusal(self, sentence: str) -> None:
        """Say why the file cannot be read."""
        self._refusal = sentence
        self._retranslate()

    def show_preview(self, preview: Preview, fonts: Mapping[str, str]) -> None:
        """Show how the file was read; *fonts* is what a person said about them."""
        self._preview, self._refusal = preview, ""
        self.sheet.clear()
        self.sheet.addItems(list(preview.sheets))
        self.sheet.setCurrentText(preview.sheet)
        self._show_fonts(preview, fonts)
        self._retranslate()

    def _show_fonts(self, preview: Preview, chosen: Mapping[str, str]) -> None:
        for old in self._in_grid:
            end(self._grid, old)
        self._in_grid.clear()
        row = 0
        for finding in preview.fonts:
            row = self._show_finding(row, finding)
        for font in chosen.keys() - {finding.font for finding in preview.fonts}:
            # A person said it needs no conversion; they may change their mind.
            self._put(self._encoding_box(font, "unicode"), row, 0)
            row += 1
        self.fonts.setVisible(row > 0)

    def _put(self, widget: QWidget, row: int, column: int, *, columns: int = 1) -> None:
        self._grid.addWidget(widget, row, column, 1, columns)
        self._in_grid.append(widget)

    def _show_finding(self, row: int, finding: FontFinding) -> int:
        self._put(self._encoding_box(finding.font, finding.encoding), row, 0)
        cells = label(language.say("importing.font_cells", count=finding.cells), "secondary", self.fonts)
        self._put(cells, row, 1)
        for column, name in enumerate(("before", "after")):
            head = label(language.say(f"importing.{name}"), "strong", self.fonts)
            self._put(head, row + 1, column)
        row += 2
        for before, after in finding.samples:
            self._put(_sample(before, self.fonts), row, 0)
            self._put(_sample(after, self.fonts), row, 1)
            row += 1
        for loss in finding.losses:
            said = language.say(
                "importing.loss", characters=loss.characters, text=loss.text, count=loss.cells
            )
            self._put(label(said, "warning", self.fonts, wrap=True), row, 0, columns=2)
            row += 1
        return row

    def _encoding_box(self, font: str, encoding: str) -> QComboBox:
        box = QComboBox(self.fonts)
        named = font or language.say("importing.other_fonts")
        for one in _ENCODINGS:
            box.addItem(language.say(f"importing.encoding.{one}", font=named), one)
        box.setCurrentIndex(_ENCODINGS.index(encoding))
        box.setAccessibleName(language.say("importing.encoding_of", font=named))
        box.setProperty("font_name", font)
        box.activated.connect(self._on_encoding)
        return box

    def _on_sheet(self, _place: int) -> None:
        self.sheet_chosen.emit(self.sheet.currentText())

    def _on_encoding(self, _place: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self.font_chosen.emit(box.property("font_name"), box.currentData())

    def _retranslate(self) -> None:
        say = language.say
        self._name.setText(self._path.name)
        self._sheet_label.setText(say("importing.sheet"))
        self._fonts_title.setText(say("importing.fonts"))
        self._fonts_about.setText(say("importing.fonts_about"))
        preview = self._preview
        for widget in (self._sheet_label, self.sheet):
            widget.setVisible(preview is not None and len(preview.sheets) > 1)
        self.fonts.setVisible((preview is not None and bool(preview.fonts)) or self._grid.count() > 0)
        style.wears(self._about, kind="error" if self._refusal else "secondary")
        if self._refusal:
            self._about.setText(self._refusal)
        elif preview is None:
            self._about.setText(say("importing.reading"))
        else:
            first, last = preview.heading
            self._about.setText(say("importing.read_as", sheet=preview.sheet, first=first, last=last,
                                    count=preview.read, register=language.register_title(preview.kind)))  # fmt: skip


def _sample(text: str, parent: QWidget) -> QLabel:
    made = label(text, "", parent, wrap=True)
    made.setTextFormat(made.textFormat().PlainText)
    return made
