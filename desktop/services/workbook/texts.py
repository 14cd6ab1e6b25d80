"""The texts of a workbook, which its cells refer to by number."""

import re
from xml.parsers import expat

from desktop.services.workbook.safety import Container

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Runs(str):
    """Text whose parts are in different fonts.

    Attributes:
        runs: Font (empty for that of the cell) and text of each part.
    """

    runs: tuple[tuple[str, str], ...]
    __slots__ = ("runs",)


def read_texts(container: Container, part: str) -> list[str]:
    """Every text of the part, in order; those whose parts have fonts of their own are `Runs`."""
    found: list[str] = []
    runs: list[tuple[str, list[str]]] = []
    held = 0
    open_text = phonetic = False
    depth = 0
    limits = container.limits

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal open_text, phonetic, depth
        tag = local(name)
        depth += 1
        if depth > limits.depth:
            raise container.too_full()
        if tag == "t":
            open_text = not phonetic
        elif tag == "si":
            runs[:] = [("", [])]
        elif tag == "r":
            runs.append(("", []))
        elif tag == "rFont" and runs:
            runs[-1] = attributes.get("val", ""), runs[-1][1]
        elif tag == "rPh":
            phonetic = True

    def end(name: str) -> None:
        nonlocal open_text, phonetic, depth
        tag = local(name)
        depth -= 1
        if tag == "t":
            open_text = False
        elif tag == "rPh":
            phonetic = False
        elif tag == "si":
            found.append(_text(runs))
            if len(found) > limits.strings:
                raise container.too_full()

    def characters(text: str) -> None:
        nonlocal held
        if open_text:
            held += len(text)
            if held > limits.characters:
                raise container.too_full()
            runs[-1][1].append(text)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    container.parse(part, parser, limits.part)
    return found


def _text(runs: list[tuple[str, list[str]]]) -> str:
    if len(runs) == 1:
        return unescaped("".join(runs[0][1]))
    parts = [(font, unescaped("".join(pieces))) for font, pieces in runs if pieces]
    whole = "".join(text for _, text in parts)
    if not any(font for font, _ in parts):
        return whole
    text = Runs(whole)
    text.runs = tuple(parts)
    return text


def unescaped(text: str) -> str:
    """*text* with the characters XML has no room for, which Excel writes as ``_x000D_``."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def local(name: str) -> str:
    """A tag or attribute without the prefix of its namespace."""
    return name.rpartition(":")[2]
