"""Printed forms as data: read and checked, filled with figures, laid out on paper and in workbooks."""

from desktop.services.forms import paper
from desktop.services.forms.doubts import Doubt
from desktop.services.forms.filling import GROUP, TOTAL, Filled, FilledLine, fill, of_summary
from desktop.services.forms.form import Form
from desktop.services.forms.keeping import (
    copy,
    copy_to,
    listed,
    load_file,
    of,
    own,
    put_back,
    remove,
    save,
    write_file,
)
from desktop.services.forms.library import (
    available,
    checked,
    load,
    of_values,
    parse,
    read_file,
    values_of,
    written,
)

__all__ = [
    "GROUP",
    "TOTAL",
    "Doubt",
    "Filled",
    "FilledLine",
    "Form",
    "available",
    "checked",
    "copy",
    "copy_to",
    "fill",
    "listed",
    "load",
    "load_file",
    "of",
    "of_summary",
    "of_values",
    "own",
    "paper",
    "parse",
    "put_back",
    "read_file",
    "remove",
    "save",
    "values_of",
    "write_file",
    "written",
]
