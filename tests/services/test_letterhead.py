"""The unit's letterhead: what follows from the unit, what is set, every form of signing."""

import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from desktop.models import settings, units
from desktop.models.errors import Refusal
from desktop.services import checker, letterhead, printing, summary
from desktop.services import desk as desks
from desktop.services.letterhead import Letterhead, Signer

USUAL = letterhead.derived(units.unit("03388@2025"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Any]:
    made = desks.new(
        tmp_path / "register", "mot cau de nho", role="commune", unit="03388@2025", training=True,
        clock=lambda: datetime.datetime(2025, 11, 21, 9, 41),
    )  # fmt: skip
    yield made
    made.close()


def wrong(head: Letterhead) -> dict[str, str]:
    with pytest.raises(Refusal) as refused:
        letterhead.checked(head, USUAL)
    problems: Any = refused.value.params["problems"]
    return {problem.field: problem.code for problem in problems}


def signed_by(delegation: str, post: str, **more: Any) -> list[str]:
    head = dataclasses.replace(USUAL, signers=(Signer(delegation, post),), **more)
    return letterhead.signature_lines(head)


def test_a_commune_needs_to_set_nothing(desk: Any) -> None:
    head = letterhead.of(desk)
    assert head == USUAL
    assert head.body == "Ủy ban nhân dân phường Đoàn Kết"
    assert head.superior == ""
    assert head.addressees == ("Ủy ban nhân dân tỉnh Lai Châu",)
    assert letterhead.recipients(head) == ["Như trên", "Lưu: VT, VHXH"]


@pytest.mark.parametrize(
    ("delegation", "post", "lines"),
    [
        ("tm", "Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
        ("kt", "Phó Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("q", "Chủ tịch", ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"]),
        ("tl", "Trưởng phòng Văn hóa - Xã hội", ["TL. CHỦ TỊCH", "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI"]),
        ("tuq", "Trưởng phòng Văn hóa - Xã hội", ["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI"]),
        ("own", "Chủ tịch", ["CHỦ TỊCH"]),
    ],
)
def test_every_form_of_signing_has_its_lines(delegation: str, post: str, lines: list[str]) -> None:
    assert signed_by(delegation, post) == lines


def test_a_body_led_by_one_person_has_no_tm() -> None:
    led = {"collective": "", "leader": "Giám đốc"}
    assert signed_by("kt", "Phó Giám đốc", **led) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert signed_by("q", "Giám đốc", **led) == ["Q. GIÁM ĐỐC"]
    assert signed_by("tm", "Giám đốc", **led) == ["GIÁM ĐỐC"]


def test_what_was_set_is_kept_and_the_rest_goes_on_following_the_unit(desk: Any) -> None:
    head = letterhead.changed(
        letterhead.of(desk),
        {
            "signers": "KT.|Phó Chủ tịch|Lò Thị Mai; tm|Chủ tịch|Nguyễn Văn An",
            "recipients": "- Thường trực Đảng ủy;\nCông an phường.;Lưu: VT",
            "keeping": "VHXH",
        },
    )
    kept = letterhead.keep(desk, head)
    assert kept == letterhead.of(desk)
    assert kept.signing == Signer("kt", "Phó Chủ tịch", "Lò Thị Mai")
    assert kept.recipients == ("Thường trực Đảng ủy", "Công an phường")
    with desk.store.read() as connection:
        assert set(settings.read(connection, "letterhead")) == {"signers", "recipients"}


def test_an_emptied_field_follows_the_unit_again(desk: Any) -> None:
    letterhead.keep(desk, dataclasses.replace(USUAL, symbol="VHXH", place="Lai Châu"))
    assert letterhead.of(desk).symbol == "VHXH"
    letterhead.keep(desk, dataclasses.replace(letterhead.of(desk), symbol=" ", place=""))
    assert letterhead.of(desk) == USUAL


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("ThS. Nguyễn Văn An", "name_with_degree"),
        ("TS. Lò Văn Páo", "name_with_degree"),
        ("Ông Nguyễn Văn An", "name_with_degree"),
        ("Thạc sĩ Nguyễn Văn An", "name_with_degree"),
        ("Nguyễn Văn An 0912345678", "not_a_name"),
        ("Ên" * 40, "too_long"),
    ],
)
def test_a_name_stands_without_degree_and_number(name: str, code: str) -> None:
    head = dataclasses.replace(USUAL, signers=(Signer("tm", "Chủ tịch", name),))
    assert wrong(head) == {"signers.0.name": code}


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn An", "H'Hen Niê", "Lò Thị Mai", "Bàn Văn Ông", "Tsần Thị Sĩ", ""]
)
def test_names_of_all_peoples_are_names(name: str) -> None:
    head = dataclasses.replace(USUAL, signers=(Signer("tm", "Chủ tịch", name),))
    assert letterhead.checked(head, USUAL).signing.name == name


