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
    ],
)
def test_ordinary_notes_are_left_alone(text: str) -> None:
    assert list(signs(text, prose=True)) == []


def test_a_venue_named_after_a_person_is_a_venue() -> None:
    assert list(signs("Trường THPT Lê Quý Đôn, đường Trần Phú", prose=False)) == []
