"""The printed document: what stands on paper, and that nothing typed can change its layout."""

import json
import re
from datetime import date
from pathlib import Path

import pypdf
import pytest

from desktop import paths
from desktop.models import code_lists, units
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.models.records import AnnualPlan, Audience, Establishment, Inspection, PropagandaSession, Record
from desktop.services import figures, printing, summary
from desktop.services.figures import Share
from desktop.services.summary import COMMUNE_SUMMARY, Summary
from tests.services.papers import accounts

WORDS = summary.form()["words"]


def made(
    *records: Record, unit: str = "03388@2025", name: str = "h1", training: bool = False, year: int = 2025
) -> Summary:
    found, period = units.unit(unit), Period.named(year, name)
    lines = summary.lines(accounts(*records, period=period, unit=unit, today=period.end))
    superior = units.unit(found.parent_ref) if found.parent_ref else None
    return Summary(COMMUNE_SUMMARY, found, superior, period, date(2025, 6, 20), training, lines)


def busy() -> Summary:
    """A summary with every line per code it can have: several pages."""
    held = date(2025, 3, 5)
    sessions = [
        PropagandaSession(
            held_on=held,
            form=form,
            programmes=(programme,),
            audiences=tuple(
                Audience(group=g, attendances=1_204, first_time=7) for g in code_lists.codes("audience_group")
            ),
        )
        for form, programme in zip(
            code_lists.codes("propaganda_form"), (*code_lists.codes("programme"), "crime"), strict=True
        )
    ]
    places = [Establishment(trade_name=t, type=t, workers=9) for t in code_lists.codes("establishment_type")]
    visits = [
        Inspection(
            inspected_on=held,
            establishment=f"{n:032x}",
            mode="planned",
            violations=(v,),
            outcomes=code_lists.codes("inspection_outcome"),
            fine_vnd=1_250_000_000,
        )
        for n, v in enumerate(code_lists.codes("violation"))
    ]
    return made(*sessions, *places, *visits)


