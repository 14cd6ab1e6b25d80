"""Numbers, days, places, lists and capitals as NĐ 30/2020/NĐ-CP has them, on its own examples."""

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import paths
from desktop.models import units
from desktop.models.period import Period
from desktop.services import decree


def unit(dataset: str, full_name: str) -> units.Unit:
    return next(one for one in units.UnitSet.load(dataset).units() if one.full_name == full_name)


@pytest.mark.parametrize(
    ("given_number", "written"), [(5, "05/BC-UBND"), (15, "15/BC-UBND"), (105, "105/BC-UBND")]
)
def test_a_number_below_ten_has_a_leading_zero(given_number: int, written: str) -> None:
    assert decree.number(given_number, "BC-UBND") == written


def test_a_draft_has_room_for_its_number_and_day() -> None:
    assert re.fullmatch(r"\s{4,}/BC-UBND", decree.number(None, "BC-UBND"))
    assert re.fullmatch(r"Đoàn Kết, ngày\s+tháng\s+năm\s2026", decree.place_and_date("Đoàn Kết", None, 2026))


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2026, 2, 28), "ngày 28 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_months_one_and_two_have_a_leading_zero(day: date, written: str) -> None:
    assert decree.place_and_date("Buôn Ma Thuột", day, 2026) == f"Buôn Ma Thuột, {written}"


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_can_be_read_back(day: date) -> None:
    numbers = [int(one) for one in re.findall(r"\d+", decree.day_in_words(day))]
    assert numbers == [day.day, day.month, day.year]


@pytest.mark.parametrize(
    ("dataset", "full_name", "place", "inside"),
    [
        ("2024", "Phường 1", "Phường 1", "Phường 1"),
        ("2025", "Phường Điện Biên Phủ", "Phường Điện Biên Phủ", "Phường Điện Biên Phủ"),
        ("2025", "Phường Ea Kao", "Ea Kao", "phường Ea Kao"),
        ("2025", "Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("2025", "Tỉnh Điện Biên", "Điện Biên", "tỉnh Điện Biên"),
        ("2025", "Xã Võ Nhai", "Võ Nhai", "xã Võ Nhai"),
    ],
)
def test_units_named_after_numbers_people_or_events_keep_their_kind(
    dataset: str, full_name: str, place: str, inside: str
) -> None:
    named = unit(dataset, full_name)
    assert decree.place(named) == place
    assert units.in_a_sentence(named) == inside


def test_names_after_people_are_names_of_units() -> None:
    told = json.loads((paths.resources() / "units" / "named_after.json").read_text(encoding="utf-8"))
    assert told["source"]
    assert len(set(told["names"])) == len(told["names"])


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("Ủy ban nhân dân phường Buôn Ma Thuột", ["ỦY BAN NHÂN DÂN", "PHƯỜNG BUÔN MA THUỘT"]),
        ("Ủy ban nhân dân Phường 1", ["ỦY BAN NHÂN DÂN", "PHƯỜNG 1"]),
        ("Ủy ban nhân dân thị trấn Nông Trường Việt Lâm", ["ỦY BAN NHÂN DÂN", "THỊ TRẤN", "NÔNG TRƯỜNG VIỆT LÂM"]),
        ("Ủy ban nhân dân Thành phố Hồ Chí Minh", ["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"]),
        ("Sở Y tế", ["SỞ Y TẾ"]),
        ("Phòng Văn hóa - Xã hội", ["PHÒNG VĂN HÓA - XÃ HỘI"]),
    ],
)  # fmt: skip
def test_the_issuing_body_is_broken_before_the_unit(body: str, lines: list[str]) -> None:
    assert decree.body_lines(body) == lines


def test_a_list_has_dashes_semicolons_and_a_full_stop() -> None:
    assert decree.listed(["Như trên", "Công an phường", "Lưu: VT, VHXH"]) == [
        "- Như trên;",
        "- Công an phường;",
        "- Lưu: VT, VHXH.",
    ]


def test_annexes_have_roman_numbers_from_two_on() -> None:
    assert decree.annex_names(1) == ["Phụ lục"]
    assert decree.annex_names(3) == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    assert [decree.roman(n) for n in (1, 4, 5, 9, 10, 14, 39)] == ["I", "IV", "V", "IX", "X", "XIV", "XXXIX"]


def test_the_body_names_every_annex() -> None:
    assert decree.annexes_named(1) == "Phụ lục"
    assert decree.annexes_named(2) == "Phụ lục I và Phụ lục II"
    assert decree.annexes_named(3) == "Phụ lục I, Phụ lục II và Phụ lục III"


def test_the_moment_of_signing_is_written_by_iso_8601_in_the_time_of_viet_nam() -> None:
    moment = datetime(2026, 1, 5, 9, 41, 30, 999)
    assert decree.signed("05/BC-UBND", moment) == "Số 05/BC-UBND; 2026-01-05T09:41:30+07:00"


def test_points_follow_the_vietnamese_alphabet() -> None:
    assert [decree.point(n) for n in range(1, 7)] == ["a", "b", "c", "d", "đ", "e"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("q1", "quý I năm 2025"),
        ("h1", "6 tháng đầu năm 2025"),
        ("h2", "6 tháng cuối năm 2025"),
        ("9m", "9 tháng đầu năm 2025"),
        ("m03", "tháng 3 năm 2025"),
        ("year", "năm 2025"),
        ("to_m05", "5 tháng đầu năm 2025"),
    ],
)
def test_periods_are_said_in_words(name: str, said: str) -> None:
    assert decree.period_name(Period.named(2025, name)) == said


# "Nhân dân" and "Nhà nước" have a capital of their own, but not inside the names of bodies.
_SMALL = re.compile(r"(?<!ban )(?<!đồng )(?<!án )(?<!sát )\bnhân dân\b|\bnhà nước\b")


@pytest.mark.parametrize(
    "form", sorted((paths.resources() / "forms").glob("*.json")), ids=lambda file: file.stem
)
def test_forms_write_the_people_and_the_state_with_capitals(form: Path) -> None:
    assert _SMALL.findall("Vận động nhân dân; pháp luật của nhà nước; Ủy ban nhân dân; Nhân dân") == [
        "nhân dân", "nhà nước"
    ]  # fmt: skip
    assert _SMALL.findall(form.read_text(encoding="utf-8")) == []


def test_legal_bases_end_with_a_full_stop() -> None:
    assert decree.based(["Căn cứ Pháp lệnh", "Căn cứ Nghị định"]) == [
        "Căn cứ Pháp lệnh;",
        "Căn cứ Nghị định.",
    ]
