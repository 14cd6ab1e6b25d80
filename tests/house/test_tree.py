"""The tree is the house of the architecture page: rooms, sizes and names."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout.splitlines()
    if (ROOT / name).is_file()
]
MODULES = [file for file in TRACKED if file.suffix == ".py"]


def test_the_top_level_holds_what_people_expect() -> None:
    top = {file.relative_to(ROOT).parts[0] for file in TRACKED}
    assert top <= {
        ".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "LICENSE", "README.md", "benchmarks", "build.spec",
        "desktop", "docs", "packaging", "pyproject.toml", "resources", "sync", "task", "tests",
    }  # fmt: skip


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "misc", "base", "manager", "widgets.py"])
def test_no_module_is_called_after_nothing(word: str) -> None:
    assert [f.name for f in MODULES if word in {f.stem, f.name}] == []


def test_modules_stay_small_enough_to_read() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for file in MODULES
        if "tests" not in file.parts and (lines := len(file.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_file_names_a_place_of_one_machine() -> None:
    places = ("/" + "home/", "/" + "root/", "C:" + "\\Users", f"{ROOT.parent}/")
    here = re.compile("|".join(re.escape(place) for place in places))
    found = []
    for file in TRACKED:
        if file.suffix in {".py", ".md", ".toml", ".txt", ".json", ".spec", ".sh", ""}:
            text = file.read_text(encoding="utf-8", errors="ignore")
            found += [f"{file.name}: {match.group()}" for match in here.finditer(text)]
    assert found == []


def test_no_pin_names_the_host_it_came_from() -> None:
    for file in (ROOT / "packaging").glob("requirements*.txt"):
        text = file.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text


def test_every_open_names_its_encoding() -> None:
    careless = re.compile(r"\.(read_text|write_text)\(\s*\)|\.open\(\s*\"[rwa]\"?\s*\)")
    found = [
        str(f) for f in MODULES if "tests" not in f.parts and careless.search(f.read_text(encoding="utf-8"))
    ]
    assert found == []
