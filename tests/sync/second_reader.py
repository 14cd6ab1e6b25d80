"""A second reader, written from ``FORMAT.md`` with the standard library and standard tools only.

It imports nothing of `sync`; Ed25519 is the one thing it takes from `cryptography`. It says yes or no.
"""

import base64
import hashlib
import hmac
import json
import re
import subprocess

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HEADER = {
    "created_at": r"[0-9T:.+Z-]{10,40}",
    "enrolment": dict,
    "format": int,
    "key": r"[0-9a-f]{64}",
    "min_reader": int,
    "recipient": r"[0-9a-f]{32}",
    "sequence": int,
    "sha256": r"[0-9a-f]{64}",
    "site": r"[0-9a-f]{16}",
    "size": int,
    "training": bool,
    "type": r"soxa-package",
}
MANIFEST = {
    "as_of": r"\d{4}-\d\d-\d\d",
    "count": int,
    "first": int,
    "full": bool,
    "kinds": dict,
    "last": int,
    "previous": r"([0-9a-f]{64})?",
    "program": r"(?s).{0,100}",
    "schema": r"(?s).{0,100}",
    "sequence": int,
    "site": r"[0-9a-f]{16}",
    "unit": r"[0-9A-Za-z.-]{1,20}@[0-9A-Za-z.-]{1,20}",
}
FORWARD = {**MANIFEST, "runs": int, "sources": int}
RUN = {
    "first": int,
    "gone": bool,
    "last": int,
    "site": r"[0-9a-f]{16}",
    "unit": r"[0-9A-Za-z.-]{1,20}@[0-9A-Za-z.-]{1,20}",
}
SOURCE = {"as_of": r"\d{4}-\d\d-\d\d", "site": RUN["site"], "unit": RUN["unit"]}
CHANGE = {
    "at": r"(?s).{0,40}",
    "based_on": list,
    "kind": r"[a-z][a-z0-9_]{0,63}",
    "lamport": int,
    "record": r"[0-9a-f]{32}",
    "seq": int,
    "set": dict,
    "site": r"[0-9a-f]{16}",
}


class No(Exception):
    """The package is refused."""


def need(condition):
    if not condition:
        raise No


def parsed(line, members, *, more=False):
    """The object in a canonical line, with exactly these members (or more, in a later format)."""
    try:
        value = json.loads(line, parse_float=refuse, parse_constant=refuse)
        spelled = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    except (ValueError, RecursionError) as fault:
        raise No from fault
    need(spelled == line and isinstance(value, dict))
    need(set(members) <= set(value) if more else set(members) == set(value))
    for name, form in members.items():
        if isinstance(form, str):
            need(isinstance(value[name], str) and re.fullmatch(form, value[name]))
        else:
            need(type(value[name]) is form)
    return value


def refuse(_):
    raise No


def tool(command, data):
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    need(done.returncode == 0)
    return done.stdout


def deep(value, level):
    need(level <= 8)
    if isinstance(value, str):
        need(len(value) <= 20_000)
    elif isinstance(value, dict):
        for inner in value.values():
            deep(inner, level + 1)
    elif isinstance(value, list):
        for inner in value:
            deep(inner, level + 1)
    elif type(value) is int:
        need(abs(value) < 2**53)


def outside(data):
    """The header and the body of an undamaged, correctly signed package."""
    lines = data.split(b"\n", 2)
    need(len(lines) == 3 and len(lines[0]) + len(lines[1]) + 2 <= 4096)
    line, signature, body = lines
    header = parsed(line, HEADER)
    need(header["min_reader"] <= 2)
    raw = base64.b64decode(signature)
    need(base64.b64encode(raw) == signature)
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(header["key"]))
        key.verify(raw, b"soxa-package-1\n" + line)
    except InvalidSignature as fault:
        raise No from fault
    need(len(body) == header["size"] and hashlib.sha256(body).hexdigest() == header["sha256"])
    return header, body


def sender(header, ledger):
    """The unit the sender may report for."""
    need(header["training"] == ledger["training"])
    if "machine" in ledger:
        need(ledger["machine"]["key"] == header["key"])
        if (closed := ledger["machine"].get("closed")) is not None:
            before = closed["until"] is not None and header["created_at"][:10] <= closed["until"]
            need(before or header["sequence"] <= closed["last"])
        return ledger["machine"]["unit"]
    need(not ledger.get("revoked"))
    need("invitation" in ledger)
    invitation = ledger["invitation"]
    told = {"key": header["key"], "site": header["site"], "unit": invitation["unit"]}
    message = b"soxa-enrolment-1\n" + json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    proof = hmac.new(bytes.fromhex(invitation["token"]), message, hashlib.sha256).hexdigest()
    need(proof == header["enrolment"]["proof"])
    need(invitation["used_by"] in (None, header["site"]))
    need(not invitation.get("closed"))
    return invitation["unit"]


