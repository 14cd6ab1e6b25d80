"""A package is read by the receiving unit and by the machines it is sealed to, and by nobody else."""

import subprocess

import pytest

from sync import introduction, package
from sync.errors import PackageRefused
from sync.identity import FellowKey, ReceiverKey, fingerprint
from tests.sync import second_reader
from tests.sync.samples import (
    INVITATION,
    MACHINE,
    OTHER_MACHINE,
    OTHER_SITE,
    RECEIVER,
    RECEIVING_DESK,
    SITE,
    TOKEN,
    UNIT,
    place,
    sender,
    sessions,
)


def shared(folder):
    readers = (MACHINE.public, OTHER_MACHINE.public)
    return package.write(folder, sender(readers=readers), place(), sessions(4))


def test_the_receiving_unit_and_the_machines_read_the_same(tmp_path):
    sealed = package.read_header(shared(tmp_path).path)
    keys = (RECEIVER, *(FellowKey(RECEIVER.recipient, key) for key in (MACHINE, OTHER_MACHINE)))
    assert [sealed.unseal(key).changes for key in keys] == [sessions(4)] * 3


def test_a_machine_it_is_not_sealed_to_is_told_so(tmp_path):
    sealed = package.read_header(shared(tmp_path).path)
    with pytest.raises(PackageRefused, match="not_shared"):
        sealed.unseal(FellowKey(RECEIVER.recipient, RECEIVING_DESK))
    with pytest.raises(PackageRefused, match="not_for_us"):
        sealed.unseal(FellowKey(ReceiverKey.generate().recipient, OTHER_MACHINE))


def test_the_standard_tool_opens_it_with_the_machines_key(tmp_path):
    data = shared(tmp_path).path.read_bytes()
    (tmp_path / "key").write_bytes(OTHER_MACHINE.to_ssh())
    (tmp_path / "key").chmod(0o600)
    body = data.split(b"\n", 2)[2]
    age = subprocess.run(
        ["age", "-d", "-i", str(tmp_path / "key")], input=body, capture_output=True, check=True
    )
    assert age.stdout == RECEIVER.decrypt(body)


def test_a_reader_that_knows_nothing_of_other_machines_reads_it(tmp_path):
    (tmp_path / "key.txt").write_text(RECEIVER.to_text(), encoding="ascii")
    ledger = {
        "training": False,
        "machine": {"key": MACHINE.public, "unit": UNIT},
        "invitation": {"id": INVITATION, "token": TOKEN, "unit": UNIT, "used_by": SITE},
        "same": None,
        "before": None,
        "after": None,
    }
    data = shared(tmp_path).path.read_bytes()
    assert second_reader.read(data, ledger, tmp_path / "key.txt", RECEIVER.recipient)


def test_an_introduction_says_whose_key_it_is_and_nothing_else_passes(tmp_path):
    path = introduction.write_introduction(
        tmp_path, OTHER_MACHINE, site=OTHER_SITE, unit=UNIT, training=False
    )
    found = introduction.read_introduction(path)
    assert (found.site, found.key, found.unit) == (OTHER_SITE, OTHER_MACHINE.public, UNIT)
    assert fingerprint(found.key) == fingerprint(OTHER_MACHINE.public)
    data = path.read_bytes()
    for place_of in range(0, len(data), 7):
        path.write_bytes(data[:place_of] + bytes([data[place_of] ^ 1]) + data[place_of + 1 :])
        with pytest.raises(PackageRefused, match="not_an_introduction"):
            introduction.read_introduction(path)
