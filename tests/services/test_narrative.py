"""The report in words: no sentence without a figure of the form, and what is written by hand stays."""

import dataclasses
import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from desktop.models.errors import Refusal
from desktop.services import desk as desks
from desktop.services import figures, forms, narrative, summary, telling
from desktop.services.narrative import Hand, told, word
from desktop.services.sample import sample
from desktop.services.summary import Summary

WORDS = summary.form()["words"]
# What the schema of WordprocessingML has in this order; Word may refuse another.
_PARAGRAPH_ORDER = "pStyle keepNext keepLines pBdr tabs spacing ind jc rPr sectPr".split()
_SECTION_ORDER = (
    "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid".split()
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    made = desks.new(
        tmp_path_factory.mktemp("narrative") / "register", "mot cau de nho", role="commune", unit="03388@2025",
        training=True, clock=lambda: datetime.datetime(2025, 11, 21, 9, 41),
    )  # fmt: skip
    sample(made, year=2024, records=60, seed=2)
    sample(made, year=2025, records=90, seed=1)
    yield made
    made.close()


@pytest.fixture(scope="module")
def figured(desk: Any) -> Summary:
    return summary.build(desk, desk.period(2025))


def empty(figured: Summary) -> Summary:
    """The same form with nothing counted."""
    lines = [
        dataclasses.replace(
            line, now=0 if line.now is not None else None, to_date=0, last_year=None, growth=None
        )
        for line in figured.lines
    ]
    return dataclasses.replace(figured, lines=tuple(lines))


def unknown(figured: Summary) -> Summary:
    """The same form with no figure known."""
    lines = [
        dataclasses.replace(line, now=None, to_date=None, last_year=None, growth=None)
        for line in figured.lines
    ]
    return dataclasses.replace(figured, lines=tuple(lines))


def sentences(made: narrative.Report) -> list[telling.Sentence]:
    return [sentence for part in made.parts for sentence in part.sentences]


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)*", text)


def test_every_number_of_a_sentence_is_one_of_the_lines_it_names(figured: Summary) -> None:
    told_ones = sentences(told(figured, Hand()))
    assert len(told_ones) > 15
    for sentence in told_ones:
        known = set()
        for name in sentence.lines:
            line = figured.line(name)
            for value in (line.now, line.to_date, line.last_year):
                known.add(figures.figure(value, WORDS))
            known.update(numbers(telling.change(line)))
        assert sentence.lines
        assert set(numbers(sentence.text)) <= known, sentence.text


@pytest.mark.parametrize("change", [empty, unknown])
def test_nothing_is_told_that_is_not_known(figured: Summary, change: Any) -> None:
    for sentence in sentences(told(change(figured), Hand())):
        assert "–" not in sentence.text
        assert not re.search(r"[{}\[\]]", sentence.text)
        assert not numbers(sentence.text) or set(numbers(sentence.text)) == {"0"}


def test_the_skeleton_is_the_usual_one_and_names_lines_of_the_form(figured: Summary) -> None:
    made = told(figured, Hand())
    sections = [(part.number, part.id) for part in made.parts if part.level == 1]
    assert sections == [
        ("I", "situation"), ("II", "results"), ("III", "comparison"), ("IV", "shortcomings"), ("V", "tasks"),
        ("VI", "proposals"),
    ]  # fmt: skip
    text = json.dumps(narrative.described()["parts"])
    ids = {line.id for line in figured.lines}
    assert set(re.findall(r"\{([a-z_0-9]+)(?:\.[a-z_]+)?\}", text)) <= ids
    assert {part["id"] for part in narrative.described()["parts"]} == {part.id for part in made.parts}
    assert [part.id for part in made.parts if not part.takes_text] == ["situation", "results"]


def test_a_change_is_said_in_words(figured: Summary) -> None:
    line = dataclasses.replace(figured.line("sessions"), now=46, last_year=34, growth=100 * 12 / 34)
    assert telling.change(line) == "tăng 12 (35,3%)"
    assert telling.change(dataclasses.replace(line, now=34, growth=0.0)) == "không thay đổi"
    assert telling.change(dataclasses.replace(line, now=4, last_year=0, growth=None)) == "tăng 4"
    assert telling.change(dataclasses.replace(line, last_year=None)) == ""
    said = telling.compare(line, "{label}: {now} {unit}, {change} ({before} {unit})")
    assert said is not None
    assert said.text == "Buổi tuyên truyền: 46 buổi, tăng 12 (35,3%) (34 buổi)"


