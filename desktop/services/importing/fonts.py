"""Text in fonts older than Unicode: found by the font's name or by its letters, converted, shown before and after."""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop.services.importing.legacy_text import Decoded, decode, is_syllable
from desktop.services.importing.preview import Encoding, FontFinding, Loss
from desktop.services.workbook.book import Style
from desktop.services.workbook.grid import Grid, Line
from desktop.services.workbook.texts import Runs

_SAMPLES = 6
_ENOUGH_WORDS = 3
_MOSTLY = 0.7
_LEGACY: tuple[Encoding, ...] = ("tcvn3", "vni")

# Letters only Unicode Vietnamese has; text with one of them needs no conversion.
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0309\u0323]")
# What parts words in any of the encodings: in TCVN3 the signs from ¡ to þ are letters.
_BETWEEN = re.compile(r"[\x00-\x40\x5b-\x60\x7b-\x7f\u2010-\u203a]+")
# Rimes that are none without the letter ư, which TCVN3 keeps in a place that programs drop: the soft hyphen.
_WITHOUT_HORN = re.compile(r"(?<!ư)[ơờởỡớợ](?:ng|c|u)\b", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Converted:
    """A sheet whose text is Unicode, and what was converted to make it so."""

    grid: Grid
    findings: tuple[FontFinding, ...]


def encoding_of(font: str) -> Encoding | None:
    """The encoding a font's name tells; None for fonts of Unicode."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if re.match(r"vni[-\s_]", name) else None


def convert(grid: Grid, styles: Sequence[Style], wanted: Mapping[str, Encoding]) -> Converted:
    """The sheet with its text in Unicode.

    Args:
        grid: As read.
        styles: The styles its cells refer to.
        wanted: What a person says: font to encoding, the empty name for fonts that do not tell; guessed otherwise.
    """
    fonts = [style.font for style in styles]
    told = {font: wanted.get(font, encoding_of(font)) for font in set(fonts)}
    rest = wanted[""] if "" in wanted else _spoken(_texts(grid, fonts, told))
    told = {font: found or rest for font, found in told.items()}
    if rest == "unicode" and all(found == "unicode" for found in told.values()):
        return Converted(grid, ())
    worker = _Converter(told, rest, wanted)
    lines = [Line(line.number, [worker.cell(cell, _font(fonts, style)) for cell, style in _pairs(line)],
                  line.styles) for line in grid.lines]  # fmt: skip
    return Converted(dataclasses.replace(grid, lines=lines), worker.findings())


def _pairs(line: Line) -> Iterable[tuple[Any, int]]:
    return zip(line.cells, line.styles, strict=True)


def _font(fonts: Sequence[str], style: int) -> str:
    return fonts[style] if 0 <= style < len(fonts) else ""


def _texts(grid: Grid, fonts: Sequence[str], told: Mapping[str, Encoding | None]) -> set[str]:
    """The texts whose font does not tell what they are in."""
    plain = {n for n, font in enumerate(fonts) if told[font] is None} | {-1}
    return {
        cell
        for line in grid.lines
        for cell, style in _pairs(line)
        if isinstance(cell, str) and not cell.isascii() and style in plain
    }


def _spoken(texts: Iterable[str]) -> Encoding:
    """What texts are in by their letters: the reading in which nearly all words are Vietnamese syllables.

    A word with a letter only Unicode has speaks against every other reading.
    """
    words = {word for text in texts for word in _words(text)}
    shares = {encoding: _share(words, encoding) for encoding in _LEGACY}
    best = max(_LEGACY, key=lambda encoding: shares[encoding])
    sure = len(words) >= _ENOUGH_WORDS and shares[best] >= _MOSTLY
    return best if sure and shares[best] > _share(words, "unicode") + 0.3 else "unicode"


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(text) if word and not word.isascii()]


def _share(words: Iterable[str], encoding: Encoding) -> float:
    """How many of *words* are syllables when read in *encoding*, from 0 to 1."""
    valid = [
        is_syllable(decode(word, encoding).text) and (encoding == "unicode" or not _UNICODE.search(word))
        for word in words
    ]
    return sum(valid) / len(valid) if valid else 0.0


class _Converter:
    """Converts texts, each once, and remembers what it did."""

    def __init__(
        self, told: Mapping[str, Encoding | None], rest: Encoding, wanted: Mapping[str, Encoding]
    ) -> None:
        self._told = told
        self._rest = rest
        self._wanted = wanted
        self._done: dict[tuple[str, str], str] = {}
        self._counts: Counter[tuple[Encoding, str]] = Counter()
        self._samples: dict[tuple[Encoding, str], dict[str, str]] = {}
        self._lost: dict[tuple[Encoding, str], dict[str, tuple[str, int]]] = {}

    def cell(self, cell: Any, font: str) -> Any:
        """What stands in a cell, in Unicode."""
        if not isinstance(cell, str) or (cell.isascii() and not self._raises(font)):
            return cell
        if isinstance(cell, Runs):
            return "".join(self._text(text, run or font) for run, text in cell.runs)
        return self._text(cell, font)

    def _raises(self, font: str) -> bool:
        """Whether a font shows small letters as capitals, those without marks too."""
        return _capitals(font) and self._told.get(font) == "tcvn3"

    def _text(self, text: str, font: str) -> str:
        encoding = self._encoding(text, font)
        if encoding == "unicode":
            return text
        named = font if encoding_of(font) or font in self._wanted else ""
        key = encoding, named
        changed = self._done.get((text, named))
        if changed is None:
            decoded = decode(text, encoding, capitals=encoding == "tcvn3" and _capitals(font))
            changed = self._done[text, named] = decoded.text
            if changed != text:
                self._remember(key, text, decoded)
        if changed != text:
            self._counts[key] += 1
        return changed

    def _encoding(self, text: str, font: str) -> Encoding:
        said = self._told.get(font) or encoding_of(font) or self._rest
        if said == "unicode" or font in self._wanted:
            return said
        if _UNICODE.search(text):
            return "unicode"
        words = _words(text)
        # Unicode typed in an old font, and the other way round: what makes more Vietnamese wins.
        return "unicode" if words and _share(words, "unicode") > _share(words, said) else said

    def _remember(self, key: tuple[Encoding, str], text: str, decoded: Decoded) -> None:
        samples = self._samples.setdefault(key, {})
        if len(samples) < _SAMPLES:
            samples[text] = decoded.text
        lost = "".join(dict.fromkeys(decoded.lost))
        if not lost and key[0] == "tcvn3" and _WITHOUT_HORN.search(decoded.text):
            lost = "ư"
        if lost:
            losses = self._lost.setdefault(key, {})
            example, cells = losses.get(lost, (decoded.text, 0))
            losses[lost] = example, cells + 1

    def findings(self) -> tuple[FontFinding, ...]:
        """What was converted, most cells first."""
        return tuple(
            FontFinding(
                encoding,
                font,
                cells,
                tuple(self._samples[encoding, font].items()),
                tuple(Loss(c, text, n) for c, (text, n) in self._lost.get((encoding, font), {}).items()),
            )
            for (encoding, font), cells in self._counts.most_common()
        )


def _capitals(font: str) -> bool:
    return font.lower().startswith(".vn") and font.endswith("H")
