"""The lint finds what a register that counts work must not hold, and leaves ordinary notes alone."""

import pytest

from desktop.models.personal_data import signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("CCCD 012345678901", "cccd"),
        ("số 0123 4567 8901", "cccd"),
        ("gọi 0912345678", "phone"),
        ("gọi 0912.345.678 nhé", "phone"),
        ("+84 912 345 678", "phone"),
        ("SĐT của chủ cơ sở", "phone"),
        ("sinh năm 1990", "birth"),
        ("SN 1990", "birth"),
        ("gặp chị Hoa", "name"),
        ("ông Lò Văn Pánh", "name"),
        ("Nguyễn Thị A đến dự", "name"),
        ("gửi Giàng A Páo", "name"),
        ("trú tại bản Mới", "address"),
        ("0123.456.789.01", "cccd"),
        ("012 345 678 901", "cccd"),
        ("thẻ 123456789012", "cccd"),
        ("091-234-5678", "phone"),
        ("(0213) 3876 543", "phone"),
        ("s.n. 1990", "birth"),
        ("s. n. 1990", "birth"),
        ("bà A", "name"),
        ("chị M. kể lại", "name"),
        ("CHỊ MAI", "name"),
        ("ÔNG LÒ VĂN PÁNH", "name"),
        ("NGUYỄN THỊ A", "name"),
        ("anh Hùng", "name"),
        ("chị Em Thị", "name"),
    ],
)
def test_personal_data_in_a_note_is_named(text: str, sign: str) -> None:
    assert sign in set(signs(text, prose=True))


@pytest.mark.parametrize(
    "text",
    [
        "Phát 60 tờ rơi, 2 băng rôn",
        "Kế hoạch 3742/KH-UBND ngày 20/12/2021",
        "Phạt 1.500.000 đồng theo Nghị định 144/2021/NĐ-CP",
        "Hội Liên hiệp Phụ nữ chủ trì",
        "Anh chị em hội viên tham gia đông",
        "Tổ dân phố 8, bản Tả Lèng",
        "BÁO CÁO QUÝ III",
        "Tuyên truyền cho trẻ em Lai Châu",
        "Luật Trẻ em Việt Nam",
        "chị em Hội Phụ nữ",
        "CHỊ EM HỘI PHỤ NỮ TỈNH LAI CHÂU",
        "Bà Mẹ Việt Nam anh hùng, ANH HÙNG LIỆT SĨ, BÀ CON NHÂN DÂN",
        "ông, bà Trưởng bản, bà Chủ tịch Hội",
        "bà con DTTS, các em HS, anh em LLVT, lớp của em A1",
        "ngày 05.11.2025 08.30",
        "05-11-2025 08.30 đến 10.30",
        "2025-11-05 08:30:00",
        "Số liệu: 30 25 30 28 25 22 tờ",
        "tổ 1 2 3 4 5 6 7 8 9 10 11 12",
        "các năm 2023 2024 2025",
        "kinh phí 200 000 000 000",
        "120000000000 đồng",
        "120.000.000.000 đ",
        "Phòng 301, 302, 303; 304",
    ],
)
def test_ordinary_notes_are_left_alone(text: str) -> None:
    assert list(signs(text, prose=True)) == []


def test_a_venue_named_after_a_person_is_a_venue() -> None:
    assert list(signs("Trường THPT Lê Quý Đôn, đường Trần Phú", prose=False)) == []
