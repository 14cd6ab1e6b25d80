"""Exports: what is listed goes out as it is listed, stays text and numbers, and coming back changes nothing."""

import datetime
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell import WriteOnlyCell

from desktop.models import code_lists
from desktop.models.conditions import Listing
from desktop.models.edits import Edit, clean
from desktop.models.folding import nfc
from desktop.models.records import Field, FieldType, Kind, all_kinds
from desktop.services import activities, exporting, importing, listing, sample
from desktop.services.desk import Desk
from desktop.services.importing import Choices
from desktop.services.progress import Cancelled
from desktop.services.words import Words
from desktop.services.workbook.cells import put
from desktop.services.workbook.row_writer import RowWriter
from desktop.services.workbook.template import saved
from tests.conftest import MakeDesk

WORDS = Words("vi")
KINDS = [kind for kind in all_kinds() if not kind.derived]
HOSTILE = [
    *("=1+1", "=cmd|' /C calc'!A0", "+84 912", "-", "-1", "@SUM(A1)", "\t=1", "_x0041_", "'x", "1,204"),
    *("05/03/2026", "TRUE", "#REF!x", "00123", "1e5", "Điện Biên", "  hai  chỗ ", "một\nhai", "a;b", "; "),
    *("İ", "\u2028x"),
]


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    return make_desk(now=datetime.datetime(2025, 11, 5, 8))


def values_of(field: Field) -> st.SearchStrategy[Any]:
    text = st.sampled_from(HOSTILE) | st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=30
    )
    by_type: dict[FieldType, st.SearchStrategy[Any]] = {
        FieldType.DATE: st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(date.isoformat),
        FieldType.MONTH: st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(lambda d: d.replace(day=1).isoformat()),
        FieldType.YEAR: st.integers(2000, 2100),
        FieldType.COUNT: st.integers(0, 9_999_999),
        FieldType.MONEY: st.integers(0, 999_999_999_999),
        FieldType.FLAG: st.booleans(),
        FieldType.TEXT: text.map(nfc),
    }  # fmt: skip
    if field.code_list:
        code = st.sampled_from(code_lists.codes(field.code_list))
        by_type[FieldType.CODE] = code
        by_type[FieldType.CODES] = st.lists(code, max_size=4, unique=True)
    if field.type is FieldType.ROWS:
        row = st.fixed_dictionaries({cell.name: values_of(cell) for cell in field.rows})
        return st.lists(row, max_size=3)
    return by_type.get(field.type, st.none())


@st.composite
def records(draw: st.DrawFn, kind: Kind) -> dict[str, Any]:
    first = next(f for f in kind.fields if f.type not in (FieldType.LINK, FieldType.LINKS) and not f.made)
    values = {
        f.name: draw(values_of(f) if f is first else st.none() | values_of(f))
        for f in kind.fields
        if not f.made
    }
    return clean(kind, values)


def entered(desk: Desk, kind: str, drawn: list[dict[str, Any]]) -> list[str]:
    with desk.store.write() as writer:
        return [str(one) for one in writer.put([Edit(kind, values) for values in drawn])]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_goes_out_and_comes_back_changes_nothing(
    desk: Desk, tmp_path: Path, kind: Kind, data: st.DataObject
) -> None:
    drawn = data.draw(st.lists(records(kind), min_size=1, max_size=4))
    entered(desk, kind.name, drawn)
    fields = data.draw(
        st.none() | st.lists(st.sampled_from([f.name for f in kind.fields]), min_size=1, unique=True)
    )
    path = tmp_path / "out.xlsx"
    count = exporting.export(desk, Listing(kind.name), path, WORDS, fields=fields)
    seen = importing.look(desk, path, Choices(kind=kind.name))
    assert (seen.read, seen.count("same")) == (count, count), [
        line for line in seen.lines if line.status != "same"
    ]


def test_a_year_of_every_register_goes_out_and_comes_back(desk: Desk, tmp_path: Path) -> None:
    sample.sample(desk, 2025, 150, seed=3)
    for kind in KINDS:
        count = exporting.export(desk, Listing(kind.name), tmp_path / "l.xlsx", WORDS)
        seen = importing.look(desk, tmp_path / "l.xlsx", Choices(kind=kind.name))
        assert (seen.read, seen.count("same")) == (count, count), kind.name
        assert count == activities.page(desk, kind.name).total


