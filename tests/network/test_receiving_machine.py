"""The receiving machine takes what the roll allows, whole, and nothing else; the rest gets its status and code."""

import base64
import errno
import hashlib
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from sync import receipts
from sync.identity import MachineKey
from sync.limits import Limits
from sync.receiver.depot import Depot, Settings
from sync.receiver.roll import Machine
from sync.statements import Statement
from tests.network.asking import Asked
from tests.network.office import OTHER_TOKEN, TOKEN, entry, open_office, written
from tests.sync import samples


@pytest.fixture
def office(tmp_path: Path) -> Asked:
    return Asked(open_office(tmp_path / "office"))


@pytest.fixture
def data(tmp_path: Path) -> bytes:
    return written(tmp_path / "made").read_bytes()


# tus 1.0


def test_it_says_what_it_can_do_to_anybody(office: Asked) -> None:
    reply = office.ask("OPTIONS", "/files/", token="")
    assert reply.status == 204
    assert reply.headers["tus-version"] == "1.0.0"
    assert set(reply.headers["tus-extension"].split(",")) == {
        "creation",
        "expiration",
        "checksum",
        "termination",
    }
    assert int(reply.headers["tus-max-size"]) == Limits().package


def test_a_package_in_pieces_lies_in_the_inbox_under_its_hash(office: Asked, data: bytes) -> None:
    place = office.begin(len(data))
    assert office.put(place, 0, data[:100]).headers["upload-offset"] == "100"
    head = office.ask("HEAD", place)
    assert (head.headers["upload-offset"], head.headers["upload-length"]) == ("100", str(len(data)))
    assert head.headers["cache-control"] == "no-store"
    assert office.put(place, 100, [data[100:150], data[150:]]).status == 204
    assert office.stored == [data]
    assert (office.folder / "inbox" / f"{hashlib.sha256(data).hexdigest()}.soxa").is_file()
    # Whoever lost the last answer asks again, and sends nothing again.
    assert office.ask("HEAD", place).headers["upload-offset"] == str(len(data))


def test_what_arrived_before_a_line_broke_stays(office: Asked, data: bytes) -> None:
    place = office.begin(len(data))
    office.put(place, 0, [data[:70], data[70:90]], breaks=True)
    assert Asked(office.folder).ask("HEAD", place).headers["upload-offset"] == "90"


def test_a_package_whose_last_byte_came_before_a_kill_is_taken_when_asked_for(
    office: Asked, data: bytes
) -> None:
    place = office.begin(len(data))
    upload = next((office.folder / "uploads").glob("*.upload"))
    upload.write_bytes(data)
    again = Asked(office.folder)
    assert again.ask("HEAD", place).headers["upload-offset"] == str(len(data))
    assert again.stored == [data]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Offset": "5"}, 409),
        ({"Upload-Offset": "-1"}, 400),
        ({"Upload-Offset": "x"}, 400),
        ({"Content-Type": "text/plain"}, 415),
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Content-Length": "99999"}, 413),
        ({"Upload-Checksum": "sha256 AAAA"}, 460),
        ({"Upload-Checksum": "crc32 AAAA"}, 400),
        ({"Upload-Checksum": "sha256 ?"}, 400),
    ],
    ids=str,
)
def test_a_piece_that_does_not_fit_changes_nothing(
    office: Asked, data: bytes, headers: dict[str, str], status: int
) -> None:
    place = office.begin(len(data))
    assert office.put(place, 0, data[:50], headers=headers).status == status
    assert office.ask("HEAD", place).headers["upload-offset"] == "0"


def test_more_than_was_announced_is_refused(office: Asked, data: bytes) -> None:
    place = office.begin(len(data))
    assert office.put(place, 0, data + b"x").status == 413
    assert office.stored == []


def test_a_checksum_that_holds_lets_the_piece_in(office: Asked, data: bytes) -> None:
    place = office.begin(len(data))
    digest = base64.b64encode(hashlib.sha1(data).digest()).decode()  # noqa: S324 (as standard clients do)
    assert office.put(place, 0, data, headers={"Upload-Checksum": f"sha1 {digest}"}).status == 204
    assert office.stored == [data]


def test_a_piece_with_a_checksum_that_breaks_off_is_left_out(office: Asked, data: bytes) -> None:
    place = office.begin(len(data))
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    office.put(place, 0, data[:50], headers={"Upload-Checksum": f"sha256 {digest}"}, breaks=True)
    assert office.ask("HEAD", place).headers["upload-offset"] == "0"


@pytest.mark.parametrize(
    ("length", "status"), [("", 400), ("0", 400), ("-5", 400), ("9" * 30, 400), ("99999999999", 413)]
)
def test_an_upload_says_how_long_it_is_and_is_not_too_long(office: Asked, length: str, status: int) -> None:
    headers = {"Upload-Length": length} if length else {"Upload-Defer-Length": "1"}
    assert office.ask("POST", "/files/", headers).status == status


