"""What a package may hold and PostgreSQL would not take by itself."""

from pathlib import Path

import msgspec
import pytest

from desktop.models.writer import LoggedChange
from desktop.services import activities, checker, exchange, indicators
from desktop.services.desk import Desk
from desktop.services.exchange import sending
from desktop.services.folding_log import to_change
from sync.changes import Change
from tests.conftest import COMMUNE
from tests.records import draft


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def test_letters_that_postgresql_does_not_know_keep_no_figure_from_being_counted(
    joined: Desk, receiver: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_nothing(logged: LoggedChange) -> Change:
        made = to_change(logged)
        if logged.kind == "propaganda_session":
            made.set["audiences"] = [{**made.set["audiences"][0], "group": "service_worker\0"}]
        if logged.kind == "establishment":
            made.set["trade_name"] = "Nhà\0nghỉ"
        return made

    monkeypatch.setattr(sending, "leaving", with_nothing)
    activities.save(joined, draft("propaganda_session"))
    exchange.export(joined, stick)
    (report,) = exchange.receive(receiver, [stick])
    assert report.status == "accepted"
    assert indicators.compute(receiver, receiver.period(2025), unit=COMMUNE)
    activities.save(joined, draft("establishment"))
    exchange.export(joined, stick)
    assert "server_text" in [one.reason for one in exchange.receive(receiver, [stick])]
    assert checker.verify(receiver).ok


def test_numbers_as_large_as_packages_allow_are_kept(
    joined: Desk, receiver: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def far_ahead(logged: LoggedChange) -> Change:
        return msgspec.structs.replace(to_change(logged), lamport=2**53 - 1)

    monkeypatch.setattr(sending, "leaving", far_ahead)
    activities.save(joined, draft("establishment"))
    exchange.export(joined, stick)
    assert exchange.receive(receiver, [stick])[0].status == "accepted"
    assert checker.verify(receiver).ok
