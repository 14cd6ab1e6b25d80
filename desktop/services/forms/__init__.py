"""Printed forms as data: read and checked, filled with figures, laid out on paper and in workbooks."""

from desktop.services.forms import paper
from desktop.services.forms.doubts import Doubt
from desktop.services.forms.filling import GROUP, Filled, FilledLine, fill, of_summary
from desktop.services.forms.form import Form
from desktop.services.forms.library import (
    available,
    copy_to,
    listed,
    load,
    load_file,
    of,
    own,
    parse,
    read_file,
    remove,
    written,
)

__all__ = [
    "GROUP",
    "Doubt",
    "Filled",
    "FilledLine",
    "Form",
    "available",
    "copy_to",
    "fill",
    "listed",
    "load",
    "load_file",
    "of",
    "of_summary",
    "own",
    "paper",
    "parse",
    "read_file",
    "remove",
    "written",
]