def text_of(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_the_report_and_its_annex_are_laid_out_by_the_decree(tmp_path: Path) -> None:
    printing.pdf(made(), tmp_path / "s.pdf")
    first, annex, *_ = (squeezed(page) for page in text_of(tmp_path / "s.pdf"))
    for part in (
        "ỦY BAN NHÂN DÂN PHƯỜNG ĐOÀN KẾT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "/BC-UBND",
        "BÁO CÁO Kết quả công tác phòng, chống mại dâm 6 tháng đầu năm 2025",
        "Kính gửi: Ủy ban nhân dân tỉnh Lai Châu.",
        "Phụ lục",
        "kính báo cáo./.",
        "Nơi nhận: - Như trên; - Lưu: VT, VHXH.",
        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
    ):
        assert part in first
    assert "Phụ lục BIỂU TỔNG HỢP" in annex
    assert "(Kèm theo Báo cáo số" in annex


def test_page_numbers_stand_above_and_not_on_a_first_page(tmp_path: Path) -> None:
    printing.pdf(busy(), tmp_path / "s.pdf")
    first, annex, *rest = text_of(tmp_path / "s.pdf")
    assert not re.match(r"\s*\d+\s", first)
    assert not re.match(r"\s*\d+\s", annex)
    assert [page.split()[0] for page in rest] == [str(n) for n in range(2, len(rest) + 2)]


def test_paper_is_a4_and_every_font_is_embedded(tmp_path: Path) -> None:
    printing.pdf(made(), tmp_path / "s.pdf")
    for page in pypdf.PdfReader(tmp_path / "s.pdf").pages:
        assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
        fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        assert fonts
        for font in fonts:
            assert "Tinos" in font["/BaseFont"]
            inside = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & inside.get_object().keys()


def test_the_table_keeps_its_heading_on_every_page(tmp_path: Path) -> None:
    printing.pdf(busy(), tmp_path / "s.pdf")
    pages = [squeezed(page) for page in text_of(tmp_path / "s.pdf")]
    assert len(pages) >= 4
    for page in pages[1:]:
        assert "STT Nội dung Đơn vị tính Kỳ này Lũy kế từ đầu năm" in page


def test_no_group_heading_stays_behind_at_the_foot_of_a_page(tmp_path: Path) -> None:
    printing.pdf(busy(), tmp_path / "s.pdf")
    titles = [group["title"].upper() for group in summary.form()["groups"]]
    for page in text_of(tmp_path / "s.pdf"):
        assert squeezed(page).split()[-3:] not in [title.split()[-3:] for title in titles]


def test_every_figure_of_the_summary_is_on_paper(tmp_path: Path) -> None:
    built = busy()
    printing.pdf(built, tmp_path / "s.pdf")
    paper = squeezed(" ".join(text_of(tmp_path / "s.pdf")))
    for line in built.lines:
        assert squeezed(line.label).split()[-1].casefold() in paper.casefold()
        if line.tracked and line.unit:
            assert figures.figure(line.now, WORDS) in paper, line.id
    assert f"{16 * 12 * 1_204:,}".replace(",", ".") in paper
    assert "1.250.000.000" not in paper
    assert "20.000.000.000" in paper


def test_what_a_person_typed_is_never_markup(tmp_path: Path) -> None:
    number = '#panic("x") *5* $y$ <a> \\ `z` [k] @b // /* "'
    plan = AnnualPlan(year=2025, number=number, issued_on=date(2025, 1, 10))
    printing.pdf(made(plan), tmp_path / "s.pdf")
    paper = "".join("".join(text_of(tmp_path / "s.pdf")).split())
    assert "".join(number.split()) in paper


def test_page_images_show_the_same_pages() -> None:
    images = printing.pages(made(), ppi=40)
    assert len(images) >= 2
    assert all(image.startswith(b"\x89PNG") for image in images)


def test_a_training_store_says_so_on_every_page(tmp_path: Path) -> None:
    printing.pdf(made(training=True), tmp_path / "s.pdf")
    assert all("BẢN LUYỆN TẬP" in squeezed(page) for page in text_of(tmp_path / "s.pdf"))
    printing.pdf(made(), tmp_path / "s.pdf")
    assert not any("LUYỆN TẬP" in squeezed(page) for page in text_of(tmp_path / "s.pdf"))


@pytest.mark.parametrize(
    ("unit", "issuer", "inside", "place", "superior"),
    [
        ("03388@2025", ["PHƯỜNG ĐOÀN KẾT"], "phường Đoàn Kết", "Đoàn Kết", "tỉnh Lai Châu"),
        ("26740@2025", ["PHƯỜNG SÀI GÒN"], "phường Sài Gòn", "Sài Gòn", "Thành phố Hồ Chí Minh"),
        ("00916@2024", ["THỊ TRẤN", "NÔNG TRƯỜNG VIỆT LÂM"], "thị trấn Nông Trường Việt Lâm",
         "Nông Trường Việt Lâm", "huyện Vị Xuyên"),
    ],
)  # fmt: skip
def test_names_are_written_as_the_decree_has_them(
    unit: str, issuer: list[str], inside: str, place: str, superior: str
) -> None:
    content = printing.content(made(unit=unit))
    assert content["issuer"] == ["ỦY BAN NHÂN DÂN", *issuer]
    assert content["body"] == f"Ủy ban nhân dân {inside}"
    assert content["addressee"] == f"Ủy ban nhân dân {superior}"
    assert content["place_and_date"].startswith(f"{place}, ngày")


def test_a_province_writes_in_whom_it_reports_to() -> None:
    content = printing.content(made(unit="12@2025"))
    assert content["issuer"] == ["ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU"]
    assert set(content["addressee"]) == {"\u2026"}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (0, "0"),
        (1204, "1.204"),
        (-1204, "-1.204"),
        (True, "Có"),
        (False, "Không"),
        (Share(7, 11), "63,6"),
        (Share(0, 5), "0,0"),
        (Share(0, 0), "không phát sinh"),
        (Share(1204, 100), "1.204,0"),
    ],
)
def test_figures_are_written_in_the_vietnamese_way(value: object, shown: str) -> None:
    assert figures.figure(value, WORDS) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "shown"), [(None, "–"), (50.0, "+50,0"), (-33.333, "-33,3"), (0.0, "0,0"), (-0.01, "0,0")]
)
def test_growth_has_a_sign_unless_it_is_nothing(value: float | None, shown: str) -> None:
    assert figures.growth(value, WORDS) == shown


def test_a_folder_that_does_not_exist_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        printing.pdf(made(), tmp_path / "missing" / "s.pdf")
    assert refused.value.code == "cannot_write"
    assert list(tmp_path.iterdir()) == []


def test_a_target_that_cannot_be_replaced_stays_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "s.pdf"
    target.mkdir()
    (target / "kept").write_text("x", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        printing.pdf(made(), target)
    assert refused.value.code == "cannot_write"
    assert [file.name for file in tmp_path.iterdir()] == ["s.pdf"]
    assert (target / "kept").is_file()


def test_the_story_names_only_lines_of_the_form() -> None:
    form = summary.form()
    ids = {line.id for line in made().lines}
    for part in form["body"]:
        named = re.findall(r"\{([a-z_0-9]+)(?:\.to_date)?\}", part["text"] + part["empty"])
        assert {part["when"], *named} <= ids
    assert "{" not in json.dumps(printing.content(made()), ensure_ascii=False).replace('{"', "")


def test_only_the_fonts_of_the_program_are_used() -> None:
    files = {file.name for file in (paths.resources() / "fonts").iterdir()}
    assert {"Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf"} <= files
    assert {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "OFL.txt"} <= files
