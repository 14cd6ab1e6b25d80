"""Writes the test vectors: ``python -m tests.sync.make_vectors``.

Encryption is randomised, so the files differ from run to run and are committed; what is expected of each
is in ``index.json``. Add a vector here; never change what is expected of one that was released.
"""

import json
import struct
from base64 import b64encode
from pathlib import Path

import msgspec
import zstandard

from sync import canonical
from sync.changes import encode_line, encode_lines
from sync.content import compress, pack
from sync.forwarding import Carried, Run, Source, manifest_of
from sync.forwarding import pack as pack_forwarded
from sync.header import CONTEXT
from sync.identity import encrypt
from sync.invitation import write_invitation
from sync.sealed_invitation import write_sealed
from tests.sync import samples
from tests.sync.samples import (
    MACHINE,
    OTHER_MACHINE,
    OTHER_SITE,
    OTHER_UNIT,
    RECEIVER,
    RECEIVING_DESK,
    SITE,
    STRANGER,
    TOKEN,
    UNIT,
    enrolment,
    manifest,
    seal,
    session,
    sessions,
)

FOLDER = Path(__file__).parent / "vectors"

THREE = sessions(3)
FIRST = pack(manifest(THREE), THREE)
DISTRICT = "105@2024"
CODE, OTHER_CODE = "83692 22323 72008 21639", "20010 88064 15055 26438"
INVITED = {"invitation": {"token": TOKEN, "unit": UNIT, "used_by": None}}
ENROLLED = {"machine": {"key": MACHINE.public, "unit": UNIT}}
AFTER_FIRST = {**ENROLLED, "before": canonical.digest(FIRST)}


def lines(changes, **of_manifest):
    return pack(manifest(changes, **of_manifest), changes)


def flipped(data, position):
    return data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]


def resigned(line, body, key=MACHINE):
    """A package with any header line, correctly signed."""
    return line + b"\n" + b64encode(key.sign(CONTEXT + line)) + b"\n" + body


def lying(content, declared):
    """A zstd frame that declares another size than it has."""
    frame = bytearray(zstandard.ZstdCompressor(level=3, write_checksum=False).compress(content))
    single_segment = frame[4] >> 5 & 1
    start = 5 if single_segment else 6
    frame[start : start + 4] = struct.pack("<I", declared)
    return bytes(frame)


def undeclared(content):
    return zstandard.ZstdCompressor(level=3, write_content_size=False).compress(content)


def good():
    second = sessions(2, 4)
    later = [
        session(6, kind="kind_of_2031", set={"field_of_2031": [{"deep": None}]}),
        session(7, record=session(1).record, set={"deleted": True}, based_on=(session(1).head,)),
    ]
    everything = [*THREE, *second, *later]
    previous = canonical.digest(FIRST)
    line, _, rest = FIRST.partition(b"\n")
    newer = line[:-1] + b',"zz_of_2031":true}\n' + rest
    yield "good_first", "ok", INVITED, "The first package of an invited machine.", seal(FIRST)
    packed = lines(second, sequence=2, first=4, previous=previous)
    yield "good_second", "ok", AFTER_FIRST, "The package after it.", seal(packed, sequence=2)
    packed = lines(later, sequence=3, first=6, previous=canonical.digest(packed))
    says = "An unknown kind, an unknown field and a deletion are kept as they are."
    yield "good_unknown_kind", "ok", ENROLLED, says, seal(packed, sequence=3)
    packed = lines(everything, sequence=4, previous="0" * 64, full=True)
    yield "good_full", "ok", ENROLLED, "Everything from change 1 on, again.", seal(packed, sequence=4)
    packed = lines([], sequence=5, first=8, previous="0" * 64)
    yield "good_empty", "ok", ENROLLED, "Nothing new: an empty range.", seal(packed, sequence=5)
    yield (
        "good_training",
        "ok",
        {**INVITED, "training": True},
        "Practice to practice.",
        seal(FIRST, training=True),
    )
    says = "A later format that this reader may read; it skips what it does not know in the manifest."
    yield "good_newer_format", "ok", INVITED, says, seal(newer, format=2)
    says = "The content already received, in another file."
    yield "duplicate", "duplicate", {**ENROLLED, "same": previous}, says, seal(FIRST)


