"""Keep packages of this program for ever: ``python -m tests.golden.keep_package NAME``, once for each release.

NAME is the release, ``0.3.0``. A later program must take them in and find the same content. Those of older
releases were written by this file with the older program beside it.
"""

import datetime
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from desktop.models import settings, tables
from desktop.models.entry import Draft
from desktop.models.records import all_kinds
from desktop.services import activities, exchange, sample
from desktop.services import desk as desks
from desktop.services.desk import Desk

KEPT = Path(__file__).parent / "packages"
PASSPHRASE = "gói giữ lại mãi mãi"
NOW = datetime.datetime(2025, 11, 21, 9, 41)


def main(name: str) -> None:
    """Write the packages called *name*, what opens them, and what they hold."""
    with tempfile.TemporaryDirectory() as held:
        root = Path(held)
        above = _desk(root / "province", "receiving", "12@2025")
        commune = _desk(root / "commune", "commune", "03388@2025")
        exchange.join(commune, exchange.invite(above, "03388@2025", root / "invitation.json"))
        sample.sample(commune, 2025, 25, 1)
        written = [_exported(commune, root, 1)]
        listed = activities.page(commune, "propaganda_session").entries
        activities.save(commune, Draft("propaganda_session", {"hamlet": "Bản Sửa Lại"}, listed[0].id))
        activities.delete(commune, "propaganda_session", listed[1].id)
        written.append(_exported(commune, root, 2))
        exchange.receive(above, written)
        KEPT.mkdir(exist_ok=True)
        for number, path in enumerate(written, 1):
            shutil.copyfile(path, KEPT / f"{name}_{number}.soxa")
        said = {**_keys(above, commune), "held": _held(above), "deleted": [listed[1].id]}
        if hasattr(exchange, "write_receipts"):
            (receipt,) = exchange.write_receipts(above, root)
            shutil.copyfile(receipt.path, KEPT / f"{name}.soxa-receipt")
        (KEPT / f"{name}.json").write_text(
            json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        above.close()
        commune.close()


def _desk(folder: Path, role: str, unit: str) -> Desk:
    return desks.new(folder, PASSPHRASE, role=role, unit=unit, training=True, clock=lambda: NOW)


def _exported(desk: Desk, root: Path, number: int) -> Path:
    folder = root / f"stick{number}"
    folder.mkdir()
    exported: Any = exchange.export(desk, folder)
    path: Path = exported.path
    return path


def _keys(above: Desk, commune: Desk) -> dict[str, Any]:
    """The keys of both sides and the invitation; they are worth nothing."""
    with above.store.read() as connection:
        invited = connection.execute(sa.select(tables.invitation)).mappings().one()
        own = settings.read_all(connection)
    with commune.store.read() as connection:
        theirs = settings.read_all(connection)
    return {
        "program": commune.version(),
        "receiver": {name: own[name] for name in ("receiver_key", "machine_key")},
        "machine": {name: theirs[name] for name in ("machine_key", "site")},
        "invitation": {name: invited[name] for name in ("id", "unit", "token", "issued_on")},
    }


def _held(above: Desk) -> dict[str, dict[str, Any]]:
    """Every record of the receiving unit as the program of the day has it, by kind and id."""
    return {
        kind.name: {entry.id: msgspec.to_builtins(entry.record) for entry in _entries(above, kind.name)}
        for kind in all_kinds()
        if kind.leaves
    }


def _entries(desk: Desk, kind: str) -> list[Any]:
    return list(activities.page(desk, kind, limit=1000).entries)


if __name__ == "__main__":
    main(sys.argv[1])
