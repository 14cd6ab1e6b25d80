"""Every sign that is shown or printed is in a font that comes with the program."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "resources" / "fonts"
# The one sign that no font of ours has; the fonts of Windows 7 and later have it, and those of every Linux desktop.
FROM_THE_SYSTEM = {"\N{CHECK MARK}"}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = value.values()
    elif isinstance(value, str):
        yield value
        return
    elif not isinstance(value, list):
        return
    for one in value:
        yield from texts(one)


def written(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob("*.json")):
        yield from texts(json.loads(file.read_text(encoding="utf-8")))
    for file in sorted(folder.rglob("*.typ")):
        yield file.read_text(encoding="utf-8")


def said_in_code() -> Iterator[str]:
    for file in sorted((ROOT / "desktop" / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def lacking(said: Iterator[str], *names: str) -> set[str]:
    """The signs of *said* that none of the fonts *names* has."""
    fonts = [QRawFont(str(FONTS / f"{name}.ttf"), 12.0) for name in names]
    assert all(font.isValid() for font in fonts)
    signs = {sign for text in said for sign in text if sign.isprintable()}
    return {sign for sign in signs if not any(font.supportsCharacter(ord(sign)) for font in fonts)}


@pytest.fixture(autouse=True)
def application() -> QApplication:
    return QApplication.instance() or QApplication(["soxa"])  # type: ignore[return-value]


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_what_the_window_says_is_in_its_fonts(weight: str) -> None:
    fonts = (f"NotoSans-{weight}", f"Tinos-{weight}")
    assert lacking(written(ROOT / "resources" / "i18n"), *fonts) <= FROM_THE_SYSTEM
    assert lacking(said_in_code(), *fonts) <= FROM_THE_SYSTEM
    assert not lacking(written(ROOT / "resources" / "plans"), *fonts)


@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_what_is_printed_is_in_the_fonts_of_documents(style: str) -> None:
    assert not lacking(written(ROOT / "resources" / "forms"), f"Tinos-{style}")
    assert not lacking(written(ROOT / "resources" / "plans"), f"Tinos-{style}")


def test_a_percentage_does_not_break_before_its_sign() -> None:
    said = [*written(ROOT / "resources" / "i18n"), *written(ROOT / "resources" / "forms")]
    assert [text for text in said if any(f"{before} %" in text for before in "0123456789}")] == []
