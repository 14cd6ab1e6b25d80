"""Hostile and odd workbooks: refused with a sentence or read, within 300 MB and in time, nothing run or fetched."""

import gc
import io
import itertools
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from desktop import said
from desktop.models.errors import Refusal
from desktop.services import workbook
from desktop.services.importing import reading
from desktop.services.progress import Cancelled
from desktop.services.words import LANGUAGES, Words
from desktop.services.workbook import plain_rows, safety
from desktop.services.workbook.book import open_book
from desktop.services.workbook.grid import Grid

MEGABYTES = 300
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def line(number: int, *cells: str) -> str:
    typed = (
        f"<c r='{letter}{number}' t='inlineStr'><is><t>{cell}</t></is></c>"
        for letter, cell in zip("AB", cells, strict=True)
    )
    return f"<row r='{number}'>{''.join(typed)}</row>"


HEAD, LINE = line(1, "trade_name", "type"), line(2, "A", "spa")


def templated(folder: Path, kind: str = "establishment") -> Path:
    workbook.template(kind, folder / f"{kind}.xlsx", Words("vi"))
    return folder / f"{kind}.xlsx"


def rewritten(path: Path, part: str, content: bytes) -> Path:
    """*path* with one part of the zip replaced or added."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, held in parts.items():
            new.writestr(name, held)
    return path


Content = str | Iterator[str]


def made(path: Path, rows: Content = HEAD + LINE, parts: Mapping[str, Content] | None = None) -> Path:
    """A workbook written part by part, so that it can be what no program writes."""
    sheet = itertools.chain([f"<worksheet xmlns='{MAIN}'><sheetData>"], rows, ["</sheetData></worksheet>"])
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    written: dict[str, Content] = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": f"<Relationships><Relationship Id='a' Type='{relations}/officeDocument' "
        "Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{MAIN}' xmlns:r='{relations}'><sheets>"
        "<sheet name='S' sheetId='1' r:id='s'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships><Relationship Id='s' Type='{relations}/worksheet' "
        f"Target='worksheets/sheet1.xml'/><Relationship Id='t' Type='{relations}/sharedStrings' "
        f"Target='sharedStrings.xml'/><Relationship Id='y' Type='{relations}/styles' Target='styles.xml'/>"
        "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in written.items():
            with packed.open(name, "w", force_zip64=False) as part:
                for piece in [content] if isinstance(content, str) else content:
                    part.write(piece.encode())
    return path


def refused(path: Path) -> str:
    with pytest.raises(Refusal) as found:
        reading.read(path)
    for language in LANGUAGES:
        assert said.refusal(Words(language), found.value)
    return found.value.code


# --- within 300 MB, measured in a process of its own

READ = """
import json, re, sys
from pathlib import Path
from desktop.models.errors import Refusal
from desktop.services.importing import reading
try:
    outcome = len(reading.read(Path(sys.argv[1])).rows)
except Refusal as refused:
    outcome = refused.code
