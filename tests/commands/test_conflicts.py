"""What two machines set differently, from the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.models.entry import Draft
from desktop.services import activities
from desktop.services import desk as desks
from tests.commands.conftest import Run
from tests.conftest import COMMUNE, PASSPHRASE, PROVINCE, clock
from tests.services.twins import hand_on, join, send


@pytest.fixture
def disputed(tmp_path: Path) -> list[str]:
    """Two establishments in conflict at the store ``province``."""

    def made(name: str, role: str, unit: str) -> Any:
        return desks.new(tmp_path / name, PASSPHRASE, role=role, unit=unit, training=True, clock=clock)

    province = made("province", "receiving", PROVINCE)
    one, two = (made(name, "commune", COMMUNE) for name in ("one", "two"))
    for machine in (one, two):
        join(province, machine, tmp_path)
    ids = [
        activities.save(one, Draft("establishment", {"trade_name": name, "type": "motel"})).id
        for name in ("Ban Mai", "Hoa Sen")
    ]
    hand_on(one, two, "establishment", ids)
    for machine, workers in ((one, 7), (two, 9)):
        for record in ids:
            activities.save(machine, Draft("establishment", {"workers": workers}, record))
        send(machine, province, tmp_path / "stick")
    for desk in (one, two, province):
        desk.close()
    return ids


def test_conflicts_are_listed_decided_and_taken_back(
    run: Run, answer: Callable[..., Any], capsys: pytest.CaptureFixture[str], disputed: list[str]
) -> None:
    found = answer("conflicts", "list", "province")
    assert {one["record"] for one in found} == set(disputed)
    values = [offer["value"] for offer in found[0]["offers"]]
    assert set(values) == {7, 9}
    only = ("--id", found[0]["record"], "--field", "workers")
    assert answer("conflicts", "decide", "province", *only, "--keep", "2", "--dry-run")["fields"] == 1
    assert run("conflicts", "decide", "province", *only, "--keep", "2") == 0
    (kept,) = [one for one in answer("list", "province", "establishment") if one["id"] == found[0]["record"]]
    assert kept["workers"] == values[1]
    assert len(answer("conflicts", "list", "province")) == 1
    assert run("conflicts", "take-back", "province") == 0
    assert len(answer("conflicts", "list", "province")) == 2
    machine = found[0]["offers"][0]["sources"][0]["site"]
    assert answer("conflicts", "decide", "province", "--keep", machine[:6])["records"] == 2
    capsys.readouterr()
    assert run("conflicts", "decide", "province", "--keep", "newest") == 1
    assert capsys.readouterr().err == "Không có mục nào để quyết định.\n"


def test_a_value_of_ones_own_is_for_one_field(
    run: Run, answer: Callable[..., Any], disputed: list[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("conflicts", "decide", "province", "--value", "8")
    assert stopped.value.code == 2
    one = ("--id", disputed[0], "--field", "workers", "--value", "8")
    assert answer("conflicts", "decide", "province", *one)["fields"] == 1
