"""Fields stand on the sheet in lines that are used, in reading order, none wider than the sheet."""

import itertools

import pytest

from desktop.models.records import Field, all_kinds
from desktop.ui.fields import paper

SECTIONS = [
    pytest.param([f for f in kind.fields if f.section == section], id=f"{kind.name}.{section}")
    for kind in all_kinds()
    if not kind.derived
    for section in kind.sections
]


@pytest.mark.parametrize("columns", [paper.FULL, paper.HALF, 1])
@pytest.mark.parametrize("fields", SECTIONS)
def test_every_field_stands_once_within_the_sheet(fields: list[Field], columns: int) -> None:
    lines = paper.lines(fields, columns)
    spans = [span for line in lines for span in line]
    assert len(spans) == len(fields)
    assert all(sum(line) <= columns for line in lines)
    if columns > 1:
        assert all(span >= min(paper.width(f).least, columns) for span, f in zip(spans, fields, strict=True))


@pytest.mark.parametrize("fields", SECTIONS)
def test_no_field_is_left_alone_that_could_share_a_line(fields: list[Field]) -> None:
    lines = paper.lines(fields, paper.FULL)
    place = 0
    for line, after in itertools.pairwise(lines):
        least = [paper.width(f).least for f in fields[place : place + len(line) + len(after)]]
        assert not (len(after) == 1 and sum(least) <= paper.FULL)
        place += len(line)
