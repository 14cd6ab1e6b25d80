"""How the window looks: every colour, size and status sign stands here and nowhere else.

Text is sized in points, room around it in multiples of ``STEP``; Qt scales both on dense screens. The zoom makes
text larger and leaves the room around it as it is: on a small screen the room is better spent on words. Whatever
must hold a text is measured by its font.
"""

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from desktop import paths
from desktop.ui.sheet import SHEET

STEP = 4
CARD_PADDING = 4 * STEP
GAP = 3 * STEP
ROW_HEIGHT = 28
UNLIMITED = 16_777_215
"""As wide or high as there is room: Qt's QWIDGETSIZE_MAX, which PySide6 does not name."""
FAMILY = "Noto Sans"
BODY_POINTS = 9.75
SMALL_POINTS = 9.0
SECTION_POINTS = 10.5
TITLE_POINTS = 15.0
BRAND_POINTS = 13.5
ZOOMS = (100, 110, 125, 150, 175, 200)
"""How large text may be, in percent."""


class _Present:
    """The zoom in use; like the font of the application there is one for the whole program."""

    zoom = ZOOMS[0]


@dataclasses.dataclass(frozen=True)
class Tokens:
    """The colours of one scheme, by what they are for."""

    ground: str
    paper: str
    line: str
    field_line: str
    ink: str
    secondary: str
    deep: str
    deep_selected: str
    deep_text: str
    deep_secondary: str
    accent: str
    accent_hover: str
    accent_tint: str
    on_accent: str
    header: str
    heading: str
    stripe: str
    green: str
    green_tint: str
    amber: str
    amber_tint: str
    amber_fill: str
    red: str
    red_tint: str
    grey: str
    grey_tint: str
    violet: str
    violet_tint: str
    track: str
    sun: str
    practice: str
    on_practice: str


LIGHT = Tokens(
    ground="#F3F5F8", paper="#FFFFFF", line="#D9DFE7", field_line="#A9B4C1", ink="#1B2430", secondary="#5B6777",
    deep="#0E4C64", deep_selected="#0A3A4D", deep_text="#EAF3F7", deep_secondary="#AFC9D5",
    accent="#0B6E8F", accent_hover="#095C78", accent_tint="#E1EFF5", on_accent="#FFFFFF",
    header="#E9EDF2", heading="#0E4C64", stripe="#F8FAFC",
    green="#1E7B4F", green_tint="#DDF1E6", amber="#8A5A00", amber_tint="#FBEFD3", amber_fill="#C98A1B",
    red="#A4262C", red_tint="#FAE3E4", grey="#5B6777", grey_tint="#EDF0F4", violet="#5B4A93", violet_tint="#E8E3F3",
    track="#E2E8EF", sun="#F6C344", practice="#F2822C", on_practice="#1B2430",
)  # fmt: skip

DARK = Tokens(
    ground="#161B22", paper="#1F262F", line="#36414E", field_line="#56657A", ink="#E8EDF3", secondary="#A7B3C2",
    deep="#0B2F3E", deep_selected="#134559", deep_text="#EAF3F7", deep_secondary="#9DBBC8",
    accent="#3FA7CB", accent_hover="#62BBD9", accent_tint="#17384A", on_accent="#06222E",
    header="#29323D", heading="#7CC6E0", stripe="#232B35",
    green="#6FCF9B", green_tint="#173A2A", amber="#E9B857", amber_tint="#3F3216", amber_fill="#C98A1B",
    red="#F0898E", red_tint="#472226", grey="#A7B3C2", grey_tint="#2A333E", violet="#B9A9EC", violet_tint="#322A4B",
    track="#36414E", sun="#F6C344", practice="#F2822C", on_practice="#1B2430",
)  # fmt: skip


def tokens() -> Tokens:
    """The colours of the scheme the system asks for."""
    hints = QGuiApplication.styleHints()
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def colour(name: str) -> QColor:
    """The colour called *name* in the present scheme."""
    return QColor(getattr(tokens(), name))


@dataclasses.dataclass(frozen=True)
class Look:
    """How a status shows, never by colour alone.

    Attributes:
        sign: One character that stands before the word.
        ink: Name of the text colour in `Tokens`.
        tint: Name of the ground colour in `Tokens`.
        fill: Name of the colour of a bar.
    """

    sign: str
    ink: str
    tint: str
    fill: str


