"""A field for a number that may have decimals."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.models.records import Field
from desktop.ui.fields.editor import Value
from desktop.ui.fields.line import LineEditor
from desktop.ui.plans import words

_GROUPED = re.compile(r"\d{1,3}([. ]\d{3})+\Z")
_PLAIN = re.compile(r"-?\d+([.,]\d+)?\Z")


def read_number(text: str) -> float | None:
    """The number meant by *text*: ``5.300`` and ``5 300`` are thousands, ``2,5`` and ``2.5`` have a decimal."""
    typed = " ".join(text.split())
    if _GROUPED.match(typed):
        return float(typed.replace(".", "").replace(" ", ""))
    return float(typed.replace(",", ".")) if _PLAIN.match(typed) else None


class NumberField(LineEditor):
    """A number, at the right; may be empty."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def value(self) -> Value:
        """The number, whole where it is; None when the field is empty or holds none."""
        found = read_number(self.line.text())
        return int(found) if found is not None and found == int(found) else found

    def set_value(self, value: Value) -> None:
        """Show the number."""
        self._show(words.amount(value) if isinstance(value, (int, float)) else "")

    def unreadable(self) -> str:
        """Whether something else than a number is typed."""
        return "unreadable_number" if self.line.text().strip() and self.value() is None else ""
