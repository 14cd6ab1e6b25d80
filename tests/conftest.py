"""Real desks for every test: encrypted stores in a temporary folder, with a clock that stands still."""

import datetime
import gc
import itertools
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from desktop.models import keys
from desktop.services import desk as desks
from desktop.services import exchange
from desktop.services.desk import Desk

if TYPE_CHECKING:
    from tests.server.cluster import Cluster

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PASSPHRASE = "một câu dài dễ nhớ"
NOW = datetime.datetime(2025, 11, 21, 9, 41)
COMMUNE, PROVINCE = "03388@2025", "12@2025"

MakeDesk = Callable[..., Desk]

# Correctness does not hang on how busy the machine is.
hypothesis.settings.register_profile("soxa", deadline=None)
hypothesis.settings.load_profile("soxa")


def clock() -> datetime.datetime:
    """Noon does not come while tests run."""
    return NOW


@pytest.fixture(scope="session", autouse=True)
def passphrases_cost_little() -> Iterator[None]:
    """Stores made by tests open in a millisecond instead of a quarter of a second, four thousand times.

    `tests.models.test_store` makes one as the program does.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(keys, "MEMORY_KIB", 1024)
        patched.setattr(keys, "PASSES", 1)
        yield


_tests = itertools.count(1)


@pytest.fixture(autouse=True)
def rings_wait(request: pytest.FixtureRequest) -> Iterator[None]:
    """A window that is gone must not end in a worker's thread: tests clear up as the program does.

    Nor in the thread of a later test without a window: what is left of one is looked for between tests only.
    """
    gc.disable()
    yield
    # A whole window is in the oldest generation by its end.
    whole = "make_window" in request.fixturenames or next(_tests) % _ALL_RINGS == 0
    gc.collect(2 if whole else 1)


_ALL_RINGS = 50


@pytest.fixture(autouse=True)
def no_wrapped_items(request: pytest.FixtureRequest) -> Iterator[None]:
    """No window leaves Python a wrapper of a layout's item, see `tests.items`."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    from tests import items

    with pytest.MonkeyPatch.context() as patched:
        items.watch(patched)
        yield
    assert items.wrapped() == []


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[MakeDesk]:
    """Make desks in the test's folder; all are closed at its end."""
    made: list[Desk] = []

    def make(
        name: str = "commune",
        *,
        unit: str = COMMUNE,
        role: str = "commune",
        training: bool = True,
        now: datetime.datetime = NOW,
    ) -> Desk:
        made.append(
            desks.new(tmp_path / name, PASSPHRASE, role=role, unit=unit, training=training, clock=lambda: now)
        )
        return made[-1]

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def commune(make_desk: MakeDesk) -> Desk:
    """A commune's training desk, not joined yet."""
    return make_desk()


@pytest.fixture
def receiver(make_desk: MakeDesk) -> Desk:
    """A province's training desk."""
    return make_desk("province", unit=PROVINCE, role="receiving")


@pytest.fixture
def joined(commune: Desk, receiver: Desk, tmp_path: Path) -> Desk:
    """The commune's desk, joined with the receiver."""
    exchange.join(commune, exchange.invite(receiver, COMMUNE, tmp_path / "invitation.json"))
    return commune


_databases = itertools.count(1)


@pytest.fixture(scope="session")
def cluster() -> Iterator["Cluster"]:
    """A PostgreSQL of the tests' own; started when the first test asks for it."""
    if sys.platform == "win32":
        pytest.skip("the tests start a PostgreSQL on Linux only")
    from tests.server.cluster import running

    with running() as started:
        yield started


@pytest.fixture
def database(cluster: "Cluster") -> Iterator[str]:
    """The address of an empty database."""
    name = f"soxa_{next(_databases)}"
    yield cluster.create(name)
    cluster.drop(name)
