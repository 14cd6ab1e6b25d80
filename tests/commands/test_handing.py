"""Plans and code lists are handed down and taken from the command line too."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.models import units
from desktop.services import activities, exchange, plans
from desktop.services.desk import Desk
from desktop.services.plans import keeping
from tests.commands.conftest import Run
from tests.records import draft
from tests.services.test_handing import NEXT

Answer = Callable[..., Any]


@pytest.fixture
def plan(joined: Desk, receiver: Desk, tmp_path: Path) -> str:
    """A plan of the receiving unit's own; both stores are closed, the commune's first package is in."""
    made = keeping.add(
        receiver, {**plans.values_of(plans.load("lai-chau-2021-2025")), "number": "Kế hoạch 9"}
    )
    activities.save(receiver, draft("list_entry", label="Phiên chợ"))
    activities.save(joined, draft("baseline"))
    (tmp_path / "stick").mkdir()
    exchange.export(joined, tmp_path / "stick")
    exchange.receive(receiver, [tmp_path / "stick"])
    joined.close()
    receiver.close()
    return made.id


def test_what_is_given_is_listed_below_and_taken(
    plan: str, run: Run, answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("hand-down", "give", "province", f"plan/{plan}", "code_list/propaganda_form") == 0
    given = answer("hand-down", "list", "province")
    assert [one["name"] for one in given if one["on"]] == [plan, "propaganda_form"]
    answer("write-receipts", "province", "--to", "stick")
    answer("read-receipts", "commune", "stick")
    assert {one["state"] for one in answer("hand-down", "list", "commune")} == {"new"}
    assert run("hand-down", "take", "commune", f"plan/{plan}") == 0
    assert "Kế hoạch 9" in capsys.readouterr().out
    assert run("hand-down", "decline", "commune", "code_list/propaganda_form") == 0
    assert [one["state"] for one in answer("hand-down", "list", "commune")] == ["declined", "taken"]
    capsys.readouterr()
    assert run("hand-down", "list", "commune") == 0
    assert "Danh mục “Hình thức tuyên truyền”: chưa lấy" in capsys.readouterr().out
    assert run("hand-down", "stop", "province", f"plan/{plan}") == 0
    assert run("hand-down", "take", "commune", "plan/other") == 1
    assert run("hand-down", "list", "province") == 0
    assert "chưa gửi xuống" in capsys.readouterr().out


@pytest.mark.parametrize("words", [("give",), ("list", "commune", "plan/x"), ("take", "commune", "x")])
def test_what_cannot_be_meant_is_wrong_usage(plan: str, run: Run, words: tuple[str, ...]) -> None:
    action, *rest = words
    with pytest.raises(SystemExit) as left:
        run("hand-down", action, *(rest or ["commune"]))
    assert left.value.code == 2


def test_a_list_of_units_is_loaded_from_a_file(
    plan: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units, "_learnt", {})
    (tmp_path / "2027.json").write_text(json.dumps(NEXT), encoding="utf-8")
    assert run("units", "load", "province", "2027.json") == 0
    assert run("hand-down", "give", "province", "unit_list/2027") == 0
    assert run("units", "list", "province") == 0
    assert "2027: 2 đơn vị, hiệu lực từ 01/07/2027" in capsys.readouterr().out
    (tmp_path / "bad.json").write_text(json.dumps({**NEXT, "tiers": 4}, indent=1), encoding="utf-8")
    assert run("units", "load", "province", "bad.json") == 1
    assert "dòng 4" in capsys.readouterr().out
