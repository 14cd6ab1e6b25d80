"""What holds of rolling up in a folder holds on a server: as now, locked and corrected."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from desktop.models import address
from desktop.services import checker, indicators, locking
from desktop.services import desk as desks
from desktop.services.desk import Desk
from tests.server.cluster import Cluster
from tests.services.above import COMMUNES, PASSPHRASE, Above, reach
from tests.services.test_bases import (  # noqa: F401
    test_a_commune_that_has_not_locked_is_named_and_not_summed,
    test_each_basis_differs_by_what_was_recorded_in_between,
    test_sums_are_those_of_the_communes_own_locks,
    test_the_whole_is_explained_on_the_same_basis,
)


@pytest.fixture(scope="module")
def province(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Above]:
    """As in a folder: two communes locked the quarter, one corrected it since; a third did not lock."""

    class OnServer(Above):
        def _new(self, name: str, role: str, unit: str) -> Desk:
            if role != "receiving":
                return super()._new(name, role, unit)
            return desks.new(
                address.read(cluster.create("rolled_up")), PASSPHRASE, role=role, unit=unit, training=True,
                clock=lambda: datetime.combine(self.day, time(9)),
            )  # fmt: skip

    root: Path = tmp_path_factory.mktemp("province")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_DATA_HOME", str(root / "data"))
        above = OnServer(root)
        one, two, three = (above.commune(unit, seed=seed) for seed, unit in enumerate(COMMUNES))
        for commune in (one, two):
            above.lock(commune)
        above.day = date(2025, 3, 20)
        reach(one, date(2025, 3, 3), 7)
        locking.correct(one, one.period(2025, "q1"), "Ghi bổ sung buổi họp bản")
        above.day = date(2025, 3, 25)
        reach(one, date(2025, 3, 4), 5)
        for commune in (one, two, three):
            above.hand_in(commune)
        yield above
        above.close()


@pytest.mark.parametrize("name", ["year", "h1", "q1", "m03"])
def test_the_receiving_unit_computes_what_the_commune_computes(province: Above, name: str) -> None:
    period = province.desk.period(2025, name)
    for unit, commune in province.below.items():
        assert indicators.compute(province.desk, period, unit=unit) == indicators.compute(commune, period)
    assert checker.verify(province.desk).ok
