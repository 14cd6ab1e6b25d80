"""NĐ 30/2020/NĐ-CP clause by clause, on the pages of a report: size, weight, slope and place of all it names."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from desktop.models import units
from desktop.models.errors import Refusal
from desktop.services import desk as desks
from desktop.services import forms, letterhead, narrative, printing, sample, summary
from desktop.services.letterhead import Letterhead, Signer
from desktop.services.narrative import Hand
from tests.conftest import COMMUNE, PASSPHRASE, clock
from tests.services.paper_marks import Page, Words, pages

_SIGNED = date(2026, 1, 5)
# Half of what a person sees, in millimetres.
_NEAR = 0.6


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[desks.Desk]:
    folder = tmp_path_factory.mktemp("decree") / "store"
    made = desks.new(folder, PASSPHRASE, role="commune", unit=COMMUNE, training=True, clock=clock)
    for year in (2024, 2025):
        sample.sample(made, year, 60, seed=year)
    head = dataclasses.replace(
        letterhead.of(made),
        signers=(Signer("kt", "Phó Chủ tịch", "Lò Thị Mai"),),
        addressees=("Ủy ban nhân dân tỉnh Lai Châu", "Sở Y tế tỉnh Lai Châu"),
        recipients=("Thường trực Đảng ủy", "Công an phường"),
    )
    letterhead.keep(made, head)
    texts = {"shortcomings": "Lực lượng mỏng, phần lớn kiêm nhiệm nhiều việc cùng một lúc. " * 4}
    narrative.keep(made, made.period(2025), Hand(texts, 5, _SIGNED))
    yield made
    made.close()


@pytest.fixture(scope="module")
def report(desk: desks.Desk) -> narrative.Report:
    built = narrative.build(desk, desk.period(2025))
    # As a store in earnest has it once its period is locked.
    return dataclasses.replace(built, summary=dataclasses.replace(built.summary, draft=False, training=False))


@pytest.fixture(scope="module")
def printed(report: narrative.Report) -> list[Page]:
    return pages(narrative.document(report))


@pytest.fixture(scope="module")
def wide(desk: desks.Desk) -> list[Page]:
    filled = forms.fill(desk, desk.period(2025), forms.load("establishment_list"))
    return pages(forms.paper.document(dataclasses.replace(filled, draft=False, training=False)))


def of(words: Words) -> tuple[float, bool, bool]:
    return words.size, words.bold, words.italic


def body_pages(printed: list[Page]) -> list[Page]:
    first_annex = next(n for n, page in enumerate(printed) if "Phụ lục I\n" in page.text)
    return printed[:first_annex]


# --- paper


def test_paper_is_a4_upright(printed: list[Page]) -> None:
    assert {(page.width, page.height) for page in body_pages(printed)} == {(210, 297)}


def test_a_page_lies_wide_for_a_table_that_needs_it(printed: list[Page], wide: list[Page]) -> None:
    (second,) = (page for page in printed if "Phụ lục II\n" in page.text)
    assert {(page.width, page.height) for page in (second, *wide)} == {(297, 210)}


def test_margins_are_those_of_the_decree(printed: list[Page], wide: list[Page]) -> None:
    for page in (*printed, *wide):
        numbers = [one for one in page.words if one.text.isdigit() and one.down < 20 and one.size == 13]
        inside = [one for one in page.words if one not in numbers and one.size >= 9.5]
        assert min(one.left for one in inside) >= 30 - _NEAR
        # The first line's letters begin below the upper margin; what stands in the lower one is the print's number.
        assert min(one.down for one in inside) >= 20
        assert max(one.down for one in inside) <= page.height - 20 + _NEAR
        right = max((rule.left + rule.length for rule in page.rules), default=0)
        assert right <= page.width - (15 if page.width > page.height else 20) + _NEAR


def test_letters_are_those_of_times_new_roman_and_black(printed: list[Page], wide: list[Page]) -> None:
    for page in (*printed, *wide):
        # One colour space, of greys; words are drawn at full black, but for the small ones in the lower margin.
        assert not re.search(r"[\d.]+ [\d.]+ [\d.]+ (?:rg|RG|scn|SCN|sc|SC)\b", page.drawn)
    # The fonts themselves: test_printing.test_paper_is_a4_and_every_font_is_embedded.


# --- page numbers


def test_pages_are_numbered_in_the_middle_of_the_upper_margin(printed: list[Page]) -> None:
    body = body_pages(printed)
    assert len(body) > 1
    for number, page in enumerate(body, start=1):
        found = [one for one in page.words if one.down < 20 and one.text.isdigit()]
        if number == 1:
            assert not found
            continue
        (shown,) = found
        assert (shown.text, *of(shown)) == (str(number), 13, False, False)
        assert abs(shown.left + 13 * 0.25 * 0.353 - (30 + 160 / 2)) < 2
        assert 8 < shown.down < 16


def test_each_annex_counts_its_own_pages(printed: list[Page]) -> None:
    annexes = printed[len(body_pages(printed)) :]
    starts = [n for n, page in enumerate(annexes) if re.search(r"^Phụ lục I+$", page.text, re.MULTILINE)]
    assert len(starts) == 2
    for n, page in enumerate(annexes):
        within = n - max(start for start in starts if start <= n) + 1
        found = [one.text for one in page.words if one.down < 20 and one.text.isdigit()]
        assert found == ([] if within == 1 else [str(within)])


def test_annexes_upright_and_wide_by_turns_count_their_own_pages(
    desk: desks.Desk, report: narrative.Report
) -> None:
    names = ("establishment_list", "tip_off_log", "commune_summary", "establishment_list")
    filled = [forms.fill(desk, desk.period(2025), forms.load(name)) for name in names]
    # Long enough for several pages.
    long = [
        dataclasses.replace(one, lines=one.lines * 4 if one.form.lines == "records" else one.lines)
        for one in filled
    ]
    made = pages(narrative.document(dataclasses.replace(report, annexes=tuple(long))))
    annexes = made[next(n for n, page in enumerate(made) if "Phụ lục I\n" in page.text) :]
    within, widths = 0, []
    for page in annexes:
        begins = re.search(r"^Phụ lục [IVX]+$", page.text, re.MULTILINE)
        within = 1 if begins else within + 1
        if begins:
            widths.append(page.width)
        found = [one.text for one in page.words if one.down < 20 and one.text.isdigit()]
        assert found == ([] if within == 1 else [str(within)]), page.text[:60]
    assert widths == [210, 297, 210, 210, 297]
    assert within > 1


# --- head


def test_cell_1_country_and_motto(printed: list[Page]) -> None:
    country = printed[0].find("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto = printed[0].find("Độc lập - Tự do - Hạnh phúc")
    assert of(country) == (12, True, False)
    assert of(motto) == (13, True, False)
    assert country.left > 210 / 2 - 15
    assert 4 < motto.down - country.down < 7
    rule = printed[0].rule_below(motto)
    # As long as the motto, and below all of it.
    assert abs(rule.left - motto.left) < _NEAR
    assert 55 < rule.length < 66


def test_cell_2_the_issuing_body(printed: list[Page]) -> None:
    above, below = printed[0].find("ỦY BAN NHÂN DÂN"), printed[0].find("PHƯỜNG ĐOÀN KẾT")
    assert of(above) == of(below) == (12, True, False)
    assert below.down > above.down
    rule = printed[0].rule_below(below)
    line = 2 * (rule.left + rule.length / 2 - below.left)
    assert 1 / 3 <= rule.length / line <= 1 / 2


def test_cell_2_a_body_with_one_above_it(report: narrative.Report) -> None:
    head = Letterhead(
        body="Phòng Văn hóa - Xã hội", superior="Ủy ban nhân dân phường Đoàn Kết", symbol="VHXH",
        place="Đoàn Kết", collective="", leader="Trưởng phòng", signers=(Signer("own", "Trưởng phòng"),),
        signer=1, addressees=("Ủy ban nhân dân phường Đoàn Kết",), recipients=(), keeping="",
    )  # fmt: skip
    page = pages(printing.document(dataclasses.replace(report.summary, head=head)))[0]
    assert of(page.find("ỦY BAN NHÂN DÂN")) == (12, False, False)
    assert of(page.find("PHÒNG VĂN HÓA - XÃ HỘI")) == (12, True, False)


def test_cells_3_and_4_number_place_and_date_on_one_line(printed: list[Page]) -> None:
    number, place = printed[0].find("Số: 05/BC-UBND"), printed[0].find("Đoàn Kết, ngày 05 tháng 01 năm 2026")
    assert of(number) == (13, False, False)
    assert of(place) == (13, False, True)
    assert abs(number.down - place.down) < 0.1
    assert number.left < place.left


def test_a_draft_leaves_room_for_number_and_day(report: narrative.Report) -> None:
    made = dataclasses.replace(report, hand=Hand())
    page = pages(narrative.document(made))[0]
    assert re.fullmatch(r"Số:\s{4,}/BC-UBND", page.find("Số:").text)
    assert "ngày" in page.find("Đoàn Kết, ngày", italic=True).text
    assert not re.search(r"ngày \d", page.find("Đoàn Kết, ngày").text)


def test_cell_5a_kind_and_subject(printed: list[Page]) -> None:
    kind, subject = printed[0].find("BÁO CÁO"), printed[0].find("Kết quả công tác")
    assert of(kind) == (14, True, False)
    assert of(subject) == (13, True, False)
    rule = printed[0].rule_below(subject)
    line = 2 * (rule.left + rule.length / 2 - subject.left)
    assert 1 / 3 <= rule.length / line <= 1 / 2
    # In the middle of the page's text.
    assert abs(rule.left + rule.length / 2 - 110) < _NEAR


def test_cell_9a_addressees(report: narrative.Report, printed: list[Page]) -> None:
    opening = printed[0].find("Kính gửi:")
    assert of(opening) == (13, False, False)
    first, last = printed[0].find("- Ủy ban nhân dân tỉnh"), printed[0].find("- Sở Y tế")
    assert (first.text[-1], last.text[-1]) == (";", ".")
    assert first.left == last.left
    # The dashes stand below the colon.
    assert 12 < first.left - opening.left < 18
    head = dataclasses.replace(letterhead.derived(units.unit(COMMUNE)))
    alone = pages(printing.document(dataclasses.replace(report.summary, head=head)))[0]
    assert alone.find("Kính gửi:").text == "Kính gửi: Ủy ban nhân dân tỉnh Lai Châu."


# --- body


def test_body_is_13_upright_with_a_first_line_of_a_tab(printed: list[Page]) -> None:
    first = printed[0].find("Ủy ban nhân dân phường Đoàn Kết báo cáo")
    assert of(first) == (13, False, False)
    assert abs(first.left - (30 + 12.7)) < _NEAR
    lines = sorted({round(one.down, 1): one for one in printed[0].words if one.down > first.down}.items())
    second = lines[0][1]
    assert abs(second.left - 30) < _NEAR
    # From single spacing to one and a half: 13 points are 4.6 mm, a single line of them about 5.3.
    assert 5.3 <= second.down - first.down <= 8


def test_paragraphs_stand_six_points_farther_apart_than_lines(printed: list[Page]) -> None:
    page = printed[0]
    first, second = (page.find(text) for text in ("Căn cứ Pháp lệnh", "Căn cứ Nghị định"))
    opening = page.find("Ủy ban nhân dân phường Đoàn Kết báo cáo")
    line = min(one.down for one in page.words if one.down > opening.down + 1) - opening.down
    section, item = page.find("I. TÌNH HÌNH"), page.find("1. Tình hình địa bàn")
    for above, below in ((first, second), (second, opening), (section, item)):
        assert below.down - above.down - line >= 6 * 25.4 / 72 - 0.05


def test_headings_of_the_body(printed: list[Page]) -> None:
    section, item = (
        printed[0].find("I. TÌNH HÌNH VÀ CÔNG TÁC CHỈ ĐẠO"),
        printed[0].find("1. Tình hình địa bàn"),
    )
    assert of(section) == of(item) == (13, True, False)


def test_legal_bases_stand_in_italics_each_on_its_line(printed: list[Page]) -> None:
    bases = [one for one in printed[0].words if one.text.startswith("Căn cứ")]
    assert len(bases) == 2
    assert all(of(one) == (13, False, True) for one in bases)
    assert [one.text[-1] for one in bases] == [";", "."]


def test_the_body_closes_with_its_mark_and_names_each_annex(printed: list[Page]) -> None:
    text = " ".join(" ".join(page.text for page in body_pages(printed)).split())
    assert re.search(r"phường Đoàn Kết\./\. Nơi nhận:", text)
    assert "tại Phụ lục I và Phụ lục II kèm theo Báo cáo này." in text


# --- signature and recipients


def test_cell_7_the_signature(printed: list[Page]) -> None:
    page = body_pages(printed)[-1]
    lines = [
        page.find(text) for text in ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lò Thị Mai")
    ]
    assert all(of(one) == (13, True, False) for one in lines)
    downs = [one.down for one in lines]
    assert downs == sorted(downs)
    # One below the other around one middle, in the right half.
    assert min(one.left for one in lines) > 105
    # Room for the signature and for a stamp over a third of it at its left; the picture of one that is put there
    # electronically has the same room, and nothing is printed in it.
    post, name = lines[-2:]
    assert name.down - post.down > 26
    assert not [one for one in page.words if post.down + 1 < one.down < name.down - 5 and one.left > 95]
    assert not [one for one in page.rules if post.down + 1 < one.down < name.down and one.left > 95]


def test_cell_9b_recipients(printed: list[Page]) -> None:
    page = body_pages(printed)[-1]
    opening, signer = page.find("Nơi nhận:"), page.find("TM. ỦY BAN NHÂN DÂN")
    assert of(opening) == (12, True, True)
    assert abs(opening.left - 30) < _NEAR
    # Level with the first line of who signs.
    assert abs(opening.down - signer.down) < 1
    listed = [
        page.find(text) for text in ("- Như trên;", "- Thường trực Đảng ủy;", "- Công an phường;", "- Lưu:")
    ]
    assert all(of(one) == (11, False, False) for one in listed)
    assert listed[-1].text == "- Lưu: VT, VHXH."


# --- annexes


def test_annexes_have_their_name_title_and_reference(printed: list[Page]) -> None:
    for name, title in (("Phụ lục I", "BIỂU TỔNG HỢP SỐ LIỆU"), ("Phụ lục II", "TIẾN ĐỘ THỰC HIỆN CHỈ TIÊU")):
        (page,) = (one for one in printed if re.search(rf"^{name}$", one.text, re.MULTILINE))
        assert of(page.find(name)) == (14, True, False)
        assert of(page.find(title)) == (13, True, False)
        reference = page.find("(Kèm theo Báo cáo số")
        assert of(reference) == (13, False, True)
        said = " ".join(" ".join(one.text for one in page.words if one.italic and one.size == 13).split())
        told = said.replace("\u00a0", " ")
        assert told == (
            "(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân phường Đoàn Kết)"
        )


def test_one_annex_alone_has_no_number(report: narrative.Report) -> None:
    made = pages(narrative.document(dataclasses.replace(report, annexes=())))
    assert any(re.search(r"^Phụ lục$", page.text, re.MULTILINE) for page in made)
    assert any("tại Phụ lục kèm theo Báo cáo này." in " ".join(page.text.split()) for page in made)


# --- electronic signing


def test_an_annex_as_a_file_of_its_own_says_when_it_was_signed(report: narrative.Report) -> None:
    moment = datetime(2026, 1, 5, 9, 41, 30, 123)
    for number, name in (("1", "Phụ lục I"), ("2", "Phụ lục II")):
        first, *others = pages(narrative.part(report, number, moment))
        line = first.find("Số 05/BC-UBND; 2026-01-05T09:41:30+07:00")
        assert of(line) == (10, False, False)
        # At the upper right, above everything else.
        assert line.down < 20
        assert first.width - 100 < line.left
        assert not any("T09:41:30" in page.text for page in others)
        assert first.find(name).down > line.down
        assert [one.text for page in others for one in page.words if one.down < 20] == [
            str(n) for n in range(2, 2 + len(others))
        ]
    whole = pages(narrative.document(report))
    assert not any("+07:00" in page.text for page in whole)


def test_the_body_alone_names_annexes_that_are_other_files(
    report: narrative.Report, desk: desks.Desk
) -> None:
    body = pages(narrative.part(report, narrative.BODY))
    text = " ".join(" ".join(page.text for page in body).split())
    assert "tại Phụ lục I và Phụ lục II kèm theo Báo cáo này." in text
    assert "BIỂU TỔNG HỢP" not in text
    for wrong in ("0", "3", "x", "-1"):
        with pytest.raises(Refusal, match="no_such_annex"):
            narrative.part(report, wrong)


# --- capitals


def test_the_people_the_state_and_places_have_their_capitals(printed: list[Page]) -> None:
    text = " ".join(" ".join(page.text.split()) for page in printed)
    assert "ủy ban nhân dân" not in text
    assert "Phường Đoàn Kết báo cáo" not in text
    assert summary.form()["words"]["subject"].startswith("Kết quả")
