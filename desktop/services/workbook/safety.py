"""Opening a workbook somebody sent: bounded, read-only, nothing in it is run or fetched."""

import warnings
import zipfile
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as XmlTree

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from desktop.models.errors import Refusal

LARGEST_FILE = 20_000_000
LARGEST_UNPACKED = 150_000_000
MOST_PARTS = 2_000

# What a broken or hostile file makes zip, XML and openpyxl raise; a bug of ours hides behind none of them,
# for nothing of ours runs inside.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    XmlTree.ParseError,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    RuntimeError,
    OverflowError,
)
_CHUNK = 1 << 20
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
_FORMULA = b"<f"


class OpenWorkbook:
    """An open workbook: values as last computed, and formulas only where there are any.

    Attributes:
        values: Cells hold values.
        formulas: The same workbook with formulas in the cells, or None when it has none.
    """

    def __init__(self, values: Any, formulas: Any | None) -> None:
        self.values = values
        self.formulas = formulas

    def close(self) -> None:
        """Let go of the file."""
        self.values.close()
        if self.formulas is not None:
            self.formulas.close()


def open_workbook(path: Path) -> OpenWorkbook:
    """Open *path* for reading.

    Raises:
        Refusal: ``path_missing``, ``not_a_workbook``, or ``workbook_too_large`` for what would not fit in memory.
    """
    try:
        if not path.is_file():
            raise Refusal("path_missing", path=str(path))
        if path.stat().st_size > LARGEST_FILE:
            raise _too_large(path)
        has_formulas = _inspect(path)
        values = _load(path, data_only=True)
        return OpenWorkbook(values, _load(path, data_only=False) if has_formulas else None)
    except (*_BROKEN, OSError) as fault:
        raise not_a_workbook(path) from fault


def not_a_workbook(path: Path) -> Refusal:
    """The refusal of a file that is not a workbook, or a broken one."""
    return Refusal("not_a_workbook", path=str(path))


def reading_faults() -> tuple[type[Exception], ...]:
    """What reading the rows of a broken workbook may raise."""
    return (*_BROKEN, OSError)


def _too_large(path: Path) -> Refusal:
    return Refusal("workbook_too_large", path=str(path), megabytes=LARGEST_FILE // 1_000_000)


def _inspect(path: Path) -> bool:
    """Check the parts before anything is parsed; whether any sheet holds a formula."""
    formulas = False
    with zipfile.ZipFile(path) as parts:
        listed = parts.infolist()
        # The sizes a zip declares are the sizes Python unpacks at most, so that they can be trusted here.
        if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > LARGEST_UNPACKED:
            raise _too_large(path)
        for part in listed:
            if part.filename.lower().endswith((".xml", ".rels")):
                sheet = part.filename.startswith("xl/worksheets/")
                formulas |= _search(parts, part, path) and sheet
    return formulas


def _search(parts: zipfile.ZipFile, part: zipfile.ZipInfo, path: Path) -> bool:
    """Refuse declarations of entities, which no program that writes workbooks makes; find formulas."""
    found, tail = False, b""
    with parts.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            if any(sign in window for sign in _ENTITIES) or (
                not tail and window[:2] in (b"\xff\xfe", b"\xfe\xff")
            ):
                raise not_a_workbook(path)
            found = found or _FORMULA in window
            tail = window[-16:]
    return found


def _load(path: Path, *, data_only: bool) -> Any:
    with warnings.catch_warnings():
        # Styles and extensions openpyxl does not know are of no interest to a reader of values.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, read_only=True, data_only=data_only, keep_links=False)