def broken_on_the_way():
    whole = seal(FIRST)
    header_end = whole.index(b"\n")
    signature_end = whole.index(b"\n", header_end + 1)
    yield "empty", "not_a_package", {}, "No byte at all.", b""
    yield (
        "not_a_package",
        "not_a_package",
        {},
        "Another kind of file.",
        b"PK\x03\x04 a workbook, perhaps\n" * 9,
    )
    yield "truncated_header", "damaged", INVITED, "Cut within the first line.", whole[:100]
    yield "truncated_signature", "damaged", INVITED, "Cut in the second line.", whole[: header_end + 40]
    yield "truncated_body", "damaged", INVITED, "The last byte is missing.", whole[:-1]
    yield "no_body", "damaged", INVITED, "Only the two lines.", whole[: signature_end + 1]
    respelled = (
        whole[: signature_end - 3] + bytes([whole[signature_end - 3] + 1]) + whole[signature_end - 2 :]
    )
    says = "The signature spelled with its spare bits set."
    yield "respelled_signature", "damaged", INVITED, says, respelled
    yield "wrong_size", "damaged", INVITED, "The header names another size.", seal(FIRST, size=700)
    yield "appended", "damaged", INVITED, "One byte too many.", whole + b"\n"
    position = whole.index(SITE.encode()) + 3
    says = "One bit of the first line: the signature no longer holds."
    yield "flipped_header", "forged", INVITED, says, flipped(whole, position)
    yield (
        "flipped_punctuation",
        "damaged",
        INVITED,
        "One bit: no JSON any more.",
        flipped(whole, header_end - 1),
    )
    says = "One bit of the second line."
    yield "flipped_signature", "forged", INVITED, says, flipped(whole, header_end + 20)
    yield "flipped_body", "damaged", INVITED, "One bit of the body.", flipped(whole, len(whole) - 50)


def forged():
    whole, other = seal(FIRST), seal(FIRST, created_at="2025-12-15T08:00:00+07:00")
    line, body = whole.partition(b"\n")[0], whole.split(b"\n", 2)[2]
    moved = b"\n".join([line, *other.split(b"\n", 2)[1:2], body])
    yield "moved_signature", "forged", INVITED, "The signature of another package.", moved
    says = "A known machine's site, signed with another key."
    yield "forged_key", "forged", ENROLLED, says, seal(FIRST, key=OTHER_MACHINE)
    yield "unknown_machine", "unknown_machine", {}, "Nobody invited it.", seal(FIRST)
    says = "A proof made without the invitation's secret."
    bad = enrolment(key=OTHER_MACHINE)
    yield "bad_proof", "unknown_machine", INVITED, says, seal(FIRST, enrolment=bad)
    used = {"invitation": {"token": TOKEN, "unit": UNIT, "used_by": OTHER_SITE}}
    yield "invitation_used", "invitation_used", used, "The invitation enrolled another machine.", seal(FIRST)
    packed = lines(THREE, unit=OTHER_UNIT)
    yield "wrong_unit", "wrong_unit", ENROLLED, "Reports for a unit that is not its own.", seal(packed)
    says = "Practice, sent to a real store."
    yield "training_mismatch", "training_mismatch", INVITED, says, seal(FIRST, training=True)
    says = "Other content under a number already received."
    yield "forked", "forked", {**ENROLLED, "same": "0" * 64}, says, seal(FIRST)
    packed = lines(sessions(2, 4), sequence=2, first=4, previous="1" * 64)
    says = "Does not name the package before it."
    yield "chain_broken", "chain_broken", AFTER_FIRST, says, seal(packed, sequence=2)
    says = "Encrypted to another receiving unit."
    yield "not_for_us", "not_for_us", INVITED, says, seal(FIRST, recipient=STRANGER.recipient)
    body = encrypt(compress(FIRST), STRANGER.recipient)
    says = "Says it is for us, and is encrypted to another."
    yield "falsely_addressed", "bad_content", INVITED, says, seal(b"", body=body)


