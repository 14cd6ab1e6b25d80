"""Where cells of printed tables lie on their pages."""

import dataclasses
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from desktop.services import desk as desks
from desktop.services import forms, narrative, printing, sample, summary, typesetting
from desktop.services.typesetting import Document
from tests.conftest import COMMUNE, PASSPHRASE, clock
from tests.services.above import Above


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[desks.Desk]:
    folder = tmp_path_factory.mktemp("set") / "store"
    at = desks.new(folder, PASSPHRASE, role="commune", unit=COMMUNE, training=True, clock=clock)
    sample.sample(at, 2025, 120, seed=5)
    yield at
    at.close()


def words_of(made: Document, folder: Path) -> list[tuple[int, float, float, str]]:
    """Each piece of text of the PDF: its page, where it begins from the left and from the top, and the text."""
    file = folder / "set.pdf"
    file.write_bytes(typesetting.pdf(made))
    found = []
    for number, page in enumerate(pypdf.PdfReader(file).pages, start=1):
        height = float(page.mediabox.height)

        def keep(text: str, cm: Any, tm: Any, *_: object, page: int = number, height: float = height) -> None:
            # Where the text begins, carried from its own measure into that of the page.
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            if text.strip():
                found.append((page, x, height - y, text.strip()))

        page.extract_text(visitor_text=keep)
    return found


def check_spots(made: Document, cells: dict[tuple[str, int], str], folder: Path, first: int = 1) -> None:
    """Each of *cells* lies where it is said to, on the page *first* or behind it."""
    spots = [one for one in typesetting.spots(made) if one.page >= first]
    printed = words_of(made, folder)
    assert {(one.line, one.column) for one in spots} >= set(cells)
    for spot in spots:
        left, top, width, height = spot.box
        assert width > 0
        assert height > 0
        said = cells.get((spot.line, spot.column), "")
        inside = [
            text
            for page, x, y, text in printed
            if page == spot.page and left <= x <= left + width and top <= y <= top + height
        ]
        assert not said or said in inside, (spot, said, inside)


def test_every_figure_of_the_annex_lies_where_it_is_said_to(sampled: desks.Desk, tmp_path: Path) -> None:
    built = summary.build(sampled, sampled.period(2025))
    made = printing.document(built)
    cells = {
        (line["id"], place): text
        for line in made.content["lines"]
        if line["level"]
        for place, text in enumerate(line["figures"], start=3)
    }
    check_spots(made, cells, tmp_path, first=2)


@pytest.mark.parametrize("name", ["year", "q3", "m05"])
def test_figures_in_sentences_lie_where_they_are_said_to(
    sampled: desks.Desk, name: str, tmp_path: Path
) -> None:
    report = narrative.build(sampled, sampled.period(2025, name))
    made = narrative.document(report)
    spots = typesetting.spots(made)
    table = min(one.page for one in spots if (one.line, one.column) == ("plan_issued", 3))
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(typesetting.pdf(made))).pages]
    told = [
        (words, line, place)
        for part in made.content["parts"]
        for runs in part["runs"]
        for words, line, place in runs
        if place >= 0
    ]
    assert told
    found = [(one.line, one.column) for one in spots if one.page < table]
    assert found == [(line, place) for _, line, place in told]
    figures = {line.id: line for line in report.summary.lines}
    for words, line, place in told:
        assert words in "".join(pages[: table - 1])
        value = (figures[line].now, figures[line].to_date, figures[line].last_year)[place - 3]
        assert words == f"{value:,}".replace(",", ".") or not isinstance(value, int)


def test_figures_of_any_form_lie_where_they_are_said_to(sampled: desks.Desk, tmp_path: Path) -> None:
    filled = forms.fill(sampled, sampled.period(2025), forms.load("inspection_178"))
    made = forms.paper.document(filled)
    cells = {
        (line["id"], place): text
        for line in made.content["lines"]
        if line["level"]
        for place, text in enumerate(line["cells"])
        if text[:1].isdigit() and place > 2
    }
    check_spots(made, cells, tmp_path)


def test_all_communes_together_have_their_place_too(tmp_path: Path) -> None:
    made = Above(tmp_path)
    made.day = date(2025, 11, 21)
    made.hand_in(made.commune("03388@2025", records=40, seed=1))
    form = forms.load("consolidated_activities")
    filled = forms.fill(made.desk, made.desk.period(2025), form)
    spots = typesetting.spots(forms.paper.document(filled))
    made.close()
    assert [one.line for one in spots].count("") == len(form.columns)
    # Communes over several pages: each is on one of them, with all its cells side by side.
    pages = {one.line: {two.page for two in spots if two.line == one.line} for one in spots}
    assert {len(found) for found in pages.values()} == {1}
    assert max(one.page for one in spots) > 1


def test_what_was_kept_before_cells_were_marked_has_none(sampled: desks.Desk) -> None:
    made = printing.document(summary.build(sampled, sampled.period(2025, "q1")))
    unmarked = {
        name: text.replace("spot(line.id, column) + ", "")
        .replace("<told>", "<other>")
        .replace("spot(line.id, place) + ", "")
        for name, text in made.sources.items()
    }
    before = dataclasses.replace(made, sources=unmarked)
    assert typesetting.spots(before) == []
    assert len(typesetting.pages(before, 40)) == len(typesetting.pages(made, 40))
