"""What is looked at on every page: names, the way of Tab, words beside colours, and what is cut off."""

import itertools

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from desktop.ui.widgets.elided import ElidedLabel
from desktop.ui.widgets.status import StatusPill

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QPlainTextEdit)
_INSIDE = (QLineEdit, QComboBox, QAbstractItemView)
_MOST_TABS = 300
_COLOURED = ("pill", "sign", "sign_text")


def nameless(root: QWidget) -> list[str]:
    """The controls below *root* that a screen reader has no name for."""
    found = []
    for widget in root.findChildren(QWidget):
        takes_keys = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if not widget.isVisible() or not (takes_keys or isinstance(widget, CONTROLS)) or _is_inside(widget):
            continue
        reader = QAccessible.queryAccessibleInterface(widget)
        if reader is None or not reader.text(QAccessible.Text.Name).strip():
            found.append(describe(widget))
    return found


def _is_inside(widget: QWidget) -> bool:
    """Whether it is a part of another control, which is the one that is named."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, _INSIDE):
            return True
        above = above.parentWidget() if not above.isWindow() else None
    return False


def chain(window: QWidget) -> list[QWidget]:
    """Where Tab goes in the active *window*, from what has the keys round to it again.

    Pressed, not asked for: ``nextInFocusChain`` leaves PySide with widgets it believes its own, and deletes.
    """
    found: list[QWidget] = []
    for _ in range(_MOST_TABS):
        here = window.focusWidget() or window
        if here in found:
            break
        found.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if window.focusWidget() is here:
            # Printed pages take Tab once more, into the figures on them.
            QTest.keyClick(here, Qt.Key.Key_Tab)
    return found


def backwards(way: list[QWidget], root: QWidget) -> list[str]:
    """Steps of the *way* of Tab inside *root* against the way one reads: up, or to the left on the same line."""
    entered = next(
        (n for n, one in enumerate(way) if root.isAncestorOf(one) and not root.isAncestorOf(way[n - 1])), 0
    )
    inside = [one for one in (*way[entered:], *way[:entered]) if root.isAncestorOf(one)]
    found = []
    # A whole window is walked round and round: one step back, from its end to its beginning, is as it should be.
    round_trip = root.isWindow()
    for before, after in itertools.pairwise([*inside, inside[0]] if round_trip and inside else inside):
        one, other = _parts(before, after, root)
        a, b = _place(one, root), _place(other, root)
        above = b.bottom() <= a.top()
        same_line = b.top() < a.bottom() and a.top() < b.bottom()
        if (above and b.left() < a.right()) or (same_line and b.right() <= a.left()):
            found.append(f"{describe(before)} -> {describe(after)}")
    return found[1:] if round_trip else found


def _parts(one: QWidget, other: QWidget, root: QWidget) -> tuple[QWidget, QWidget]:
    """The two sections below their nearest common parent that hold *one* and *other*."""
    above_one, above_other = _line(one, root), _line(other, root)
    common = next(widget for widget in above_one if widget in above_other)
    return _below(above_one, common, one), _below(above_other, common, other)


def _line(widget: QWidget, root: QWidget) -> list[QWidget]:
    found = [widget]
    while found[-1] is not root and (above := found[-1].parentWidget()) is not None:
        found.append(above)
    return found


def _below(line: list[QWidget], common: QWidget, widget: QWidget) -> QWidget:
    place = line.index(common)
    return line[place - 1] if place else widget


def _place(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def wordless(root: QWidget) -> list[str]:
    """Labels that wear the colour of a status and say nothing."""
    return [
        describe(one)
        for one in root.findChildren(QLabel)
        if one.isVisible()
        and (isinstance(one, StatusPill) or any(one.property(name) for name in _COLOURED))
        and not one.text().strip()
    ]


def cut(root: QWidget) -> list[str]:
    """Words that do not fit where they stand; what ends in dots on purpose, or scrolls, is not among them."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel):
            continue
        if isinstance(widget, QLabel) and widget.text() and not widget.text().startswith("<"):
            found += _cut_label(widget)
        elif isinstance(widget, QAbstractButton) and widget.text() and not _is_inside(widget):
            wanted = widget.sizeHint().width()
            found += (
                [f"{describe(widget)}: {widget.width()} of {wanted}"] if widget.width() + 1 < wanted else []
            )
    return found + _beyond(root)


def _cut_label(label: QLabel) -> list[str]:
    if label.wordWrap():
        short = label.height() + 2 < label.heightForWidth(label.width())
        return (
            [f"{describe(label)}: {label.height()} of {label.heightForWidth(label.width())}"] if short else []
        )
    narrow = label.width() + 1 < label.sizeHint().width()
    return [f"{describe(label)}: {label.width()} of {label.sizeHint().width()}"] if narrow else []


def _beyond(root: QWidget) -> list[str]:
    """What lies right of an area that does not scroll sideways."""
    found = []
    for area in root.findChildren(QScrollArea):
        inside = area.widget()
        never = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if area.isVisible() and never and inside is not None and inside.width() > area.viewport().width() + 1:
            found.append(f"{describe(inside)}: {inside.width()} of {area.viewport().width()}")
    return found


def describe(widget: QWidget) -> str:
    """A widget as a person finds it again."""
    text = str(widget.property("text") or widget.accessibleName() or "")[:40]
    parent = widget.parentWidget()
    return f"{type(widget).__name__} {widget.objectName()} “{text}” in {type(parent).__name__}"
