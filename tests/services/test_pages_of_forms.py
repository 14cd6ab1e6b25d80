"""Tables over pages: a signature never stands alone, rows stay whole, headings come again; for any number of rows."""

import dataclasses
import io
import itertools
from collections.abc import Iterator

import pypdf
import pytest

from desktop.models import units
from desktop.services import desk as desks
from desktop.services import forms, sample, typesetting
from desktop.services.forms import Filled, paper
from tests.conftest import COMMUNE, PASSPHRASE, clock

LAI_CHAU = "12@2025"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Filled]:
    """Every form, as a commune or the receiving unit above it has it."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for role, unit in (("receiving", LAI_CHAU), ("commune", COMMUNE)):
        desk = desks.new(folder / role, PASSPHRASE, role=role, unit=unit, training=True, clock=clock)
        if role == "commune":
            sample.sample(desk, 2025, 120, seed=5)
        for form in forms.listed(desk):
            made[form.id] = forms.fill(desk, desk.period(2025), form)
        desk.close()
    return made


def with_lines(filled: Filled, count: int) -> Filled:
    """*filled* with *count* lines, its own again and again; a heading with nothing below it is none."""
    lines = list(itertools.islice(itertools.cycle(filled.lines), count))
    while lines and lines[-1].level == forms.GROUP:
        lines.pop()
    return dataclasses.replace(filled, lines=tuple(lines))


def pages(filled: Filled) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(typesetting.pdf(paper.document(filled)))).pages)


def squeezed(page: pypdf.PageObject) -> str:
    return "".join(page.extract_text().split())


def written(filled: Filled) -> Iterator[str]:
    for line in filled.lines:
        yield "".join("".join(paper.texts(filled, line.cells)).split())


@pytest.mark.parametrize("form", forms.available())
def test_the_page_with_the_signature_has_lines_of_the_table(filled: dict[str, Filled], form: str) -> None:
    for count in range(1, 61):
        made = with_lines(filled[form], count)
        if not made.lines:
            continue
        last = squeezed(pages(made)[-1])
        assert "Nơinhận:" in last, count
        assert "(1)(2)(3)" in last, count
        (*before, line) = written(made)
        assert line in last, count
        if len(before) > 1 and made.lines[-2].level != forms.GROUP:
            assert before[-1] in last, count


@pytest.mark.parametrize("form", forms.available())
def test_rows_stay_whole_and_headings_come_again(filled: dict[str, Filled], form: str) -> None:
    made = with_lines(filled[form], 60)
    printed = [squeezed(page) for page in pages(made)]
    assert len(printed) > 1
    assert all("(1)(2)(3)" in page for page in printed)
    for line, text in zip(made.lines, written(made), strict=True):
        words = text.upper() if line.level == forms.GROUP else text
        assert any(words in page for page in printed), line.label
    for page in printed[:-1]:
        headings = [
            "".join(f"{line.cells[0]}{line.label}".upper().split())
            for line in made.lines if line.level == forms.GROUP
        ]  # fmt: skip
        assert not page.endswith(tuple(headings)), "a heading at the foot of a page"


@pytest.mark.parametrize("form", ["consolidated_activities", "consolidated_supervision"])
@pytest.mark.parametrize("communes", [0, 5, 60, 168])
def test_the_signature_has_room_however_many_communes_are_missing(
    filled: dict[str, Filled], form: str, communes: int
) -> None:
    names = [one.full_name for one in units.communes_below(LAI_CHAU)]
    missing = tuple(itertools.islice(itertools.cycle(names), communes))
    made = dataclasses.replace(with_lines(filled[form], 60), missing=missing)
    printed = pages(made)
    last = squeezed(printed[-1])
    assert "Nơinhận:" in last
    assert list(written(made))[-1] in last
    said = "".join(squeezed(page) for page in printed)
    assert all("".join(name.split()) in said for name in missing)
    for page in printed:
        assert [round(float(side)) for side in page.mediabox[2:]] == [842, 595]


def test_many_recipients_stay_with_the_signature(filled: dict[str, Filled]) -> None:
    made = filled["establishment_list"]
    head = dataclasses.replace(made.head, recipients=tuple(f"Cơ quan số {n}" for n in range(1, 19)))
    for count in (18, 25, 31):
        last = squeezed(pages(dataclasses.replace(with_lines(made, count), head=head))[-1])
        assert "-Cơquansố18;-Lưu:" in last
        assert "(1)(2)(3)" in last


def test_a_form_without_lines_is_printed(filled: dict[str, Filled]) -> None:
    (page,) = pages(dataclasses.replace(filled["training_list"], lines=()))
    assert "Nơinhận:" in squeezed(page)
