"""The page of the report in words: figures told, doors to them, what is written kept, paper and Word."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from docx import Document
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.services import forms, narrative
from desktop.services.forms.form import Sum
from desktop.services.narrative import Hand, outlines
from desktop.ui import language
from desktop.ui.narrative.page import make
from tests.ui.conftest import settle
from tests.ui.desks import nameless, shown, speaks_both


@pytest.fixture
def page(qtbot: QtBot, workplace: Any) -> Any:
    return shown(qtbot, workplace, make)


def typed(qtbot: QtBot, page: Any, part: str, text: str) -> None:
    page.writing.cards[part].box.setFocus()
    qtbot.keyClicks(page.writing.cards[part].box, text)


def kept(qtbot: QtBot, page: Any) -> None:
    page.keep()
    settle(qtbot, page.workplace.tasks)


def test_every_part_stands_beside_its_pages(page: Any, desk: Any) -> None:
    report = narrative.build(desk, page.workplace.period)
    assert list(page.writing.cards) == [part.id for part in report.parts]
    assert page.preview.pages == len(narrative.pages(report)) > 1
    told = page.writing.cards["outreach"]._told.text()
    assert report.parts[4].sentences[0].text.replace("\u00a0", " ") in told


def test_what_is_written_is_kept_for_the_period_and_drawn(qtbot: QtBot, page: Any, desk: Any) -> None:
    before = list(page.preview._images)
    typed(qtbot, page, "tasks", "Duy tri mo hinh")
    kept(qtbot, page)
    assert narrative.kept(desk, page.workplace.period).texts == {"tasks": "Duy tri mo hinh"}
    assert page.preview._images != before
    page.workplace.choose_period(desk.period(2025, "q3"))
    settle(qtbot, page.workplace.tasks)
    assert page.writing.cards["tasks"].text() == ""
    page.workplace.choose_period(desk.period(2025))
    settle(qtbot, page.workplace.tasks)
    assert page.writing.cards["tasks"].text() == "Duy tri mo hinh"


def test_typing_survives_a_change_of_period_and_leaving_the_page(qtbot: QtBot, page: Any, desk: Any) -> None:
    typed(qtbot, page, "proposals", "Kinh phi")
    page.workplace.choose_period(desk.period(2025, "q3"))
    settle(qtbot, page.workplace.tasks)
    assert narrative.kept(desk, desk.period(2025)).texts == {"proposals": "Kinh phi"}
    typed(qtbot, page, "proposals", "Nhan luc")
    page.hide()
    settle(qtbot, page.workplace.tasks)
    assert narrative.kept(desk, desk.period(2025, "q3")).texts == {"proposals": "Nhan luc"}


def test_an_earlier_report_is_a_start_for_empty_parts(qtbot: QtBot, workplace: Any, desk: Any) -> None:
    narrative.keep(
        desk, desk.period(2025, "q2"), Hand({"tasks": "Tập huấn lại.", "proposals": "Kinh phí."}, 7)
    )
    narrative.keep(desk, desk.period(2025, "q3"), Hand({"tasks": "Của quý III."}))
    workplace.choose_period(desk.period(2025, "q4"))
    page = shown(qtbot, workplace, make)
    typed(qtbot, page, "proposals", "San co")
    page._start.trigger()
    settle(qtbot, workplace.tasks)
    assert narrative.kept(desk, desk.period(2025, "q4")) == Hand(
        {"tasks": "Của quý III.", "proposals": "San co"}
    )


def test_number_and_day_are_read_as_people_write_them(qtbot: QtBot, page: Any, desk: Any) -> None:
    number, day = page.writing.number.number, page.writing.number.day
    qtbot.keyClicks(number, "5")
    qtbot.keyClicks(day, "5/1/2026")
    kept(qtbot, page)
    hand = narrative.kept(desk, desk.period(2025))
    assert (hand.number, str(hand.day)) == (5, "2026-01-05")
    number.selectAll()
    qtbot.keyClicks(number, "nam")
    kept(qtbot, page)
    assert page.writing.number._problem.text() == language.say("narrative.unread_number")
    assert narrative.kept(desk, desk.period(2025)).number == 5


def test_a_figure_opens_the_records_behind_it(qtbot: QtBot, page: Any) -> None:
    button = page.writing.cards["outreach"]._buttons[0]
    assert button.property("line") == "sessions"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, page.workplace.tasks)
    assert page.panel.isVisible()
    assert page.panel.models[0].rowCount() > 0
    page.close_panel()
    assert not page.panel.isVisible()


def test_a_figure_of_the_annex_on_the_page_opens_its_records(qtbot: QtBot, page: Any) -> None:
    preview = page.preview
    doors = preview.doors
    number = max(n for n in range(len(doors)) if doors[n].key[:2] == ("sessions", 4))
    assert page.paper.pictures.count() == preview.pages
    preview.go_to(doors[number].page)
    place = doors.rect(number).center()
    qtbot.mouseClick(preview._sheets, Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, page.workplace.tasks)
    assert page.panel.isVisible()
    assert language.say("summary.column.to_date") in page.panel._title.text()
    qtbot.keyClick(preview, Qt.Key.Key_Left)
    settle(qtbot, page.workplace.tasks)
    assert language.say("summary.column.now") in page.panel._title.text()


def test_figures_of_the_other_annexes_open_as_those_of_their_forms(
    qtbot: QtBot, page: Any, desk: Any, tmp_path: Path
) -> None:
    file = tmp_path / "outline.json"
    outlines.copy_to(desk, file)
    outline = json.loads(file.read_text(encoding="utf-8"))
    outline["annexes"] = ["inspection_178", "establishment_list"]
    file.write_text(json.dumps(outline, ensure_ascii=False), encoding="utf-8")
    outlines.load_file(desk, file)
    page.refresh()
    settle(qtbot, page.workplace.tasks)
    preview, doors = page.preview, page.preview.doors
    keys = [doors[n].key for n in range(len(doors))]
    number = keys.index(("visits", 3, "inspection_178"))
    qtbot.mouseClick(preview._sheets, Qt.MouseButton.LeftButton, pos=doors.rect(number).center())
    settle(qtbot, page.workplace.tasks)
    assert {one.kind for one in page.panel.models[0].items} == {"inspection"}
    listed = next(n for n, key in enumerate(keys) if key[2] == "establishment_list")
    with qtbot.waitSignal(page.workplace.page_wanted) as wanted:
        qtbot.mouseClick(preview._sheets, Qt.MouseButton.LeftButton, pos=doors.rect(listed).center())
    assert wanted.args[0].kind == "establishment"


def test_paper_and_word_are_written_with_what_was_typed_last(qtbot: QtBot, page: Any, tmp_path: Path) -> None:
    typed(qtbot, page, "shortcomings", "Luc luong mong.")
    page.write(tmp_path / "bc.docx")
    settle(qtbot, page.workplace.tasks)
    page.write(tmp_path / "bc.pdf")
    settle(qtbot, page.workplace.tasks)
    assert "bc.pdf" in page.workplace.messages.text
    assert "Luc luong mong." in [one.text for one in Document(str(tmp_path / "bc.docx")).paragraphs]
    assert "Luc luong mong." in " ".join(one.extract_text() for one in PdfReader(tmp_path / "bc.pdf").pages)


def test_signs_of_personal_data_hold_the_report_back_until_a_person_says_so(
    qtbot: QtBot, page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def chosen(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return str(tmp_path / Path(proposed).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(chosen))
    page.writing.cards["tasks"].write("Giao ông Nguyễn Văn An")
    kept(qtbot, page)
    assert "họ tên" in page.writing.cards["tasks"]._problem.text()
    page._pdf.trigger()
    assert asked == []
    assert language.say("narrative.personal") in page.workplace.messages.text
    page.workplace.messages.act()
    page._word.trigger()
    settle(qtbot, page.workplace.tasks)
    assert asked == ["bao-cao-phuong-doan-ket-2025-year.docx"]
    assert (tmp_path / asked[0]).exists()


def test_a_file_that_cannot_be_written_is_a_sentence(qtbot: QtBot, page: Any, tmp_path: Path) -> None:
    page.write(tmp_path / "khong-co" / "bc.docx")
    settle(qtbot, page.workplace.tasks)
    assert "Số liệu trong sổ vẫn nguyên" in page.workplace.messages.text


def test_it_speaks_both_languages_and_every_control_has_a_name(page: Any) -> None:
    assert nameless(page) == []
    speaks_both(page, "page.narrative", "narrative.number", "narrative.source")


def test_without_a_printer_the_pdf_is_offered(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.ui import printer as module

    monkeypatch.setattr(module.QPrinterInfo, "availablePrinters", staticmethod(list))
    page._print.trigger()
    assert language.say("summary.no_printer") in page.workplace.messages.text


def test_what_does_not_add_up_is_said_before_printing(
    qtbot: QtBot, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page._doubts.isHidden()
    wrong = Sum(parts=("sessions", "attendances"), whole="sessions")
    real = forms.load
    form = msgspec.structs.replace(real("commune_summary"), sums=(wrong,))
    monkeypatch.setattr(forms, "load", lambda name: form if name == form.id else real(name))
    kept(qtbot, page)
    assert not page._doubts.isHidden()
    assert "Số in giữ nguyên" in page._doubts.text()
