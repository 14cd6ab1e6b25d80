"""A small office without a register: a folder with a roll, and packages as machines write them."""

import secrets
from pathlib import Path

from sync import package
from sync.identity import recipient_id
from sync.receiver.roll import Entry, Machine, Roll, write_roll
from sync.transport.tokens import token_hash, upload_token
from tests.sync import samples

TOKEN = upload_token(samples.TOKEN, samples.INVITATION)
OTHER_INVITATION, OTHER_SECRET = "3d" * 16, "4c" * 32
OTHER_TOKEN = upload_token(OTHER_SECRET, OTHER_INVITATION)


def open_office(folder: Path, **other: object) -> Path:
    """A folder in which a receiving machine can run; two invitations may send."""
    folder.mkdir(exist_ok=True)
    values = {
        "receiver": "12@2025",
        "key": samples.RECEIVING_DESK.public,
        "recipient": recipient_id(samples.RECEIVER.recipient),
        "training": False,
        "written_at": "2025-12-14T16:05:00",
        "entries": (entry(), entry(OTHER_INVITATION, OTHER_SECRET, samples.OTHER_UNIT)),
    }
    write_roll(folder, Roll(**{**values, **other}))
    return folder


def entry(
    invitation: str = samples.INVITATION,
    secret: str = samples.TOKEN,
    unit: str = samples.UNIT,
    machines: tuple[Machine, ...] = (),
) -> Entry:
    return Entry(invitation, token_hash(upload_token(secret, invitation)), unit, machines)


def written(folder: Path, *, sequence: int = 1, kilobytes: int = 0, **sender: object) -> Path:
    """A package; with *kilobytes* of text that cannot be made smaller."""
    folder.mkdir(exist_ok=True)
    assert sequence == 1 or not kilobytes
    changes = [samples.session(sequence, site=str(sender.get("site", samples.SITE)))]
    for number in range(2, 2 + kilobytes // 8):
        title = secrets.token_hex(8 * 1024)
        changes.append(samples.session(number, set={"held_on": "2025-03-02", "title": title}))
    return package.write(folder, samples.sender(**sender), samples.place(sequence, sequence), changes).path
