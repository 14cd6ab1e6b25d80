"""Programs of different years exchange packages: nothing is lost, and what one does not know waits for its update."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.models import ledger
from desktop.models.entry import Draft
from desktop.models.errors import Refusal
from desktop.services import activities, checker, exchange
from desktop.services import desk as desks
from desktop.services.desk import Desk
from desktop.services.exchange import quarantine, sending
from desktop.services.exchange.leaving import leaving
from sync.changes import Change, encode_lines
from sync.identity import ReceiverKey
from sync.invitation import write_invitation
from sync.package import Place, read_header, write
from tests.conftest import COMMUNE, PASSPHRASE, PROVINCE
from tests.services.newer import NewerProgram
from tests.sync import samples

_RECORDS = """
desk = desks.new(pathlib.Path(given["store"]), given["passphrase"], role="commune", unit=given["unit"], training=True,
                 clock=clock)
exchange.join(desk, pathlib.Path(given["invitation"]))
day = datetime.date(2026, 3, 20)
session = activities.save(desk, Draft("propaganda_session", {
    "held_on": day, "form": "meeting", "hamlet": "Bản Mới", "guests": 7, "topics": ("law", "digital_safety"),
    "audiences": ({"group": "service_worker", "attendances": 24, "female": 17, "disabled": 3},
                  {"group": "women", "attendances": 5, "disabled": 1}),
}))
plain = activities.save(desk, Draft("propaganda_session", {
    "held_on": day + datetime.timedelta(days=1), "form": "talk", "hamlet": "Bản Cũ",
    "audiences": ({"group": "women", "attendances": 5},),
}))
calls = [activities.save(desk, Draft("hotline_call", {"called_on": day, "calls": n})) for n in (1, 2)]
exchange.export(desk, pathlib.Path(given["stick"]))
said = {"session": session.id, "plain": plain.id, "calls": [one.id for one in calls]}
said["hash"] = checker.state_hash(desk)
"""
_OPENED = """
desk = desks.open_desk(pathlib.Path(given["store"]), given["passphrase"], clock=clock)
verified = checker.verify(desk)
said = {"ok": verified.ok, "hash": verified.state_hash}
said["calls"] = [activities.get(desk, "hotline_call", one).record.calls for one in given["calls"]]
record = activities.get(desk, "propaganda_session", given["session"]).record
said["guests"] = record.guests
said["audiences"] = [[one.attendances, one.disabled] for one in record.audiences]
said["hamlet"] = record.hamlet
"""


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> NewerProgram:
    return NewerProgram(tmp_path_factory.mktemp("newer"))


@pytest.fixture(scope="module")
def said(newer: NewerProgram, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a commune with the newer program recorded and exported to a receiving unit with this one."""
    root = tmp_path_factory.mktemp("said")
    (root / "stick").mkdir()
    receiver = _receiver(root / "province")
    exchange.invite(receiver, COMMUNE, root / "invitation.json")
    receiver.close()
    found = newer.run(
        _RECORDS, store=str(root / "commune"), passphrase=PASSPHRASE, unit=COMMUNE, stick=str(root / "stick"),
        invitation=str(root / "invitation.json"),
    )  # fmt: skip
    return {**found, "root": root}


def _receiver(folder: Path) -> Desk:
    return desks.new(folder, PASSPHRASE, role="receiving", unit=PROVINCE, training=True, clock=_later)


def _later() -> datetime.datetime:
    return datetime.datetime(2026, 11, 22, 9, 41)


@pytest.fixture
def province(said: dict[str, Any], tmp_path: Path) -> Iterator[Desk]:
    """A receiving unit with this program, which invited the commune."""
    shutil.copytree(said["root"] / "province", tmp_path / "province")
    desk = desks.open_desk(tmp_path / "province", PASSPHRASE, clock=_later)
    yield desk
    desk.close()


def test_a_package_of_a_newer_program_is_taken_in_and_what_is_unknown_waits(
    said: dict[str, Any], province: Desk
) -> None:
    (preview,) = exchange.receive(province, [said["root"] / "stick"], dry_run=True)
    (report,) = exchange.receive(province, [said["root"] / "stick"])
    assert report == preview
    # Two records of an unknown kind, and one of which a field and cells are unknown.
    assert (report.status, report.new, report.waiting) == ("accepted", 2, 3)
    assert checker.verify(province).ok
    assert checker.verify(province).waiting == 3
    record: Any = activities.get(province, "propaganda_session", said["session"]).record
    assert [(one.group, one.attendances) for one in record.audiences] == [
        ("service_worker", 24),
        ("women", 5),
    ]
    assert record.topics == ("law", "digital_safety")
    assert exchange.receive(province, [said["root"] / "stick"])[0].status == "duplicate"


def test_after_the_update_everything_that_waited_is_there(
    said: dict[str, Any], province: Desk, newer: NewerProgram, tmp_path: Path
) -> None:
    exchange.receive(province, [said["root"] / "stick"])
    province.close()
    opened = newer.run(
        _OPENED, store=str(tmp_path / "province"), passphrase=PASSPHRASE, calls=said["calls"], session=said["session"]
    )  # fmt: skip
    assert opened == {
        "ok": True, "hash": said["hash"], "calls": [1, 2], "guests": 7, "audiences": [[24, 3], [5, 1]],
        "hamlet": "Bản Mới",
    }  # fmt: skip


