"""The report in words as .docx, to go on writing in: the same content as on paper, laid out by the same decree."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from desktop.models.files import write_whole
from desktop.services import forms
from desktop.services.forms.form import ROOM
from desktop.services.narrative import word_table
from desktop.services.narrative.paper import content
from desktop.services.narrative.report import Report

_FONT = "Times New Roman"
_WIDTH = 160  # millimetres between the margins
# A little into both margins: the country's name stays on one line, whatever room a program leaves in cells.
_LEFT, _RIGHT = 64, 102
_CENTRE, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_RULE = 0.4  # of the line it stands below


def write(report: Report, path: Path) -> None:
    """Write *report* to *path*.

    Raises:
        Refusal: ``cannot_write`` or ``disk_full``; a file that stood there is untouched.
    """
    text = content(report)
    made = Document()
    _styles(made)
    made.core_properties.title = text["title"]
    made.core_properties.author = text["body"]
    made.core_properties.language = "vi-VN"
    _page(made, text["footer"])
    _head(made, text)
    _opening(made, text)
    for part in text["parts"]:
        _part(made, part)
    _paragraph(made, text["details"])
    last = _paragraph(made, f"{text['closing']}./.")
    last.paragraph_format.keep_with_next = True
    _signature(made, text)
    _annexes(made, report, text)
    buffer = io.BytesIO()
    made.save(buffer)
    write_whole(path, buffer.getvalue())


# Styles and pages


def _styles(made: Docx) -> None:
    normal = made.styles["Normal"]
    _font(normal, 13)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.1
    word_table.style(made)
    for level in (1, 2, 3):
        heading = made.styles[f"Heading {level}"]
        _font(heading, 13, bold=level < 3)
        heading.paragraph_format.space_before = Pt(6)
        heading.paragraph_format.space_after = Pt(6)
        heading.paragraph_format.first_line_indent = Mm(12.7)
        heading.paragraph_format.keep_with_next = True


def _font(style: Any, size: float, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    # Word takes other scripts, and what a theme says, from attributes of their own.
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)


def _page(made: Docx, footer: str | None) -> None:
    section = made.sections[0]
    _lie(section, wide=False)
    section.header_distance = Mm(10)
    _numbered(section)
    for place in (section.footer, section.first_page_footer) if footer else ():
        place.paragraphs[0].alignment = _CENTRE
        _run(place.paragraphs[0], str(footer), 10, bold=True)


def _lie(section: Any, *, wide: bool) -> None:
    """A4 upright, or wide for the table of an annex that needs it; the margins of the decree."""
    long, short = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if wide else (short, long)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15 if wide else 20)


def _numbered(section: Any) -> None:
    """A number centred above each page but the first, counted from the first page of the section."""
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = _CENTRE
    paragraph.style = section.part.document.styles["Normal"]
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        if text is None:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), str(kind))
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    # Word reads these in one order only.
    section._sectPr.find(qn("w:cols")).addprevious(numbering)


# The parts of a document


def _head(made: Docx, text: Mapping[str, Any]) -> None:
    table = _plain_table(made, (_LEFT, _RIGHT), rows=2)
    left, right = table.rows[0].cells
    for line in text["superior"]:
        _line(left, line, 12)
    for line in text["issuer"]:
        _line(left, line, 12, bold=True)
    _rule(left, _RULE * 35)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    _rule(right, 57)
    number, place = table.rows[1].cells
    _line(number, f"Số: {text['number']}", 13)
    _line(place, text["place_and_date"], 13, italic=True)


def _opening(made: Docx, text: Mapping[str, Any]) -> None:
    for line, size in (("BÁO CÁO", 14), (text["subject"], 13)):
        paragraph = made.add_paragraph()
        paragraph.alignment = _CENTRE
        paragraph.paragraph_format.space_before = Pt(12 if size == 14 else 0)
        paragraph.paragraph_format.space_after = Pt(0)
        _run(paragraph, line, size, bold=True)
    _rule(made, 45)
    if text["addressees"]:
        paragraph = made.add_paragraph("Kính gửi:")
        paragraph.paragraph_format.left_indent = Mm(20)
        for name in text["addressees"]:
            paragraph = made.add_paragraph(name)
            paragraph.paragraph_format.left_indent = Mm(38)
            paragraph.paragraph_format.space_after = Pt(3)
    else:
        made.add_paragraph(f"Kính gửi: {text['addressee']}.").alignment = _CENTRE
    for basis in text["bases"]:
        _paragraph(made, basis).runs[0].italic = True
    _paragraph(made, text["opening"])


def _part(made: Docx, part: Mapping[str, Any]) -> None:
    title = part["title"].upper() if part["level"] == 1 else part["title"]
    sign = ")" if part["level"] == 3 else "."
    made.add_heading(f"{part['number']}{sign} {title}", level=part["level"])
    for one in part["paragraphs"]:
        _paragraph(made, one)
    for _ in range(part["blank"]):
        line = made.add_paragraph("\t")
        line.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _signature(made: Docx, text: Mapping[str, Any]) -> None:
    table = _plain_table(made, (_WIDTH // 2, _WIDTH // 2), rows=1)
    left, right = table.rows[0].cells
    _line(left, "Nơi nhận:", 12, bold=True, italic=True).alignment = WD_ALIGN_PARAGRAPH.LEFT
    for name in text["recipients"]:
        _line(left, name, 11).alignment = WD_ALIGN_PARAGRAPH.LEFT
    for line in text["signature"]["lines"]:
        _line(right, line, 13, bold=True)
    for _ in range(4):
        _line(right, "", 13)
    _line(right, text["signature"]["name"], 13, bold=True)


def _annexes(made: Docx, report: Report, text: Mapping[str, Any]) -> None:
    """The figures first, as a table like any other form, then what else is enclosed."""
    figures = forms.of_summary(forms.load(report.summary.form), report.summary)
    first = {
        **forms.paper.table(figures),
        "name": text["annex_name"],
        "title": text["annex_title"],
        "about": text["period"].upper(),
        "legend": f"{text['legend']} {text['reference']}",
    }
    for form in (first, *text["annexes"]):
        _annex(made, form, text["enclosed_with"])


def _annex(made: Docx, form: Mapping[str, Any], enclosed_with: str) -> None:
    section = made.add_section(WD_SECTION.NEW_PAGE)
    _lie(section, wide=form["wide"])
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    _numbered(section)
    for line, size, italic in (
        (form["name"], 14, False), (form["title"].upper(), 13, False),
        (form["about"], 13, False), (enclosed_with, 13, True),
    ):  # fmt: skip
        paragraph = made.add_paragraph()
        paragraph.alignment = _CENTRE
        paragraph.paragraph_format.space_after = Pt(0)
        _run(paragraph, line, size, bold=not italic, italic=italic)
    _rule(made, 45, ROOM["landscape" if form["wide"] else "portrait"])
    word_table.add(made, form)
    for words, italic in ((form["missing"], False), (form["legend"], True)):
        if words:
            paragraph = made.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(4)
            _run(paragraph, words, 10 if italic else 11, italic=italic)


# Small things


def _paragraph(made: Docx, text: str) -> Paragraph:
    paragraph = made.add_paragraph(text)
    paragraph.alignment = _JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(12.7)
    return paragraph


def _run(paragraph: Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    if bold:
        run.bold = True
    if italic:
        run.italic = True


def _line(cell: _Cell, text: str, size: float, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """One centred line in *cell*; its first paragraph is there from the beginning."""
    first = cell.paragraphs[0]
    paragraph: Paragraph = first if len(cell.paragraphs) == 1 and not first.runs else cell.add_paragraph()
    paragraph.alignment = _CENTRE
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    _run(paragraph, text, size, bold=bold, italic=italic)
    return paragraph


def _rule(where: Docx | _Cell, length: float, room: float = _WIDTH) -> None:
    """A line of *length* millimetres below what was written last, in the middle of *room* or of its cell."""
    paragraph = where.add_paragraph()
    paragraph.alignment = _CENTRE
    whole = room if not isinstance(where, _Cell) else (where.width or Mm(_LEFT)).mm
    # Room on both sides, so that the line below the paragraph has its length.
    indent = Mm(max((whole - length) / 2, 0))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = indent
    paragraph.paragraph_format.space_before = Pt(2)  # clear of the marks below letters
    paragraph.paragraph_format.space_after = Pt(8)
    paragraph.paragraph_format.line_spacing = Pt(3)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def _plain_table(made: Docx, widths: tuple[int, ...], rows: int) -> Table:
    table: Table = made.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _widths(table, widths)
    for row in table.rows:
        row.height_rule = WD_ROW_HEIGHT_RULE.AUTO
        _mark(row._tr, "w:cantSplit")
    return table


def _widths(table: Table, widths: tuple[int, ...]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _mark(row: Any, name: str) -> None:
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement(name))