def test_a_first_year_has_nothing_to_compare(figured: Summary) -> None:
    (comparison,) = (part for part in told(empty(figured), Hand()).parts if part.id == "comparison")
    assert [one.text for one in comparison.sentences] == [
        narrative.described()["words"]["nothing_to_compare"]
    ]


def test_what_is_written_by_hand_is_kept_for_its_period_and_starts_the_next(desk: Any) -> None:
    second, third = desk.period(2025, "q2"), desk.period(2025, "q3")
    day = datetime.date(2025, 6, 16)
    written = Hand({"tasks": "  Duy  trì mô hình. \n\n Tập huấn lại.", "proposals": " "}, 5, day)
    kept = narrative.keep(desk, second, written)
    assert kept == narrative.kept(desk, second) == Hand({"tasks": "Duy trì mô hình.\nTập huấn lại."}, 5, day)
    assert narrative.kept(desk, third) == Hand()
    assert narrative.before(desk, third) == (second, Hand({"tasks": "Duy trì mô hình.\nTập huấn lại."}))
    assert narrative.before(desk, second) is None


def test_what_cannot_be_kept_changes_nothing(desk: Any) -> None:
    period = desk.period(2025, "h1")
    for wrong, code in (
        (Hand({"tasks": "a" * 6_001}), "text_too_long"),
        (Hand({}, 0), "not_a_document_number"),
    ):
        with pytest.raises(Refusal) as refused:
            narrative.keep(desk, period, wrong)
        assert refused.value.code == code
    assert narrative.kept(desk, period) == Hand()


def test_names_and_numbers_of_people_are_noticed_as_in_notes() -> None:
    found = narrative.problems(
        Hand({"tasks": "Giao ông Nguyễn Văn An, 0912345678", "proposals": "Bổ sung kinh phí"})
    )
    assert {(one.field, one.params["what"], one.severity) for one in found} == {
        ("tasks", "phone", "warning"), ("tasks", "name", "warning")
    }  # fmt: skip


@pytest.fixture(scope="module")
def printed(figured: Summary, tmp_path_factory: pytest.TempPathFactory) -> tuple[narrative.Report, Path]:
    hand = Hand(
        {"outreach": "Phát thêm chuyên mục #panic(\"x\") *5* $y$.", "shortcomings": "Lực lượng mỏng.\nKinh phí ít."},
        5, datetime.date(2026, 1, 5),
    )  # fmt: skip
    made = told(figured, hand)
    folder = tmp_path_factory.mktemp("printed")
    narrative.pdf(made, folder / "r.pdf")
    word.write(made, folder / "r.docx")
    return made, folder


def test_paper_and_word_say_the_same(printed: tuple[narrative.Report, Path]) -> None:
    built, folder = printed
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(folder / "r.pdf").pages]
    made = Document(str(folder / "r.docx"))
    paper = squeezed(" ".join(pages))
    paragraphs = squeezed(" ".join(paragraph.text for paragraph in made.paragraphs))
    for part in built.parts:
        title = f"{part.number}. {part.title.upper() if part.level == 1 else part.title}"
        for text in (title, *(one.text for one in part.sentences), *part.text.splitlines()):
            assert squeezed(text) in paper, text
            assert squeezed(text) in paragraphs, text
    for text in (
        "Căn cứ Nghị định số 178/2004/NĐ-CP của Chính phủ.",
        "kết quả công tác phòng, chống mại dâm năm 2025 của Ủy ban nhân dân phường Đoàn Kết./.",
    ):
        assert squeezed(text) in paper
        assert squeezed(text) in paragraphs
    cells = [[cell.text for cell in row.cells] for row in made.tables[2].rows[2:]]
    lines = narrative.content(built)["lines"]
    expected = [line["figures"] if line["id"] else [line["label"].upper()] * 4 for line in lines]
    assert [row[3:7] for row in cells] == expected
    head = squeezed(" ".join(cell.text for row in made.tables[0].rows for cell in row.cells))
    for text in ("ỦY BAN NHÂN DÂN PHƯỜNG ĐOÀN KẾT", "Số: 05/BC-UBND", "Đoàn Kết, ngày 05 tháng 01 năm 2026"):
        assert squeezed(text) in head
        assert squeezed(text) in squeezed(pages[0])


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_word_gets_what_it_can_read(printed: tuple[narrative.Report, Path]) -> None:
    made = Document(str(printed[1] / "r.docx"))
    for properties, order in (("w:pPr", _PARAGRAPH_ORDER), ("w:sectPr", _SECTION_ORDER)):
        found = list(made.element.iter(qn(properties)))
        assert found
        for one in found:
            places = [order.index(child.tag.rpartition("}")[2]) for child in one]
            assert places == sorted(places)
    body, annex = made.sections
    assert [round(side.mm) for side in (body.page_width, body.page_height)] == [210, 297]
    assert (round(body.left_margin.mm), round(body.right_margin.mm)) == (30, 20)
    for section in (body, annex):
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    table = made.tables[-1]
    assert table.rows[0]._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    assert all(row._tr.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in table.rows[1:])
    assert made.styles["Normal"].font.name == "Times New Roman"
    assert "LUYỆN TẬP" in body.first_page_footer.paragraphs[0].text


