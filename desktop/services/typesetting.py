"""Sets a document: from its content and its templates to PDF, or to images of the same pages.

The templates are Typst (``resources/forms/*.typ``); the content goes in as JSON text, never as source, so that
nothing typed by a person is read as markup. Fonts come from ``resources/fonts`` and nowhere else: paper looks the
same on every machine. Content and templates together make the pages, so a document kept with both can be set
again as it was.
"""

import dataclasses
import functools
import json
from collections.abc import Mapping
from typing import Any

import typst

from desktop import paths

# For the archive (PDF/A) and for screen readers (PDF/UA); the compiler refuses what does not conform.
_STANDARDS: list[Any] = ["a-2a", "ua-1"]


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


def _set(made: Document, output: Any, ppi: int | None = None) -> list[bytes]:
    # Its types do not know that it takes files by their names, "main.typ" being the one that begins.
    files: Any = {name: text.encode() for name, text in made.sources.items()}
    files["main.typ"] = files[f"{made.template}.typ"]
    result: bytes | list[bytes] = typst.compile(
        files,
        font_paths=[paths.resources() / "fonts"],
        ignore_system_fonts=True,
        format=output,
        ppi=ppi,
        pdf_standards=_STANDARDS if output == "pdf" else [],
        sys_inputs={"data": json.dumps(made.content, ensure_ascii=False)},
    )
    return result if isinstance(result, list) else [result]
