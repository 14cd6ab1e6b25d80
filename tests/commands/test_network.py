"""The network on the command line: prepared, served, connected, sent, received, acknowledged, without a stick."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.services import activities
from desktop.services.desk import Desk
from tests.commands.conftest import Run
from tests.network.machine import ReceivingMachine
from tests.records import draft

Answer = Callable[..., Any]


@pytest.fixture
def stores(commune: Desk, receiver: Desk, run: Run) -> None:
    """Both stores, closed and joined by this machine's clock, with one record at the commune."""
    activities.save(commune, draft("establishment"))
    commune.close()
    receiver.close()
    assert run("invite", "province", "--unit", "03388", "--out", "invitation.json") == 0
    assert run("join", "commune", "invitation.json") == 0


@pytest.fixture
def machine(stores: None, answer: Answer, tmp_path: Path) -> Iterator[ReceivingMachine]:
    """The receiving machine of the province, running."""
    answer("prepare-receiving", "province", "--to", "machine")
    running = ReceivingMachine(tmp_path / "machine")
    yield running
    if running.running:
        running.stop()


def test_a_record_goes_and_its_receipt_comes_over_the_line(machine: ReceivingMachine, answer: Answer) -> None:
    url = f"https://127.0.0.1:{machine.port}"
    prepared = answer("prepare-receiving", "province", "--to", "machine", "--address", url)
    assert prepared["fingerprint"] == machine.fingerprint
    connected = answer("connect", "commune", prepared["address"], "--test")
    assert (connected["url"], connected["on"], connected["reached"]) == (f"{url}/", True, True)
    assert connected["clock_off_seconds"] is None
    assert answer("send", "commune") == {"sent": [1], "receipts": []}
    assert answer("outbox", "commune")["last_state"] == "written"
    assert answer("send", "commune")["sent"] == []
    received = answer("receive", "province", prepared["inbox"])
    assert (received["new"], len(received["receipts"])) == (1, 1)
    (receipt,) = answer("fetch-receipts", "commune")
    assert receipt["status"] == "read"
    assert answer("outbox", "commune")["all_received"]
    assert answer("fetch-receipts", "commune") == []


def test_what_is_set_is_told_and_what_is_wrong_refused(
    stores: None, run: Run, answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("connect", "commune") == 0
    assert "Chưa đặt địa chỉ" in capsys.readouterr().out
    assert run("send", "commune") == 1
    assert "Chưa đặt địa chỉ" in capsys.readouterr().err
    for wrong in (["--address", "http://vidu.vn"], ["--kilobytes", "-1"], ["--on"], ["--fingerprint", "xyz"]):
        assert run("connect", "commune", *wrong) == 1, wrong
    assert run("connect", "province", "--on") == 1
    capsys.readouterr()
    found = answer("connect", "commune", "--address", "vidu.invalid:8443", "--kilobytes", "5", "--on")
    assert found == {"url": "https://vidu.invalid:8443/", "fingerprint": "", "on": True, "kilobytes": 5}
    assert run("connect", "commune") == 0
    assert "5 kilobyte" in capsys.readouterr().out
    assert run("send", "commune") == 1
    said = capsys.readouterr().err
    assert "vidu.invalid" in said or "chưa có mạng" in said
    assert answer("connect", "commune", "--off")["on"] is False
    assert answer("connect", "commune", "--address", "")["url"] == ""


def test_a_folder_nobody_prepared_is_not_served(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("serve", "nowhere") == 1
    assert "chưa được chuẩn bị" in capsys.readouterr().err


def test_whoever_is_revoked_is_off_the_roll_at_once(
    machine: ReceivingMachine, run: Run, answer: Answer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("connect", "commune", "--address", machine.address.url, "--fingerprint", machine.fingerprint)
    run("send", "commune")
    run("receive", "province", "machine/inbox")
    roll = json.loads((tmp_path / "machine" / "machines.soxa-roll").read_text(encoding="utf-8"))
    (entry,) = roll["entries"]
    (enrolled,) = entry["machines"]
    assert run("machines", "revoke", "province", enrolled["site"], "--why", "stolen") == 0
    capsys.readouterr()
    assert run("connect", "commune", "--test") == 1
    assert "thu hồi" in capsys.readouterr().err


def test_the_log_and_the_folder_of_the_machine_hold_no_secret(
    machine: ReceivingMachine, run: Run, tmp_path: Path
) -> None:
    from sync.invitation import read_invitation
    from sync.transport.tokens import upload_token

    run("connect", "commune", "--address", machine.address.url, "--fingerprint", machine.fingerprint)
    run("send", "commune")
    invitation = read_invitation(tmp_path / "invitation.json")
    token = upload_token(invitation.token, invitation.invitation)
    log = machine.stop()
    assert "stored" in log
    assert token not in log
    for file in (tmp_path / "machine").rglob("*"):
        if file.is_file():
            held = file.read_bytes()
            assert token.encode() not in held
            assert invitation.token.encode() not in held
