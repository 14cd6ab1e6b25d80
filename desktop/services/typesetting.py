"""Sets a document: from its content and its templates to PDF, or to images of the same pages.

The templates are Typst (``resources/forms/*.typ``); the content goes in as JSON text, never as source, so that
nothing typed by a person is read as markup. Fonts come from ``resources/fonts`` and nowhere else: paper looks the
same on every machine. Content and templates together make the pages, so a document kept with both can be set
again as it was.
"""

import dataclasses
import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import typst

from desktop import paths

# For the archive (PDF/A) and for screen readers (PDF/UA); the compiler refuses what does not conform.
_STANDARDS: list[Any] = ["a-2a", "ua-1"]

_INSET = 2.8
"""Points that cells leave free around what stands in them (1 mm)."""
_MARGIN = 84.0
"""Points from the left edge to where lines of a text begin, 30 mm."""
_ABOVE, _BELOW = 12.0, 4.0
"""Points of words in a text above and below the line they stand on."""
_CORNERS = """{
  let corners(marks) = marks.map(one => {
    let at = one.location().position()
    (one.value, at.page, at.x.pt(), at.y.pt())
  })
  (corners(query(<spot>)), corners(query(<told>)))
}"""


@dataclasses.dataclass(frozen=True)
class Document:
    """Everything pages are made of.

    Attributes:
        template: Name of the template that begins, without its suffix.
        content: JSON-native, as that template reads it.
        sources: Every template by its file name, as text.
    """

    template: str
    content: Mapping[str, Any]
    sources: Mapping[str, str]


def document(template: str, content: Mapping[str, Any]) -> Document:
    """The document of *content*, with the templates of this program."""
    return Document(template, content, _sources())


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell of a table, or a figure in a sentence, lies.

    Attributes:
        page: The number of the page, from 1.
        line: The id of its line.
        column: The place of its column, from 0.
        box: Left, top, width and height in points (a 72nd of an inch) from the page's upper left corner.
        form: In an annex behind the first the form; empty for the figures that are the document's own.
    """

    page: int
    line: str
    column: int
    box: tuple[float, float, float, float]
    form: str = ""


@functools.cache
def _sources() -> Mapping[str, str]:
    folder = paths.resources() / "forms"
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.typ"))}


def pdf(made: Document) -> bytes:
    """*made* as PDF, with its fonts inside."""
    (whole,) = _set(made, "pdf")
    return whole


def pages(made: Document, ppi: int = 110) -> list[bytes]:
    """The pages of *made* as PNG images, *ppi* pixels per inch."""
    return _set(made, "png", ppi)


def spots(made: Document) -> list[Spot]:
    """Where the figures in tables and in sentences of *made* lie, as one reads; none of templates without marks.

    Costs little after `pages`: the typesetter remembers what it has just set.
    """
    cells, told = json.loads(typst.eval(_files(made), _CORNERS, **_given(made)))
    found = [*_in_tables(list(zip(cells[0::2], cells[1::2], strict=True)))]
    for (line, column, width), page, right, base in told:
        # What breaks over two lines has no box.
        if right - width >= _MARGIN:
            found.append(
                Spot(page, line, column, (right - width - 1, base - _ABOVE, width + 2, _ABOVE + _BELOW))
            )
    return sorted(found, key=lambda one: (one.page, round(one.box[1]), one.box[0]))


def _in_tables(pairs: Sequence[tuple[Any, Any]]) -> Iterator[Spot]:
    """A mark knows how high what stands in its cell is; the row is as high as the highest of them."""
    tops: dict[tuple[int, str, str], float] = {}
    bottoms: dict[tuple[int, str, str], float] = {}
    for ((line, _, form), page, _, top), (_, _, _, bottom) in pairs:
        row = page, line, form
        tops[row], bottoms[row] = min(tops.get(row, top), top), max(bottoms.get(row, bottom), bottom)
    for ((line, column, form), page, left, _), (_, _, right, _) in pairs:
        top, bottom = tops[page, line, form] - _INSET, bottoms[page, line, form] + _INSET
        box = (left - _INSET, top, right - left + 2 * _INSET, bottom - top)
        yield Spot(page, line, column, box, form)


def _set(made: Document, output: Any, ppi: int | None = None) -> list[bytes]:
    result: bytes | list[bytes] = typst.compile(
        _files(made),
        **_given(made),
        format=output,
        ppi=ppi,
        pdf_standards=_STANDARDS if output == "pdf" else [],
    )
    return result if isinstance(result, list) else [result]


def _files(made: Document) -> Any:
    # Its types do not know that it takes files by their names, "main.typ" being the one that begins.
    files: Any = {name: text.encode() for name, text in made.sources.items()}
    files["main.typ"] = files[f"{made.template}.typ"]
    return files


def _given(made: Document) -> dict[str, Any]:
    return {
        "font_paths": [paths.resources() / "fonts"],
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(made.content, ensure_ascii=False)},
    }
