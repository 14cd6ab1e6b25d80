"""Every form as a workbook an office prints and files: laid out as on paper, nothing Excel would have to repair."""

import dataclasses
import itertools
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.utils import get_column_letter

from desktop.services import forms
from desktop.services.figures import Share
from desktop.services.forms import GROUP, Filled, paper, sheet_frame, sheet_pages, workbook
from desktop.services.forms.filling import TOTAL
from desktop.services.letterhead import Signer
from desktop.services.workbook import lengths
from tests.services.above import Above

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Filled]]:
    above = Above(tmp_path_factory.mktemp("workbooks"))
    above.day = date(2025, 11, 21)
    commune = above.commune("03388@2025", records=120, seed=3)
    above.hand_in(commune)
    made = {}
    for desk in (above.desk, commune):
        for form in forms.listed(desk):
            one = forms.fill(desk, desk.period(2025), form)
            signed = dataclasses.replace(
                one.head,
                signers=(Signer("kt", "Phó Chủ tịch", "Lò Thị Mai"),),
                recipients=("Công an phường",),
            )
            made[form.id] = dataclasses.replace(one, training=False, draft=False, head=signed)
    yield made
    above.close()


def sheet_of(filled: Filled, folder: Path) -> Any:
    workbook.write(filled, folder / "form.xlsx")
    return openpyxl.load_workbook(folder / "form.xlsx").worksheets[0]


def first_line(sheet: Any) -> int:
    return int(sheet.freeze_panes.removeprefix("A"))


def words_of(sheet: Any) -> list[str]:
    return [str(value) for row in sheet.values for value in row if value is not None]


@pytest.mark.parametrize("form", forms.available())
def test_it_prints_on_a4_with_the_heading_on_every_page(
    filled: dict[str, Filled], form: str, tmp_path: Path
) -> None:
    made = filled[form]
    sheet = sheet_of(made, tmp_path)
    first, wide = first_line(sheet), made.form.orientation == "landscape"
    setup, margins = sheet.page_setup, sheet.page_margins
    assert (setup.paperSize, setup.orientation) == (9, made.form.orientation)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, setup.fitToWidth or 1) == (True, 1)
    heads = len(paper.heads(made.form.columns))
    assert sheet.print_title_rows == f"${first - heads - 1}:${first - 1}"
    letter = get_column_letter(len(made.form.columns))
    assert sheet.print_area == f"'{sheet.title}'!$A$1:${letter}${sheet.max_row}"
    inches = [round(side * 25.4) for side in (margins.left, margins.right, margins.top, margins.bottom)]
    assert inches == [30, 15 if wide else 20, 20, 20]
    # The number of the page stands above it, and not on the first.
    assert sheet.HeaderFooter.differentFirst
    assert sheet.oddHeader.center.text == "&P"
    assert not sheet.firstHeader.center.text


@pytest.mark.parametrize("form", forms.available())
def test_it_has_the_headings_of_the_paper_joined_and_boxed(
    filled: dict[str, Filled], form: str, tmp_path: Path
) -> None:
    made = filled[form]
    sheet = sheet_of(made, tmp_path)
    merged = {str(one) for one in sheet.merged_cells.ranges}
    heads = paper.heads(made.form.columns)
    top = first_line(sheet) - len(heads) - 1
    place = 1
    for one in heads[0]:
        assert sheet.cell(top, place).value == one["text"]
        last, low = place + one["across"] - 1, top + one["down"] - 1
        if (last, low) != (place, top):
            assert f"{get_column_letter(place)}{top}:{get_column_letter(last)}{low}" in merged
        place = last + 1
    below = [sheet.cell(top + 1, n).value for n in range(1, place) if len(heads) > 1]
    assert [one for one in below if one] == [one["text"] for one in (heads[1] if len(heads) > 1 else ())]
    end = first_line(sheet) + len(made.lines)
    for row in range(top, end):
        for column in range(1, len(made.form.columns) + 1):
            border = sheet.cell(row, column).border
            sides = {border.left.style, border.right.style, border.top.style, border.bottom.style}
            # Of joined cells only the outer sides are drawn.
            assert sides <= {"thin", None}
            assert "thin" in sides or sheet.cell(row, column).coordinate in sheet.merged_cells
    for row, line in enumerate(made.lines, start=first_line(sheet)):
        assert (f"B{row}:{get_column_letter(len(made.form.columns))}{row}" in merged) == (line.level == GROUP)
        assert sheet.cell(row, 1).font.bold == (line.level in (GROUP, TOTAL))


@pytest.mark.parametrize("form", forms.available())
def test_it_says_what_stands_around_the_table_on_paper(
    filled: dict[str, Filled], form: str, tmp_path: Path
) -> None:
    said = paper.content(filled[form])
    found = words_of(sheet_of(filled[form], tmp_path))
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", *said["issuer"],
        f"Số: {said['number']}", said["place_and_date"], said["title"].upper(), said["about"], said["legend"],
        "Nơi nhận:", *said["recipients"], *said["signature"]["lines"], "Lò Thị Mai",
    ):  # fmt: skip
        assert words in found, words
    assert (said["missing"] in found) == bool(said["missing"])


@pytest.mark.parametrize("form", forms.available())
def test_numbers_and_days_are_written_as_in_viet_nam(
    filled: dict[str, Filled], form: str, tmp_path: Path
) -> None:
    made = filled[form]
    sheet = sheet_of(made, tmp_path)
    formats = set()
    for row, line in enumerate(made.lines, start=first_line(sheet)):
        for place, value in enumerate(line.cells, start=1):
            cell = sheet.cell(row, place)
            if isinstance(cell.value, datetime):
                assert cell.number_format == "dd/mm/yyyy"
            elif isinstance(cell.value, (int, float)) and isinstance(value, (int, float, Share)):
                formats.add(cell.number_format)
                assert cell.number_format.startswith(workbook.VIETNAM)
                assert cell.alignment.horizontal == "right"
    assert formats <= {"[$-42A]#,##0", "[$-42A]0.0", "[$-42A]+0.0;-0.0;0.0"}


