"""Writes the receipts among the vectors: ``python -m tests.sync.make_receipts``.

As with packages: add a file here; never change what is expected of one that was released.
"""

import json
import shutil
from pathlib import Path

from sync import canonical, envelope
from sync.content import compress
from sync.handed import Handed, cut
from sync.identity import MachineKey, encrypt_for_machine
from sync.receipts import CONTEXT, Header
from sync.statements import ConflictPart, MachinePart, PackagePart, QuestionPart, RevokedPart, Statement, pack
from tests.sync.make_vectors import FIRST, flipped
from tests.sync.samples import MACHINE, OTHER_MACHINE, OTHER_SITE, RECEIVING_DESK, SITE, UNIT, session

FOLDER = Path(__file__).parent / "vectors" / "receipts"

PARTS = (
    PackagePart(
        sequence=1, status="accepted", on="2025-12-15", content=canonical.digest(FIRST), records=3
    ),
    PackagePart(
        sequence=2, status="refused", on="2025-12-15", code="damaged", params={"part": "body"}
    ),
    ConflictPart(kind="propaganda_session", record=session(1).record, fields=("title",)),
    QuestionPart(
        id="3c" * 16, kind="propaganda_session", record=session(2).record, field="audiences",
        text="Đề nghị kiểm tra lại số lượt người dự.", asked_on="2025-12-15", after=3,
    ),
    RevokedPart(key=OTHER_MACHINE.public, on="2025-12-01"),
)  # fmt: skip
MACHINES = (
    MachinePart(
        site=SITE, key=MACHINE.public, name="Máy bộ phận văn hóa", since="2025-11-03", status="in_use"
    ),
    MachinePart(site=OTHER_SITE, key=OTHER_MACHINE.public, since="2025-10-06", status="revoked", upto=17),
)
HANDED = cut(
    Handed(
        "plan", "ke-hoach-moi", "Kế hoạch 9/KH-UBND", "2025-12-15", '{"versions":[\n' + "ô" * 12_000 + "]}"
    )
)
UNKNOWN = b'{"a_field_of_2031":[{"deep":null}],"part":"part_of_2031"}\n'


def statement(**other):
    values = {
        "receiver": "12@2025", "unit": UNIT, "machine": SITE, "number": 1, "as_of": "2025-12-15", "held": 3,
        "missing": (2,), "program": "0.2.0",
    }  # fmt: skip
    return Statement(**{**values, **other})


def sealed(
    lines: bytes,
    *,
    key: MachineKey = RECEIVING_DESK,
    to: str = MACHINE.public,
    compressed: bytes | None = None,
    **of_header,
) -> bytes:
    """The bytes of a receipt around any lines, good or not."""
    body = encrypt_for_machine(compress(lines) if compressed is None else compressed, to)
    values = {
        "machine": SITE, "number": 1, "key": key.public, "training": False, "created_at": "2025-12-15T08:00:00+07:00",
        "size": len(body), "sha256": canonical.digest(body),
    }  # fmt: skip
    line = canonical.encode(Header(**{**values, **of_header}))
    return envelope.signed_lines(line, key, CONTEXT) + body


def good():
    lines = pack(statement(), PARTS)
    yield "good", "ok", "Every known part.", sealed(lines)
    empty = pack(statement(number=2, held=0, missing=()), ())
    yield "good_empty", "ok", "A desk that has nothing yet.", sealed(empty, number=2)
    counted = pack(statement(), PARTS).replace(b'"count":5', b'"count":6')
    yield "good_unknown_part", "ok", "A part of a later program.", sealed(counted + UNKNOWN)
    longer = pack(statement(), PARTS).replace(b'{"code"', b'{"a_member_of_2031":7,"code"')
    yield "good_unknown_member", "ok", "A known part says more.", sealed(longer)
    newer = lines.replace(b'{"as_of"', b'{"a_member_of_2031":7,"as_of"', 1)
    machines = pack(statement(), MACHINES)
    yield "good_machines", "ok", "The machines of the unit, one of them revoked.", sealed(machines)
    handed = pack(statement(), HANDED)
    yield "good_handed", "ok", "A plan that is handed down, in two pieces.", sealed(handed)
    yield "good_newer", "ok", "A later format that this one may read.", sealed(newer, format=2)


