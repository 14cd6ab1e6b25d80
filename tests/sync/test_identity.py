"""Keys sign, prove and read, and a changed invitation is none."""

import json

import pytest

from sync.errors import PackageRefused
from sync.identity import MachineKey, ReceiverKey, encrypt, fingerprint, proof_holds, prove, signed_by
from sync.invitation import new_id, new_token, read_invitation, write_invitation
from tests.sync.samples import MACHINE, OTHER_MACHINE, RECEIVER, RECEIVING_DESK, STRANGER, TOKEN, invitation


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Thư mời xã Nậm Cuổi.soxa-invitation"
    write_invitation(path, invitation(), RECEIVING_DESK)
    return path


def test_a_key_comes_back_from_its_bytes():
    assert MachineKey.from_bytes(MACHINE.to_bytes()).public == MACHINE.public
    assert ReceiverKey.from_text(RECEIVER.to_text() + "\n").recipient == RECEIVER.recipient


def test_the_random_source_makes_the_key():
    assert MachineKey.generate(bytes).public == MachineKey.from_bytes(bytes(32)).public
    assert MachineKey.generate().public != MachineKey.generate().public


def test_a_signature_holds_for_its_key_and_message_only():
    signature = MACHINE.sign(b"message")
    assert signed_by(MACHINE.public, signature, b"message")
    assert not signed_by(OTHER_MACHINE.public, signature, b"message")
    assert not signed_by(MACHINE.public, signature, b"massage")
    assert not signed_by(MACHINE.public, signature[:-1], b"message")
    assert not signed_by("not hex", signature, b"message")


def test_only_the_recipient_reads():
    sealed = encrypt("Sổ Xã".encode(), RECEIVER.recipient)
    assert RECEIVER.decrypt(sealed) == "Sổ Xã".encode()
    assert STRANGER.decrypt(sealed) is None
    assert RECEIVER.decrypt(sealed[:-1]) is None
    assert RECEIVER.decrypt(b"") is None


def test_what_is_not_a_key_is_refused():
    with pytest.raises(ValueError):
        ReceiverKey.from_text("AGE-SECRET-KEY-1")
    with pytest.raises(ValueError):
        encrypt(b"", "age1nobody")
    with pytest.raises(ValueError):
        MachineKey.from_bytes(b"short")


def test_a_fingerprint_can_be_read_out():
    groups = fingerprint(MACHINE.public).split(" ")
    assert [len(group) for group in groups] == [4] * 5
    assert fingerprint(MACHINE.public) != fingerprint(OTHER_MACHINE.public)


@pytest.mark.parametrize("other", [{"site": "b" * 16}, {"key": OTHER_MACHINE.public}, {"unit": "1@2024"}])
def test_a_proof_holds_for_one_machine_of_one_unit(other):
    told = {"site": "a" * 16, "key": MACHINE.public, "unit": "03388@2025"}
    proof = prove(TOKEN, **told)
    assert proof_holds(proof, TOKEN, **told)
    assert not proof_holds(proof, TOKEN, **{**told, **other})
    assert not proof_holds(proof, "00" * 32, **told)
    assert not proof_holds("", TOKEN, **told)
    assert not proof_holds("đ", TOKEN, **told)


def test_an_invitation_comes_back_as_it_was(file):
    assert read_invitation(file) == invitation()
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_the_secret_of_an_invitation_is_not_shown():
    assert TOKEN not in repr(invitation())


def test_ids_and_tokens_are_new_each_time():
    assert len(new_id()) == 32
    assert len(new_token()) == 64
    assert new_token() != new_token()
    assert new_id(lambda size: b"\x01" * size) == "01" * 16


def test_an_invitation_is_signed_by_the_desk_it_names(tmp_path):
    with pytest.raises(ValueError):
        write_invitation(tmp_path / "x", invitation(), MACHINE)
    assert not list(tmp_path.iterdir())


def test_no_changed_byte_of_an_invitation_goes_unnoticed(file):
    whole = file.read_bytes()
    for position in range(len(whole)):
        file.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        with pytest.raises(PackageRefused):
            read_invitation(file)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"null", b"[" * 100_000, b"\x00" * 100, b'{"type":1}', b"\xff"]
)
def test_what_is_no_invitation_is_refused(file, content):
    file.write_bytes(content)
    with pytest.raises(PackageRefused) as refused:
        read_invitation(file)
    assert refused.value.code == "not_an_invitation"


def test_a_folder_or_nothing_is_no_invitation(tmp_path):
    for path in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(PackageRefused):
            read_invitation(path)


def test_an_invitation_of_a_later_format_says_so(file):
    content = json.loads(file.read_bytes())
    content["invitation"] = {"format": 2, "anything": "new"}
    file.write_bytes(json.dumps(content).encode())
    with pytest.raises(PackageRefused) as refused:
        read_invitation(file)
    assert refused.value.code == "too_new"
