"""A receipt is written whole, read whole or not at all, and what is not understood of it is kept."""

import json
import re
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync import errors, receipts
from sync.errors import PackageRefused
from sync.identity import MachineKey
from sync.statements import PackagePart, QuestionPart, Statement, pack, read_lines
from tests.sync.make_receipts import FOLDER, MACHINES, PARTS, UNKNOWN, sealed, statement
from tests.sync.samples import MACHINE, OTHER_MACHINE, RECEIVING_DESK, SITE
from tests.sync.test_format import TEXT

INDEX = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
KEY = MachineKey.from_bytes(bytes.fromhex(INDEX["machine_key"]))


def read(path, key=KEY):
    outside = receipts.read(path)
    receipts.admit(
        outside.header,
        machine=INDEX["machine"],
        receiver_key=INDEX["receiver_key"],
        training=INDEX["training"],
    )
    return outside.unseal(key)


def outcome(act):
    try:
        act()
    except PackageRefused as refused:
        return refused.code
    return "ok"


def written(folder, *parts, **said):
    moment = "2025-12-15T08:00:00+07:00"
    return receipts.write(
        folder, RECEIVING_DESK, MACHINE.public, statement(**said), parts, created_at=moment, training=False
    )


@pytest.mark.parametrize("entry", INDEX["receipts"], ids=lambda entry: entry["file"])
def test_a_receipt_is_read_or_refused_as_the_index_says(entry):
    assert outcome(lambda: read(FOLDER / entry["file"])) == entry["expected"]


def test_every_file_is_in_the_index_and_every_code_has_one():
    files = {path.name: path.stat().st_size for path in FOLDER.glob("*.soxa-receipt")}
    assert set(files) == {entry["file"] for entry in INDEX["receipts"]}
    assert max(files.values()) < 6000
    codes = set(re.findall(r"^ {8}(receipt_[a-z_]+|not_a_receipt) {2,}\S", errors.__doc__, re.MULTILINE))
    # Which of two is the right one under a number, only whoever reads both can say.
    assert codes == {entry["expected"] for entry in INDEX["receipts"]} - {"ok"} | {"receipt_forked"}


def test_the_golden_receipt_says_what_it_said_when_it_was_written():
    opened = read(FOLDER / "good.soxa-receipt")
    said = opened.contents
    assert (said.statement.held, said.statement.missing, said.statement.unit) == (3, (2,), "03388@2025")
    assert [(one.sequence, one.status, one.code) for one in said.packages] == [
        (1, "accepted", ""),
        (2, "refused", "damaged"),
    ]
    assert said.questions[0].text == "Đề nghị kiểm tra lại số lượt người dự."
    assert (said.questions[0].field, said.questions[0].after) == ("audiences", 3)
    assert said.conflicts[0].fields == ("title",)
    assert said.revoked[0].key == OTHER_MACHINE.public
    assert said.unknown == ()


def test_the_machines_of_the_unit_are_named_with_their_keys():
    said = read(FOLDER / "good_machines.soxa-receipt").contents
    assert said.machines == MACHINES
    assert [(one.key, one.status, one.upto) for one in said.machines] == [
        (MACHINE.public, "in_use", None),
        (OTHER_MACHINE.public, "revoked", 17),
    ]


def test_what_a_later_program_says_is_kept_with_the_receipt():
    opened = read(FOLDER / "good_unknown_part.soxa-receipt")
    assert opened.contents.unknown == ("part_of_2031",)
    assert opened.lines.endswith(UNKNOWN)
    assert read_lines(opened.lines) == opened.contents
    assert b"a_member_of_2031" in read(FOLDER / "good_unknown_member.soxa-receipt").lines


def test_what_is_written_is_read(tmp_path):
    path = written(tmp_path, *PARTS)
    opened = read(path)
    assert opened.contents.statement == statement(count=len(PARTS))
    assert opened.lines == pack(statement(), PARTS)
    assert list(tmp_path.iterdir()) == [path]


def test_a_later_receipt_takes_the_place_of_the_earlier_one(tmp_path):
    assert written(tmp_path) == written(tmp_path, number=2)
    assert read(next(tmp_path.iterdir())).header.number == 2


def test_outside_no_unit_and_nothing_received_can_be_read(tmp_path):
    outside = written(tmp_path, *PARTS).read_bytes().split(b"\n")[0]
    assert b"03388" not in outside
    assert set(json.loads(outside)) == set(receipts.Header.__struct_fields__)