@pytest.mark.parametrize("form", forms.available())
def test_no_cell_calculates_and_nothing_is_there_to_repair(
    filled: dict[str, Filled], form: str, tmp_path: Path
) -> None:
    sheet_of(filled[form], tmp_path)
    with zipfile.ZipFile(tmp_path / "form.xlsx") as packed:
        assert packed.testzip() is None
        parts = {name: packed.read(name) for name in packed.namelist()}
    assert not [name for name in parts if "calcChain" in name or "externalLink" in name or "vba" in name]
    trees = {name: etree.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    for name, tree in trees.items():
        for target in tree.findall("{*}Relationship"):
            assert target.get("TargetMode") != "External", name
    sheet = trees["xl/worksheets/sheet1.xml"]
    assert not list(sheet.iter(f"{_SHEET}f"))
    # Excel repairs joined cells that overlap, names over 31 signs, rows over 409 points.
    places: set[str] = set()
    for one in sheet.iter(f"{_SHEET}mergeCell"):
        cells = {
            f"{get_column_letter(column)}{row}" for row in range(*bounds(one.get("ref"))[0])
            for column in range(*bounds(one.get("ref"))[1])
        }  # fmt: skip
        assert not cells & places
        places |= cells
    (named,) = trees["xl/workbook.xml"].iter(f"{_SHEET}sheet")
    assert 0 < len(named.get("name")) <= 31
    assert not set(named.get("name")) & set("[]:*?/\\")
    assert all(0 < float(row.get("ht")) <= 409 for row in sheet.iter(f"{_SHEET}row"))
    assert all(0 < float(column.get("width")) <= 255 for column in sheet.iter(f"{_SHEET}col"))


def bounds(ref: str) -> tuple[tuple[int, int], tuple[int, int]]:
    low_column, low_row, high_column, high_row = openpyxl.utils.cell.range_boundaries(ref)
    return (low_row, high_row + 1), (low_column, high_column + 1)


def test_what_begins_like_a_formula_is_text(filled: dict[str, Filled], tmp_path: Path) -> None:
    made = filled["establishment_list"]
    typed = ["=1+1", "+84", "-5", "@SUM(A1)", '=HYPERLINK("x")', "\t=1"]
    lines = tuple(
        dataclasses.replace(line, cells=(line.cells[0], text, *line.cells[2:]))
        for line, text in zip(made.lines, typed, strict=False)
    )
    sheet = sheet_of(dataclasses.replace(made, lines=lines), tmp_path)
    for row, text in zip(itertools.count(first_line(sheet)), typed, strict=False):
        cell = sheet.cell(row, 2)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


# --- pages and heights


@given(
    above=st.floats(100, 220),
    head=st.floats(40, 140),
    rows=st.lists(st.floats(14, 60), min_size=1, max_size=80),
    below=st.floats(60, 300),
    page=st.sampled_from(list(sheet_pages.PAGE.values())),
)
def test_a_signature_stands_with_lines_of_the_table(
    above: float, head: float, rows: list[float], below: float, page: float
) -> None:
    fit = sheet_pages.fit(above, head, rows, below, page)
    if fit == sheet_pages.Fit():
        # Either it is so by itself, or nothing can be done about it.
        return
    room = page * (1.1 if fit.pages else 1)
    laid = sheet_pages.laid(above, head, [one * fit.higher for one in rows], room)
    at, count = laid[-1]
    assert at + below <= room
    assert count >= min(2, len(rows))
    assert fit.pages in (0, len(laid))
    assert 1 <= fit.higher <= 1.6


def test_a_table_whose_signature_would_stand_alone_is_drawn_out() -> None:
    rows = [16.0] * 17
    # It ends right at the foot of the page.
    fit = sheet_pages.fit(140, 70, rows, 150, 482)
    assert fit.higher > 1
    assert sheet_pages.fit(140, 70, rows[:5], 150, 482) == sheet_pages.Fit()
    assert sheet_pages.fit(140, 70, rows[:9], 150, 482) == sheet_pages.Fit(pages=1)


def test_words_take_the_lines_they_need() -> None:
    assert lengths.lines("Khách sạn", 34, 10.5) == 1
    assert lengths.lines("Cà phê sân vườn, cà phê chòi", 34, 10.5) == 2
    assert lengths.lines("", 34, 10.5) == 1
    assert lengths.lines("a\nb", 34, 10.5) == 2
    assert lengths.lines("x" * 200, 34, 10.5) > 8
    # Marks make a letter no wider.
    assert lengths.length("ệ", 12) == lengths.length("e", 12)
    assert lengths.length("ệ", 12, bold=True) > lengths.length("ệ", 12)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=120), st.floats(10, 250)
)
def test_a_narrower_cell_never_needs_fewer_lines(words: str, width: float) -> None:
    assert lengths.lines(words, width, 10.5) >= lengths.lines(words, width * 1.5, 10.5) >= 1


def test_a_draft_says_so_above(filled: dict[str, Filled], tmp_path: Path) -> None:
    sheet = sheet_of(dataclasses.replace(filled["tip_off_log"], draft=True), tmp_path)
    assert re.search("BẢN NHÁP", str(sheet.cell(sheet_frame.BANNER, 1).value))