def odd_headers():
    whole = seal(FIRST)
    line, _, body = whole.split(b"\n", 2)
    yield "too_new", "too_new", INVITED, "Asks for a reader of format 3.", seal(FIRST, format=3, min_reader=3)
    newest = line.replace(b'"min_reader":1', b'"min_reader":9').replace(b'"sequence":1', b'"sequence":{}')
    says = "A later format with another header: too new comes before everything else."
    yield "too_new_header", "too_new", INVITED, says, resigned(newest, body)
    odd = {
        "header_extra": (line.replace(b'"format"', b'"extra":1,"format"'), "A member too many."),
        "header_missing": (line.replace(b'"training":false,', b""), "A member too few."),
        "header_spaced": (line.replace(b'":', b'": ', 3), "Spaces."),
        "header_twice": (line.replace(b'"format"', b'"format":1,"format"'), "The same member twice."),
        "header_number": (line.replace(b'"sequence":1', b'"sequence":1.0'), "A number spelled otherwise."),
        "header_escaped": (line.replace(b"soxa-package", b"\\u0073oxa-package"), "A letter escaped."),
    }
    for name, (spelled, says) in odd.items():
        yield name, "damaged", INVITED, says + " Correctly signed.", resigned(spelled, body)


def odd_content():
    one, two, three = THREE
    bad = "bad_content"
    changes = {
        "foreign_change": ([one, session(2, site=OTHER_SITE), three], "A change of another site."),
        "duplicate_seq": ([one, one, three], "The same number twice."),
        "gap_seq": ([one, session(3), session(4)], "A number is missing."),
        "order": ([two, one, three], "Not in order."),
        "clock_back": (
            [one, session(2, record=one.record, lamport=1), three],
            "A counter that does not rise.",
        ),
        "kind_changed": (
            [one, session(2, record=one.record, kind="training"), three],
            "A record of two kinds.",
        ),
        "based_on_itself": ([one, session(2, based_on=(two.head,)), three], "Based on itself."),
        "bad_id": ([one, session(2, record="../../../../etc/passwd".ljust(32, "x")), three], "No record id."),
    }
    for name, (content, says) in changes.items():
        yield name, bad, INVITED, says, seal(lines(content))
    counts = {
        "manifest_count": ({"count": 2}, "Counts fewer changes than there are."),
        "manifest_range": ({"last": 4}, "Names another range."),
        "manifest_kinds": ({"kinds": {"training": 3}}, "Counts other kinds."),
        "manifest_site": ({"site": OTHER_SITE}, "Another site than the header."),
        "manifest_sequence": ({"sequence": 2, "previous": "0" * 64}, "Another number than the header."),
        "manifest_previous": ({"previous": "0" * 64}, "A first package that follows another."),
    }
    for name, (other, says) in counts.items():
        yield name, bad, INVITED, says, seal(lines(THREE, **other))
    whole = lines(THREE)
    yield (
        "manifest_extra",
        bad,
        INVITED,
        "A member too many.",
        seal(whole.replace(b'"unit"', b'"tip":1,"unit"', 1)),
    )
    yield "manifest_spaced", bad, INVITED, "A space.", seal(whole.replace(b'"unit":', b'"unit": ', 1))
    yield "manifest_missing", bad, INVITED, "A member too few.", seal(whole.replace(b'"full":false,', b"", 1))
    replaced = {
        "nested": (b'"meeting"', b"[" * 100 + b"]" * 100, "A hundred levels of nesting."),
        "fraction": (b'"attendances":41', b'"attendances":41.0', "A number that is not whole."),
        "huge_number": (b'"attendances":41', b'"attendances":1' + b"0" * 400, "A number of 400 digits."),
        "same_field_twice": (b'"form":', b'"form":"talk","form":', "A field twice in one change."),
        "no_text": (b'"meeting"', b'"\xff\xfe"', "Bytes that are no text."),
        "windows_lines": (b"}\n", b"}\r\n", "Lines ended otherwise."),
    }
    for name, (old, new, says) in replaced.items():
        yield name, bad, INVITED, says, seal(FIRST.replace(old, new))
    yield "unfinished_line", bad, INVITED, "The last line does not end.", seal(FIRST[:-1])
    yield "no_manifest", bad, INVITED, "Changes without a manifest.", seal(encode_lines(THREE))
    yield "not_encrypted", bad, INVITED, "The body is not an age file.", seal(b"", body=compress(FIRST))
    yield "not_compressed", bad, INVITED, "The plaintext is not compressed.", seal(b"", compressed=FIRST)
    both = compress(FIRST) + compress(encode_line(session(4)))
    yield "two_frames", bad, INVITED, "A second compressed frame.", seal(b"", compressed=both)


