"""Machines of one commune know each other by the word of the receiving unit alone."""

from pathlib import Path

from desktop.services import exchange
from desktop.services.desk import Desk
from tests.conftest import COMMUNE, MakeDesk
from tests.records import draft


def handed_in(desk: Desk, receiver: Desk, folder: Path, year: int) -> None:
    from desktop.services import activities

    activities.save(desk, draft("baseline", year=year))
    assert exchange.export(desk, folder) is not None
    exchange.receive(receiver, [folder])


def test_a_machine_learns_from_its_receipt_which_keys_belong_to_its_commune(
    joined: Desk, receiver: Desk, make_desk: MakeDesk, tmp_path: Path
) -> None:
    second = make_desk("second")
    other = make_desk("other", unit="03390@2025")
    for desk, unit in ((second, COMMUNE), (other, "03390@2025")):
        exchange.join(desk, exchange.invite(receiver, unit, tmp_path / f"{desk.settings.site}.soxa-invite"))
    assert exchange.fellows(joined) == []
    stick = tmp_path / "stick"
    stick.mkdir()
    for year, desk in enumerate((joined, second, other), start=2021):
        handed_in(desk, receiver, stick, year)
    exchange.write_receipts(receiver, stick)
    for desk in (joined, second):
        exchange.read_receipts(desk, [stick])
        known = exchange.fellows(desk)
        assert {one.site for one in known} == {joined.settings.site, second.settings.site}
        assert [one.site for one in known if one.here] == [desk.settings.site]
        assert all(one.status == "in_use" and one.takes(10**6) for one in known)
