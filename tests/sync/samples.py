"""Fixed keys and values for tests and vectors; the keys are public and worth nothing."""

import hashlib

from sync import canonical
from sync.changes import Change
from sync.content import Manifest, compress, kinds_of
from sync.header import Enrolment, Header, sealed_lines
from sync.identity import MachineKey, ReceiverKey, encrypt, prove, recipient_id
from sync.invitation import Invitation
from sync.package import Place, Sender

SITE, OTHER_SITE = "5170a0b1c2d3e4f5", "9988776655443322"
UNIT, OTHER_UNIT = "03388@2025", "03391@2025"
INVITATION, TOKEN = "1f" * 16, "2e" * 32

RECEIVER = ReceiverKey.from_text("AGE-SECRET-KEY-1FLGUN9V59W4XX0MC2F9J2SLD82Z5W2GK2QFTJ3MALKE4LJ8ECW2QTFXRN7")
STRANGER = ReceiverKey.from_text("AGE-SECRET-KEY-1GUXYXKJE9RN098SDPFQJLDHA85LARMYPJJMFE29GT9JYYFGHVGESL2Y3FE")
MACHINE = MachineKey.from_bytes(hashlib.sha256(b"machine").digest())
OTHER_MACHINE = MachineKey.from_bytes(hashlib.sha256(b"another machine").digest())
RECEIVING_DESK = MachineKey.from_bytes(hashlib.sha256(b"receiving desk").digest())


def enrolment(site=SITE, key=MACHINE, unit=UNIT):
    return Enrolment(INVITATION, prove(TOKEN, site=site, key=key.public, unit=unit))


def sender(**other):
    values = {"site": SITE, "key": MACHINE, "unit": UNIT, "recipient": RECEIVER.recipient}
    return Sender(**{**values, "enrolment": enrolment(), **other})


def place(sequence=1, first=1, **other):
    values = {
        "previous": "" if sequence == 1 else "0" * 64,
        "as_of": "2025-12-14",
        "created_at": "2025-12-14T16:05:00+07:00",
        "program": "0.1.0",
        "schema": "soxa-records/1",
    }
    return Place(sequence=sequence, first=first, **{**values, **other})


def session(seq, /, *, site=SITE, **other):
    """A change that records one propaganda session."""
    values = {
        "site": site,
        "seq": seq,
        "lamport": seq,
        "kind": "propaganda_session",
        "record": f"{site}{seq:016x}",
        "at": f"2025-03-{1 + seq % 28:02d}T09:30:00+07:00",
        "set": {
            "held_on": f"2025-03-{1 + seq % 28:02d}",
            "form": "meeting",
            "topics": ["law", "health"],
            "title": f"Tuyên truyền tại bản số {seq}",
            "audiences": [{"group": "resident", "attendances": 40 + seq, "female": 20, "first_time": None}],
        },
    }
    return Change(**{**values, **other})


def sessions(count, first=1):
    return [session(seq) for seq in range(first, first + count)]


def invitation(**other):
    values = {
        "invitation": INVITATION,
        "receiver": "12@2025",
        "receiver_name": "Sở Y tế tỉnh Lai Châu",
        "recipient": RECEIVER.recipient,
        "receiver_key": RECEIVING_DESK.public,
        "unit": UNIT,
        "token": TOKEN,
        "plans": ("lai-chau-2021-2025",),
        "issued_on": "2025-12-01",
    }
    return Invitation(**{**values, **other})


def seal(lines, *, body=None, compressed=None, key=MACHINE, recipient=RECEIVER.recipient, **of_header):
    """The bytes of a package around any lines (or compressed or encrypted bytes), good or not."""
    if body is None:
        body = encrypt(compress(lines) if compressed is None else compressed, recipient)
    values = {
        "site": SITE,
        "key": key.public,
        "sequence": 1,
        "recipient": recipient_id(recipient),
        "training": False,
        "created_at": "2025-12-14T16:05:00+07:00",
        "size": len(body),
        "sha256": canonical.digest(body),
        "enrolment": enrolment(key=key),
    }
    return sealed_lines(Header(**{**values, **of_header}), key) + body


def manifest(changes, sequence=1, first=1, **other):
    """The manifest that belongs to the changes."""
    values = {
        "unit": UNIT,
        "site": SITE,
        "sequence": sequence,
        "previous": "" if sequence == 1 else "0" * 64,
        "first": first,
        "last": first + len(changes) - 1,
        "count": len(changes),
        "full": False,
        "as_of": "2025-12-14",
        "program": "0.1.0",
        "schema": "soxa-records/1",
        "kinds": kinds_of(changes),
    }
    return Manifest(**{**values, **other})
