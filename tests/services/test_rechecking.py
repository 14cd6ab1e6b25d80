"""A stick that comes back is looked at by itself: its package counts as written, or is written again as it was."""

from pathlib import Path

import pytest

from desktop.models import ledger
from desktop.models.errors import Refusal
from desktop.services import activities, exchange
from desktop.services.desk import Desk
from desktop.services.exchange import rechecking
from desktop.services.exchange.rechecking import recheck, rewrite
from tests.records import draft


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def written(joined: Desk, stick: Path) -> Path:
    """A package that lies on the stick."""
    activities.save(joined, draft("training", note="ở lại máy này"))
    exported = exchange.export(joined, stick)
    assert exported is not None
    return exported.path


def unconfirm(desk: Desk) -> None:
    """As if the machine had gone dark before it noted that the package was complete."""
    with desk.store.write() as writer:
        (one,) = ledger.packages_of(writer.connection, bytes.fromhex(desk.settings.site))
        ledger.keep(writer.connection, one._replace(sha256="", content=""))


def states(desk: Desk, folder: Path) -> list[tuple[int, str]]:
    return [(one.sequence, one.state) for one in recheck(desk, [folder])]


def test_a_whole_package_is_called_whole(joined: Desk, stick: Path, written: Path) -> None:
    assert states(joined, stick) == [(1, rechecking.WHOLE)]
    assert states(joined, stick.parent / "nowhere") == []


def test_one_that_was_completed_after_all_is_confirmed(joined: Desk, stick: Path, written: Path) -> None:
    unconfirm(joined)
    assert exchange.outgoing(joined).unconfirmed
    assert states(joined, stick) == [(1, rechecking.CONFIRMED)]
    assert not exchange.outgoing(joined).unconfirmed
    assert states(joined, stick) == [(1, rechecking.WHOLE)]
    # The next one goes on from it.
    activities.save(joined, draft("training", title="Lớp hai"))
    following = exchange.export(joined, stick)
    assert following is not None
    assert following.sequence == 2


@pytest.mark.parametrize("fault", ["cut", "flipped", "begun", "foreign"])
def test_one_that_is_broken_is_written_again_as_it_was(
    joined: Desk, receiver: Desk, stick: Path, written: Path, fault: str
) -> None:
    data = written.read_bytes()
    with joined.store.read() as connection:
        (before,) = ledger.packages_of(connection, bytes.fromhex(joined.settings.site))
    if fault == "cut":
        written.write_bytes(data[:-20])
    elif fault == "flipped":
        written.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    elif fault == "begun":
        written.rename(written.with_name(written.name + ".part"))
    else:
        written.write_bytes(b"something else entirely")
    assert states(joined, stick) == [(1, rechecking.BROKEN)]
    again = rewrite(joined, stick, 1)
    assert (again.sequence, again.path) == (1, written)
    with joined.store.read() as connection:
        (after,) = ledger.packages_of(connection, bytes.fromhex(joined.settings.site))
    assert after.content == before.content
    assert states(joined, stick) == [(1, rechecking.WHOLE)]
    (report,) = exchange.receive(receiver, [written])
    assert report.status == "accepted"


def test_looking_again_changes_no_number_and_no_record(joined: Desk, stick: Path, written: Path) -> None:
    before = exchange.sent(joined)
    written.write_bytes(b"")
    recheck(joined, [stick])
    assert exchange.sent(joined) == before
    with pytest.raises(Refusal, match="unknown_package"):
        rewrite(joined, stick, 9)
    with pytest.raises(Refusal, match="path_missing"):
        rewrite(joined, stick / "gone", 1)
