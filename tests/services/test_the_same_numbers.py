"""One set of numbers on paper, in Excel, in Word and as JSON: every form and the report in words, of every kind of
period, at both desks."""

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from docx import Document

from desktop.models.period import Period
from desktop.services import decree, forms, narrative, plans, printing, sample, summary, typesetting
from desktop.services import desk as desks
from desktop.services.figures import Share
from desktop.services.forms import Filled, paper, workbook
from desktop.services.forms.values import quantity
from desktop.services.narrative import word
from tests.services.above import Above

PERIODS = ("m05", "q2", "h1", "9m", "year", "plan")


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Above]:
    """A province of which two communes have reported two years."""
    made = Above(tmp_path_factory.mktemp("numbers"))
    made.day = date(2025, 11, 21)
    for number, unit in enumerate(("03388@2025", "03408@2025")):
        commune = made.commune(unit, records=80, seed=number)
        sample.sample(commune, 2024, 40, seed=number + 5)
        made.hand_in(commune)
    yield made
    made.close()


@pytest.fixture(scope="module", params=["commune", "receiving"])
def desk(province: Above, request: pytest.FixtureRequest) -> desks.Desk:
    return province.desk if request.param == "receiving" else province.below["03388@2025"]


def period_of(desk: desks.Desk, name: str) -> Period:
    return plans.to_date(desk, 2025) if name == "plan" else desk.period(2025, name)


def squeezed(text: str) -> str:
    return "".join(text.split())


def printed(document: typesetting.Document) -> str:
    reader = pypdf.PdfReader(io.BytesIO(typesetting.pdf(document)))
    return squeezed("".join(page.extract_text() for page in reader.pages))


def told(filled: Filled) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(paper.plain(filled), default=str))
    return found


@pytest.mark.parametrize("name", PERIODS)
def test_paper_workbook_word_and_json_say_the_same(desk: desks.Desk, name: str, tmp_path: Path) -> None:
    period = period_of(desk, name)
    for form in forms.listed(desk):
        filled = forms.fill(desk, period, form)
        answer = told(filled)
        assert len(answer["lines"]) == len(filled.lines)
        on_pages(answer, printed(paper.document(filled)))
        in_cells(filled, answer, tmp_path / "form.xlsx")
    in_words(desk, period, tmp_path)


def on_pages(answer: dict[str, Any], pages: str) -> None:
    """Every line stands on paper whole, in the words of the answer."""
    at = 0
    for line in answer["lines"]:
        texts = "".join(line["texts"])
        words = squeezed(texts.upper() if line["level"] == "group" else texts)
        at = pages.find(words, at)
        assert at >= 0, line
        at += len(words)


def in_cells(filled: Filled, answer: dict[str, Any], file: Path) -> None:
    """Every cell of the workbook holds the value of the answer: numbers as numbers, words as words."""
    workbook.write(filled, file)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    first = int(sheet.freeze_panes.removeprefix("A"))
    for row, (line, said) in enumerate(zip(filled.lines, answer["lines"], strict=True), start=first):
        for place, (value, text) in enumerate(zip(line.cells, said["texts"], strict=True), start=1):
            cell = sheet.cell(row, place).value
            number = quantity(value)
            if isinstance(value, Share) and value.percent is not None:
                assert cell == round(value.percent, 1)
                assert text == f"{value.percent:,.1f}".translate(str.maketrans(",.", ".,"))
            elif isinstance(value, float):
                assert cell == round(value, 1)
            elif number is not None and not isinstance(value, Share):
                assert (cell, text) == (number, f"{number:,}".replace(",", "."))
            elif isinstance(value, date):
                assert (cell.date(), text) == (value, f"{value:%d/%m/%Y}")
            else:
                assert squeezed(str(cell or "")).upper() == squeezed(text).upper()


def title(answer: dict[str, Any]) -> str:
    """The title of an annex in capitals; the summary's has one of its own."""
    if answer["form"] == summary.COMMUNE_SUMMARY:
        return str(summary.form()["words"]["annex_title"]).upper()
    return str(answer["title"]).upper()


