"""A workbook opened for reading: its sheets, texts and styles, read by one pass over each part."""

import dataclasses
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from xml.parsers import expat

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from desktop.services.progress import Progress, silent
from desktop.services.workbook.grid import Grid, read_grid
from desktop.services.workbook.safety import (
    FAULTS,
    LIMITS,
    Container,
    Limits,
    not_a_workbook,
    open_container,
)
from desktop.services.workbook.texts import local, read_texts

# Formats of Asian editions of Excel that are days, which no table of names lists.
_MORE_DAYS = frozenset((*range(27, 37), *range(50, 59)))


@dataclasses.dataclass(frozen=True)
class Style:
    """What a cell's style says that matters to a reader: the font's name, and whether a number is a day."""

    font: str
    day: bool


@dataclasses.dataclass(frozen=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


class Book:
    """An open workbook."""

    def __init__(self, path: Path, container: Container) -> None:
        self.path = path
        self._container = container
        main = _main_part(container)
        self._sheets, self._from_1904, self._strings_part, styles = _overview(container, main)
        if len(self._sheets) > container.limits.sheets:
            raise container.too_full()
        self.styles: tuple[Style, ...] = _styles(container, styles) if styles else ()
        self._texts: list[str] | None = None
        self._whole: tuple[str, Grid] | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets a person sees."""
        return tuple(sheet.name for sheet in self._sheets if not sheet.hidden)

    def grid(self, sheet: str, first_rows: int | None = None) -> Grid:
        """The cells of *sheet*, or only of its *first_rows*, which come without what is merged.

        Raises:
            Refusal: ``not_a_workbook``, ``workbook_too_full``, ``workbook_too_slow``, ``too_many_rows``.
        """
        if self._whole is not None and self._whole[0] == sheet and first_rows is None:
            return self._whole[1]
        part = next(s.part for s in self._sheets if s.name == sheet)
        try:
            if self._texts is None:
                self._texts = read_texts(self._container, self._strings_part) if self._strings_part else []
            days = [style.day for style in self.styles]
            found = read_grid(self._container, part, self._texts, days, self._from_1904, first_rows)
        except FAULTS as fault:
            raise not_a_workbook(self.path) from fault
        if first_rows is None:
            self._whole = sheet, found
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._container.close()

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *_fault: object) -> None:
        self.close()


def open_book(
    path: Path,
    limits: Limits = LIMITS,
    timer: Callable[[], float] = time.monotonic,
    progress: Progress = silent,
) -> Book:
    """Open *path* for reading.

    Raises:
        Refusal: what `open_container` refuses.
    """
    container = open_container(path, limits, timer, progress)
    try:
        return Book(path, container)
    except FAULTS as fault:
        container.close()
        raise not_a_workbook(path) from fault
    except BaseException:
        container.close()
        raise


def _main_part(container: Container) -> str:
    for kind, target in _relations(container, "_rels/.rels", "").values():
        if kind == "officeDocument":
            return target
    raise KeyError("officeDocument")


def _relations(container: Container, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """The relations listed in *part*: id to kind and target; those to other files are left out."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes["Target"]
            whole = target.lstrip("/") if target.startswith("/") else str(PurePosixPath(folder) / target)
            found[attributes["Id"]] = attributes["Type"].rpartition("/")[2], _plain(whole)

    if part in container:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        container.parse(part, parser, container.limits.small)
    return found


def _plain(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _overview(container: Container, main: str) -> tuple[list[_Sheet], bool, str | None, str | None]:
    folder, _, file = main.rpartition("/")
    relations = _relations(container, _plain(f"{folder}/_rels/{file}.rels"), folder)
    sheets: list[_Sheet] = []
    from_1904 = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal from_1904
        tag = local(name)
        if tag == "sheet":
            target = next((v for k, v in attributes.items() if local(k) == "id" and k != "sheetId"), "")
            kind, part = relations.get(target, ("", ""))
            if kind == "worksheet" and part in container:
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append(_Sheet(attributes["name"], part, hidden))
        elif tag == "workbookPr":
            from_1904 = attributes.get("date1904") in ("1", "true")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    container.parse(main, parser, container.limits.small)
    parts = {kind: target for kind, target in relations.values() if target in container}
    return sheets, from_1904, parts.get("sharedStrings"), parts.get("styles")


def _styles(container: Container, part: str) -> tuple[Style, ...]:
    formats: dict[str, str] = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    fonts: list[str] = []
    found: list[Style] = []
    path: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        inside = path[-1] if path else ""
        path.append(tag)
        if tag == "numFmt" and inside == "numFmts":
            formats[attributes["numFmtId"]] = attributes.get("formatCode", "")
        elif tag == "font" and inside == "fonts":
            fonts.append("")
        elif tag == "name" and inside == "font" and "fonts" in path:
            fonts[-1] = attributes.get("val", "")
        elif tag == "xf" and inside == "cellXfs":
            number = attributes.get("numFmtId", "0")
            day = (number.isdigit() and int(number) in _MORE_DAYS) or is_date_format(formats.get(number, ""))
            font = int(attributes.get("fontId", 0))
            found.append(Style(fonts[font] if font < len(fonts) else "", bool(day)))
        if len(found) > container.limits.rows or len(path) > container.limits.depth:
            raise container.too_full()

    def end(_name: str) -> None:
        path.pop()

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    container.parse(part, parser, container.limits.styles)
    return tuple(found)
