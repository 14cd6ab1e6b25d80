"""Whatever a register for practice prints or writes says so on every page and sheet; a real one does not."""

from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.services import activities, importing, printing, summary, workbook
from desktop.services.desk import Desk
from desktop.services.forms import workbook as form_workbook
from desktop.services.words import Words
from desktop.services.workbook.practice import MARK, SENTENCE
from tests.conftest import MakeDesk
from tests.records import draft


@pytest.fixture
def desks(make_desk: MakeDesk) -> dict[bool, Desk]:
    """A register for practice and a real one with the same records."""
    made = {training: make_desk(f"commune {training}", training=training) for training in (True, False)}
    for desk in made.values():
        for name in ("Nhà nghỉ Hoa Ban", "Karaoke Sao Đêm"):
            activities.save(desk, draft("establishment", trade_name=name))
    return made


def marked(page: str) -> bool:
    """Whether the letters of the mark stand on *page*, however a reader of PDF spaces them."""
    return MARK.replace(" ", "") in "".join(page.split())


@pytest.mark.parametrize("training", [True, False])
def test_every_page_on_paper_is_marked(desks: dict[bool, Desk], tmp_path: Path, training: bool) -> None:
    desk = desks[training]
    printing.pdf(summary.build(desk, desk.period(2025)), tmp_path / "s.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "s.pdf").pages]
    assert len(pages) > 1
    # Twice: the mark across the page, and the line below it.
    counts = ["".join(page.split()).count(MARK.replace(" ", "")) for page in pages]
    assert counts == [2 if training else 0] * len(pages)


@pytest.mark.parametrize("training", [True, False])
def test_every_sheet_is_marked(desks: dict[bool, Desk], tmp_path: Path, training: bool) -> None:
    desk = desks[training]
    form_workbook.write_summary(summary.build(desk, desk.period(2025)), tmp_path / "s.xlsx")
    page = activities.page(desk, "establishment")
    workbook.write_list(
        "establishment", [(page.entries, page.captions)], tmp_path / "l.xlsx", Words(), training=training
    )
    for name in ("s.xlsx", "l.xlsx"):
        for sheet in openpyxl.load_workbook(tmp_path / name).worksheets:
            assert sheet.title.startswith(MARK) == training
            assert (sheet.oddHeader.center.text == SENTENCE) == training
    shown = [row[0] for row in openpyxl.load_workbook(tmp_path / "s.xlsx").active.iter_rows(values_only=True)]
    assert (SENTENCE in shown) == training


def test_a_marked_list_is_imported_again_without_a_change(desks: dict[bool, Desk], tmp_path: Path) -> None:
    desk = desks[True]
    page = activities.page(desk, "establishment")
    workbook.write_list(
        "establishment", [(page.entries, page.captions)], tmp_path / "l.xlsx", Words(), training=True
    )
    seen = importing.look(desk, tmp_path / "l.xlsx")
    assert (seen.count("same"), seen.read) == (2, 2)