def in_words(desk: desks.Desk, period: Period, folder: Path) -> None:
    """The summary and the report in words: their annexes are forms, and their sentences are the same everywhere."""
    built = narrative.build(desk, period)
    names = [summary.COMMUNE_SUMMARY, *(one.form.id for one in built.annexes)]
    answers = [told(forms.fill(desk, period, forms.load(name))) for name in names]
    pages = printed(narrative.document(built))
    word.write(built, folder / "report.docx")
    made = Document(str(folder / "report.docx"))
    paragraphs = squeezed("".join(paragraph.text for paragraph in made.paragraphs))
    for part in built.parts:
        for sentence in part.sentences:
            assert squeezed(sentence.text) in pages, sentence
            assert squeezed(sentence.text) in paragraphs, sentence
    for name, answer in zip(decree.annex_names(len(answers)), answers, strict=True):
        on_pages(answer, pages[pages.index("./.") :].partition(squeezed(name + title(answer)))[2])
    on_pages(answers[0], printed(printing.document(built.summary)).partition("PhụlụcBIỂU")[2])
    for answer, table in zip(answers, made.tables[2:], strict=True):
        rows = [[cell.text for cell in row.cells] for row in table.rows][-len(answer["lines"]) :]
        for line, cells in zip(answer["lines"], rows, strict=True):
            if line["level"] == "group":
                said = squeezed("".join(dict.fromkeys(cells)))
                assert squeezed("".join(line["texts"])).upper() == said.upper()
            else:
                assert cells == line["texts"]


def test_one_count_is_one_number_whatever_form_it_stands_on(desk: desks.Desk) -> None:
    """The same count, with the same things fixed in it, on two forms."""
    for name in PERIODS:
        period = period_of(desk, name)
        seen: dict[str, Any] = {}
        for form in forms.listed(desk):
            counted = {
                row["id"]: (row["count"], json.dumps(row.get("params", {}), sort_keys=True))
                for row in _rows(json.loads(forms.written(form))) if row["count"]
            }  # fmt: skip
            place = [column.shows for column in form.columns].index("now") if form.lines == "rows" else 0
            for line in forms.fill(desk, period, form).lines:
                if line.id in counted and form.lines == "rows":
                    value = line.cells[place]
                    assert seen.setdefault(str(counted[line.id]), value) == value, (form.id, line.id)
        assert len(seen) > 40


def _rows(form: dict[str, Any]) -> list[dict[str, Any]]:
    tops = [top for group in form.get("groups", ()) for top in group["rows"] if "receiving" not in top]
    return [row for top in tops for row in (top, *top.get("rows", ()))]


def test_totals_of_communes_are_the_sums_of_their_lines(province: Above) -> None:
    for name in PERIODS:
        period = period_of(province.desk, name)
        for form in ("consolidated_activities", "consolidated_supervision"):
            *rows, total = forms.fill(province.desk, period, forms.load(form)).lines
            for place, column in enumerate(forms.load(form).columns):
                if column.shows == "count":
                    known = [quantity(row.cells[place]) or 0 for row in rows]
                    assert sum(known) == (quantity(total.cells[place]) or 0), column.id


def test_totals_of_lists_are_the_sums_of_their_lines(province: Above) -> None:
    commune = province.below["03388@2025"]
    for form in ("establishment_list", "training_list"):
        filled = forms.fill(commune, commune.period(2025), forms.load(form))
        *rows, total = filled.lines
        assert rows
        for place, column in enumerate(filled.form.columns):
            if column.shows == "sum":
                assert total.cells[place] == sum(quantity(row.cells[place]) or 0 for row in rows)


def test_numbers_are_written_in_the_vietnamese_way_everywhere(province: Above, tmp_path: Path) -> None:
    filled = forms.fill(province.desk, province.desk.period(2025), forms.load("consolidated_supervision"))
    fines = [column.id for column in filled.form.columns].index("fines")
    amount = quantity(filled.lines[-1].cells[fines])
    assert amount is not None
    assert amount >= 1_000
    assert re.fullmatch(r"\d{1,3}(\.\d{3})+", paper.texts(filled, filled.lines[-1].cells)[fines])
