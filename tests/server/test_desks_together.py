"""Several desks at one store on a server: nothing is taken twice or lost, whoever dies leaves nothing half."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.models import address, ledger
from desktop.models.errors import Refusal
from desktop.services import activities, checker, exchange, preferences
from desktop.services import desk as desks
from desktop.services.desk import Desk
from tests.conftest import COMMUNE, NOW, PASSPHRASE, PROVINCE
from tests.records import draft
from tests.server.cluster import Cluster

OTHER = "03390@2025"


@pytest.fixture
def place(database: str) -> address.Address:
    """The address of a receiving unit's store, made and closed."""
    made = address.read(database)
    desks.new(made, PASSPHRASE, role="receiving", unit=PROVINCE, training=True, clock=lambda: NOW).close()
    return made


@pytest.fixture
def at(place: address.Address) -> Iterator[Callable[[], Desk]]:
    """Sit down at one more desk of the store."""
    opened: list[Desk] = []

    def sit() -> Desk:
        opened.append(desks.open_desk(place, PASSPHRASE, clock=lambda: NOW))
        return opened[-1]

    yield sit
    for desk in opened:
        desk.close()


@pytest.fixture
def stick(at: Callable[[], Desk], tmp_path: Path) -> Path:
    """A stick with three packages of each of two communes."""
    folder = tmp_path / "stick"
    folder.mkdir()
    for number, unit in enumerate((COMMUNE, OTHER)):
        commune = desks.new(
            tmp_path / f"commune{number}",
            PASSPHRASE,
            role="commune",
            unit=unit,
            training=True,
            clock=lambda: NOW,
        )
        exchange.join(commune, exchange.invite(at(), unit, tmp_path / f"invitation{number}.json"))
        for title in ("Một", "Hai", "Ba"):
            for kind in ("Nhà nghỉ", "Khách sạn"):
                activities.save(commune, draft("establishment", trade_name=f"{kind} {title}"))
            exchange.export(commune, folder)
        commune.close()
    return folder


def together(*works: Callable[[], Any]) -> list[Any]:
    """What each work gives, all begun at the same moment, each in a thread of its own."""
    begin = threading.Barrier(len(works))
    given: list[Any] = [None] * len(works)

    def run(number: int) -> None:
        begin.wait()
        try:
            given[number] = works[number]()
        except Exception as error:
            given[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [one for one in given if isinstance(one, Exception)] == []
    return given


def test_two_desks_receiving_the_same_packages_take_each_once(
    at: Callable[[], Desk], stick: Path, tmp_path: Path
) -> None:
    alone = desks.new(
        tmp_path / "alone", PASSPHRASE, role="receiving", unit=PROVINCE, training=True, clock=lambda: NOW
    )
    one, other = at(), at()
    reports = together(*(lambda desk=desk: exchange.receive(desk, [stick]) for desk in (one, other)))
    for package in range(6):
        said = sorted(report[package].status for report in reports)
        assert said == ["accepted", "duplicate"]
    assert sum(sum(r.new for r in report) for report in reports) == 12
    verified = checker.verify(one)
    assert verified.ok
    assert verified == checker.verify(other)
    with one.store.read() as connection:
        assert len(ledger.packages(connection)) == 6
    alone.close()


def test_desks_that_write_at_once_never_give_a_number_twice(at: Callable[[], Desk]) -> None:
    def write(desk: Desk, desk_number: int) -> list[str]:
        return [
            activities.save(desk, draft("directive", number=f"{desk_number}-{n}/CĐ", title="Văn bản")).id
            for n in range(10)
        ]

    working = [at() for _ in range(3)]
    ids = together(*(lambda desk=desk, n=n: write(desk, n) for n, desk in enumerate(working)))
    assert len({record for of_desk in ids for record in of_desk}) == 30
    assert checker.verify(working[0]).ok
    with working[0].store.read() as connection:
        logged = ledger.changes_between(connection, bytes.fromhex(working[0].settings.site), 1, 100)
    assert [change.seq for change in logged] == list(range(1, 31))
    assert [change.lamport for change in logged] == list(range(1, 31))


def test_receipts_written_at_two_desks_have_numbers_of_their_own(
    at: Callable[[], Desk], stick: Path, tmp_path: Path
) -> None:
    one, other = at(), at()
    exchange.receive(one, [stick])
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    written = together(
        lambda: exchange.write_receipts(one, tmp_path / "a"),
        lambda: exchange.write_receipts(other, tmp_path / "b"),
    )
    numbers = [(receipt.site, receipt.number) for of_desk in written for receipt in of_desk]
    assert len(set(numbers)) == 4


def test_what_is_read_is_of_one_moment(at: Callable[[], Desk]) -> None:
    reader, writer = at(), at()
    with reader.store.read() as connection:
        before = ledger.last_seq(connection, bytes.fromhex(reader.settings.site))
        activities.save(writer, draft("directive", number="1/CĐ", title="Văn bản"))
        assert ledger.last_seq(connection, bytes.fromhex(reader.settings.site)) == before
    with reader.store.read() as connection:
        assert ledger.last_seq(connection, bytes.fromhex(reader.settings.site)) == before + 1


def test_a_connection_that_is_cut_leaves_nothing_half(
    at: Callable[[], Desk],
    stick: Path,
    cluster: Cluster,
    place: address.Address,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = at()
    before = checker.verify(desk)
    keep = ledger.keep
    cut = iter([*[False] * 5, True])

    def keep_or_die(connection: Any, handled: Any) -> None:
        keep(connection, handled)
        if next(cut, False):
            # In the middle of the last package: log and rows are written, nothing is committed.
            cluster.cut(place.database)

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "keep", keep_or_die)
        reports = exchange.receive(desk, [stick])
    assert [report.status for report in reports].count("refused") == 1
    gone = next(report for report in reports if report.status == "refused")
    assert gone.reason == "server_gone"
    other = at()
    assert checker.verify(other).ok
    assert checker.verify(other).records == before.records + 10
    # The desk finds the server again by itself, and what was refused comes in now.
    again = exchange.receive(desk, [stick])
    assert sorted(report.status for report in again) == ["accepted"] + ["duplicate"] * 5
    assert checker.verify(other).records == before.records + 12


def test_a_desk_whose_turn_does_not_come_says_so(
    at: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.models import server

    one, other = at(), at()
    monkeypatch.setattr(server, "_PATIENCE", "50ms")
    with (
        one.store.write(),
        pytest.raises(Refusal, check=lambda refused: refused.code == "server_busy"),
        other.store.write(),
    ):
        pass


def test_each_desk_says_who_works_there(
    at: Callable[[], Desk], place: address.Address, tmp_path: Path
) -> None:
    posts = {"one": "Chuyên viên tổng hợp", "other": "Phó Chi cục trưởng"}
    sat = {}
    for name, post in posts.items():
        sat[name] = desks.join_server(place, PASSPHRASE, folder=tmp_path / name, clock=lambda: NOW)
        preferences.change(sat[name], {preferences.POST: post})
    for number, desk in enumerate(sat.values()):
        activities.save(desk, draft("directive", number=f"{number}/CĐ"))
        desk.close()
    for name, post in posts.items():
        desk = desks.open_desk(tmp_path / name, PASSPHRASE, clock=lambda: NOW)
        assert desk.settings.post == post
        with desk.store.read() as connection:
            logged = ledger.changes_between(connection, bytes.fromhex(desk.settings.site), 1, 9)
        assert [change.by for change in logged] == list(posts.values())
        desk.close()
    assert at().settings.post is None