def broken():
    whole = sealed(pack(statement(), PARTS))
    yield "truncated", "receipt_damaged", "The last bytes are missing.", whole[:-9]
    yield "bit_in_body", "receipt_damaged", "A bit of the body.", flipped(whole, len(whole) - 40)
    yield (
        "bit_in_header",
        "receipt_forged",
        "Another day in the header.",
        whole.replace(b"-12-15T", b"-12-16T", 1),
    )
    yield "text", "not_a_receipt", "Something else.", "Kính gửi Ủy ban nhân dân xã".encode()
    package = (FOLDER.parent / "good_first.soxa").read_bytes()
    yield "package", "not_a_receipt", "A package.", package
    says = "A format only newer readers know."
    yield "too_new", "receipt_too_new", says, sealed(b"", format=3, min_reader=2)


def foreign():
    lines = pack(statement(), PARTS)
    yield (
        "other_desk",
        "receipt_forged",
        "Signed by a key that is not the desk's.",
        sealed(lines, key=OTHER_MACHINE),
    )
    elsewhere = pack(statement(machine=OTHER_SITE), PARTS)
    says = "For another machine."
    yield (
        "other_machine",
        "receipt_not_for_us",
        says,
        sealed(elsewhere, machine=OTHER_SITE, to=OTHER_MACHINE.public),
    )
    says = "For this site by its header, and encrypted to another key."
    yield "other_key", "receipt_not_for_us", says, sealed(lines, to=OTHER_MACHINE.public)
    yield "training", "receipt_training", "Of a practice register.", sealed(lines, training=True)


def odd():
    lines = pack(statement(), PARTS)
    bad = "receipt_bad_content"
    one_piece, mixed = pack(statement(), HANDED[:1]), pack(statement(), HANDED[::-1])
    yield "piece_missing", bad, "A plan without its second piece.", sealed(one_piece)
    yield "pieces_mixed", bad, "The second piece of a plan before the first.", sealed(mixed)
    other = pack(statement(), HANDED).replace("ô".encode(), "ơ".encode(), 1)
    yield "piece_changed", bad, "A letter of a plan is another than its hash says.", sealed(other)
    yield "number_differs", bad, "Another number inside.", sealed(lines, number=4)
    yield "count_differs", bad, "A part more than it says.", sealed(lines + UNKNOWN)
    yield "spaced", bad, "A space.", sealed(lines.replace(b'"held":3', b'"held": 3'))
    yield (
        "no_part",
        bad,
        "A line that is no part.",
        sealed(lines.replace(b'"part":"revoked"', b'"pirt":"revoked"')),
    )
    yield (
        "unknown_status",
        bad,
        "A package neither taken in nor refused.",
        sealed(lines.replace(b"refused", b"refusal")),
    )
    early = pack(statement(), MACHINES).replace(b'"upto":17', b'"upto":-1')
    yield "machine_upto", bad, "A machine whose changes end before the first.", sealed(early)
    yield "no_line_feed", bad, "The last line does not end.", sealed(lines[:-1])
    yield "not_compressed", bad, "No zstd frame.", sealed(b"", compressed=b"x" * 90)
    deep = UNKNOWN.replace(b"null", b"[[[[[[[[[[]]]]]]]]]]")
    one = pack(statement(), ()).replace(b'"count":0', b'"count":1')
    yield "too_deep", bad, "Nested too deeply.", sealed(one + deep)
    large = "receipt_too_large"
    yield "bomb", large, "100 MiB of zeros, declared.", sealed(b"", compressed=compress(bytes(100 * 2**20)))
    long = UNKNOWN.replace(b"null", b'"' + b"x" * 70_000 + b'"')
    yield "long_line", large, "A line of 70,000 characters.", sealed(one + long)
    many = b'{"part":"p"}\n' * 20_002
    yield "many_parts", large, "More parts than allowed.", sealed(one + many)


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    entries = []
    for family in (good, broken, foreign, odd):
        for name, expected, says, data in family():
            (FOLDER / f"{name}.soxa-receipt").write_bytes(data)
            entries.append({"file": f"{name}.soxa-receipt", "expected": expected, "says": says})
    index = {
        "machine": SITE,
        "machine_key": MACHINE.to_bytes().hex(),
        "receiver_key": RECEIVING_DESK.public,
        "training": False,
        "receipts": entries,
    }
    text = json.dumps(index, ensure_ascii=False, indent=1)
    (FOLDER / "index.json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
