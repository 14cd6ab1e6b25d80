"""Desks whose stores lie on a real PostgreSQL."""

import datetime
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models import address
from desktop.models.address import Address
from desktop.services import desk as desks
from desktop.services.desk import Desk
from tests.conftest import COMMUNE, NOW, PASSPHRASE, MakeDesk
from tests.server.cluster import Cluster

_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def folders_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a desk keeps on its machine lies in the test's folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def make_desk(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[MakeDesk]:
    """As everywhere, but receiving units have their store on the server; all desks where a module says so."""
    roles = getattr(request.module, "ON_SERVERS", desks.ON_SERVERS)
    monkeypatch.setattr(desks, "ON_SERVERS", roles)
    made: list[Desk] = []
    names: list[str] = []

    def make(
        name: str = "commune",
        *,
        unit: str = COMMUNE,
        role: str = "commune",
        training: bool = True,
        now: datetime.datetime = NOW,
    ) -> Desk:
        place: Path | Address = tmp_path / name
        if role in roles:
            names.append(f"desk_{next(_numbers)}")
            place = address.read(cluster.create(names[-1]))
        made.append(desks.new(place, PASSPHRASE, role=role, unit=unit, training=training, clock=lambda: now))
        return made[-1]

    yield make
    for desk in made:
        desk.close()
    for name in names:
        cluster.drop(name)