_LOOKS = {
    "met": Look("✓", "green", "green_tint", "green"),
    "on_course": Look("→", "amber", "amber_tint", "amber_fill"),
    "not_met": Look("!", "red", "red_tint", "red"),
    "nothing_happened": Look("–", "grey", "grey_tint", "grey"),
    "not_applicable": Look("–", "grey", "grey_tint", "grey"),
    "no_data": Look("?", "violet", "violet_tint", "violet"),
    "not_reported": Look("?", "violet", "violet_tint", "violet"),
    "not_locked": Look("?", "violet", "violet_tint", "violet"),
}


def look(status: str) -> Look:
    """The look of an indicator's or a report's *status*; the word for it is ``window: status.<status>``."""
    return _LOOKS[status]


def zoom() -> int:
    """How large text is, in percent."""
    return _Present.zoom


def zoom_to(percent: int) -> None:
    """Show text *percent* of its size from now on, at most 200 %; every widget hears ``StyleChange``."""
    _Present.zoom = min(max(percent, ZOOMS[0]), ZOOMS[-1])
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.setFont(font())
        _paint(app)


def next_zoom(step: int) -> int:
    """The zoom *step* stops away from the one in use; the first or the last one beyond the ends."""
    nearest = min(range(len(ZOOMS)), key=lambda place: abs(ZOOMS[place] - zoom()))
    return ZOOMS[min(max(nearest + step, 0), len(ZOOMS) - 1)]


def font(points: float = BODY_POINTS, *, bold: bool = False) -> QFont:
    """A font of the window, in points at 100 %."""
    made = QFont(FAMILY)
    made.setPointSizeF(points * zoom() / 100)
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    return made


def wears(widget: QWidget, **properties: object) -> None:
    """Set dynamic style *properties* of *widget* (``kind="secondary"``) and have the sheet read them again.

    It is read for what stands in the widget as well: a strip's words have the colour of the strip.
    """
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    for one in (widget, *widget.findChildren(QWidget)):
        one.style().unpolish(one)
        one.style().polish(one)


def dress(app: QApplication) -> None:
    """Give the program its font, palette and style sheet, and follow the system's light or dark scheme."""
    app.setStyle("Fusion")
    for file in sorted((paths.resources() / "fonts").glob("NotoSans-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    app.setFont(font())
    _paint(app)
    QGuiApplication.styleHints().colorSchemeChanged.connect(_scheme_changed)


def _scheme_changed(_scheme: object) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        _paint(app)


def _paint(app: QApplication) -> None:
    t = tokens()
    palette = QPalette()
    for role, name in (
        (QPalette.ColorRole.Window, t.ground),
        (QPalette.ColorRole.WindowText, t.ink),
        (QPalette.ColorRole.Base, t.paper),
        (QPalette.ColorRole.AlternateBase, t.stripe),
        (QPalette.ColorRole.Text, t.ink),
        (QPalette.ColorRole.Button, t.paper),
        (QPalette.ColorRole.ButtonText, t.ink),
        (QPalette.ColorRole.PlaceholderText, t.secondary),
        (QPalette.ColorRole.Highlight, t.accent),
        (QPalette.ColorRole.HighlightedText, t.on_accent),
        (QPalette.ColorRole.ToolTipBase, t.paper),
        (QPalette.ColorRole.ToolTipText, t.ink),
        (QPalette.ColorRole.Link, t.accent),
        (QPalette.ColorRole.Mid, t.line),
        (QPalette.ColorRole.Light, t.paper),
    ):
        palette.setColor(role, QColor(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.secondary))
    app.setPalette(palette)
    icons = (paths.resources() / "icons").as_posix()
    points = {"small": SMALL_POINTS, "section": SECTION_POINTS, "title": TITLE_POINTS, "brand": BRAND_POINTS}
    sizes = {name: f"{size * zoom() / 100:g}pt" for name, size in points.items()}
    values = {**dataclasses.asdict(t), **sizes, "icons": icons}
    sheet = SHEET
    for name in sorted(values, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", values[name])
    app.setStyleSheet(sheet)
