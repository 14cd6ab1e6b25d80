"""Joining by a code, keys as words, and the machines of communes on the command line."""

from collections.abc import Callable
from typing import Any

import pytest

from desktop.services import activities
from desktop.services.desk import Desk
from tests.commands.conftest import Run
from tests.records import draft

Answer = Callable[..., Any]


@pytest.fixture
def stores(commune: Desk, receiver: Desk) -> None:
    """Both stores, closed, not joined, with one record at the commune."""
    activities.save(commune, draft("establishment"))
    commune.close()
    receiver.close()


def test_a_commune_joins_by_a_code_read_out_and_its_words_are_compared(
    stores: None, run: Run, answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("invite", "province", "--unit", "03388", "--out", "m.soxa-invite", "--code") == 0
    (issued,) = answer("invitations", "list", "province")
    code = issued["code"]
    assert run("join", "commune", "m.soxa-invite") == 1
    assert run("join", "commune", "m.soxa-invite", "--code", code[1:] + code[0]) == 1
    assert "nhóm" in capsys.readouterr().err
    assert run("join", "commune", "m.soxa-invite", "--code", code) == 0
    above, below = answer("keys", "province"), answer("keys", "commune", "--compared")
    assert [one["whose"] for one in below] == ["own", "receiver"]
    assert below[1]["words"] == above[0]["words"]
    assert below[1]["compared_on"] is not None
    assert run("keys", "commune") == 0
    said = capsys.readouterr().out
    assert below[0]["words"][0] in said and "Đã đối chiếu ngày" in said


def test_a_machine_is_named_revoked_and_taken_back(
    stores: None, run: Run, answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    run("invite", "province", "--unit", "03388", "--out", "m.soxa-invite")
    run("join", "commune", "m.soxa-invite")
    run("export", "commune", "--to", ".")
    assert run("receive", "province", ".", "--no-receipts") == 0
    (one,) = answer("machines", "list", "province", "--unit", "03388")
    site = one["site"][:6]
    for action in (("name", "--name", "Máy một cửa"), ("compared",), ("revoke", "--why", "lost")):
        assert run("machines", action[0], "province", site, *action[1:]) == 0
    (one,) = answer("machines", "list", "province")
    assert (one["name"], one["status"], one["why"]) == ("Máy một cửa", "revoked", "lost")
    assert "Đã thu hồi" in capsys.readouterr().out or run("machines", "list", "province") == 0
    (one,) = answer("machines", "reinstate", "province", site, "--because", "tìm thấy")
    assert one["status"] == "in_use"
    assert run("machines", "revoke", "province", site, "--why", "nothing") == 1
    assert run("machines", "name", "province", "zz") == 1
    assert answer("machines", "list", "province", "--unit", "03390") == []


def test_an_invitation_is_withdrawn(stores: None, run: Run, answer: Answer) -> None:
    run("invite", "province", "--unit", "03388", "--out", "m.soxa-invite", "--code", "--days", "5")
    (issued,) = answer("invitations", "list", "province")
    assert run("invitations", "withdraw", "province", issued["id"][:6]) == 0
    (issued,) = answer("invitations", "list", "province")
    assert (issued["state"], issued["code"]) == ("withdrawn", None)
    assert run("invitations", "withdraw", "province", issued["id"]) == 1
    assert run("invitations", "list", "province") == 0