def test_a_list_goes_out_with_its_filter_order_and_columns(desk: Desk, tmp_path: Path) -> None:
    entered(desk, "establishment", [
        {"trade_name": name, "type": kind, "workers": workers}
        for name, kind, workers in (("Sao", "motel", 3), ("Mai", "spa", 9), ("Ban", "motel", 5), ("Đào", "motel", 1))
    ])  # fmt: skip
    asked = Listing("establishment", "nhà nghỉ", sort="workers", descending=True)
    exporting.export(desk, asked, tmp_path / "l.xlsx", WORDS, fields=("workers", "trade_name"))
    rows = list(openpyxl.load_workbook(tmp_path / "l.xlsx").worksheets[0].values)
    assert rows[0] == ("id", "workers", "trade_name")
    assert [row[1:] for row in rows[2:]] == [(5, "Ban"), (3, "Sao"), (1, "Đào")]


def test_what_was_marked_goes_out_alone(desk: Desk, tmp_path: Path) -> None:
    ids = entered(
        desk, "establishment", [{"trade_name": name, "type": "spa"} for name in ("Sao", "Mai", "Ban")]
    )
    chosen = b"".join(map(bytes.fromhex, (ids[2], ids[0])))
    exporting.export(
        desk, Listing("establishment"), tmp_path / "l.xlsx", WORDS, ids=chosen, fields=("trade_name",)
    )
    sheet = openpyxl.load_workbook(tmp_path / "l.xlsx").worksheets[0]
    assert [row[1] for row in list(sheet.values)[2:]] == ["Ban", "Sao"]


def test_days_and_numbers_are_real_and_text_never_runs(desk: Desk, tmp_path: Path) -> None:
    entered(desk, "establishment", [
        {"trade_name": text, "type": "spa", "workers": n, "opened_on": "2024-03-05"} for n, text in enumerate(HOSTILE)
        if nfc(text)
    ])  # fmt: skip
    exporting.export(desk, Listing("establishment"), tmp_path / "l.xlsx", WORDS)
    sheet = openpyxl.load_workbook(tmp_path / "l.xlsx").worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    for row in range(3, sheet.max_row + 1):
        name, workers, opened = (
            sheet.cell(row, places[code]) for code in ("trade_name", "workers", "opened_on")
        )
        assert name.data_type == "s"
        assert name.quotePrefix == str(name.value).startswith(("=", "+", "-", "@", "\t"))
        assert (workers.data_type, workers.number_format) == ("n", "#,##0")
        assert opened.is_date


def test_an_export_that_is_stopped_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    entered(desk, "establishment", [{"trade_name": "Sao", "type": "spa"}])

    def stop(done: int, total: int) -> None:
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        exporting.export(desk, Listing("establishment"), tmp_path / "l.xlsx", WORDS, progress=stop)
    assert not (tmp_path / "l.xlsx").exists()


def test_an_export_of_the_bin_or_of_nothing_is_a_template_without_records(desk: Desk, tmp_path: Path) -> None:
    assert exporting.export(desk, Listing("directive"), tmp_path / "l.xlsx", WORDS) == 0
    assert importing.look(desk, tmp_path / "l.xlsx", Choices(kind="directive")).read == 0
    assert listing.find(desk, Listing("directive")).total == 0


def test_a_cell_of_an_export_is_what_openpyxl_would_have_written(tmp_path: Path) -> None:
    values = [
        "=1+1",
        "+84912",
        " kề ",
        "a & b < c",
        "x_x000D_y",
        "dòng\nhai",
        "\x07",
        1_204,
        date(2025, 3, 5),
        None,
    ]
    formats = [None, None, None, None, None, None, None, "#,##0", "dd/mm/yyyy", None]
    expected = openpyxl.Workbook(write_only=True)
    sheet = expected.create_sheet()
    sheet.append([])
    sheet.append([put(WriteOnlyCell(sheet), v, f) for v, f in zip(values, formats, strict=True)])
    expected.save(tmp_path / "expected.xlsx")
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet()
    rows = RowWriter(sheet, formats, 2)
    rows.add([values])
    sheet.append([])
    (tmp_path / "found.xlsx").write_bytes(rows.into(saved(workbook)))
    told = []
    for name in ("expected", "found"):
        read = openpyxl.load_workbook(tmp_path / f"{name}.xlsx").active
        cells = [cell for row in read.iter_rows(max_col=9) for cell in row if cell.value is not None]
        told.append([(c.value, c.data_type, c.number_format, c.quotePrefix) for c in cells])
    assert told[0] == told[1]
    assert len(told[0]) == 8
