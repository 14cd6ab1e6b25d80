"""Receiving packages, beside plain ``sqlite3`` that decodes the same ones and upserts the same records."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import zstandard

from benchmarks import made, plain
from desktop.models import units
from desktop.models.entry import Draft
from desktop.services import activities, exchange, sample
from desktop.services import desk as desks
from desktop.services.desk import Desk
from sync.identity import ReceiverKey
from sync.package import read_header

_FEW = 300
_SHARE = 100
"""One record of so many is changed."""


def show(receiver: Desk, folder: Path) -> None:
    """20 packages of 1,500 records into a store of 30,000, then again, then what changed since."""
    key = ReceiverKey.from_text(receiver.secret("receiver_key"))
    store = plain.make(folder / "plain.db")
    for package in _packages(folder / "base"):
        plain.receive(store, package, key)
    memory(folder)
    with made.clocked() as yardstick:
        for package in _packages(folder / "new"):
            plain.receive(store, package, key)
    with made.clocked() as ours:
        reports = exchange.receive(receiver, [folder / "new"])
    with made.clocked() as again:
        exchange.receive(receiver, [folder / "new"])
    new = sum(report.new for report in reports)
    print(f"receiving {len(reports)} packages, {new} new records: {ours.wall:.2f} s")
    print(f"  / plain sqlite3 ({yardstick.wall:.2f} s): {ours.wall / yardstick.wall:.2f} by the wall clock, "
          f"{ours.cpu / yardstick.cpu:.2f} by the processor (to reach: 2)")  # fmt: skip
    print(f"  the same packages again: {100 * again.wall / ours.wall:.1f} % of the first time (to reach: 1)")
    _corrections(receiver, folder, store, key)
    store.close()


def _corrections(receiver: Desk, folder: Path, store: sqlite3.Connection, key: ReceiverKey) -> None:
    """A package that repeats everything, of which one record in a hundred was corrected."""
    (folder / "corrected").mkdir()
    commune = desks.open_desk(folder / "commune0", made.PASSPHRASE, clock=made.clock)
    some = activities.page(commune, "propaganda_session", limit=2 * made.RECORDS // _SHARE).entries
    activities.save_many(commune, [Draft(one.kind, {"title": "Đã chữa lại"}, id=one.id) for one in some])
    exchange.export(commune, folder / "corrected", full=True)
    commune.close()
    with made.clocked() as yardstick:
        for package in _packages(folder / "corrected"):
            plain.receive(store, package, key)
    with made.clocked() as ours:
        (report,) = exchange.receive(receiver, [folder / "corrected"])
    print(f"  a package of {report.updated + report.duplicate} records, {report.updated} of them corrected: "
          f"{ours.wall / yardstick.wall:.2f} of plain sqlite3 (to reach: 3)")  # fmt: skip


def few_into_many(receiver: Desk, province: Desk, folder: Path) -> None:
    """The same few records into a store of 60,000 and into one of a million."""
    seconds = []
    for name, desk, number in (("few", receiver, made.COMMUNES), ("many", province, 100)):
        unit = units.communes_below(desk.settings.unit)[number]
        commune = desks.new(folder / name, made.PASSPHRASE, role="commune", unit=unit.ref, training=True)
        exchange.join(commune, exchange.invite(desk, unit.ref, folder / "invitation.json"))
        sample.sample(commune, 2025, _FEW, 7)
        (folder / f"{name}-sent").mkdir()
        exchange.export(commune, folder / f"{name}-sent")
        commune.close()
        with made.clocked() as taken:
            exchange.receive(desk, [folder / f"{name}-sent"])
        seconds.append(taken.wall)
        _size(folder / f"{name}-sent", ReceiverKey.from_text(desk.secret("receiver_key")))
    few, many = seconds
    print(f"receiving {_FEW} records into a million: {1000 * many:.0f} ms, {many / few:.2f} of the time into "
          "60,000 (to reach: 2)")  # fmt: skip


def _size(folder: Path, key: ReceiverKey) -> None:
    """How large a package is, beside the same records as JSON, compressed as well as zstd does in time."""
    (package,) = _packages(folder)
    changes = zstandard.ZstdDecompressor().decompress(key.decrypt(read_header(package).body) or b"")
    records = [
        {"id": change["record"], "kind": change["kind"], **change["set"]}
        for change in map(json.loads, changes.splitlines()[1:])
    ]
    text = json.dumps(records, ensure_ascii=False, separators=(",", ":")).encode()
    packed = len(zstandard.ZstdCompressor(level=19).compress(text))
    print(f"a package of {len(records)} records: {package.stat().st_size:,} bytes, "
          f"{package.stat().st_size / packed:.2f} of JSON and zstd-19 (to reach: 1)")  # fmt: skip


def memory(folder: Path) -> None:
    """How much more a program holds at most while it receives than when it is open; before anything is received."""
    shutil.copytree(folder / "receiver", folder / "measured")
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.receiving", str(folder)],
        capture_output=True,
        check=True,
        text=True,
    )
    print(f"  memory while receiving: {run.stdout.strip()} MB above the open program (to reach: 80)")


def _measure(folder: Path) -> float:
    """Megabytes above the open store at the worst moment; Linux only, which lets the peak be set back."""
    desk = desks.open_desk(folder / "measured", made.PASSPHRASE, clock=made.clock)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = _peak()
    exchange.receive(desk, [folder / "new"])
    desk.close()
    return _peak() - before


def _peak() -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _packages(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.soxa"))


if __name__ == "__main__":
    print(f"{_measure(Path(sys.argv[1])):.0f}")