def test_an_upload_can_be_taken_back(office: Asked, data: bytes) -> None:
    place = office.begin(len(data))
    assert office.ask("DELETE", place).status == 204
    assert office.ask("HEAD", place).status == 404
    assert [one.name for one in (office.folder / "uploads").iterdir()] == []


def test_a_post_may_stand_for_a_patch(office: Asked, data: bytes) -> None:
    place = office.begin(len(data))
    headers = {
        "X-HTTP-Method-Override": "PATCH",
        "Upload-Offset": "0",
        "Content-Type": "application/offset+octet-stream",
    }
    assert office.ask("POST", place, headers, data).status == 204
    assert office.stored == [data]


@pytest.mark.parametrize(
    "path",
    [
        "/files/../../machines.soxa-roll",
        "/files/..%2f..",
        "/files/CON",
        "/files/" + "0" * 32,
        "/files/a/b",
        "/",
        "/x",
    ],
)
def test_no_path_leads_anywhere_else(office: Asked, path: str) -> None:
    for method in ("HEAD", "GET", "PATCH", "DELETE"):
        assert office.ask(method, path).status in (404, 405)


# Who may


def test_a_stranger_is_told_nothing(office: Asked, data: bytes) -> None:
    for token in ("", "0" * 64, "not a token", TOKEN[:-1]):
        reply = office.ask("POST", "/files/", {"Upload-Length": "5"}, token=token)
        assert (reply.status, reply.code) == (401, "token_refused")
        assert office.ask("GET", f"/receipts/{samples.SITE}", token=token).status == 401
        assert office.ask("GET", "/packages", token=token).status == 401


def test_a_token_reaches_only_what_is_its_own(office: Asked, data: bytes) -> None:
    place = office.begin(len(data))
    for method in ("HEAD", "DELETE"):
        assert office.ask(method, place, token=OTHER_TOKEN).status == 404
    assert office.put(place, 0, data, token=OTHER_TOKEN).status == 404
    assert office.put(place, 0, data).status == 204
    assert office.ask("GET", "/packages", token=OTHER_TOKEN).body == b"[]"
    assert b'"sequence": 1' in office.ask("GET", "/packages").body


def test_a_package_goes_only_with_the_token_of_its_invitation(office: Asked, data: bytes) -> None:
    reply = office.bring(data, token=OTHER_TOKEN)
    assert (reply.status, reply.headers["soxa-refused"]) == (422, "unknown_machine")
    assert office.stored == []


def test_whoever_leaves_the_roll_sends_no_more(office: Asked, data: bytes) -> None:
    place = office.begin(len(data))
    open_office(office.folder, entries=())
    assert office.put(place, 0, data).status == 401


def test_a_roll_that_is_half_copied_leaves_the_last_one_standing(office: Asked, data: bytes) -> None:
    office.begin(len(data))
    roll = office.folder / "machines.soxa-roll"
    roll.write_bytes(roll.read_bytes()[:100])
    office.begin(len(data))
    assert Asked(office.folder).ask("POST", "/files/", {"Upload-Length": "5"}).status == 503


# What is in it


def test_an_enrolled_machine_sends_with_its_own_key_only(office: Asked, data: bytes, tmp_path: Path) -> None:
    other = MachineKey.generate().public
    open_office(office.folder, entries=(entry(machines=(Machine(samples.SITE, other),)),))
    assert office.bring(data).headers["soxa-refused"] == "invitation_used"
    open_office(office.folder, entries=(entry(machines=(Machine("0" * 16, samples.MACHINE.public),)),))
    # A restored machine: another site, the same key.
    assert office.bring(data).status == 204


def test_the_first_machine_that_sends_with_an_invitation_keeps_it(
    office: Asked, data: bytes, tmp_path: Path
) -> None:
    assert office.bring(data).status == 204
    key = samples.OTHER_MACHINE
    copy = written(
        tmp_path / "copy",
        key=key,
        site=samples.OTHER_SITE,
        enrolment=samples.enrolment(samples.OTHER_SITE, key),
    )
    assert Asked(office.folder).bring(copy.read_bytes()).headers["soxa-refused"] == "invitation_used"
    assert office.stored == [data]


@pytest.mark.parametrize(
    ("spoiled", "code"),
    [
        (lambda _data, _tmp: b"something else entirely", "not_a_package"),
        (lambda data, _tmp: data[:-1] + bytes([data[-1] ^ 1]), "damaged"),
        (lambda data, _tmp: data.replace(b'"sequence":1', b'"sequence":2'), "forged"),
        (lambda _data, tmp: written(tmp / "t", training=True).read_bytes(), "training_mismatch"),
        (
            lambda _data, tmp: written(tmp / "r", recipient=samples.STRANGER.recipient).read_bytes(),
            "not_for_us",
        ),
    ],
    ids=["something_else", "damaged", "forged", "training", "another_desk"],
)
def test_what_is_wrong_outside_is_refused_for_good(
    office: Asked, data: bytes, tmp_path: Path, spoiled, code: str
) -> None:
    bad = spoiled(data, tmp_path)
    place = office.begin(len(bad))
    reply = office.put(place, 0, bad)
    assert (reply.status, reply.headers["soxa-refused"], reply.code) == (422, code, code)
    assert office.ask("HEAD", place).status == 422
    assert office.stored == []
    assert list((office.folder / "uploads").glob("*.upload")) == []


