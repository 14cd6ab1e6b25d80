"""Ế, Ổ and Ễ carry two marks above a capital: none of them is cut off at the top, wherever letters stand."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.ui import style
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import label
from desktop.ui.widgets.elided import ElidedLabel
from desktop.ui.widgets.table import plain_table

TALL, PLAIN = "ẾỔỄẨẴ", "EOEAA"


def _label(kind: str) -> Callable[[str], QWidget]:
    def make(text: str) -> QWidget:
        return label(text, kind)

    return make


def _pill(text: str) -> QWidget:
    made = QLabel(text)
    made.setProperty("pill", "warning")
    return made


def _elided(text: str) -> QWidget:
    made = ElidedLabel(None, "secondary")
    made.set_text(text)
    return made


def _button(text: str) -> QWidget:
    made = Button(text)
    made.setProperty("primary", True)
    return made


def _line(text: str) -> QWidget:
    return QLineEdit(text)


def _box(text: str) -> QWidget:
    return QPlainTextEdit(text)


def _combo(text: str) -> QWidget:
    made = QComboBox()
    made.addItem(text)
    return made


def _check(text: str) -> QWidget:
    return QCheckBox(text)


def _header(text: str) -> QWidget:
    made = QHeaderView(Qt.Orientation.Horizontal)
    table = QTableWidget(0, 1)
    table.setHorizontalHeaderLabels([text])
    table.setHorizontalHeader(made)
    return table


def _row(text: str) -> QWidget:
    from PySide6.QtGui import QStandardItem, QStandardItemModel

    table = plain_table()
    model = QStandardItemModel(1, 1, table)
    model.setItem(0, 0, QStandardItem(text))
    table.setModel(model)
    table.horizontalHeader().hide()
    return table


def _tree(text: str) -> QWidget:
    made = QTreeWidget()
    made.setHeaderHidden(True)
    QTreeWidgetItem(made, [text])
    return made


PLACES: dict[str, Callable[[str], QWidget]] = {
    **{kind or "label": _label(kind) for kind in ("", "title", "section", "strong", "secondary", "error")},
    "pill": _pill,
    "elided": _elided,
    "button": _button,
    "field": _line,
    "text": _box,
    "choice": _combo,
    "tick": _check,
    "header": _header,
    "row": _row,
    "list": _tree,
}


_WIDE, _ROOMY = 180, 24


def painted(qtbot: QtBot, make: Callable[[str], QWidget], text: str, higher: int = 0) -> QImage:
    widget = make(text)
    qtbot.addWidget(widget)
    widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    widget.ensurePolished()
    # No higher than it asks for: that is how it stands in a line.
    widget.resize(_WIDE, widget.sizeHint().height() + higher)
    widget.show()
    QApplication.processEvents()
    return widget.grab().toImage()


def ink(image: QImage, other: QImage) -> list[int]:
    """The rows in which two pictures of equal size differ."""
    width, height = min(image.width(), other.width()), min(image.height(), other.height())
    return [
        y
        for y in range(height)
        if any(_far(image.pixelColor(x, y), other.pixelColor(x, y)) for x in range(width))
    ]


def _far(one: QColor, other: QColor) -> bool:
    return abs(one.lightness() - other.lightness()) > 40


@pytest.mark.parametrize("zoom", [100, 150, 200])
@pytest.mark.parametrize("place", PLACES)
def test_marks_above_capitals_are_whole(qtbot: QtBot, place: str, zoom: int) -> None:
    style.zoom_to(zoom)
    make = PLACES[place]
    rows, roomy, plain = (
        ink(painted(qtbot, make, text, higher), painted(qtbot, make, " ", higher))
        for text, higher in ((TALL, 0), (TALL, _ROOMY), (PLAIN, 0))
    )
    assert rows, "nothing is painted"
    # The marks reach above plain capitals, and as far as where there is room to spare.
    assert plain[0] - rows[0] >= 0.2 * (plain[-1] - plain[0])
    assert len(rows) >= len(roomy)


def test_the_font_of_every_letter_ships_with_the_program() -> None:
    files = sorted((paths.resources() / "fonts").glob("NotoSans-*.ttf"))
    assert files
    assert style.FAMILY in QFontDatabase.families()
    for weight in (False, True):
        font = style.font(bold=weight)
        assert font.family() == style.FAMILY
        raw = QFontDatabase.writingSystems(style.FAMILY)
        assert QFontDatabase.WritingSystem.Vietnamese in raw
