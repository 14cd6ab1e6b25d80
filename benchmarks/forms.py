"""Forms: what a key, a draft and a save wait for in a store of 50,000 sessions, beside one of 500."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from benchmarks import made
from desktop.models.edits import Edit
from desktop.models.entry import Draft
from desktop.services import activities, drafts
from desktop.services import desk as desks
from desktop.services.desk import Desk

_FEW, _MANY = 500, 50_000
_TIMES = 9
_FIRST = date(2015, 1, 1)


def show(folder: Path) -> None:
    """Print each in milliseconds, and how many times as long it takes where there is much."""
    unit = "03388@2025"
    few = desks.new(folder / "few", made.PASSPHRASE, role="commune", unit=unit, training=True)
    many = desks.new(folder / "many", made.PASSPHRASE, role="commune", unit=unit, training=True)
    for desk, sessions in ((few, _FEW), (many, _MANY)):
        with desk.store.write() as writer:
            writer.put([Edit("propaganda_session", _session(n)) for n in range(sessions)])
    works: dict[str, Callable[[Desk], object]] = {
        "checking what is typed (in the worker)": lambda desk: activities.check(desk, _draft()),
        "keeping a draft": lambda desk: drafts.keep(desk, _draft()),
        "saving a form (to reach: 50)": lambda desk: activities.save(desk, _draft()),
    }
    for name, work in works.items():
        of_many, of_few = (_taken(work, desk) for desk in (many, few))
        print(f"{name}: {1000 * of_many:.1f} ms, {of_many / of_few:.1f} times that of {_FEW} sessions")
    few.close()
    many.close()


def _taken(work: Callable[[Desk], object], desk: Desk) -> float:
    return made.best(lambda: work(desk), _TIMES)


def _session(number: int) -> dict[str, object]:
    day = _FIRST + timedelta(days=number % 3900)
    audience = {"group": "women", "attendances": 20 + number % 60, "first_time": number % 7}
    return {"held_on": day.isoformat(), "form": "talk", "hamlet": f"Tổ {number}", "audiences": [audience]}


def _draft() -> Draft:
    values = {"held_on": date(2025, 11, 5), "form": "meeting", "hamlet": "Tổ 8", "reason": "Đã kiểm tra"}
    rows = ({"group": "youth", "attendances": 31, "female": 9, "first_time": 3},)
    return Draft("propaganda_session", {**values, "audiences": rows})
