"""JSON read with the line on which each value stands, so that what is wrong can be shown where it is."""

import bisect
import json
import re
from typing import Any

Path = tuple[str | int, ...]
"""Where a value stands: ``("targets", 3, "quote")``."""

_SPACE = " \t\r\n"
_DEEPEST = 20


class Broken(Exception):
    """The text is no JSON; ``code`` says why, ``line`` where."""

    def __init__(self, code: str, line: int) -> None:
        super().__init__(code, line)
        self.code = code
        self.line = line


class Marked:
    """The value written in *text*, and on which line each part of it begins.

    Attributes:
        value: What is written: dictionaries, lists, texts, numbers, true, false, null.
        lines: For each path its line, 1 for the first; a field's is that of its name.
        twice: The paths of names that stand twice in one object, each with its second line.

    Raises:
        Broken: ``not_text`` (no UTF-8), ``unfinished``, ``value_expected``, ``name_expected``, ``colon_expected``,
            ``comma_expected``, ``quote_expected``, ``more_after_end``, ``too_deep``.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._text = content.decode("utf-8-sig")
        except UnicodeDecodeError as wrong:
            raise Broken("not_text", content[: wrong.start].count(b"\n") + 1) from wrong
        self._at = 0
        self._ends = [end.start() for end in re.finditer("\n", self._text)]
        self.lines: dict[Path, int] = {}
        self.twice: list[tuple[Path, int]] = []
        self.value = self._read(())
        self._skip()
        if self._at < len(self._text):
            raise self._broken("more_after_end")

    def _line(self) -> int:
        return bisect.bisect_left(self._ends, self._at) + 1

    def _broken(self, code: str) -> Broken:
        return Broken("unfinished" if self._at >= len(self._text) else code, self._line())

    def _skip(self) -> str:
        while self._at < len(self._text) and self._text[self._at] in _SPACE:
            self._at += 1
        return self._text[self._at] if self._at < len(self._text) else ""

    def _read(self, path: Path) -> Any:
        sign = self._skip()
        if len(path) > _DEEPEST:
            raise self._broken("too_deep")
        self.lines.setdefault(path, self._line())
        if sign == "{":
            return self._object(path)
        if sign == "[":
            return self._array(path)
        if sign == '"':
            return self._quoted()
        try:
            value, self._at = _SCALARS.raw_decode(self._text, self._at)
        except ValueError as wrong:
            raise self._broken("value_expected") from wrong
        return value

    def _object(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self._at += 1
        if self._skip() == "}":
            self._at += 1
            return found
        while True:
            if self._skip() != '"':
                raise self._broken("name_expected")
            line = self._line()
            name = self._quoted()
            here = (*path, name)
            if name in found:
                self.twice.append((here, line))
            self.lines[here] = line
            if self._skip() != ":":
                raise self._broken("colon_expected")
            self._at += 1
            found[name] = self._read(here)
            if not self._goes_on("}"):
                return found

    def _array(self, path: Path) -> list[Any]:
        found: list[Any] = []
        self._at += 1
        if self._skip() == "]":
            self._at += 1
            return found
        while True:
            found.append(self._read((*path, len(found))))
            if not self._goes_on("]"):
                return found

    def _goes_on(self, end: str) -> bool:
        before = self._line()
        sign = self._skip()
        if sign not in (",", end) or not sign:
            # The line that lacks its comma, not the next one, is where the comma belongs.
            raise Broken("unfinished" if not sign else "comma_expected", before)
        self._at += 1
        return sign == ","

    def _quoted(self) -> str:
        try:
            value, self._at = _SCALARS.raw_decode(self._text, self._at)
        except json.JSONDecodeError as wrong:
            raise Broken("quote_expected", self._line()) from wrong
        return str(value)


def _no_such_number(_: str) -> Any:
    raise ValueError


_SCALARS = json.JSONDecoder(parse_constant=_no_such_number)