@pytest.mark.parametrize(
    "part",
    [
        PackagePart(sequence=0, status="accepted", on="2025-12-15"),
        PackagePart(sequence=1, status="accepted", on="hôm qua"),
        QuestionPart(id="x", kind="a", record="0" * 32, text="?", asked_on="2025-12-15", after=0),
        QuestionPart(id="0" * 32, kind="a", record="0" * 32, text="", asked_on="2025-12-15", after=0),
    ],
)
def test_what_no_reader_would_take_is_not_written(tmp_path, part):
    assert outcome(lambda: written(tmp_path, part)) == "receipt_bad_content"
    assert not list(tmp_path.iterdir())


def test_a_receipt_that_would_be_too_large_is_not_written(tmp_path):
    questions = [
        QuestionPart(
            id=f"{n:032x}", kind="a", record="0" * 32, text="?" * 1000, asked_on="2025-12-15", after=0
        )
        for n in range(9000)
    ]
    assert outcome(lambda: written(tmp_path, *questions)) == "receipt_too_large"
    assert not list(tmp_path.iterdir())


def test_a_bit_flipped_at_any_byte_is_refused(tmp_path):
    whole = written(tmp_path, *PARTS).read_bytes()
    path = tmp_path / "x"
    for position in range(len(whole)):
        spoiled = bytes([whole[position] ^ 1 << position % 8])
        path.write_bytes(whole[:position] + spoiled + whole[position + 1 :])
        expected = {"receipt_damaged", "receipt_forged", "not_a_receipt", "receipt_too_new"}
        assert outcome(lambda: read(path)) in expected, position


def test_a_receipt_cut_at_any_length_is_refused(tmp_path):
    whole = written(tmp_path, *PARTS).read_bytes()
    path = tmp_path / "x"
    for length in range(1, len(whole)):
        path.write_bytes(whole[:length])
        assert outcome(lambda: read(path)) == "receipt_damaged", length


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda tail: b'{"created_at":' + tail))
def test_any_bytes_are_refused_in_words(tmp_path, data):
    path = tmp_path / "x"
    path.write_bytes(data)
    assert outcome(lambda: read(path)) in {"receipt_damaged", "not_a_receipt"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_inside_are_refused_in_words(tmp_path, data):
    """The same, for a desk that signs whatever it has."""
    path = tmp_path / "x"
    for spoiled in (sealed(data), sealed(b"", compressed=data), sealed(pack(statement(), ()) + data + b"\n")):
        path.write_bytes(spoiled)
        assert outcome(lambda: read(path)) == "receipt_bad_content"


_texts = st.text(st.characters(codec="utf-8"), max_size=20)
_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=8,
)


@given(
    st.lists(
        st.dictionaries(st.from_regex(r"[a-z]{2,8}", fullmatch=True), _values, max_size=4).map(
            lambda members: {**members, "part": "part_of_2031"}
        ),
        max_size=5,
    )
)
def test_any_part_of_a_later_program_is_read_over_and_kept(parts):
    lines = b"".join(
        json.dumps(part, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
        for part in parts
    )
    whole = pack(statement(), PARTS).replace(b'"count":5', b'"count":%d' % (5 + len(parts))) + lines
    contents = read_lines(whole)
    assert contents.packages == tuple(part for part in PARTS if isinstance(part, PackagePart))
    assert contents.unknown == (("part_of_2031",) if parts else ())


def test_every_member_of_header_and_statement_is_in_its_table():
    for heading, kind in (("#### Receipt header", receipts.Header), ("#### Statement", Statement)):
        section = re.split(r"\n#{2,4} ", TEXT[TEXT.index(heading) + 5 :])[0]
        rows = "".join(re.findall(r"^\| (`.*?) \|", section, re.MULTILINE))
        assert sorted(re.findall(r"`(\w+)`", rows)) == sorted(kind.__struct_fields__)


def test_the_standard_tools_read_a_receipt(tmp_path):
    key = tmp_path / "key"
    key.write_bytes(KEY.to_ssh())
    command = 'tail -n +3 "$1" | age -d -i "$2" | zstd -d'
    path = FOLDER / "good.soxa-receipt"
    piped = subprocess.run(["sh", "-c", command, "-", str(path), str(key)], capture_output=True, check=True)
    assert piped.stdout == read(path).lines
    assert SITE.encode() in piped.stdout
