"""Workbooks (.xlsx): templates to fill in, lists and summaries to hand on; `importing` reads them."""

from desktop.services.workbook.register_list import write_list
from desktop.services.workbook.template import template
from desktop.services.workbook.writing import write_rollup

__all__ = ["template", "write_list", "write_rollup"]
