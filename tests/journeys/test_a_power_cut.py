"""The program is ended without warning while somebody types; what was typed is there again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.services import activities, drafts
from desktop.services import desk as desks
from tests.conftest import COMMUNE
from tests.records import draft

ROOT = Path(__file__).parents[2]
PASSPHRASE = "mot cau de nho o xa"


def typist(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.typist", *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
    )  # fmt: skip


def killed_while_typing(store: Path, kind: str, record: str, field: str, text: str) -> None:
    """Type, wait until the program says that it is kept, and end it as a power cut would."""
    with typist(str(store), PASSPHRASE, kind, record, field, text) as running:
        assert running.stdout is not None
        said = running.stdout.readline()
        running.kill()
        running.wait()
    assert said.startswith("kept "), said


def shown(store: Path, kind: str, record: str, field: str) -> str:
    with typist(str(store), PASSPHRASE, kind, record, field) as running:
        said, _ = running.communicate(timeout=120)
    return said.strip().removeprefix("shown ")


@pytest.mark.parametrize("changed", [False, True], ids=["a new record", "a changed record"])
def test_what_was_typed_is_there_after_a_power_cut(tmp_path: Path, changed: bool) -> None:
    store = tmp_path / "register"
    desk = desks.new(store, PASSPHRASE, role="commune", unit=COMMUNE, training=True)
    saved = activities.save(desk, draft("establishment"))
    record = saved.id if changed else "-"
    desk.close()
    killed_while_typing(store, "establishment", record, "hamlet", "To dan pho 8")
    assert shown(store, "establishment", record, "hamlet") == "To dan pho 8"
    desk = desks.open_desk(store, PASSPHRASE)
    (left,) = drafts.all_kept(desk)
    assert (left.kind, left.record) == ("establishment", saved.id if changed else None)
    (entry,) = activities.page(desk, "establishment").entries
    assert getattr(entry.record, "hamlet") is None  # noqa: B009 (a record of any kind)
    desk.close()
