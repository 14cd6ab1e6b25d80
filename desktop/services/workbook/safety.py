"""Opening a file somebody sent: bounded in size, memory and time; nothing in it is run or fetched.

Only the few parts a reader of values needs are unpacked. Macros, links to other workbooks, pictures and queries are
never looked at.
"""

import dataclasses
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from desktop.models.errors import Refusal
from desktop.services.progress import Progress, silent
from desktop.services.workbook.plain_rows import PlainRows


@dataclasses.dataclass(frozen=True)
class Limits:
    """How much is read at most; chosen so that a reader stays far below 300 MB whatever the file holds.

    Attributes:
        file: Bytes of the file.
        unpacked: Bytes of all its parts.
        part: Bytes of one sheet, or of its texts.
        small: Bytes of a part that only says where the others are.
        styles: Bytes of the styles, and how many there may be.
        depth: Tags within tags.
        parts: Number of parts.
        sheets: Number of sheets.
        strings: Number of different texts.
        characters: Letters in all of them.
        cells: Cells with a value in one sheet.
        rows: Rows with a value in one sheet.
        markup: Bytes without the beginning of a tag; cells hold 32,767 letters at most.
        seconds: How long reading may take.
    """

    file: int = 20_000_000
    unpacked: int = 150_000_000
    part: int = 100_000_000
    small: int = 2_000_000
    styles: int = 10_000_000
    depth: int = 100
    parts: int = 2_000
    sheets: int = 300
    strings: int = 400_000
    characters: int = 20_000_000
    cells: int = 1_200_000
    rows: int = 50_000
    markup: int = 2_000_000
    seconds: float = 60.0


LIMITS = Limits()

FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    EOFError,
    RuntimeError,
    OverflowError,
    OSError,
)
"""What a broken or hostile file makes zip and XML raise."""

_CHUNK = 1 << 16
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_LONGEST_COMMENT = 65_535


class Container:
    """The parts of a workbook, streamed one at a time."""

    def __init__(self, path: Path, limits: Limits, timer: Callable[[], float], progress: Progress) -> None:
        self._path = path
        self.limits = limits
        self._timer = timer
        self._progress = progress
        self._until = timer() + limits.seconds
        self._zip = zipfile.ZipFile(path)
        listed = self._zip.infolist()
        if len(listed) > limits.parts or sum(part.file_size for part in listed) > limits.unpacked:
            self._zip.close()
            raise self.too_full()
        self._parts = {part.filename.lower().lstrip("/"): part for part in listed}
        self.read = 0

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def chunks(self, name: str, most: int) -> Iterator[bytes]:
        """The bytes of the part *name*, *most* of them, a piece at a time.

        Raises:
            KeyError: There is no such part.
            Refusal: ``workbook_too_full``, ``workbook_too_slow``.
        """
        part = self._parts[name.lower()]
        if part.file_size > most:
            raise self.too_full()
        plain = 0
        with self._zip.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                self.read += len(chunk)
                # A parser keeps a tag whole in memory, however long it is.
                plain = 0 if b"<" in chunk else plain + len(chunk)
                if plain > self.limits.markup:
                    raise self.too_full()
                if self._timer() > self._until:
                    raise Refusal("workbook_too_slow", path=str(self._path), seconds=int(self.limits.seconds))
                self._progress(self.read, part.file_size)
                yield chunk

    def parse(
        self, name: str, parser: "expat.XMLParserType", most: int, taking: PlainRows | None = None
    ) -> None:
        """Feed the part *name*, of *most* bytes, to *parser*, all but what *taking* takes out of it.

        Entities, which no program declares, are refused.
        """
        parser.StartDoctypeDeclHandler = self._on_doctype
        parser.buffer_text = True
        for chunk in self.chunks(name, most):
            parser.Parse(chunk if taking is None else taking(chunk), False)
        parser.Parse(b"" if taking is None else taking.rest(), True)

    def too_full(self) -> Refusal:
        """The refusal of a file that holds more than a register can use."""
        return too_full(self._path)

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def _on_doctype(self, *_declared: object) -> None:
        raise not_a_workbook(self._path)


def open_container(
    path: Path,
    limits: Limits = LIMITS,
    timer: Callable[[], float] = time.monotonic,
    progress: Progress = silent,
) -> Container:
    """Open *path* without unpacking anything.

    Raises:
        Refusal: ``path_missing``, ``not_a_workbook``, ``workbook_encrypted``, ``workbook_other_format``,
            ``workbook_too_large`` or ``workbook_too_full``.
    """
    try:
        if not path.is_file():
            raise Refusal("path_missing", path=str(path))
        if path.stat().st_size > limits.file:
            raise Refusal("workbook_too_large", path=str(path), megabytes=limits.file // 1_000_000)
        _refuse_compound(path)
        _refuse_long_directory(path, limits)
        opened = Container(path, limits, timer, progress)
    except FAULTS as fault:
        raise not_a_workbook(path) from fault
    if "xl/workbook.bin" in opened or ("mimetype" in opened and "content.xml" in opened):
        opened.close()
        raise Refusal("workbook_other_format", path=str(path))
    return opened


def too_full(path: Path) -> Refusal:
    """The refusal of a file that is small enough and holds too much once it is unpacked."""
    return Refusal("workbook_too_full", path=str(path))


def not_a_workbook(path: Path) -> Refusal:
    """The refusal of a file that is not a workbook, or a broken one."""
    return Refusal("not_a_workbook", path=str(path))


def _refuse_compound(path: Path) -> None:
    """Files of Excel 97 to 2003, and workbooks with a password, which are wrapped in the same container."""
    with path.open("rb") as file:
        if file.read(len(_COMPOUND)) != _COMPOUND:
            return
        content = file.read()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refusal("workbook_encrypted", path=str(path))
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise Refusal("workbook_other_format", path=str(path))


def _refuse_long_directory(path: Path, limits: Limits) -> None:
    """A directory of hundreds of thousands of parts would fill the memory before it could be counted."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _LONGEST_COMMENT - 22 - 20 - 56))
        tail = file.read()
    end = tail.rfind(_END)
    if end < 0:
        raise not_a_workbook(path)
    directories = [struct.unpack_from("<L", tail, end + 12)[0]]
    if tail[max(0, end - 20) : end].startswith(_LOCATOR_64):
        record = tail.rfind(_END_64, 0, end)
        if record < 0:
            raise not_a_workbook(path)
        directories.append(struct.unpack_from("<Q", tail, record + 40)[0])
    longest = limits.parts * 512
    if any(longest < directory < 0xFFFF_FFFF for directory in directories):
        raise too_full(path)