# What getrusage says of a child begins with the memory of the one that started it.
used = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
print(json.dumps([outcome, used]))
"""


def often(text: str, times: int, at_once: int = 10_000) -> Iterator[str]:
    for _ in range(times // at_once):
        yield text * at_once


def million_rows() -> Iterator[str]:
    yield HEAD + LINE
    for start in range(3, 1_048_000, 1_000):
        yield "".join(f"<row r='{n}' spans='1:8' ht='15'/>" for n in range(start, start + 1_000))


def dense_rows(rows: int, columns: int) -> Iterator[str]:
    yield HEAD
    for row in range(2, rows + 2):
        yield f"<row r='{row}'>" + "".join(f"<c><v>{row}.5</v></c>" for _ in range(columns)) + "</row>"


def texts(count: int) -> Iterator[str]:
    yield f"<sst xmlns='{MAIN}'>"
    for start in range(0, count, 1_000):
        yield "".join(f"<si><t>{n}</t></si>" for n in range(start, start + 1_000))
    yield "</sst>"


HOSTILE: dict[str, tuple[Callable[[Path], Path], object]] = {
    "a million empty rows": (lambda path: made(path, million_rows()), 1),
    "cells at the far corner": (
        lambda path: made(path, HEAD + LINE + "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"),
        1,
    ),
    "ten million cells": (lambda path: made(path, dense_rows(40_000, 60)), "workbook_too_full"),
    "more rows than a register has": (lambda path: made(path, dense_rows(60_000, 3)), "too_many_rows"),
    "a million different texts": (
        lambda path: made(path, parts={"xl/sharedStrings.xml": texts(1_000_000)}),
        "workbook_too_full",
    ),
    "one endless text": (
        lambda path: made(
            path,
            itertools.chain(
                [HEAD, "<row r='2'><c r='A2' t='inlineStr'><is><t>"],
                often("a", 90_000_000),
                ["</t></is></c></row>"],
            ),
        ),
        "workbook_too_full",
    ),
    "one endless attribute": (
        lambda path: made(path, itertools.chain([HEAD, "<row r='2' x='"], often("a", 90_000_000), ["'/>"])),
        "workbook_too_full",
    ),
    "one endless comment": (
        lambda path: made(path, itertools.chain([HEAD, "<!--"], often("<a", 90_000_000), ["-->"])),
        "workbook_too_full",
    ),
    "tags within tags": (
        lambda path: made(path, itertools.chain([HEAD], often("<c>", 20_000_000))),
        "workbook_too_full",
    ),
    "millions of styles": (
        lambda path: made(
            path,
            parts={
                "xl/styles.xml": itertools.chain(
                    ["<styleSheet><cellXfs>"],
                    often("<xf numFmtId='14'/>", 400_000),
                    ["</cellXfs></styleSheet>"],
                )
            },
        ),
        "workbook_too_full",
    ),
    "thousands of sheets": (
        lambda path: made(
            path,
            parts={
                "xl/workbook.xml": "<workbook xmlns:r='r'><sheets>"
                + "".join(f"<sheet name='S{n}' sheetId='{n}' r:id='s'/>" for n in range(20_000))
                + "</sheets></workbook>"
            },
        ),
        "workbook_too_full",
    ),
    "a zip of a hundred thousand parts": (lambda path: many_parts(path, 100_000), "workbook_too_full"),
    "a zip bomb": (
        lambda path: made(path, parts={"xl/media/x": often("\0", 160_000_000)}),
        "workbook_too_full",
    ),
    "merged cells by the million": (
        lambda path: made(
            path,
            itertools.chain(
                [HEAD + LINE, "</sheetData><mergeCells>"],
                often("<mergeCell ref='A3:C9'/>", 3_000_000),
                ["</mergeCells><sheetData>"],
            ),
        ),
        "workbook_too_full",
    ),
}


def many_parts(path: Path, count: int) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for n in range(count):
            packed.writestr(str(n), b"")
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts memory in another way")
@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_workbook_holds_reading_it_stays_within_300_megabytes(tmp_path: Path, name: str) -> None:
    make, expected = HOSTILE[name]
    path = make(tmp_path / "x.xlsx")
    found = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True
    )
    outcome, megabytes = json.loads(found.stdout)
    assert outcome == expected
    assert megabytes < MEGABYTES


# --- containers


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    assert refused(tmp_path / "x.xlsx") == "not_a_workbook"


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        ("EncryptedPackage", "workbook_encrypted"),
        ("Workbook", "workbook_other_format"),
        ("Book", "workbook_other_format"),
    ],
)
def test_old_and_locked_workbooks_are_told_from_rubbish(tmp_path: Path, stream: str, code: str) -> None:
    name = stream.encode("utf-16-le").ljust(64, b"\0")
    (tmp_path / "x.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + name + b"\0" * 500)
    assert refused(tmp_path / "x.xls") == code


@pytest.mark.parametrize("parts", [{"xl/workbook.bin": b""}, {"mimetype": b"", "content.xml": b""}])
def test_workbooks_of_other_formats_are_named(tmp_path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsb", "w") as other:
        for name, content in parts.items():
            other.writestr(name, content)
    assert refused(tmp_path / "x.xlsb") == "workbook_other_format"


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as other:
        other.writestr("hello.txt", "hello")
    assert refused(tmp_path / "x.xlsx") == "not_a_workbook"


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "missing.xlsx") == "path_missing"
    assert refused(tmp_path) == "path_missing"


def test_a_workbook_cut_anywhere_is_refused(tmp_path: Path) -> None:
    whole = templated(tmp_path, "inspection").read_bytes()
    for length in range(1, len(whole), 397):
        (tmp_path / "cut.xlsx").write_bytes(whole[:length])
        assert refused(tmp_path / "cut.xlsx") == "not_a_workbook"


def test_a_flipped_byte_is_refused_or_harmless(tmp_path: Path) -> None:
    whole = made(tmp_path / "x.xlsx").read_bytes()
    for place in range(0, len(whole), 13):
        (tmp_path / "bad.xlsx").write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            reading.read(tmp_path / "bad.xlsx")
        except Refusal as found:
            assert found.code in ("not_a_workbook", "columns_missing", "workbook_too_full")


def test_a_file_of_many_megabytes_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "x.xlsx").open("wb") as file:
        file.truncate(safety.LIMITS.file + 1)
    assert refused(tmp_path / "x.xlsx") == "workbook_too_large"


# --- XML


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "_rels/.rels"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_is_refused(tmp_path: Path, encoding: str, part: str) -> None:
    hostile = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        "<sst><si><t>&x;</t></si></sst>"
    )
    assert refused(rewritten(templated(tmp_path), part, hostile.encode(encoding))) == "not_a_workbook"


def test_entities_that_multiply_are_refused(tmp_path: Path) -> None:
    nested = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    hostile = f'<!DOCTYPE s [<!ENTITY a0 "ha">{nested}]><worksheet><sheetData>&a11;</sheetData></worksheet>'
    path = rewritten(templated(tmp_path), "xl/worksheets/sheet1.xml", hostile.encode())
    assert refused(path) == "not_a_workbook"


def test_links_to_other_workbooks_and_macros_are_not_followed(tmp_path: Path) -> None:
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    path = made(
        tmp_path / "x.xlsm",
        parts={
            "xl/vbaProject.bin": "Sub Auto_Open()",
            "xl/externalLinks/externalLink1.xml": "<externalLink/>",
            "xl/_rels/workbook.xml.rels": (
                f"<Relationships><Relationship Id='s' Type='{relations}/worksheet' "
                f"Target='worksheets/sheet1.xml'/><Relationship Id='l' Type='{relations}/externalLink' "
                f"Target='externalLinks/externalLink1.xml'/><Relationship Id='x' Type='{relations}/worksheet' "
                "Target='http://example.org/s.xml' TargetMode='External'/></Relationships>"
            ),
        },
    )
    assert len(reading.read(path).rows) == 1


def test_a_sheet_that_lies_outside_the_file_is_not_found(tmp_path: Path) -> None:
    path = made(tmp_path / "x.xlsx")
    with zipfile.ZipFile(path) as parts:
        relations = parts.read("xl/_rels/workbook.xml.rels").decode()
    hostile = relations.replace("worksheets/sheet1.xml", "../../../etc/passwd")
    assert refused(rewritten(path, "xl/_rels/workbook.xml.rels", hostile.encode())) == "columns_missing"


# --- time


def test_reading_has_a_limit_in_time(tmp_path: Path) -> None:
    clock = itertools.count(step=20.0)
    with pytest.raises(Refusal) as found:
        open_book(templated(tmp_path), timer=lambda: next(clock)).grid("Cơ sở kinh doanh dịch vụ")
    assert found.value.code == "workbook_too_slow"


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        reading.read(templated(tmp_path), progress=stop)


# --- odd, but read


def test_a_gap_of_empty_rows_loses_nothing(tmp_path: Path) -> None:
    path = made(tmp_path / "x.xlsx", HEAD + LINE + line(900_000, "B", "spa"))
    assert [row.row for row in reading.read(path).rows] == [2, 900_000]


def test_rows_and_cells_without_their_place_are_counted(tmp_path: Path) -> None:
    path = made(tmp_path / "x.xlsx", re.sub(" r='[A-Z0-9]+'", "", HEAD + LINE))
    (row,) = reading.read(path).rows
    assert (row.row, row.draft.values) == (2, {"trade_name": "A", "type": "spa"})


def test_a_prefix_of_the_namespace_changes_nothing(tmp_path: Path) -> None:
    rows = HEAD + LINE
    for tag in ("row", "c", "is", "t"):
        rows = (
            rows.replace(f"<{tag} ", f"<x:{tag} ")
            .replace(f"<{tag}>", f"<x:{tag}>")
            .replace(f"</{tag}>", f"</x:{tag}>")
        )
    sheet = f"<x:worksheet xmlns:x='{MAIN}'><x:sheetData>{rows}</x:sheetData></x:worksheet>"
    path = rewritten(made(tmp_path / "x.xlsx"), "xl/worksheets/sheet1.xml", sheet.encode())
    assert len(reading.read(path).rows) == 1


def test_a_lying_dimension_hides_no_rows(tmp_path: Path) -> None:
    path = made(tmp_path / "x.xlsx")
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    lying = sheet.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    assert len(reading.read(rewritten(path, "xl/worksheets/sheet1.xml", lying)).rows) == 1


def test_a_formula_nobody_computed_is_told(tmp_path: Path) -> None:
    path = templated(tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for cell in sheet[3]:
        cell.value = None
    sheet["B3"], sheet["D3"], sheet["F3"] = "A", "spa", "=1+2"
    book.save(path)
    (row,) = reading.read(path).rows
    assert [(p.field, p.code) for p in row.problems] == [("workers", "no_cached_value")]


def test_a_formula_that_was_computed_is_its_value(tmp_path: Path) -> None:
    computed = "<c r='A2' t='str'><f>B2&amp;C2</f><v>Spa</v></c>"
    row = f"<row r='2'>{computed}<c r='B2' t='inlineStr'><is><t>spa</t></is></c></row>"
    (read,) = reading.read(made(tmp_path / "x.xlsx", HEAD + row)).rows
    assert read.draft.values["trade_name"] == "Spa"


def test_days_of_a_1904_workbook_are_right(tmp_path: Path) -> None:
    path = templated(tmp_path, "propaganda_session")
    book = openpyxl.load_workbook(path)
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    for cell in sheet[3]:
        cell.value = None
    sheet["B3"], sheet["C3"] = date(2025, 5, 3), "talk"
    sheet["B4"], sheet["C4"] = 44_318, "talk"
    sheet["B4"].number_format = "General"
    book.save(path)
    with zipfile.ZipFile(path) as parts:
        assert b'date1904="1"' in parts.read("xl/workbook.xml")
    assert [row.draft.values["held_on"] for row in reading.read(path).rows] == [date(2025, 5, 3)] * 2


def test_a_refused_workbook_is_not_held_open(tmp_path: Path) -> None:
    """Windows neither moves nor deletes a file that a program still reads."""
    path = made(tmp_path / "x.xlsx", dense_rows(60_000, 2))
    assert refused(path) == "too_many_rows"
    held = [one for one in gc.get_objects() if isinstance(one, io.BufferedReader) and one.name == str(path)]
    assert [one for one in held if not one.closed] == []


# --- rows taken out of the stream


def grids(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Grid, Grid]:
    """The first sheet as it is read, and as the parser alone reads it."""
    with open_book(path) as book:
        taken = book.grid(book.sheets[0])
    with monkeypatch.context() as patch:
        patch.setattr(plain_rows, "_BEGIN", b"<nowhere>")
        with open_book(path) as book:
            return taken, book.grid(book.sheets[0])


CELL = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6, allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12), st.just("=1+1"), st.just("a & b < c"),
    st.just(" hai\nd\u00f2ng "), st.dates(date(2000, 1, 1), date(2099, 1, 1)),
)  # fmt: skip


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(st.lists(CELL, max_size=6), max_size=12), merged=st.booleans())
def test_plain_rows_are_what_the_parser_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: list[list[object]], merged: bool
) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells("A1:B2")
    book.save(tmp_path / "x.xlsx")
    taken, parsed = grids(tmp_path / "x.xlsx", monkeypatch)
    assert repr(taken) == repr(parsed)


@pytest.mark.parametrize(
    "odd",
    [
        "<!-- <row r='2'/> -->",
        '<row r="2"><!-- x --><c r="A2"><v>1</v></c></row>',
        '<row r="2"><c r="A2" t="inlineStr"><is><r><t>A</t></r><r><t>B</t></r></is></c></row>',
        '<row r="2"><c r="A2" t="str"><v>&#65;&#x42;</v></c></row>',
        '<row r="2"><c r="A2" t="str"><v><![CDATA[<A>]]></v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><extLst/></c></row>',
        '<row r="2">\r\n<c r="A2"><v>1</v></c></row>',
        '<row x:y="1" r="2" hidden="1"><c r="A2" s="0" t="n"><f t="shared" si="0"/><v>3</v></c></row>',
        '<row r="2"/><row r="3" spans="1:2"><c r="B3"/><c r="C3" t="b"><v>1</v></c></row>',
    ],
)
def test_odd_rows_are_read_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: str) -> None:
    plain = '<row r="{n}"><c r="A{n}" t="str"><v>&lt;{n}&gt;</v></c></row>'
    rows = plain.format(n=1) + odd + "".join(plain.format(n=n) for n in range(4, 3_000))
    taken, parsed = grids(made(tmp_path / "x.xlsx", rows), monkeypatch)
    assert taken.lines == parsed.lines
    assert taken.lines[0].cells == ["<1>"]
    assert taken.lines[-1].number == 2_999


def test_a_sheet_in_another_encoding_is_left_to_the_parser(tmp_path: Path) -> None:
    path = made(tmp_path / "x.xlsx")
    inside = f"<worksheet xmlns='{MAIN}'><sheetData>{HEAD + LINE}</sheetData></worksheet>"
    sheet = f"<?xml version='1.0' encoding='utf-16'?>{inside}"
    assert len(reading.read(rewritten(path, "xl/worksheets/sheet1.xml", sheet.encode("utf-16"))).rows) == 1
    latin = sheet.replace("utf-16", "iso-8859-1").replace(">A<", ">Qu\xe1n<")
    (row,) = reading.read(rewritten(path, "xl/worksheets/sheet1.xml", latin.encode("latin-1"))).rows
    assert row.draft.values["trade_name"] == "Qu\xe1n"


@pytest.mark.parametrize(
    "broken", ["<row r='2'><c>", "</sheetData>", "\x01", "<row r='2'><c r='A2'><v>1</row>"]
)
def test_rows_that_are_not_well_formed_are_refused(tmp_path: Path, broken: str) -> None:
    assert refused(made(tmp_path / "x.xlsx", HEAD + broken + LINE)) == "not_a_workbook"