def test_everything_wrong_is_said_at_once_and_nothing_is_kept(desk: Any) -> None:
    head = dataclasses.replace(
        USUAL, symbol="ubnd xã", keeping="v", body="Đ" * 121, recipients=("Công an, 0912345678",),
        signers=(Signer("tm", ""), Signer("xx", "Chủ tịch"), Signer("kt", "KT. Phó Chủ tịch", "An")), signer=4,
    )  # fmt: skip
    assert wrong(head) == {
        "symbol": "letterhead_symbol", "keeping": "letterhead_symbol", "body": "too_long",
        "recipients": "letterhead_number", "signer": "no_such_signer",
        "signers.0.delegation": "unknown_delegation", "signers.1.post": "post_with_delegation",
    }  # fmt: skip
    with pytest.raises(Refusal):
        letterhead.keep(desk, head)
    assert letterhead.of(desk) == USUAL


def test_a_document_needs_somebody_to_sign() -> None:
    assert wrong(dataclasses.replace(USUAL, signers=())) == {"signers": "no_signer"}


def test_what_cannot_be_set_is_refused(desk: Any) -> None:
    with pytest.raises(Refusal) as refused:
        letterhead.changed(USUAL, {"motto": "x"})
    assert refused.value.code == "unknown_setting"
    with pytest.raises(Refusal) as refused:
        letterhead.changed(USUAL, {"signer": "hai"})
    assert refused.value.code == "not_a_number"


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def test_the_letterhead_stands_on_paper(desk: Any, tmp_path: Path) -> None:
    letterhead.keep(
        desk,
        dataclasses.replace(
            USUAL, body="Phòng Văn hóa - Xã hội", superior="Ủy ban nhân dân phường Đoàn Kết", symbol="VHXH",
            place="Đoàn Kết", collective="", leader="Trưởng phòng",
            signers=(Signer("kt", "Phó Trưởng phòng", "Lò Thị Mai"),),
            addressees=("Ủy ban nhân dân phường Đoàn Kết", "Sở Y tế tỉnh Lai Châu"),
            recipients=("Công an phường",), keeping="",
        ),
    )  # fmt: skip
    printing.pdf(summary.build(desk, desk.period(2025)), tmp_path / "s.pdf")
    text = text_of(tmp_path / "s.pdf")
    for part in (
        "ỦY BAN NHÂN DÂN PHƯỜNG ĐOÀN KẾT PHÒNG VĂN HÓA - XÃ HỘI",
        "/BC-VHXH",
        "Kính gửi: - Ủy ban nhân dân phường Đoàn Kết; - Sở Y tế tỉnh Lai Châu.",
        "Phòng Văn hóa - Xã hội báo cáo kết quả",
        "Nơi nhận: - Như trên; - Công an phường; - Lưu: VT.",
        "KT. TRƯỞNG PHÒNG PHÓ TRƯỞNG PHÒNG Lò Thị Mai",
    ):
        assert part in text


def test_a_signed_document_has_its_number_and_day(tmp_path: Path) -> None:
    day = datetime.date(2026, 1, 5)
    around = letterhead.around(USUAL, "BC", day, number=5, day=day)
    assert around["number"] == "05/BC-UBND"
    assert around["place_and_date"] == "Đoàn Kết, ngày 05 tháng 01 năm 2026"
    assert "số 05/BC-UBND ngày 05 tháng 01 năm 2026 của" in around["enclosed_with"]


def test_nothing_of_the_letterhead_is_a_record(desk: Any) -> None:
    """What is no change in the log has no way into a package."""

    before = checker.verify(desk).changes
    letterhead.keep(desk, dataclasses.replace(USUAL, keeping="VX"))
    assert checker.verify(desk).changes == before
