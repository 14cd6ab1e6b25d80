"""The files in ``vectors/`` are read as the index says, by this library and by anyone's."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from sync import errors
from sync.admission import Closed, IssuedInvitation, KnownMachine, Ledger, admit
from sync.errors import PackageRefused
from sync.identity import ReceiverKey
from sync.invitation import read_invitation
from sync.package import read_header
from sync.sealed_invitation import open_sealed
from tests.sync.make_vectors import FIRST
from tests.sync.samples import RECEIVER, seal, sessions

FOLDER = Path(__file__).parent / "vectors"
INDEX = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
KEY = ReceiverKey.from_text(INDEX["receiver_key"])


def named(entry):
    return entry["file"]


def outcome(read):
    try:
        return read()
    except PackageRefused as refused:
        return refused.code


def ledger_of(known):
    machine = None
    if "machine" in known:
        closed = known["machine"].get("closed")
        machine = KnownMachine(**{**known["machine"], "closed": Closed(**closed) if closed else None})
    invitation = IssuedInvitation(**known["invitation"]) if "invitation" in known else None
    rest = {name: known[name] for name in ("same", "before", "after", "revoked") if name in known}
    return Ledger(training=known["training"], machine=machine, invitation=invitation, **rest)


@pytest.mark.parametrize("entry", INDEX["packages"], ids=named)
def test_a_package_is_received_or_refused_as_the_index_says(entry):
    def read():
        package = read_header(FOLDER / entry["file"]).unseal(KEY)
        verdict = admit(package, ledger_of(entry["ledger"]))
        return {"new": "ok"}.get(verdict, verdict)

    assert outcome(read) == entry["expected"]


@pytest.mark.parametrize("entry", INDEX["invitations"], ids=named)
def test_an_invitation_is_read_or_refused_as_the_index_says(entry):
    def read():
        if entry.get("code"):
            open_sealed(FOLDER / entry["file"], entry["code"])
        else:
            read_invitation(FOLDER / entry["file"])
        return "ok"

    assert outcome(read) == entry["expected"]


def test_the_golden_sealed_invitation_is_what_it_was_and_shows_nothing_secret():
    (entry,) = [one for one in INDEX["invitations"] if one["file"] == "sealed_good.soxa"]
    opened = open_sealed(FOLDER / entry["file"], entry["code"])
    assert opened == read_invitation(FOLDER / "invitation_good.soxa")
    shown = (FOLDER / entry["file"]).read_bytes()
    for secret in (opened.token, opened.recipient, opened.receiver_key, opened.invitation):
        assert secret.encode() not in shown


@pytest.mark.parametrize("entry", [one for one in INDEX["invitations"] if "groups" in one], ids=named)
def test_a_wrong_code_points_at_its_groups(entry):
    with pytest.raises(PackageRefused) as refused:
        open_sealed(FOLDER / entry["file"], entry["code"])
    assert refused.value.params["groups"] == entry["groups"]


def test_every_file_is_in_the_index_and_small():
    listed = {entry["file"] for entry in INDEX["packages"] + INDEX["invitations"]}
    files = {path.name: path.stat().st_size for path in FOLDER.glob("*.soxa")}
    assert set(files) == listed
    assert max(files.values()) < 5000


BETWEEN_MACHINES = {"unknown_sibling", "own_package", "not_shared", "not_an_introduction"}
"""Said by a machine to another one of its commune (`test_readers.py`); the vectors are read by a receiving unit."""


def test_every_reason_to_refuse_has_a_vector():
    codes = set(re.findall(r"^ {8}([a-z_]+) {2,}\S", errors.__doc__, re.MULTILINE))
    codes = {code for code in codes if "receipt" not in code} - BETWEEN_MACHINES
    expected = {entry["expected"] for entry in INDEX["packages"] + INDEX["invitations"]}
    assert expected - {"ok", "duplicate"} == codes


def test_the_standard_tools_read_a_package(tmp_path):
    """``tail | age | zstd`` and nothing of ours."""
    key = tmp_path / "key.txt"
    key.write_text(KEY.to_text() + "\n", encoding="utf-8")
    sealed = (FOLDER / "good_first.soxa").read_bytes().split(b"\n", 2)[2]
    compressed = subprocess.run(["age", "-d", "-i", str(key)], input=sealed, capture_output=True, check=True)
    lines = subprocess.run(["zstd", "-d"], input=compressed.stdout, capture_output=True, check=True).stdout
    manifest, *changes = [json.loads(line) for line in lines.splitlines()]
    assert manifest["count"] == len(changes) == 3
    assert changes[0]["set"]["title"] == "Tuyên truyền tại bản số 1"
    piped = subprocess.run(
        [
            "sh",
            "-c",
            'tail -n +3 "$1" | age -d -i "$2" | zstd -d',
            "-",
            str(FOLDER / "good_first.soxa"),
            str(key),
        ],
        capture_output=True,
        check=True,
    )
    assert piped.stdout == lines


def test_the_standard_tools_write_a_package_that_is_read(tmp_path):
    """A body that ``zstd`` and ``age`` made is as good as ours."""
    plain = tmp_path / "lines"
    plain.write_bytes(FIRST)
    subprocess.run(["zstd", "-q", str(plain)], check=True)
    body = subprocess.run(
        ["age", "-r", RECEIVER.recipient, str(plain) + ".zst"], capture_output=True, check=True
    ).stdout
    path = tmp_path / "made.soxa"
    path.write_bytes(seal(b"", body=body))
    assert read_header(path).unseal(RECEIVER).changes == sessions(3)