def test_annexes_in_word_lie_as_they_need_and_keep_their_headings(
    desk: Any, figured: Summary, tmp_path: Path
) -> None:
    names = ("plan_progress", "tip_off_log", "establishment_list")
    annexes = tuple(forms.fill(desk, desk.period(2025), forms.load(name)) for name in names)
    word.write(told(figured, Hand(), None, annexes), tmp_path / "r.docx")
    made = Document(str(tmp_path / "r.docx"))
    sides = [
        (round(one.page_width.mm), round(one.left_margin.mm), round(one.right_margin.mm))
        for one in made.sections
    ]
    upright, wide = (210, 30, 20), (297, 30, 15)
    assert sides == [upright, upright, wide, upright, wide]
    assert [one._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for one in made.sections] == ["1"] * 5
    titles = [paragraph.text for paragraph in made.paragraphs]
    assert [text for text in titles if text.startswith("Phụ lục")] == [
        f"Phụ lục {n}" for n in ("I", "II", "III", "IV")
    ]
    assert any("tại Phụ lục I, Phụ lục II, Phụ lục III và Phụ lục IV kèm theo" in text for text in titles)
    for filled, table in zip(annexes, made.tables[3:], strict=True):
        marks = [row._tr.find(qn("w:trPr")) for row in table.rows]
        assert all(mark.find(qn("w:cantSplit")) is not None for mark in marks)
        heads = len(table.rows) - len(filled.lines)
        # Two lines of headings, and the numbers of the columns.
        assert heads == 3
        assert [mark.find(qn("w:tblHeader")) is not None for mark in marks] == [True] * 3 + [False] * len(
            filled.lines
        )
        first, second, numbers = ([cell.text for cell in row.cells] for row in table.rows[:3])
        for column, above, below in zip(filled.form.columns, first, second, strict=True):
            assert (above, below) == (
                (column.below, column.title) if column.below else (column.title, column.title)
            )
        assert numbers == [f"({n})" for n in range(1, len(filled.form.columns) + 1)]


def test_lines_to_write_on_stand_where_nothing_was_written(printed: tuple[narrative.Report, Path]) -> None:
    parts = {part["title"]: part["blank"] for part in narrative.content(printed[0])["parts"]}
    assert parts["Kiến nghị, đề xuất"] == 2
    assert parts["Tồn tại, hạn chế và nguyên nhân"] == 0
    assert parts["Tình hình địa bàn"] == 0


def test_points_stand_below_items(figured: Summary) -> None:
    levels = [1, 2, 3, 3, 2, 3, 1, 2]
    parts = [{"id": f"p{place}", "level": level, "title": "x"} for place, level in enumerate(levels)]
    made = told(figured, Hand(), {**narrative.described(), "parts": parts}).parts
    assert [part.number for part in made] == ["I", "1", "a", "b", "2", "a", "II", "1"]
    assert [part.takes_text for part in made] == [False, False, True, True, False, True, False, True]


def test_a_file_that_cannot_be_written_is_refused(
    printed: tuple[narrative.Report, Path], tmp_path: Path
) -> None:
    with pytest.raises(Refusal) as refused:
        word.write(printed[0], tmp_path / "missing" / "r.docx")
    assert refused.value.code == "cannot_write"
