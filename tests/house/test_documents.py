"""What the documents say is so: commands can be given, files are there, kinds are what the format says."""

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import cli
from desktop.models.records import all_kinds
from desktop.services.words import Words

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "sync" / "FORMAT.md", *sorted((ROOT / "docs").rglob("*.md"))]
ROOMS = (ROOT, ROOT / "desktop", ROOT / "desktop" / "services", ROOT / "desktop" / "models")
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)
PLACE = re.compile(
    r"`((?:desktop|docs|models|packaging|resources|services|sync|tests|ui|workbook|rules)/[^`\s]*)`"
)
LINK = re.compile(r"\]\(([^)#:]+)\)")


def commands(document: Path) -> Iterator[list[str]]:
    """The calls of ``soxa`` in the blocks of *document*; what stands behind three spaces says what they do."""
    for block in BLOCK.findall(document.read_text(encoding="utf-8")):
        for line in block.splitlines():
            said = line.partition("   ")[0]
            for call in said.split(";"):
                program, *arguments = shlex.split(re.sub(r"[\[\]]|\.\.\.", "", call)) or [""]
                if program == "soxa":
                    yield arguments


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_command_of_a_document_is_understood(document: Path) -> None:
    parser = cli.parser(Words())
    for arguments in commands(document):
        said = io.StringIO()
        try:
            with contextlib.redirect_stderr(said):
                parser.parse_args(arguments)
        except SystemExit:
            pytest.fail(f"soxa {shlex.join(arguments)}: {said.getvalue()}")


def test_the_readme_and_the_page_of_plans_show_commands() -> None:
    assert len(list(commands(ROOT / "README.md"))) > 10
    assert len(list(commands(ROOT / "docs" / "plans.md"))) > 4


def is_there(place: str) -> bool:
    """Whether a file, a folder or a module is called so, or one in which a name is (``services/prints.keep``)."""
    pattern = re.sub(r"<\w+>", "*", place).rstrip("/")
    patterns = [pattern, f"{pattern}.py"]
    if Path(pattern).suffix not in (".py", ".md", ".json", ".typ"):
        module = Path(pattern).with_suffix("").as_posix()
        patterns += [module, f"{module}.py"]
    return any(any(room.glob(one)) for room in ROOMS for one in patterns)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_file_a_document_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    assert links + [place for place in PLACE.findall(text) if not is_there(place)] == []


def test_every_room_of_the_architecture_page_is_there() -> None:
    rooms = BLOCK.findall((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))[0]
    named = {name.rstrip("/") for name in re.findall(r"\b[a-z_]+(?:\.py|/)(?![\w.])", rooms)}
    there = {path.name for room in ("desktop", "sync", "resources") for path in (ROOT / room).rglob("*")}
    assert named - there - {"desktop", "sync", "resources"} == set()


def test_the_format_names_every_kind_that_stays_or_is_made_by_the_program() -> None:
    text = (ROOT / "sync" / "FORMAT.md").read_text(encoding="utf-8")
    stays = re.search(r"a kind that stays in the commune \(([^)]*)\)", text)
    assert stays is not None
    assert set(re.findall(r"`(\w+)`", stays[1])) == {kind.name for kind in all_kinds() if not kind.leaves}
    for kind in all_kinds():
        if kind.derived:
            assert f"`{kind.name}`" in text, kind.name
        for field in kind.fields:
            assert field.leaves or not kind.leaves or f"`{field.name}`" in text, (kind.name, field.name)


def test_every_decision_has_a_number_of_its_own() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    told = [int(page.read_text(encoding="utf-8").split(".")[0].removeprefix("# ")) for page in pages]
    assert told == [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
