"""A receiving store on a real PostgreSQL: made, opened by its address, kept apart from what is none of its own."""

from desktop.models import address
from desktop.services import checker
from desktop.services import desk as desks
from tests.conftest import NOW, PASSPHRASE, PROVINCE


def test_a_store_opens_from_its_address(database: str) -> None:
    place = address.read(database)
    made = desks.new(place, PASSPHRASE, role="receiving", unit=PROVINCE, clock=lambda: NOW)
    key = made.secret("receiver_key")
    made.close()
    opened = desks.open_desk(place, PASSPHRASE, clock=lambda: NOW)
    assert opened.settings.unit == PROVINCE
    assert opened.secret("receiver_key") == key
    assert checker.verify(opened).ok
    opened.close()