def content_of(body, key_file):
    """The content's lines; never more than 32 MiB of them."""
    compressed = tool(["age", "-d", "-i", str(key_file)], body)
    need(compressed[:4] == b"\x28\xb5\x2f\xfd")
    descriptor = compressed[4]
    single, flag = descriptor >> 5 & 1, descriptor >> 6
    need(single or flag)
    start = 5 + (not single) + (0, 1, 2, 4)[descriptor & 3]
    size = int.from_bytes(compressed[start : start + (1, 2, 4, 8)[flag]], "little") + (
        256 if flag == 1 else 0
    )
    need(size <= 32 * 2**20)
    lines = tool(["zstd", "-d", "-c"], compressed)
    need(len(lines) == size)
    return lines


def inside(lines, header, unit):
    """The manifest, after every check of the changes below it."""
    need(lines.endswith(b"\n"))
    first_line, *rest = lines[:-1].split(b"\n")
    forwarded = header["min_reader"] == 2
    if forwarded:
        manifest = parsed(first_line, FORWARD, more=header["format"] > 2)
        need(0 <= manifest["runs"] <= 60_000 and 0 <= manifest["sources"] <= 60_000)
        need(len(rest) >= manifest["runs"] + manifest["sources"])
        runs = [parsed(line, RUN) for line in rest[: manifest["runs"]]]
        rest = rest[manifest["runs"] :]
        sources = [parsed(line, SOURCE) for line in rest[: manifest["sources"]]]
        rest = rest[len(sources) :]
    else:
        manifest = parsed(first_line, MANIFEST, more=header["format"] > 1)
        runs = [{**manifest, "gone": False}]
    need(all(len(line) <= 256 * 2**10 for line in rest) and len(rest) <= 60_000)
    need(sum(line.count(c) for line in rest for c in (b",", b"[", b"{")) <= 1_500_000)
    need(manifest["unit"] == unit and manifest["site"] == header["site"])
    need(manifest["sequence"] == header["sequence"])
    need((manifest["previous"] == "") == (manifest["sequence"] == 1))
    need(all(1 <= run["first"] <= run["last"] or not forwarded for run in runs))
    numbers = [range(run["first"], run["last"] + 1) for run in runs]
    need(sum(map(len, numbers)) == manifest["last"] - manifest["first"] + 1)
    standing = sum(len(of_run) for run, of_run in zip(runs, numbers, strict=True) if not run["gone"])
    need(manifest["count"] == len(rest) == standing)
    here = [
        (run, seq) for run, of_run in zip(runs, numbers, strict=True) if not run["gone"] for seq in of_run
    ]
    need(manifest["first"] == 1 or not manifest["full"])
    kinds, latest = {}, {}
    last_run = None
    for (run, seq), line in zip(here, rest, strict=True):
        if run is not last_run:
            latest, last_run = {}, run
        change = parsed(line, CHANGE)
        deep(change, 1)
        need(change["site"] == run["site"] and change["seq"] == seq)
        need(change["based_on"] == sorted(set(change["based_on"])))
        for head in change["based_on"]:
            site, _, number = head.partition(":")
            need(site != run["site"] or int(number) < seq)
        kind, lamport = latest.get(change["record"], (change["kind"], 0))
        need(change["kind"] == kind and change["lamport"] > lamport)
        latest[change["record"]] = (kind, change["lamport"])
        kinds[kind] = kinds.get(kind, 0) + 1
    need(manifest["kinds"] == kinds)
    return manifest


def read(data, ledger, key_file, recipient):
    """Whether the package comes in: ``ok``, ``duplicate`` or ``refused``."""
    try:
        header, body = outside(data)
        unit = sender(header, ledger)
        need(header["recipient"] == hashlib.sha256(recipient.encode()).hexdigest()[:32])
        lines = content_of(body, key_file)
        manifest = inside(lines, header, unit)
    except No:
        return "refused"
    content = hashlib.sha256(lines).hexdigest()
    if "same" in ledger:
        return "duplicate" if ledger["same"] == content else "refused"
    closed = ledger.get("machine", {}).get("closed")
    if closed is not None and closed["until"] is None and ledger.get("after") != content:
        return "refused"
    follows = ledger.get("before", manifest["previous"]) == manifest["previous"]
    return "ok" if follows and ledger.get("after", content) == content else "refused"
