"""The table of a form in a .docx: headings with joined cells on every page, rows that stay whole.

Written as it stands in the file, all at once: cell by cell through `python-docx` a table of a hundred lines takes
more than a second.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from desktop.services.forms.form import ROOM
from desktop.services.forms.paper import LEVELS

STYLE = "Cell"
"""The style of paragraphs in cells."""
_GROUP, _PART, _TOTAL = (LEVELS.index(name) for name in ("group", "part", "total"))
_TWENTIETHS = 56.693  # of a point in a millimetre, as widths are counted there
_INDENT = 2.0  # millimetres of a part below its row
_MARGIN = 0.7  # millimetres in a cell, at both sides
_SMALL_FROM = 11  # columns
_HEAD_SHADE, _GROUP_SHADE = "EBEBEB", "DEDEDE"
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def style(made: Docx) -> None:
    """Give *made* the style of its cells."""
    cell: Any = made.styles.add_style(STYLE, 1)
    cell.base_style = made.styles["Normal"]
    cell.font.size = Pt(10.5)
    cell.paragraph_format.space_after = cell.paragraph_format.space_before = Pt(0)
    cell.paragraph_format.line_spacing = 1.0


def add(made: Docx, form: Mapping[str, Any]) -> None:
    """Put *form* (as `forms.paper.table` has it) at the end of *made*."""
    widths = _widths(form)
    rows = [*_heads(form, widths), *(_line(form, line, widths) for line in form["lines"])]
    grid = "".join(f'<w:gridCol w:w="{_dxa(width)}"/>' for width in widths)
    table = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{_dxa(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{_dxa(_MARGIN)}" w:type="dxa"/><w:right w:w="{_dxa(_MARGIN)}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    made.element.body.insert_element_before(parse_xml(table), "w:sectPr")


def _widths(form: Mapping[str, Any]) -> list[float]:
    given: list[float] = form["widths"]
    room = ROOM["landscape" if form["wide"] else "portrait"] - sum(given)
    sharing = given.count(0)
    return [width or room / sharing for width in given]


def _dxa(millimetres: float) -> int:
    return round(millimetres * _TWENTIETHS)


def _heads(form: Mapping[str, Any], widths: Sequence[float]) -> Iterator[str]:
    """The rows of the heading; a cell over two rows has an empty one below it that belongs to it."""
    small = len(widths) >= _SMALL_FROM
    above, *below = form["heads"]
    under = iter(below[0] if below else ())
    cells: list[list[str]] = [[], []]
    at = 0
    for one in above:
        across = one["across"]
        merge = "restart" if one["down"] > 1 else ""
        whole = sum(widths[at : at + across])
        cells[0].append(
            _cell(one["text"], whole, span=across, merge=merge, shade=_HEAD_SHADE, bold=True, small=small)
        )
        if merge:
            cells[1].append(_cell("", whole, span=across, merge="continue", shade=_HEAD_SHADE))
        elif below:
            cells[1] += [
                _cell(next(under)["text"], width, shade=_HEAD_SHADE, bold=True, small=small)
                for width in widths[at : at + across]
            ]
        at += across
    numbers = [_cell(f"({n})", width, italic=True, small=True) for n, width in enumerate(widths, start=1)]
    for row in (cells[0], *([cells[1]] if below else ()), numbers):
        yield _row(row, head=True)


def _line(form: Mapping[str, Any], line: Mapping[str, Any], widths: Sequence[float]) -> str:
    texts: list[str] = line["cells"]
    if line["level"] == _GROUP:
        number, *said = [text for text in texts if text]
        cells = [
            _cell(number, widths[0], shade=_GROUP_SHADE, bold=True, keep=True),
            _cell(" ".join(said).upper(), sum(widths[1:]), span=len(widths) - 1, shade=_GROUP_SHADE, bold=True,
                  side="left", keep=True),
        ]  # fmt: skip
        return _row(cells)
    bold, small = line["level"] == _TOTAL, len(widths) >= _SMALL_FROM
    return _row(
        [
            _cell(
                text, width, side=side, bold=bold, small=small,
                indent=_INDENT if line["level"] == _PART and side == "left" else 0,
            )
            for text, width, side in zip(texts, widths, form["aligns"], strict=True)
        ]
    )  # fmt: skip


def _row(cells: Sequence[str], *, head: bool = False) -> str:
    marks = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    text: str,
    width: float,
    *,
    span: int = 1,
    merge: str = "",
    shade: str = "",
    side: str = "center",
    indent: float = 0,
    bold: bool = False,
    italic: bool = False,
    small: bool = False,
    keep: bool = False,
) -> str:
    properties = f'<w:tcW w:w="{_dxa(width)}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    of_paragraph = f'<w:pStyle w:val="{STYLE}"/>' + ("<w:keepNext/>" if keep else "")
    of_paragraph += f'<w:ind w:left="{_dxa(indent)}"/>' if indent else ""
    of_run = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    of_run += '<w:sz w:val="19"/><w:szCs w:val="19"/>' if small else ""
    run = f'<w:r><w:rPr>{of_run}</w:rPr><w:t xml:space="preserve">{escape(_NO_XML.sub("", text))}</w:t></w:r>'
    return (
        f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr>{of_paragraph}<w:jc w:val="{side}"/></w:pPr>{run if text else ""}</w:p></w:tc>'
    )