def test_who_corrects_a_record_keeps_what_the_program_does_not_know_of_it(
    said: dict[str, Any], province: Desk, newer: NewerProgram, tmp_path: Path
) -> None:
    exchange.receive(province, [said["root"] / "stick"])
    held: Any = activities.get(province, "propaganda_session", said["session"]).record
    groups = [{"group": one.group, "attendances": one.attendances} for one in held.audiences]
    groups[0]["attendances"] = 30
    values = {"hamlet": "Bản Mới 2", "audiences": tuple(reversed(groups))}
    activities.save(province, Draft("propaganda_session", values, said["session"]))
    province.close()
    opened = newer.run(
        _OPENED, store=str(tmp_path / "province"), passphrase=PASSPHRASE, calls=said["calls"], session=said["session"]
    )  # fmt: skip
    assert opened["audiences"] == [[5, 1], [30, 3]]
    assert (opened["guests"], opened["hamlet"]) == (7, "Bản Mới 2")


def test_a_code_nobody_knows_stays_and_one_typed_is_refused(said: dict[str, Any], province: Desk) -> None:
    exchange.receive(province, [said["root"] / "stick"])
    saved = activities.save(province, Draft("propaganda_session", {"hamlet": "Bản Xa"}, said["session"]))
    assert saved.record.topics == ("law", "digital_safety")  # type: ignore[attr-defined]
    typed = Draft("propaganda_session", {"topics": ("law", "made_up")}, said["session"])
    assert [one.code for one in activities.check(province, typed)] == ["unknown_code"]


def test_saving_something_else_sets_nothing_else(said: dict[str, Any], province: Desk) -> None:
    """Or two machines that correct two fields of a record would be in conflict over a third."""
    exchange.receive(province, [said["root"] / "stick"])
    for session in (said["session"], said["plain"]):
        saved = activities.save(province, Draft("propaganda_session", {"hamlet": "Bản Xa"}, session))
        with province.store.read() as connection:
            (change,) = (
                one
                for one in ledger.changes_of(connection, [bytes.fromhex(saved.id)])[bytes.fromhex(saved.id)]
                if one.site.hex() == province.settings.site
            )
        assert msgspec.json.decode(change.fields) == {"hamlet": "Bản Xa"}


def test_what_is_unknown_is_handed_on_byte_for_byte(said: dict[str, Any], province: Desk) -> None:
    key = ReceiverKey.from_text(province.secret("receiver_key"))
    (file,) = (said["root"] / "stick").glob("*.soxa")
    package = read_header(file).unseal(key)
    exchange.receive(province, [file])
    site, last = bytes.fromhex(package.manifest.site), package.manifest.last
    with province.store.read() as connection:
        handed_on = [leaving(one) for one in ledger.changes_between(connection, site, 1, last)]
    assert encode_lines(handed_on) == encode_lines(package.changes)


@pytest.mark.parametrize(
    ("schema", "reason"), [("soxa-records/9", "too_new"), ("soxa-records/2", "bad_content")]
)
def test_what_breaks_our_rules_waits_if_it_is_newer_and_is_refused_if_it_is_not(
    joined: Desk, receiver: Desk, tmp_path: Path, schema: str, reason: str
) -> None:
    """A field of another type, a row without what we require: a year later there may be reason to."""
    with joined.store.read() as connection:
        sender = sending._sender(connection)
    fields = {"held_on": ["2027-03-01", "2027-03-02"], "form": "meeting"}
    change = Change(
        sender.site, 1, 1, "propaganda_session", sender.site + "0" * 15 + "1", "2027-03-02", fields
    )
    place = Place(1, "", 1, "2027-03-02", "2027-03-02T08:00:00", "2.0.0", schema)
    written = write(tmp_path, sender, place, [change])
    before = checker.state_hash(receiver)
    (report,) = exchange.receive(receiver, [written.path])
    assert (report.status, report.reason) == ("refused", reason)
    assert checker.state_hash(receiver) == before


_ODD = """
desk = desks.open_desk(pathlib.Path(given["store"]), given["passphrase"], clock=clock)
activities.save(desk, Draft("propaganda_session", {
    "held_on": datetime.date(2026, 3, 22), "form": "leaflets", "hamlet": "Bản Xa", "reason": "x",
    "materials": ({"material": "leaflet"},),
}))
exchange.export(desk, pathlib.Path(given["stick"]))
"""
_UPDATED = """
desk = desks.open_desk(pathlib.Path(given["store"]), given["passphrase"], clock=clock)
said = {"sessions": activities.page(desk, "propaganda_session").total, "ok": checker.verify(desk).ok}
from desktop.services.exchange import quarantine
said["waiting"] = len(quarantine.waiting(desk))
"""


def test_a_package_this_program_cannot_take_waits_and_comes_in_with_the_update(
    said: dict[str, Any], province: Desk, newer: NewerProgram, tmp_path: Path
) -> None:
    exchange.receive(province, [said["root"] / "stick"])
    shutil.copytree(said["root"] / "commune", tmp_path / "commune")
    (tmp_path / "later").mkdir()
    newer.run(_ODD, store=str(tmp_path / "commune"), passphrase=PASSPHRASE, stick=str(tmp_path / "later"))
    (report,) = exchange.receive(province, [tmp_path / "later"])
    assert (report.status, report.reason) == ("refused", "too_new")
    shutil.rmtree(tmp_path / "later")
    province.close()
    # Opened again by the same program it goes on waiting.
    again = desks.open_desk(tmp_path / "province", PASSPHRASE, clock=_later)
    assert [one.code for one in quarantine.waiting(again)] == ["too_new"]
    again.close()
    opened = newer.run(_UPDATED, store=str(tmp_path / "province"), passphrase=PASSPHRASE)
    assert opened == {"sessions": 3, "waiting": 0, "ok": True}


def test_an_invitation_of_a_later_program_says_what_to_do(commune: Desk, tmp_path: Path) -> None:
    write_invitation(tmp_path / "later", samples.invitation(format=2), samples.RECEIVING_DESK)
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "file_too_new"):
        exchange.join(commune, tmp_path / "later")
    assert commune.settings.receiver is None