def bombs():
    zeros = bytes(100 * 2**20)
    says = "100 MiB of zeros, declared."
    yield "bomb_declared", "too_large", INVITED, says, seal(b"", compressed=compress(zeros))
    says = "100 MiB of zeros that declare to be 100 bytes."
    yield "bomb_lying", "bad_content", INVITED, says, seal(b"", compressed=lying(zeros, 100))
    says = "100 MiB of zeros without a declaration."
    yield "bomb_undeclared", "bad_content", INVITED, says, seal(b"", compressed=undeclared(zeros))
    many = [session(1, set={"a": [[]]})]
    packed = lines(many).replace(b"[[]]", b"[" + b"[]," * 80_000 + b"[]]")
    start, end = packed.split(b"\n", 1)
    says = "Thousands of empty lists in each of thirty lines."
    yield "bomb_values", "too_large", INVITED, says, seal(start + b"\n" + end * 30)
    packed = lines([session(1, set={"a": "x" * 300_000})])
    yield "bomb_line", "too_large", INVITED, "A line of 300,000 characters.", seal(packed)
    packed = lines([session(1, set={"a": "x" * 21_000})])
    yield "long_text", "bad_content", INVITED, "A text of 21,000 characters.", seal(packed)
    packed = lines([], sequence=1, count=10**9, last=10**9)
    yield "bomb_count", "too_large", INVITED, "A manifest that announces a thousand million.", seal(packed)


def forwarded():
    """What a receiving unit forwards: the changes of two machines of its communes."""
    theirs = [session(seq, site=OTHER_SITE) for seq in (1, 2)]
    first, other = (
        Run(site=SITE, unit=UNIT, first=1, last=3),
        Run(site=OTHER_SITE, unit=UNIT, first=1, last=2),
    )
    told = tuple(Source(site=site, unit=UNIT, as_of="2025-12-14") for site in (OTHER_SITE, SITE))
    good_one = Carried((first, other), told)
    district = {"machine": {"key": MACHINE.public, "unit": DISTRICT}}

    def packed(carried, changes, **of_manifest):
        said = manifest(changes, unit=DISTRICT, **of_manifest)
        return pack_forwarded(manifest_of(said, carried), carried, changes)

    def sealed(content, **of_header):
        return seal(content, format=2, min_reader=2, **of_header)

    both = [*THREE, *theirs]
    good_lines = packed(good_one, both)
    says = "A receiving unit forwards five changes of two machines."
    yield "forwarded", "ok", district, says, sealed(good_lines)
    gone = Carried((first, msgspec.structs.replace(other, gone=True)), told)
    says = (
        "The second run was taken back before it was sent: its numbers are used, its changes are not there."
    )
    yield "forwarded_gone", "ok", district, says, sealed(packed(gone, THREE))
    bad = "bad_content"
    says = "A run is longer than its changes."
    yield "forwarded_long_run", bad, district, says, sealed(good_lines.replace(b'"last":2,', b'"last":3,', 1))
    swapped = packed(Carried((other, first), told), both)
    yield "forwarded_swapped", bad, district, "Changes in another order than the runs.", sealed(swapped)
    says = "Changes of others under format 1."
    yield "forwarded_unsaid", bad, district, says, seal(lines(both, unit=DISTRICT))
    says = "A forwarded package without its runs."
    yield "forwarded_no_runs", bad, district, says, sealed(lines(THREE, unit=DISTRICT))


def closed():
    ended = {"code": "machine_revoked", "last": 2, "until": None}
    revoked = {"machine": {**ENROLLED["machine"], "closed": {**ended, "last": 0}}}
    yield "machine_revoked", "machine_revoked", revoked, "Of a machine that was stolen.", seal(FIRST)
    ended_kindly = {**ended, "code": "machine_replaced", "last": 0}
    replaced = {"machine": {**ENROLLED["machine"], "closed": ended_kindly}}
    yield "machine_replaced", "machine_replaced", replaced, "Of a machine that was replaced.", seal(FIRST)
    late = {"machine": {**ENROLLED["machine"], "closed": {**ended_kindly, "until": "2025-12-31"}}}
    yield "replaced_late", "ok", late, "Of a machine that was replaced, written before.", seal(FIRST)
    before = {"machine": {**ENROLLED["machine"], "closed": ended}}
    says = "Of a stolen machine; the package after it proves that it was written before."
    yield "revoked_proved", "ok", {**before, "after": canonical.digest(FIRST)}, says, seal(FIRST)
    says = "Of a stolen machine, with a number from before, and nothing proves it."
    yield "revoked_unproved", "machine_revoked", before, says, seal(FIRST)
    says = "A revoked key under a new site."
    yield "revoked_key", "machine_revoked", {**INVITED, "revoked": True}, says, seal(FIRST)
    for why in ("invitation_expired", "invitation_withdrawn"):
        over = {"invitation": {**INVITED["invitation"], "closed": why}}
        yield why, why, over, f"The {why.replace('_', ' is ')}.", seal(FIRST)


