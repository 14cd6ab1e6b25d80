"""Workbooks: what is filled in is what is read, what is hostile is refused, what goes out stays text."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.models import code_lists
from desktop.models.edits import clean
from desktop.models.entry import Entry
from desktop.models.errors import Refusal
from desktop.models.folding import nfc
from desktop.models.records import (
    Audience,
    Establishment,
    Field,
    FieldType,
    Kind,
    PropagandaSession,
    all_kinds,
    kind_named,
)
from desktop.services import workbook
from desktop.services.importing import reading
from desktop.services.words import LANGUAGES, Words
from desktop.services.workbook.columns import columns
from tests.services.workbooks import fill, templated

WORDS = Words("vi")
KINDS = [kind for kind in all_kinds() if not kind.derived]
HOSTILE = ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", "=", "-", "+84"]


def filled(folder: Path, kind: str, *lines: Mapping[str, Any]) -> reading.Reading:
    return reading.read(fill(templated(folder, kind), lines))


def codes_of(sheet: reading.Reading) -> list[tuple[str, str]]:
    return [(p.field, p.code) for row in sheet.rows for p in row.problems]


# --- the template


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_template_offers_every_column_with_its_label_and_codes(
    tmp_path: Path, kind: Kind, language: str
) -> None:
    book = openpyxl.load_workbook(templated(tmp_path, kind.name, language))
    sheet, _, listed = book.worksheets
    asked = [c for c in columns(kind) if c.field is None or not c.field.made]
    assert [cell.value for cell in sheet[1]] == [c.code for c in asked]
    assert all(cell.value for cell in sheet[2])
    assert all(cell.comment and cell.comment.text for cell in sheet[2])
    assert [c.required for c in asked] == [str(cell.value).endswith("*") for cell in sheet[2]]
    codes = {cell.value for row in listed.iter_rows() for cell in row}
    for column in asked:
        if column.field is not None and column.field.code_list:
            assert set(code_lists.codes(column.field.code_list)) <= codes
    offered = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
    listing = (FieldType.CODE, FieldType.CODES, FieldType.FLAG)
    coded = [c for c in asked if c.field is not None and c.field.type in listing]
    assert len(offered) == len(coded)
    # Several entries in one cell are none of the list, and no reason for a warning.
    several = [v for v in offered if not v.showErrorMessage]
    assert len(several) == sum(c.field is not None and c.field.many for c in coded)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_example_of_a_template_can_be_read_and_is_never_imported(
    tmp_path: Path, kind: Kind, language: str
) -> None:
    path = templated(tmp_path, kind.name, language)
    read = reading.read(path)
    assert [(line.row, line.why) for line in read.skipped] == [(3, "example")]
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet["A3"].font.italic
    sheet["A3"] = None
    for cell in sheet[3]:
        column = next(c for c in columns(kind) if c.code == sheet.cell(1, cell.column).value)
        if cell.value is None and column.required and column.rows is None:
            raise AssertionError(f"the example of {kind.name} leaves out {column.code}")
    book.save(path)
    (row,) = reading.read(path).rows
    assert row.problems == ()


def test_an_example_that_was_written_over_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    path = fill(templated(tmp_path, "establishment"), [{"trade_name": "Quán Thật", "type": "spa"}])
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A3"] = "ví dụ"
    book.save(path)
    (row,) = reading.read(path).rows
    assert row.draft.id == "ví dụ"


def test_an_empty_template_holds_no_records(tmp_path: Path) -> None:
    for kind in KINDS:
        read = reading.read(templated(tmp_path, kind.name))
        assert (read.kind, read.rows) == (kind.name, ())
        assert [line.why for line in read.skipped] in (["example"], [])


@pytest.mark.parametrize("kind", ["support_tally", "nothing"])
def test_only_kinds_that_are_typed_have_a_template(tmp_path: Path, kind: str) -> None:
    with pytest.raises(Refusal) as refused:
        workbook.template(kind, tmp_path / "t.xlsx", WORDS)
    assert refused.value.code == "unknown_kind"


# --- round trip


def cell_values(field: Field) -> st.SearchStrategy[Any]:
    """Values of *field* that are not empty."""
    text = (
        st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20).map(nfc).filter(bool)
    )
    plain = text.filter(lambda t: ";" not in t and not t.startswith("#"))
    by_type: dict[FieldType, st.SearchStrategy[Any]] = {
        FieldType.DATE: st.dates(date(2000, 1, 1), date(2099, 12, 31)),
        FieldType.MONTH: st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(lambda day: day.replace(day=1)),
        FieldType.YEAR: st.integers(2000, 2100),
        FieldType.COUNT: st.integers(-5, 9_999_999),
        FieldType.MONEY: st.integers(0, 999_999_999_999),
        FieldType.FLAG: st.booleans(),
        FieldType.TEXT: plain | st.sampled_from(HOSTILE),
        FieldType.LINK: plain,
        FieldType.LINKS: st.lists(plain, min_size=1, max_size=3, unique=True).map(tuple),
    }
    if field.code_list:
        code = st.sampled_from(code_lists.codes(field.code_list))
        by_type[FieldType.CODE] = code
        by_type[FieldType.CODES] = st.lists(code, min_size=1, max_size=3, unique=True).map(tuple)
    return by_type[field.type]


@st.composite
def records(draw: st.DrawFn, kind: Kind) -> dict[str, Any]:
    """Values of one record; something of its own is always filled in, or it would have no line."""
    values: dict[str, Any] = {}
    for field in kind.fields:
        if field.made:
            continue
        if field.type is FieldType.ROWS:
            row = st.fixed_dictionaries(
                {field.rows[0].name: cell_values(field.rows[0])},
                optional={cell.name: cell_values(cell) for cell in field.rows[1:]},
            )
            values[field.name] = tuple(draw(st.lists(row, max_size=3)))
        elif field.name == kind.fields[0].name or field.required or draw(st.booleans()):
            values[field.name] = draw(cell_values(field))
        else:
            values[field.name] = () if field.many else None
    return values


def typed(value: Any, as_words: bool, field: Field) -> Any:
    """How a person would type *value*."""
    if field.type is FieldType.FLAG:
        return WORDS("codes", "flag.yes" if value else "flag.no") if as_words else value
    if field.type is FieldType.DATE and as_words:
        return f"{value.day}/{value.month}/{value.year}"
    if field.code_list:
        items = value if field.many else (value,)
        said = [WORDS("codes", f"{field.code_list}.{item}").upper() if as_words else item for item in items]
        return "; ".join(said)
    return "; ".join(value) if field.many else value


def lines_of(kind: Kind, record: Mapping[str, Any], as_words: bool) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = [{}]
    for field in kind.fields:
        value = record.get(field.name)
        if field.type is FieldType.ROWS:
            for number, row in enumerate(value or ()):
                if number == len(lines):
                    lines.append({})
                for cell in field.rows:
                    if row.get(cell.name) is not None:
                        lines[number][f"{field.name}.{cell.name}"] = typed(row[cell.name], as_words, cell)
        elif value is not None and value != ():
            lines[0][field.name] = typed(value, as_words, field)
    return lines


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_what_is_filled_in_is_what_is_read(tmp_path: Path, kind: Kind, data: st.DataObject) -> None:
    wanted = data.draw(st.lists(records(kind), min_size=1, max_size=4))
    as_words = data.draw(st.booleans())
    lines = [line for record in wanted for line in lines_of(kind, record, as_words)]
    sheet = reading.read(fill(templated(tmp_path, kind.name), lines))
    assert sheet.kind == kind.name
    assert codes_of(sheet) == []
    assert [clean(kind, row.draft.values) for row in sheet.rows] == [clean(kind, record) for record in wanted]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_list_written_out_reads_back_the_same(tmp_path: Path, data: st.DataObject) -> None:
    audience = kind_named("propaganda_session").field("audiences").rows
    rows = data.draw(
        st.lists(st.fixed_dictionaries({f.name: cell_values(f) for f in audience}), max_size=3).map(tuple)
    )
    title = data.draw(st.sampled_from(HOSTILE))
    record = PropagandaSession(
        held_on=date(2025, 3, 5), form="talk", title=title, topics=("law", "harm"),
        audiences=tuple(Audience(**row) for row in rows),
    )  # fmt: skip
    entry = Entry("propaganda_session", "ab" * 16, "03388@2025", record, (), {})
    workbook.write_list("propaganda_session", [([entry], {})], tmp_path / "l.xlsx", WORDS)
    (row,) = reading.read(tmp_path / "l.xlsx").rows
    assert row.draft.id == entry.id
    assert row.draft.values["title"] == title
    assert row.draft.values["audiences"] == rows
    assert row.draft.values["topics"] == ("law", "harm")


# --- what people type


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2025, 5, 3), date(2025, 5, 3)),
        (datetime(2025, 5, 3, 14, 30), date(2025, 5, 3)),
        ("03/05/2025", date(2025, 5, 3)),
        ("3-5-2025", date(2025, 5, 3)),
        ("3.5.2025", date(2025, 5, 3)),
        ("2025-05-03", date(2025, 5, 3)),
        (" 3 / 5 / 2025 ", date(2025, 5, 3)),
        ("ngày 3 tháng 5 năm 2025", date(2025, 5, 3)),
        ("Thứ bảy, 03/05/2025", date(2025, 5, 3)),
        ("8h30 ngày 3/5/2025", date(2025, 5, 3)),
        ("03/05/2025 08:30", date(2025, 5, 3)),
        (45_780, date(2025, 5, 3)),
    ],
)
def test_days_are_understood(tmp_path: Path, cell: object, day: date) -> None:
    (row,) = filled(tmp_path, "propaganda_session", {"held_on": cell, "form": "talk"}).rows
    assert row.draft.values["held_on"] == day
    assert row.problems == ()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("15/05/20", "two_digit_year"),
        ("15-5-25", "two_digit_year"),
        ("31/02/2025", "not_a_day"),
        ("hôm qua", "not_a_day"),
        ("12 giờ", "not_a_day"),
        ("5/3", "year_missing"),
        (True, "not_a_day"),
        ("#REF!", "wrong_type"),
    ],
)
def test_days_that_could_be_another_day_are_not_guessed(tmp_path: Path, cell: object, code: str) -> None:
    sheet = filled(tmp_path, "propaganda_session", {"held_on": cell, "form": "talk"})
    assert codes_of(sheet) == [("held_on", code)]


@pytest.mark.parametrize(
    ("cell", "number"),
    [(12, 12), (12.0, 12), ("12", 12), ("1.204", 1204), ("1,204", 1204), ("1 204 000", 1204000), ("-3", -3)],
)
def test_numbers_are_understood(tmp_path: Path, cell: object, number: int) -> None:
    line = {"trade_name": "A", "type": "spa", "workers": cell}
    (row,) = filled(tmp_path, "establishment", line).rows
    assert row.draft.values["workers"] == number


@pytest.mark.parametrize(
    "cell", [12.5, "12,5", "1.20", "12 người", "1.204,5", True, date(2025, 1, 1), "9" * 30]
)
def test_what_is_not_a_whole_number_is_not_made_one(tmp_path: Path, cell: object) -> None:
    sheet = filled(tmp_path, "establishment", {"trade_name": "A", "type": "spa", "workers": cell})
    assert codes_of(sheet) == [("workers", "not_a_number")]


@pytest.mark.parametrize(
    "cell", ["dim_coffee", "Cà phê đèn mờ", "ca phe den mo", "CÀ PHÊ ĐÈN MỜ", "Dimly lit coffee shop"]
)
def test_codes_are_taken_as_code_or_words(tmp_path: Path, cell: str) -> None:
    (row,) = filled(tmp_path, "establishment", {"trade_name": "A", "type": cell}).rows
    assert row.draft.values["type"] == "dim_coffee"


def test_an_unknown_code_is_named(tmp_path: Path) -> None:
    sheet = filled(tmp_path, "inspection", {"inspected_on": date(2025, 1, 2), "violations": "Mua dâm; bay"})
    assert codes_of(sheet) == [("violations", "unknown_code")]
    assert sheet.rows[0].problems[0].params == {"value": "bay"}


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("drugs; hiv_aids", ("drugs", "hiv_aids")),
        ("drugs, hiv_aids", ("drugs", "hiv_aids")),
        ("drugs\nhiv_aids\r\n", ("drugs", "hiv_aids")),
        ("Phòng, chống ma túy", ("drugs",)),
        ("Phòng, chống ma túy, Phòng,chống tội phạm", ("drugs", "crime")),
        ("phong, chong ma tuy; new rural\nHIV-AIDS", ("drugs", "new_rural", "hiv_aids")),
        ("drugs, Bình đẳng giới, phòng, chống bạo lực giới, crime", ("drugs", "gender_violence", "crime")),
        (" , ;\n drugs,, drugs ", ("drugs",)),
    ],
)
def test_lists_are_cut_at_semicolons_and_lines_and_else_at_commas(
    tmp_path: Path, cell: str, codes: tuple[str, ...]
) -> None:
    line = {"held_on": date(2025, 1, 2), "form": "talk", "programmes": cell}
    sheet = filled(tmp_path, "propaganda_session", line)
    assert codes_of(sheet) == []
    assert sheet.rows[0].draft.values["programmes"] == codes


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_list_of_codes_is_understood_however_it_is_cut(tmp_path: Path, kind: Kind) -> None:
    whole = {
        field.name: code_lists.codes(str(field.code_list))
        for field in kind.fields
        if field.type is FieldType.CODES
    }
    for mark in (";", "\n", ", "):
        for words in (None, *map(Words, LANGUAGES)):
            line = {
                name: mark.join(
                    words("codes", f"{kind.field(name).code_list}.{code}") if words else code
                    for code in codes
                )
                for name, codes in whole.items()
            }
            sheet = filled(tmp_path, kind.name, line)
            assert codes_of(sheet) == []
            assert [{n: row.draft.values[n] for n in whole} for row in sheet.rows] == [whole] * bool(whole)


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("drugs, bay", "bay"),
        ("bay, drugs", "bay"),
        ("Phòng, chống bão", "Phòng, chống bão"),
        ("drugs; bay, nhảy", "bay, nhảy"),
        ("drugs, bay, nhảy, crime", "bay, nhảy"),
    ],
)
def test_what_is_not_understood_in_a_list_is_named_as_it_was_typed(
    tmp_path: Path, cell: str, named: str
) -> None:
    line = {"held_on": date(2025, 1, 2), "form": "talk", "programmes": cell}
    sheet = filled(tmp_path, "propaganda_session", line)
    assert [p.params for row in sheet.rows for p in row.problems] == [{"value": named}]


@pytest.mark.parametrize("cell", ["18_30", "18-30", "18 30", "18 – 30", "Từ 18 đến 30 tuổi"])
def test_codes_are_known_with_any_sign_between_their_parts(tmp_path: Path, cell: str) -> None:
    (row,) = filled(tmp_path, "support_case", {"opened_on": date(2025, 1, 2), "age_band": cell}).rows
    assert row.draft.values["age_band"] == "18_30"


def test_text_becomes_nfc(tmp_path: Path) -> None:
    (row,) = filled(tmp_path, "establishment", {"trade_name": "Quán Huê\u0323\u0301", "type": "spa"}).rows
    assert row.draft.values["trade_name"] == nfc("Quán Huê\u0323\u0301")


def test_lines_below_a_record_are_its_rows(tmp_path: Path) -> None:
    sheet = filled(
        tmp_path,
        "propaganda_session",
        {"held_on": date(2025, 1, 2), "form": "talk", "audiences.group": "youth", "audiences.attendances": 5},
        {"audiences.group": "women", "audiences.attendances": 7, "materials.material": "banner"},
        {"held_on": date(2025, 1, 3), "form": "talk"},
        {"materials.material": "poster", "materials.quantity": 2},
    )
    first, second = sheet.rows
    assert [r["group"] for r in first.draft.values["audiences"]] == ["youth", "women"]  # type: ignore[attr-defined]
    assert first.draft.values["materials"] == ({"material": "banner"},)
    assert (second.row, second.draft.values["materials"]) == (5, ({"material": "poster", "quantity": 2},))


def test_a_row_without_a_record_is_told(tmp_path: Path) -> None:
    assert codes_of(filled(tmp_path, "propaganda_session", {"audiences.group": "youth"})) == [
        ("", "stray_row")
    ]


def test_a_problem_in_a_row_says_which(tmp_path: Path) -> None:
    sheet = filled(
        tmp_path,
        "propaganda_session",
        {"held_on": date(2025, 1, 2), "form": "talk", "audiences.group": "youth"},
        {"audiences.group": "women", "audiences.attendances": "nhiều"},
    )
    assert codes_of(sheet) == [("audiences.1.attendances", "not_a_number")]


def test_a_case_code_is_never_taken_from_a_file(tmp_path: Path) -> None:
    path = templated(tmp_path, "support_case")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    place = sheet.max_column + 1
    sheet.cell(1, place).value, sheet.cell(3, place).value = "case_code", "Nguyễn Văn A"
    sheet.cell(3, 2).value = date(2025, 1, 2)
    book.save(path)
    (row,) = reading.read(path).rows
    assert "case_code" not in row.draft.values


def test_under_18_reaches_the_rules_that_refuse_it(tmp_path: Path) -> None:
    (row,) = filled(tmp_path, "support_case", {"age_band": "Dưới 18 tuổi"}).rows
    assert row.draft.values["age_band"] == "under_18"


# --- what goes out


def test_text_that_looks_like_a_formula_goes_out_as_text(tmp_path: Path) -> None:
    entries = [
        Entry(
            "establishment",
            f"{n:032x}",
            "03388@2025",
            Establishment(trade_name=text, type="spa", workers=-3),
            (),
            {},
        )
        for n, text in enumerate([*HOSTILE, "\tx", "\rx"])
    ]
    workbook.write_list("establishment", [(entries, {})], tmp_path / "l.xlsx", WORDS)
    sheet = openpyxl.load_workbook(tmp_path / "l.xlsx").worksheets[0]
    for row, entry in enumerate(entries, start=3):
        cell = sheet.cell(row, 2)
        assert cell.data_type == "s"
        assert cell.quotePrefix
        # XML itself turns a lone carriage return into a line feed.
        assert cell.value == entry.record.trade_name.replace("\r", "\n")  # type: ignore[attr-defined]
        assert sheet.cell(row, 6).value == -3
        assert sheet.cell(row, 6).data_type == "n"


def test_control_characters_do_not_break_a_workbook(tmp_path: Path) -> None:
    record = Establishment(trade_name="a\x00b\x1f", type="spa")
    workbook.write_list(
        "establishment",
        [([Entry("establishment", "0" * 32, "u", record, (), {})], {})],
        tmp_path / "l.xlsx",
        WORDS,
    )
    assert openpyxl.load_workbook(tmp_path / "l.xlsx").worksheets[0]["B3"].value == "ab"


def test_a_workbook_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as found:
        workbook.template("inspection", tmp_path / "missing" / "t.xlsx", WORDS)
    assert found.value.code == "cannot_write"
    assert list(tmp_path.iterdir()) == []


def test_the_template_is_deterministic_in_what_matters(tmp_path: Path) -> None:
    first = openpyxl.load_workbook(io.BytesIO(templated(tmp_path, "inspection").read_bytes()))
    second = openpyxl.load_workbook(io.BytesIO(templated(tmp_path, "inspection").read_bytes()))
    for one, other in zip(first.worksheets, second.worksheets, strict=True):
        assert list(one.values) == list(other.values)
