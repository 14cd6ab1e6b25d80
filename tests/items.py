"""No wrapper of a layout's item is ever made: PySide6 keeps it beyond the end of what it stands for.

A layout ends the item of a widget that goes; nobody tells Python. The wrapper stays where it is found by address, and
what Qt makes next at that address is taken for it: a viewport that has no background, or a crash. PySide6 makes such
wrappers for everything in a layout that is put into another one, so layouts are put there empty and filled then.
Layouts themselves are no trouble: they are objects, whose end is told.
"""

from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QBoxLayout, QFormLayout, QGridLayout, QLayout, QLayoutItem

_PUTTING = (
    (QBoxLayout, "addLayout"),
    (QBoxLayout, "insertLayout"),
    (QGridLayout, "addLayout"),
    (QFormLayout, "addRow"),
    (QFormLayout, "insertRow"),
    (QFormLayout, "setLayout"),
)


def wrapped() -> list[str]:
    """What Python holds of layouts' items now."""
    return [
        type(one).__name__
        for one in shiboken6.getAllValidWrappers()
        if isinstance(one, QLayoutItem) and not isinstance(one, QLayout)
    ]


def watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let whoever puts a layout with something in it into another one fail right there."""
    for kind, name in _PUTTING:
        monkeypatch.setattr(kind, name, _empty_only(getattr(kind, name)))


def _empty_only(put: Callable[..., None]) -> Callable[..., None]:
    def checked(layout: QLayout, *given: Any, **named: Any) -> None:
        filled = [one for one in (*given, *named.values()) if isinstance(one, QLayout) and one.count()]
        assert not filled, "a layout is put into another one before it is filled, see tests/items.py"
        put(layout, *given, **named)

    return checked
