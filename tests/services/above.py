"""A province with communes below it, whose day is set by the test."""

import itertools
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from desktop.services import activities, exchange, locking, sample
from desktop.services import desk as desks
from desktop.services.desk import Desk
from tests.periods import declare_empty
from tests.records import draft

PASSPHRASE = "mot hai ba bon nam"
COMMUNES = ("03388@2025", "03408@2025", "03390@2025")


class Above:
    """Real stores of a receiving unit and of communes; all of them live on the same day."""

    def __init__(self, root: Path, unit: str = "12@2025") -> None:
        self._root = root
        self._number = itertools.count()
        self.day = date(2025, 3, 16)
        self.desk = self._new("above", "receiving", unit)
        self.below: dict[str, Desk] = {}

    def _new(self, name: str, role: str, unit: str) -> Desk:
        return desks.new(
            self._root / name, PASSPHRASE, role=role, unit=unit, training=True,
            clock=lambda: datetime.combine(self.day, time(9)),
        )  # fmt: skip

    def commune(self, unit: str, records: int = 60, seed: int = 1) -> Desk:
        """A commune that has joined, with sample records of the year, or with a baseline alone."""
        made = self._new(unit, "commune", unit)
        exchange.join(made, exchange.invite(self.desk, unit, self._root / f"{unit}.invite"))
        if records:
            sample.sample(made, 2025, records, seed=seed)
        else:
            save(made, "baseline", service_workers=400)
        self.below[unit] = made
        return made

    def lock(self, commune: Desk, name: str = "q1", year: int = 2025) -> None:
        """Declare what is empty and lock the period."""
        period = commune.period(year, name)
        declare_empty(commune, period)
        locking.lock(commune, period)

    def hand_in(self, commune: Desk, *, full: bool = False) -> None:
        """Export what is new and receive it."""
        folder = self._root / f"stick{next(self._number)}"
        folder.mkdir()
        exchange.export(commune, folder, full=full)
        reports = exchange.receive(self.desk, [folder])
        assert {report.status for report in reports} == {"accepted"}

    def close(self) -> None:
        for one in (self.desk, *self.below.values()):
            one.close()


def save(desk: Desk, kind: str, **values: Any) -> str:
    return activities.save(desk, draft(kind, **{"reason": "Số liệu để thử", **values})).id


def reach(desk: Desk, day: date, people: int) -> str:
    """A session that reaches *people* service workers for the first time."""
    group = ({"group": "service_worker", "attendances": people, "first_time": people},)
    return save(desk, "propaganda_session", held_on=day, audiences=group, hamlet=f"Bản {day:%d%m}")
