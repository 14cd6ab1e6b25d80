"""Printed pages look as they did when somebody held them against the decree's checklist."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.ui.make_pages import KEPT, drawn

_GREY = QImage.Format.Format_Grayscale8
_COARSE = 24  # points of the picture that is compared, across
_MOST = 14  # of 255 shades, for one point: a line of words that moved shows, a hint of a letter does not


def coarse(page: QImage) -> QImage:
    """*page* as so few points that how letters are drawn no longer matters, only where they stand."""
    high = round(_COARSE * page.height() / page.width())
    smooth = Qt.TransformationMode.SmoothTransformation
    small = page.convertToFormat(_GREY).scaled(_COARSE, high, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    return small.convertToFormat(_GREY)


def farthest(one: QImage, other: QImage) -> int:
    """How far the shade of any point of *one* is from the same one of *other*."""
    return max(
        abs(one.pixelColor(x, y).value() - other.pixelColor(x, y).value())
        for x in range(one.width())
        for y in range(one.height())
    )


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    return dict(drawn())


def test_every_page_that_is_kept_is_drawn(pages: dict[str, bytes]) -> None:
    assert {file.name for file in KEPT.glob("*.png")} == set(pages)


@pytest.mark.parametrize("name", sorted(file.name for file in KEPT.glob("*.png")))
def test_a_page_looks_as_it_was(qtbot: QtBot, pages: dict[str, bytes], name: str, tmp_path: Path) -> None:
    now, then = QImage.fromData(pages[name]), QImage(str(KEPT / name))
    (tmp_path / name).write_bytes(pages[name])
    told = f"look at {tmp_path / name}; if it is right, `python -m tests.ui.make_pages` keeps it"
    assert now.size() == then.size(), told
    assert farthest(coarse(now), coarse(then)) <= _MOST, told


def test_a_line_that_moves_is_noticed(pages: dict[str, bytes]) -> None:
    page = QImage.fromData(pages["summary-1.png"])
    moved = page.copy(0, -6, page.width(), page.height())
    assert farthest(coarse(page), coarse(moved)) > _MOST
