"""A receiving desk with communes that joined, exported and were received, all of it real."""

import dataclasses
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.models import units
from desktop.services import desk as desks
from desktop.services import exchange
from desktop.services.sample import sample
from desktop.ui import language
from desktop.ui.page import Page
from tests.services.answered import acknowledge
from tests.ui.conftest import PASSPHRASE, PROVINCE_UNIT, clock, settle

SECOND_UNIT, SILENT_UNIT = "03390@2025", "03394@2025"


@dataclasses.dataclass(frozen=True)
class Commune:
    """A commune that joined and exported once or more."""

    unit: str
    packages: list[Path]


def joined_commune(receiving: Any, folder: Path, unit: str, records: int = 60, seed: int = 1) -> Any:
    """A commune's desk with sample records that has joined *receiving*; the caller closes it."""
    code = unit.partition("@")[0]
    desk = desks.new(folder / code, PASSPHRASE, role="commune", unit=unit, training=True, clock=clock)
    sample(desk, year=2025, records=records, seed=seed)
    exchange.join(desk, exchange.invite(receiving, unit, folder / f"{code}.soxa-invite"))
    return desk


def exported(desk: Any, folder: Path) -> Path:
    """The package of what is new."""
    folder.mkdir(parents=True, exist_ok=True)
    done = exchange.export(desk, folder)
    assert done is not None
    return done.path


def commune(receiving: Any, folder: Path, unit: str, packages: int = 1, records: int = 60) -> Commune:
    """A commune with *packages* packages to hand in."""
    desk = joined_commune(receiving, folder, unit, records)
    paths = [exported(desk, folder / "out")]
    for number in range(1, packages):
        # Received somewhere, or the next package would hold it as well.
        acknowledge(desk)
        sample(desk, year=2025, records=8, seed=100 + number)
        paths.append(exported(desk, folder / "out"))
    desk.close()
    return Commune(unit, paths)


def shown(qtbot: QtBot, workplace: Any, make: Any) -> Any:
    """The page that *make* makes, on screen and loaded."""
    page: Page = make(workplace, "")
    qtbot.addWidget(page)
    page.resize(1120, 690)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    settle(qtbot, workplace.tasks)
    return page


def expected_units() -> list[str]:
    """The communes of the province, in the order of the official list."""
    return [unit.ref for unit in units.communes_below(PROVINCE_UNIT)]


def nameless(page: QWidget) -> list[str]:
    """Widgets a person can reach with Tab that say nothing to a screen reader."""
    from PySide6.QtCore import Qt

    found = []
    for widget in page.findChildren(QWidget):
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(page)
        if not reached or widget.objectName() == "qt_spinbox_lineedit":
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


def words_on(page: QWidget) -> set[str]:
    """Every label and button text on *page*."""
    labels = {one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page)}
    buttons = {str(one.property("text")) for one in page.findChildren(QWidget) if one.property("text")}
    return {text for text in labels | buttons if text}


def speaks_both(page: Page, *keys: str) -> None:
    """Switch to English and back; the words of *keys* follow and no Vietnamese word of them stays behind."""
    vietnamese = {key: language.say(key) for key in keys}
    language.use("en")
    try:
        english = words_on(page) | {page.title()}
        for key in keys:
            assert language.say(key) in english, key
            assert vietnamese[key] not in english, key
    finally:
        language.use("vi")
    assert set(vietnamese.values()) <= words_on(page) | {page.title()}
