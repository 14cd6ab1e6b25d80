"""The printed summary: preview, paper, PDF and workbook."""
