"""A district forwards from its window what its communes sent, and sees what the province has received."""

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.services import activities, exchange
from desktop.services import desk as desks
from desktop.ui.workplace import PageWanted
from tests.records import draft
from tests.services.twins import join
from tests.ui.conftest import PASSPHRASE, clock, settle

PROVINCE, DISTRICT, COMMUNE = "12@2024", "105@2024", "03388@2024"


@pytest.fixture
def units(tmp_path: Path) -> Any:
    """A province, a district and a commune of it that has sent something."""

    def made(name: str, role: str, unit: str) -> Any:
        return desks.new(tmp_path / name, PASSPHRASE, role=role, unit=unit, training=True, clock=clock)

    province, district = made("province", "receiving", PROVINCE), made("district", "receiving", DISTRICT)
    commune = made("commune", "commune", COMMUNE)
    join(district, commune, tmp_path)
    activities.save(commune, draft("training"))
    (tmp_path / "below").mkdir()
    exchange.export(commune, tmp_path / "below")
    exchange.receive(district, [tmp_path / "below"])
    commune.close()
    yield province, district
    for one in (province, district):
        one.close()


def test_a_district_joins_forwards_and_reads_its_receipt(
    qtbot: QtBot, units: Any, make_window: Any, tmp_path: Path
) -> None:
    province, district = units
    stick = tmp_path / "stick"
    stick.mkdir()
    invitation = exchange.invite(province, DISTRICT, tmp_path / "district.soxa-invite")
    window = make_window(district)
    window.open(PageWanted(page="upwards"))
    settle(qtbot, window.workplace.tasks)
    page = window.page
    assert page.title() == "Chuyển lên cấp trên"
    assert "Chưa ghép" in page.context()
    page.look_at_invitation(invitation)
    settle(qtbot, page.workplace.tasks)
    page._join.trigger()
    settle(qtbot, page.workplace.tasks)
    assert "Tỉnh Lai Châu" in page.context()
    page.sending.use_folder(stick)
    settle(qtbot, page.workplace.tasks)
    assert "bản ghi chưa gửi" in page.sending._title.text()
    assert not page.siblings.card.isVisible()
    page._export.trigger()
    settle(qtbot, page.workplace.tasks)
    (report,) = exchange.receive(province, [stick])
    assert (report.status, report.unit) == ("accepted", DISTRICT)
    exchange.write_receipts(province, stick)
    page.refresh()
    settle(qtbot, page.workplace.tasks)
    assert exchange.outgoing(district).all_received
