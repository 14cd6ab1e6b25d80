"""What the benchmarks work on: a receiving unit and twenty communes with two years of sample records each."""

import dataclasses
import datetime
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.models import units
from desktop.services import desk as desks
from desktop.services import exchange, sample
from desktop.services.desk import Desk

PASSPHRASE = "đo tốc độ một lần"
PROVINCE = "12@2025"
COMMUNES = 20
RECORDS = 1500


@dataclasses.dataclass
class Clocked:
    """How long a block took, in seconds of processor time and of the wall clock."""

    cpu: float = 0.0
    wall: float = 0.0


def clock() -> datetime.datetime:
    """A morning that does not pass."""
    return datetime.datetime(2025, 11, 5, 8)


@contextmanager
def clocked() -> Iterator[Clocked]:
    """Time a block."""
    taken = Clocked()
    cpu, wall = time.process_time(), time.perf_counter()
    yield taken
    taken.cpu, taken.wall = time.process_time() - cpu, time.perf_counter() - wall


def best(work: Callable[[], object], times: int) -> float:
    """The shortest of several runs, in seconds of the wall clock."""
    seen = []
    for _ in range(times):
        with clocked() as taken:
            work()
        seen.append(taken.wall)
    return min(seen)


def receiving_unit(folder: Path) -> Desk:
    """A receiving unit that holds 30,000 records, and in ``folder/new`` 20 packages of 1,500 new records."""
    receiver = desks.new(folder / "receiver", PASSPHRASE, role="receiving", unit=PROVINCE, training=True)
    for name in ("base", "new"):
        (folder / name).mkdir()
    for number, unit in enumerate(units.communes_below(PROVINCE)[:COMMUNES]):
        commune = desks.new(
            folder / f"commune{number}", PASSPHRASE, role="commune", unit=unit.ref, training=True
        )
        exchange.join(commune, exchange.invite(receiver, unit.ref, folder / "invitation.json"))
        sample.sample(commune, 2024, RECORDS, number)
        exchange.export(commune, folder / "base")
        exchange.receive(receiver, [folder / "base"])
        exchange.write_receipts(receiver, folder / "base", unit=unit.ref)
        exchange.read_receipts(commune, [folder / "base"])
        sample.sample(commune, 2025, RECORDS, COMMUNES + number)
        exchange.export(commune, folder / "new")
        commune.close()
    return receiver
