"""Workbooks (.xlsx): templates to fill in, files to import, lists and summaries to hand on."""

from desktop.services.workbook.reading import ImportedRow, Sheet, read
from desktop.services.workbook.template import template
from desktop.services.workbook.writing import write_list, write_rollup, write_summary

__all__ = ["ImportedRow", "Sheet", "read", "template", "write_list", "write_rollup", "write_summary"]
