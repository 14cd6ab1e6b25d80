"""A receiving store on a real PostgreSQL: opened by its address or a desk's folder; why not, in one sentence."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.models import address, migrating, server
from desktop.models.address import Address
from desktop.models.errors import Refusal
from desktop.services import activities, backup, checker
from desktop.services import desk as desks
from desktop.services.desk import Desk
from tests.conftest import COMMUNE, NOW, PASSPHRASE, PROVINCE
from tests.records import draft
from tests.server.cluster import PASSWORD, Cluster


@contextlib.contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refusal) as caught:
        yield
    assert caught.value.code == code
    assert PASSWORD not in str(caught.value.params)


def opened(place: Address | Path, passphrase: str = PASSPHRASE) -> Desk:
    return desks.open_desk(place, passphrase, clock=lambda: NOW)


@pytest.fixture
def place(database: str) -> Address:
    """The address of a store with one record."""
    made = address.read(database)
    desk = desks.new(made, PASSPHRASE, role="receiving", unit=PROVINCE, training=True, clock=lambda: NOW)
    activities.save(desk, draft("directive"))
    desk.close()
    return made


def test_a_store_opens_from_its_address(place: Address) -> None:
    desk = opened(place)
    assert desk.settings.unit == PROVINCE
    assert checker.verify(desk).ok
    assert desk.store.place == str(place)
    assert PASSWORD not in desk.store.place
    desk.close()


def test_a_folder_becomes_a_desk_that_the_passphrase_alone_opens(place: Address, tmp_path: Path) -> None:
    desks.join_server(place, PASSPHRASE, folder=tmp_path / "desk", clock=lambda: NOW).close()
    kept = "".join(file.read_text(encoding="utf-8") for file in (tmp_path / "desk").iterdir())
    assert PASSWORD not in kept
    desk = opened(tmp_path / "desk")
    assert activities.page(desk, "directive").total == 1
    desk.close()
    with refused("wrong_passphrase"):
        opened(tmp_path / "desk", "không phải câu ấy")
    # A login that has a new password is told anew; a register of this machine is in nobody's way.
    desks.join_server(place, PASSPHRASE, folder=tmp_path / "desk", clock=lambda: NOW).close()
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "register.db").touch()
    with refused("store_exists"):
        desks.join_server(place, PASSPHRASE, folder=tmp_path / "register")


def test_whoever_reads_the_database_cannot_sign_or_open_packages(place: Address, cluster: Cluster) -> None:
    desk = opened(place)
    secrets = [desk.secret("machine_key"), desk.secret("receiver_key")]
    desk.close()
    rows = cluster.said(place.database, "SELECT name, value FROM setting")
    assert not [name for name, value in rows if any(secret in str(value) for secret in secrets)]
    with refused("wrong_passphrase"):
        opened(place, "không phải câu ấy")


def test_a_commune_keeps_its_cases_on_its_own_machine(database: str) -> None:
    with refused("not_receiving_desk"):
        desks.new(address.read(database), PASSPHRASE, role="commune", unit=COMMUNE)


def test_why_a_server_is_not_reached_is_said_in_one_sentence(place: Address, cluster: Cluster) -> None:
    wrong = {
        "server_unreachable": address.read(str(place).replace(f":{cluster.port}", ":9")),
        "server_login": place.with_password("sai mật khẩu"),
        "server_no_database": address.read(cluster.url("khong_co")),
    }
    for code, elsewhere in wrong.items():
        with refused(code):
            opened(elsewhere)
    with refused("server_unreachable"):
        opened(address.read("postgresql://soxa@may-chu.invalid/soxa"))


def test_a_database_that_is_no_store_is_left_alone(database: str, cluster: Cluster) -> None:
    place = address.read(database)
    with refused("server_no_store"):
        opened(place)
    cluster.said(place.database, "CREATE TABLE of_others (id integer)")
    with refused("server_not_empty"):
        desks.new(place, PASSPHRASE, role="receiving", unit=PROVINCE)
    assert cluster.said(place.database, "SELECT count(*) FROM of_others") == [(0,)]


def test_a_login_without_rights_is_told_so(place: Address, cluster: Cluster) -> None:
    with contextlib.suppress(Exception):
        cluster.said("postgres", f"CREATE ROLE may_not LOGIN PASSWORD '{PASSWORD}'")
    with refused("server_no_right"):
        opened(address.read(cluster.url(place.database, user="may_not")))


def test_nothing_crosses_a_network_that_others_could_read(place: Address, cluster: Cluster) -> None:
    # Another address of this machine stands for another machine.
    away = cluster.url(place.database, host="127.0.0.2")
    opened(address.read(away)).close()
    for rest in ("?sslmode=disable", "?sslmode=prefer"):
        with refused("server_no_tls"):
            opened(address.read(away + rest))
    with refused("server_not_trusted"):
        opened(address.read(f"{away}?sslmode=verify-full&sslrootcert=system"))
    try:
        cluster.set("ssl", "off")
        with refused("server_no_tls"):
            opened(address.read(away))
    finally:
        cluster.set("ssl", "on")


def test_a_store_of_a_newer_program_is_left_as_it_is(place: Address, cluster: Cluster) -> None:
    desk = opened(place)
    cluster.said(place.database, "UPDATE alembic_version SET version_num = '9000'")
    with refused("store_newer"):
        activities.save(desk, draft("directive", title="Sau khi nâng cấp"))
    desk.close()
    with refused("store_newer"):
        opened(place)


def test_a_migration_that_fails_leaves_yesterdays_tables(
    place: Address, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = migrating.newest()

    def breaks(connection: object) -> None:
        connection.exec_driver_sql("CREATE TABLE half (id integer)")  # type: ignore[attr-defined]
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(migrating, "newest", lambda: "9000")
        patched.setattr(migrating, "upgrade", breaks)
        with pytest.raises(RuntimeError):
            opened(place)
    assert cluster.said(place.database, "SELECT version_num FROM alembic_version") == [(newest,)]
    assert cluster.said(place.database, "SELECT to_regclass('half')") == [(None,)]
    opened(place).close()


def test_a_backup_of_it_is_restored_into_a_folder(place: Address, tmp_path: Path) -> None:
    desk = opened(place)
    state = checker.state_hash(desk)
    file = backup.backup(desk, tmp_path / "sao-luu.soxa-backup")
    desk.close()
    restored = backup.restore(file, tmp_path / "restored", PASSPHRASE, clock=lambda: NOW)
    verified = checker.verify(restored)
    assert verified.ok
    assert verified.state_hash == state
    assert len(restored.secret("receiver_key")) > 20
    restored.close()


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://soxa@may-chu/soxa",
        "postgresql://soxa@may-chu:6000/s%E1%BB%95",
        "postgresql://soxa@[::1]/soxa?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        "postgresql:///soxa?host=/run/postgresql",
    ],
)
def test_an_address_is_written_as_it_was_read(text: str) -> None:
    assert str(address.read(text)) == text


def test_a_password_with_any_letters_comes_through_an_address() -> None:
    place = Address("may-chu", 5432, "soxa", "soxa", "mật@khẩu:/?#%")
    assert address.read(place.full()) == place
    assert "khẩu" not in repr(place) + str(place)


@pytest.mark.parametrize(
    "text",
    ["postgresql://", "postgresql://may-chu", "mysql://a/b", "postgresql://a:x/b", "postgresql://a/b?c=d"],
)
def test_what_is_no_address_is_told_so(text: str) -> None:
    with refused("not_a_store_address"):
        address.read(text)


def test_each_store_on_a_server_has_a_folder_of_its_own_here() -> None:
    one, other = (address.read(f"postgresql://soxa@may-chu/{name}") for name in ("mot", "hai"))
    assert server.folder_of(one) != server.folder_of(other)


def test_a_store_in_a_folder_does_not_wait_for_what_servers_need() -> None:
    asked = (
        "import sys; from desktop.services import desk; from desktop.models import store, writer, ledger;"
        "print([name for name in sys.modules if 'psycopg' in name or 'postgresql' in name])"
    )
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
