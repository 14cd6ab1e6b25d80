"""What charts are drawn with: colours, letters and lengths, for a screen and for paper without colour."""

import dataclasses

from PySide6.QtGui import QColor, QFont, QPainter

from desktop.ui import style

_SCREEN_DPI = 96.0


@dataclasses.dataclass(frozen=True)
class Ink:
    """One way to draw.

    Attributes:
        text: Colour of words.
        secondary: Colour of words that matter less.
        line: Colour of lines that divide.
        track: Ground of a bar that has an end.
        bar: Colour of bars; a second part is hatched in it.
        paper: What lies below.
        marked: Ground of the bar that is chosen in the table.
        each: How many units of the painter a pixel of 96 to the inch has.
        zoom: How large letters are, 1.0 for 100 %.
    """

    text: QColor
    secondary: QColor
    line: QColor
    track: QColor
    bar: QColor
    paper: QColor
    marked: QColor
    each: float = 1.0
    zoom: float = 1.0

    def font(self, points: float = style.SMALL_POINTS, *, bold: bool = False) -> QFont:
        """Letters of *points* at 100 %."""
        made = style.font(bold=bold)
        made.setPointSizeF(points * self.zoom)
        return made


def screen() -> Ink:
    """As the window looks."""
    colour = style.colour
    return Ink(
        text=colour("ink"), secondary=colour("secondary"), line=colour("line"), track=colour("track"),
        bar=colour("accent"), paper=colour("paper"), marked=colour("accent_tint"), zoom=style.zoom() / 100,
    )  # fmt: skip


def paper(painter: QPainter, zoom: float) -> Ink:
    """Black on white, whatever the window looks like; nothing on it is told by colour."""
    white = QColor("#FFFFFF")
    return Ink(
        text=QColor("#000000"), secondary=QColor("#333333"), line=QColor("#999999"), track=QColor("#E4E4E4"),
        bar=QColor("#4A4A4A"), paper=white, marked=white,
        each=painter.device().logicalDpiX() / _SCREEN_DPI, zoom=zoom,
    )  # fmt: skip