def sealed_invitations(folder):
    """Writes sealed invitations, yields their entries; the code stands in each."""
    path = folder / "sealed_good.soxa"
    write_sealed(path, samples.invitation(), RECEIVING_DESK, CODE, expires_on="2026-01-31")
    whole = path.read_bytes()
    swapped = " ".join([*CODE.split()[1::-1], *CODE.split()[2:]])
    for name, code, expected, says, data in (
        ("good", CODE, "ok", "Sealed, opened with its code.", whole),
        ("without_code", "", "invitation_sealed", "Sealed, and no code is given.", whole),
        ("swapped", swapped, "code_wrong", "Two groups exchanged: the check digits point at both.", whole),
        ("other_code", OTHER_CODE, "code_wrong", "A code that is right in itself, of another file.", whole),
        ("date_changed", CODE, "code_wrong", "The date outside was changed.", whole.replace(b"2026-01", b"2027-01")),
        ("truncated", CODE, "not_an_invitation", "Cut short.", whole[:-9]),
        ("spaced", CODE, "not_an_invitation", "A space.", whole.replace(b'":', b'": ', 1)),
        ("hostile_kdf", CODE, "not_an_invitation", "Takes all memory.", whole.replace(b"65536", b"65536000")),
        ("too_new", CODE, "too_new", "Of a later format.", whole.replace(b'"format":1', b'"format":2')),
    ):  # fmt: skip
        file = f"sealed_{name}.soxa"
        (folder / file).write_bytes(data)
        groups = {"groups": "1, 2"} if name == "swapped" else {}
        yield {"file": file, "expected": expected, "code": code, **groups, "says": says}


def invitations(folder):
    write_invitation(folder / "invitation_good.soxa", samples.invitation(), RECEIVING_DESK)
    whole = (folder / "invitation_good.soxa").read_bytes()
    tampered = whole.replace(UNIT.encode(), OTHER_UNIT.encode())
    newer = whole.replace(b'"format":1', b'"format":2')
    (folder / "invitation_tampered.soxa").write_bytes(tampered)
    (folder / "invitation_truncated.soxa").write_bytes(whole[:-20])
    (folder / "invitation_too_new.soxa").write_bytes(newer)
    (folder / "invitation_spaced.soxa").write_bytes(whole.replace(b'":', b'": ', 1))
    return [
        {"file": "invitation_good.soxa", "expected": "ok", "says": "An invitation."},
        {
            "file": "invitation_tampered.soxa",
            "expected": "not_an_invitation",
            "says": "Invites another unit.",
        },
        {"file": "invitation_truncated.soxa", "expected": "not_an_invitation", "says": "Cut short."},
        {"file": "invitation_spaced.soxa", "expected": "not_an_invitation", "says": "A space."},
        {"file": "invitation_too_new.soxa", "expected": "too_new", "says": "Of a later format."},
    ]


def main():
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.glob("*.soxa"):
        file.unlink()
    packages = []
    for family in (good, broken_on_the_way, forged, odd_headers, odd_content, bombs, closed, forwarded):
        for name, expected, ledger, says, data in family():
            (FOLDER / f"{name}.soxa").write_bytes(data)
            known = {"training": False, **ledger}
            packages.append({"file": f"{name}.soxa", "expected": expected, "ledger": known, "says": says})
    index = {
        "receiver_key": RECEIVER.to_text(),
        "recipient": RECEIVER.recipient,
        "packages": packages,
        "invitations": [*invitations(FOLDER), *sealed_invitations(FOLDER)],
    }
    text = json.dumps(index, ensure_ascii=False, indent=1)
    (FOLDER / "index.json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
