"""``FORMAT.md`` says what the library does, and is enough to do it again."""

import json
import re
from pathlib import Path

import pytest

import sync
from sync import errors
from sync.changes import Change
from sync.content import Manifest
from sync.header import Header
from sync.invitation import Invitation
from sync.limits import LIMITS, MAX_HEADER, MAX_NESTING, MAX_TEXT
from sync.merge import fold
from sync.sealed_invitation import Outside
from tests.sync import second_reader
from tests.sync.histories import change

TEXT = (Path(sync.__file__).parent / "FORMAT.md").read_text(encoding="utf-8")
VECTORS = Path(__file__).parent / "vectors"
INDEX = json.loads((VECTORS / "index.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", INDEX["packages"], ids=lambda entry: entry["file"])
def test_a_reader_written_from_the_specification_agrees(entry, tmp_path):
    key = tmp_path / "key.txt"
    key.write_text(INDEX["receiver_key"] + "\n", encoding="utf-8")
    data = (VECTORS / entry["file"]).read_bytes()
    expected = entry["expected"] if entry["expected"] in {"ok", "duplicate"} else "refused"
    assert second_reader.read(data, entry["ledger"], key, INDEX["recipient"]) == expected


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("### Header", Header),
        ("### Manifest", Manifest),
        ("### Change", Change),
        ("## 7", Invitation),
        ("### Sealed invitation", Outside),
    ],
)
def test_every_member_is_in_its_table(heading, kind):
    section = re.split(r"\n#{2,3} ", TEXT[TEXT.index(heading) + 4 :])[0]
    rows = "".join(re.findall(r"^\| (`.*?) \|", section, re.MULTILINE))
    more = {"sealed"} if kind is Outside else set()
    assert sorted(re.findall(r"`(\w+)`", rows)) == sorted({*kind.__struct_fields__, *more})


def test_every_code_is_named():
    for code in re.findall(r"^ {8}([a-z_]+) {2,}\S", errors.__doc__, re.MULTILINE):
        assert f"`{code}`" in TEXT or code == "not_an_invitation"


def test_the_limits_are_those_of_the_library():
    table = TEXT[TEXT.index("## 9 Limits") : TEXT.index("A reader stops at them")]
    numbers = [LIMITS.package >> 20, LIMITS.content >> 20, LIMITS.line >> 10]
    for number in [*numbers, LIMITS.changes, LIMITS.values, MAX_HEADER, MAX_NESTING, MAX_TEXT]:
        assert re.search(rf"\| {number:,}\b", table), number


def test_the_example_of_the_specification_holds():
    a, b = "a" * 16, "b" * 16
    first = change(a, 1, 1, {"title": "Họp thôn", "hamlet": "Bản Mới"})
    left = change(a, 2, 2, {"title": "Họp bản"}, [f"{a}:1"])
    right = change(b, 1, 2, {"title": "Họp thôn tháng 3", "venue": "Nhà văn hóa"}, [f"{a}:1"])
    decision = change(a, 3, 3, {"title": "Họp bản"}, [f"{a}:2", f"{b}:1"])
    folded = fold([first, left, right])
    assert folded.fields == {"title": "Họp thôn tháng 3", "hamlet": "Bản Mới", "venue": "Nhà văn hóa"}
    assert [entry["value"] for entry in folded.conflicts["title"]] == ["Họp thôn tháng 3", "Họp bản"]
    assert folded.heads == (f"{a}:2", f"{b}:1")
    settled = fold([first, left, right, decision])
    assert (settled.fields["title"], settled.conflicts, settled.heads) == ("Họp bản", {}, (f"{a}:3",))
    deleted = fold([first, change(a, 2, 2, {"deleted": True}, [f"{a}:1"]), right])
    assert deleted.deleted
    assert [(e["change"], e["value"]) for e in deleted.conflicts["deleted"]] == [
        (f"{a}:2", True),
        (f"{b}:1", False),
    ]