def test_a_package_of_a_later_program_is_kept_for_the_day_of_the_update(office: Asked, data: bytes) -> None:
    later = data.replace(b'"format":1,', b'"format":9,').replace(b'"min_reader":1,', b'"min_reader":9,')
    office.bring(later)
    assert office.stored == [later]


def test_the_same_package_again_is_the_same_file(office: Asked, data: bytes) -> None:
    office.bring(data)
    office.bring(data)
    assert office.stored == [data]


# Room


def test_a_full_inbox_says_so_and_keeps_what_it_has(tmp_path: Path, data: bytes) -> None:
    office = Asked(open_office(tmp_path / "office"), Settings(inbox=len(data) + 10))
    office.bring(data)
    reply = office.ask("POST", "/files/", {"Upload-Length": "11"})
    assert (reply.status, reply.code) == (507, "receiver_full")
    assert int(reply.headers["retry-after"]) > 0
    assert office.stored == [data]


def test_a_full_disk_says_so(office: Asked, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    place = office.begin(len(data))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 10, 0))
    assert office.ask("POST", "/files/", {"Upload-Length": "5"}).status == 507

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Depot, "append", full)
    assert office.put(place, 0, data).status == 507
    monkeypatch.undo()
    assert office.put(place, 0, data).status == 204


def test_a_machine_that_forgets_its_uploads_loses_the_oldest(tmp_path: Path, data: bytes) -> None:
    office = Asked(open_office(tmp_path / "office"), Settings(open_uploads=2))
    first, second, third = (office.begin(len(data)) for _ in range(3))
    assert [office.ask("HEAD", one).status for one in (first, second, third)] == [404, 200, 200]


def test_an_upload_nothing_comes_for_expires(tmp_path: Path, data: bytes) -> None:
    office = Asked(open_office(tmp_path / "office"), Settings(expires=0))
    place = office.begin(len(data))
    office.receiver.tidy()
    assert office.ask("HEAD", place).status == 404
    assert list((office.folder / "uploads").iterdir()) == []


def test_too_many_questions_have_to_wait(office: Asked) -> None:
    replies = [office.ask("GET", "/packages", token="0" * 64) for _ in range(25)]
    assert {one.status for one in replies} == {401, 429}
    assert int(replies[-1].headers["retry-after"]) > 0
    assert office.ask("GET", "/packages", address="192.0.2.2").status == 200


# Receipts


def receipt_for(folder: Path, site: str, number: int, key: MachineKey = samples.RECEIVING_DESK) -> bytes:
    statement = Statement(
        receiver="12@2025",
        unit=samples.UNIT,
        machine=site,
        number=number,
        as_of="2025-12-15",
        held=1,
        program="0.2.0",
    )
    to = samples.MACHINE.public
    path = receipts.write(folder, key, to, statement, [], created_at="2025-12-15T08:00:00", training=False)
    return path.read_bytes()


def test_a_machine_gets_its_latest_receipt_and_nobody_elses(
    office: Asked, data: bytes, tmp_path: Path
) -> None:
    inbox = office.folder / "inbox"
    assert office.ask("GET", f"/receipts/{samples.SITE}").status == 404
    office.bring(data)
    latest = receipt_for(inbox, samples.SITE, 7)
    (tmp_path / "old").mkdir()
    (inbox / "another name.soxa-receipt").write_bytes(receipt_for(tmp_path / "old", samples.SITE, 6))
    reply = office.ask("GET", f"/receipts/{samples.SITE}")
    assert (reply.status, reply.body) == (200, latest)
    tag = {"If-None-Match": reply.headers["etag"]}
    assert office.ask("GET", f"/receipts/{samples.SITE}", tag).status == 304
    receipt_for(inbox, samples.OTHER_SITE, 9)
    assert office.ask("GET", f"/receipts/{samples.OTHER_SITE}").status == 404
    assert office.ask("GET", f"/receipts/{samples.SITE}", token=OTHER_TOKEN).status == 404


def test_no_receipt_of_another_key_is_handed_out(office: Asked, data: bytes) -> None:
    office.bring(data)
    receipt_for(office.folder / "inbox", samples.SITE, 1, MachineKey.generate())
    (office.folder / "inbox" / "x.soxa-receipt").write_bytes(b"nonsense")
    assert office.ask("GET", f"/receipts/{samples.SITE}").status == 404
