"""Lists and saving: a register of 50,000 sessions, beside plain ``sqlite3`` holding the same rows unencrypted.

Cold means that nothing of the store is decrypted yet, as after unlocking; warm is every time after that.
"""

import random
import sqlite3
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks import made, window
from desktop.models.conditions import Condition, Listing
from desktop.models.edits import Edit, clean, encode
from desktop.models.entry import Draft
from desktop.models.records import kind_named
from desktop.services import activities, listing
from desktop.services import desk as desks
from desktop.services.desk import Desk

UNIT = "03388@2025"
KIND = "propaganda_session"
ROWS = 50_000
YEAR = 2025
_FIRST_DAY = date(2024, 12, 15)
_TIMES = 7
_FORMS = ("meeting", "talk", "integrated_meeting", "community", "loudspeaker", "school_activity")


def show() -> None:
    """Print what opening, searching, filtering, sorting, adding up and saving take."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        drawn = [_session(random.Random(number)) for number in range(ROWS)]
        _register(folder / "store", drawn).close()
        plain = _plain(folder / "plain.db", drawn)
        desk = desks.open_desk(folder / "store", made.PASSPHRASE)
        print(f"a register of {ROWS} sessions, milliseconds cold and warm, and times plain sqlite3 warm:")
        _lists(desk, plain)
        _saving(desk)
        window.show(desk, YEAR)
        desk.close()
        plain.close()


def _lists(desk: Desk, plain: sqlite3.Connection) -> None:
    year = desk.period(YEAR)
    ids = "SELECT id FROM session {} ORDER BY held_on DESC, id DESC"
    found = "WHERE search_key LIKE '%truong%' OR form IN ('school_activity')"
    asked: tuple[tuple[str, Listing, str], ...] = (
        ("open", Listing(KIND, period=year, unit=UNIT), ids.format("")),
        ("search", Listing(KIND, "truong hoc", period=year, unit=UNIT), ids.format(found)),
        ("filter", Listing(KIND, conditions=(Condition("form", ("talk",)),), period=year, unit=UNIT),
         ids.format("WHERE form = 'talk'")),
        ("sort by text", Listing(KIND, sort="hamlet", period=year, unit=UNIT),
         "SELECT id FROM session ORDER BY hamlet"),
    )  # fmt: skip
    for what, question, statement in asked:
        with made.clocked() as cold:
            answer = listing.find(desk, question)
        warm = made.best(lambda q=question: listing.find(desk, q), _TIMES)  # type: ignore[misc]
        yardstick = made.best(lambda s=statement: plain.execute(s).fetchall(), _TIMES)  # type: ignore[misc]
        _line(f"{what} ({answer.total} rows)", cold.wall, warm, yardstick)
    everything = listing.find(desk, Listing(KIND, unit=UNIT)).ids
    names = listing.summed(kind_named(KIND), ("audiences",))
    sums = "SELECT sum(value ->> 'attendances'), sum(value ->> 'female'), sum(value ->> 'first_time') " \
           "FROM session, json_each(audiences)"  # fmt: skip
    with made.clocked() as cold:
        listing.totals(desk, KIND, names, everything)
    warm = made.best(lambda: listing.totals(desk, KIND, names, everything), 3)
    _line("add up all rows", cold.wall, warm, made.best(lambda: plain.execute(sums).fetchall(), 3))


def _saving(desk: Desk) -> None:
    numbers = iter(range(ROWS, ROWS + 10_000))

    def draft() -> Draft:
        drawn = _session(random.Random(next(numbers)))
        return Draft(KIND, {**drawn, "hamlet": "Bản Mới", "reason": "Đo tốc độ"})

    for what, work in (("check a form", activities.check), ("save a form", activities.save)):
        with made.clocked() as first:
            work(desk, draft())
        warm = made.best(lambda w=work: w(desk, draft()), 20)  # type: ignore[misc]
        print(f"  {what}: {1000 * first.wall:.0f} ms first, {1000 * warm:.0f} again (to reach: 50)")
    # A batch, as an import asks: the registers are read once.
    drafts = [draft() for _ in range(5000)]
    with made.clocked() as batch:
        for _ in activities.checks(desk, drafts):
            pass
    print(f"  check 5,000 forms at once: {batch.wall:.1f} s")


def _line(what: str, cold: float, warm: float, yardstick: float) -> None:
    print(f"  {what}: {1000 * cold:.0f} cold, {1000 * warm:.0f} warm, {warm / yardstick:.1f} times")


# What the benchmark works on

_INSERT = "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


def _session(rng: random.Random) -> dict[str, Any]:
    people = rng.randint(12, 60)
    groups = rng.sample(("resident", "youth", "women", "service_worker"), rng.randint(1, 2))
    return {
        "held_on": _FIRST_DAY + timedelta(days=rng.randint(0, 330)),
        "form": rng.choice(_FORMS),
        "hamlet": f"Tổ dân phố {rng.randint(1, 40)}",
        "venue": rng.choice(("Nhà văn hóa", "Trường học", "Trụ sở Ủy ban nhân dân")),
        "title": rng.choice(("Tác hại của mại dâm", "Luật phòng, chống mại dâm", "HIV và sức khỏe")),
        "topics": tuple(rng.sample(("harm", "law", "hiv_risk", "stigma"), rng.randint(1, 3))),
        "lead_body": rng.choice(("culture_society", "women_union", "youth_union", "police")),
        "audiences": tuple(
            {"group": group, "attendances": people, "female": people // 2, "first_time": people // 3}
            for group in groups
        ),
    }


def _register(folder: Path, drawn: list[dict[str, Any]]) -> Desk:
    desk = desks.new(folder, made.PASSPHRASE, role="commune", unit=UNIT, training=True)
    kind = kind_named(KIND)
    with desk.store.write() as writer:
        writer.put([Edit(KIND, clean(kind, values)) for values in drawn])
    return desk


def _plain(file: Path, drawn: list[dict[str, Any]]) -> sqlite3.Connection:
    store = sqlite3.connect(file)
    store.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
    store.execute(
        "CREATE TABLE session (id BLOB PRIMARY KEY, held_on, form, hamlet, venue, title, search_key, audiences)"
    )
    store.execute("CREATE INDEX by_day ON session (held_on, id)")
    with store:
        store.executemany(_INSERT, (_cells(number, values) for number, values in enumerate(drawn)))
    return store


def _cells(number: int, values: dict[str, Any]) -> tuple[Any, ...]:
    words = " ".join(values[name] for name in ("hamlet", "venue", "title")).lower()
    own = [values[name] for name in ("form", "hamlet", "venue", "title")]
    audiences = encode(values["audiences"]).decode()
    return (number.to_bytes(16, "big"), values["held_on"].isoformat(), *own, words, audiences)
