"""How sheets that are handed on look: the letters of the office, thin boxes, shades that a grey copy keeps."""

from openpyxl.styles import Border, Font, PatternFill, Side

FACE = "Times New Roman"
"""The letters of the office."""
PLAIN, BOLD = Font(name=FACE, size=12), Font(name=FACE, size=12, bold=True)
ITALIC, TITLE = Font(name=FACE, size=12, italic=True), Font(name=FACE, size=14, bold=True)
_THIN = Side(style="thin", color="606060")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
SHADE, HEAD_SHADE = PatternFill("solid", fgColor="DEDEDE"), PatternFill("solid", fgColor="EBEBEB")
