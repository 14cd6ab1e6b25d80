"""What stands where on a page of a PDF: words with their type, rules with their length, in millimetres."""

import dataclasses
import io
import re
from collections.abc import Sequence
from typing import Any

import pypdf

from desktop.services import typesetting

_POINT = 25.4 / 72
# Typst moves to a place, then draws from there.
_RULE = re.compile(
    r"1 0 0 -1 ([\d.]+) ([\d.]+) cm(?:(?!\bQ\b).)*?0 0 m ([\d.]+) 0 l\s*S", re.DOTALL
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Words:
    """Words in one type: points of size, millimetres from the left and the upper edge to where they begin."""

    text: str
    size: float
    bold: bool
    italic: bool
    left: float
    down: float


@dataclasses.dataclass(frozen=True)
class Rule:
    """A line across, in millimetres."""

    left: float
    down: float
    length: float


@dataclasses.dataclass(frozen=True)
class Page:
    """One page."""

    width: float
    height: float
    words: Sequence[Words]
    rules: Sequence[Rule]
    text: str
    drawn: str

    def find(self, text: str, **of: Any) -> Words:
        """The first words that begin with *text*."""
        for one in self.words:
            if one.text.startswith(text) and all(getattr(one, name) == value for name, value in of.items()):
                return one
        raise AssertionError(f"{text!r} is not among {[one.text for one in self.words]}")

    def rule_below(self, words: Words) -> Rule:
        """The first rule within a centimetre below *words*, in the same half of the page."""
        near = [
            one for one in self.rules
            if 0 < one.down - words.down < 10 and one.left + one.length > words.left > one.left - 60
        ]  # fmt: skip
        return min(near, key=lambda one: one.down)


def pages(document: typesetting.Document) -> list[Page]:
    """Every page of *document*."""
    return [_read(page) for page in pypdf.PdfReader(io.BytesIO(typesetting.pdf(document))).pages]


def _read(page: pypdf.PageObject) -> Page:
    width, height = (float(side) for side in page.mediabox[2:])
    found: list[Words] = []

    def words(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if text.strip():
            name = str((font or {}).get("/BaseFont", ""))
            left, down = (cm[4] + tm[4]) * _POINT, (height - cm[5] - tm[5]) * _POINT
            found.append(Words(text.strip(), round(size, 1), "Bold" in name, "Italic" in name, left, down))

    text = page.extract_text(visitor_text=words)
    drawn = page.get_contents().get_data().decode("latin-1")
    rules = [
        Rule(float(x) * _POINT, (height - float(y)) * _POINT, float(length) * _POINT)
        for x, y, length in _RULE.findall(drawn)
    ]
    return Page(round(width * _POINT), round(height * _POINT), found, rules, text, drawn)
