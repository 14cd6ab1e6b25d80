"""The page of prints: found, looked at again, compared, taken along."""

from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from desktop.services import activities, printing, prints, summary
from desktop.ui import language
from desktop.ui.prints.model import PERIOD
from desktop.ui.prints.page import make
from tests.records import draft
from tests.ui.conftest import settle
from tests.ui.desks import nameless, shown, speaks_both


@pytest.fixture
def printed(desk: Any) -> Any:
    """A desk that has printed two periods."""
    for name in ("q1", "q2"):
        period = desk.period(2025, name)
        document = printing.document(summary.build(desk, period))
        prints.keep(desk, document, period, draft=True)
    return desk


def test_a_desk_that_never_printed_says_how_prints_come_here(qtbot: QtBot, workplace: Any) -> None:
    page = shown(qtbot, workplace, make)
    assert page.stack.currentWidget() is page.state
    assert not page._again.isEnabled()


def test_the_latest_print_shows_with_its_pages(qtbot: QtBot, workplace: Any, printed: Any) -> None:
    page = shown(qtbot, workplace, make)
    latest = prints.listed(printed)[0]
    assert page.current() == latest
    assert page.preview.pages == latest.pages > 1
    assert page.paper.pictures.isVisible()
    assert page.paper.pictures.count() == latest.pages
    assert [page.model.index(row, PERIOD).data() for row in range(2)] == ["Quý II/2025", "Quý I/2025"]
    assert nameless(page) == []
    speaks_both(page)


def test_a_print_is_found_by_its_period(qtbot: QtBot, workplace: Any, printed: Any) -> None:
    page = shown(qtbot, workplace, make)
    qtbot.keyClicks(page.search, "quy i/")
    settle(qtbot, workplace.tasks)
    assert page.model.rowCount() == 1
    assert page.current().period == "q1"
    assert page.preview.pages == page.current().pages


def test_what_changed_since_shows_beside_what_was_printed(qtbot: QtBot, workplace: Any, printed: Any) -> None:
    page = shown(qtbot, workplace, make)
    page._tabs.button(1).click()
    assert page._same.text() == language.say("prints.same")
    activities.save(
        printed, draft("propaganda_session", held_on=date(2025, 4, 1), hamlet="Bản Mới", reason="bù")
    )
    workplace.changed({"propaganda_session"})
    settle(qtbot, workplace.tasks)
    expected = prints.changes(printed, 2)
    assert page.changes.items == list(expected) != []
    assert page._shown.currentWidget() is page.changes_table
    assert str(len(expected)) in page._tabs.button(1).text()


def test_the_marked_print_is_written_again_as_it_was(
    qtbot: QtBot, workplace: Any, printed: Any, tmp_path: Path
) -> None:
    before = prints.write(printed, 1, tmp_path / "before.pdf").read_bytes()
    activities.save(printed, draft("propaganda_session", held_on=date(2025, 1, 8), reason="bù"))
    page = shown(qtbot, workplace, make)
    page.table.selectRow(1)
    page.write(tmp_path / "again.pdf")
    settle(qtbot, workplace.tasks)
    assert (tmp_path / "again.pdf").read_bytes() == before
    assert len(prints.listed(printed)) == 2


def test_a_print_goes_onto_paper_again(qtbot: QtBot, workplace: Any, printed: Any, tmp_path: Path) -> None:
    page = shown(qtbot, workplace, make)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    page.print_on(printer)
    settle(qtbot, workplace.tasks)
    assert len(pypdf.PdfReader(tmp_path / "paper.pdf").pages) == page.current().pages


def test_without_a_printer_the_pdf_is_offered(
    qtbot: QtBot, workplace: Any, printed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.ui import printer as module

    monkeypatch.setattr(module.QPrinterInfo, "availablePrinters", staticmethod(list))
    page = shown(qtbot, workplace, make)
    page._again.trigger()
    assert language.say("summary.no_printer") in page.workplace.messages.text
