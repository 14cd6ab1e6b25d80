"""Our client with the tus project's own server, our receiver with its own client: killed, then resumed."""

import io
import itertools
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tusclient import client as tusclient
from tusclient.exceptions import TusCommunicationError
from tusclient.uploader import Uploader

from sync.transport.address import parsed
from sync.transport.link import Link
from sync.transport.pace import Backoff, Pace
from sync.transport.remembered import Remembered
from sync.transport.tus import Client
from tests.network.machine import ROOT, ReceivingMachine, until
from tests.network.office import OTHER_TOKEN, TOKEN, open_office, written
from tests.network.standard import StandardServer, unpack

pytestmark = pytest.mark.filterwarnings("ignore:Unverified HTTPS request")
SIZE = 600_000
PATIENT = Backoff(first=0.05, longest=0.5, tries=200)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack(tmp_path_factory.mktemp("node"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "package"
    made.write_bytes(os.urandom(SIZE))
    return made


@pytest.fixture
def standard(program: Path, tmp_path: Path) -> Iterator[StandardServer]:
    server = StandardServer(program, tmp_path / "stored")
    yield server
    if server.running:
        server.stop()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReceivingMachine]:
    machine = ReceivingMachine(open_office(tmp_path / "office"))
    yield machine
    if machine.running:
        machine.stop()


def sending(file: Path, url: str, fingerprint: str, token: str, rate: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.network.sender", file, url, fingerprint, token, "/files/", rate]
    return subprocess.Popen(list(map(str, command)), cwd=ROOT, stdout=subprocess.PIPE, text=True)


def killed_at(child: subprocess.Popen[str], least: int) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        if int(line) >= least:
            break
    child.kill()
    child.communicate()


def largest(folder: Path, pattern: str = "*") -> int:
    return max((one.stat().st_size for one in folder.glob(pattern)), default=0)


# Our client, the standard server


def test_our_client_is_killed_and_goes_on_at_a_standard_server(
    standard: StandardServer, file: Path, tmp_path: Path
) -> None:
    killed_at(sending(file, standard.url, "", "", 400_000), SIZE // 3)
    kept = until(lambda: largest(tmp_path / "stored"))
    assert 0 < kept < SIZE
    done = sending(file, standard.url, "", "", 0).communicate(timeout=60)[0].splitlines()
    assert SIZE // 4 < int(done[0]) < SIZE
    assert (tmp_path / "stored" / done[-1].rsplit("/", 1)[1]).read_bytes() == file.read_bytes()


def test_a_standard_server_is_killed_and_our_client_waits_and_goes_on(
    standard: StandardServer, program: Path, file: Path, tmp_path: Path
) -> None:
    told: list[int] = []
    address = parsed(standard.url)
    link = Link(address, pace=Pace(400_000))
    client = Client(link, "/files/", PATIENT)
    place: list[str] = []
    remembered = Remembered(tmp_path / "place", address.url)
    work = threading.Thread(
        target=lambda: place.append(client.send(file, remembered, {}, lambda done, _: told.append(done)))
    )
    work.start()
    until(lambda: largest(tmp_path / "stored") > SIZE // 3)
    standard.kill()
    again = StandardServer(program, tmp_path / "stored", standard.port)
    work.join(60)
    link.close()
    again.stop()
    assert (tmp_path / "stored" / place[0].rsplit("/", 1)[1]).read_bytes() == file.read_bytes()
    assert sum(a > b for a, b in itertools.pairwise(told)) >= 1, "it never went back to what was kept"
    assert min(told[told.index(max(told[: len(told) // 2])) :]) > 0


def test_a_standard_server_says_what_it_offers(standard: StandardServer) -> None:
    link = Link(parsed(standard.url))
    offered = Client(link, "/files/").offered()
    link.close()
    assert "creation" in offered.extensions


# A standard client, our receiver


def uploader_of(
    office: ReceivingMachine, file: Path, *, token: str = TOKEN, chunk_size: int = 40_000, **more: object
) -> Uploader:
    client = tusclient.TusClient(f"{office.address.url}files/", headers={"Authorization": f"Bearer {token}"})
    stream = io.BytesIO(file.read_bytes())
    return client.uploader(file_stream=stream, chunk_size=chunk_size, verify_tls_cert=False, **more)


def test_a_standard_client_sends_to_our_receiver(office: ReceivingMachine, tmp_path: Path) -> None:
    file = written(tmp_path / "made", kilobytes=200)
    uploader = uploader_of(office, file)
    uploader.upload()
    (stored,) = (tmp_path / "office" / "inbox").iterdir()
    assert stored.read_bytes() == file.read_bytes()
    assert stored.name != file.name


def test_a_standard_client_proves_each_piece_with_a_checksum(
    office: ReceivingMachine, tmp_path: Path
) -> None:
    file = written(tmp_path / "made", kilobytes=100)
    uploader = uploader_of(office, file, upload_checksum=True)
    uploader.upload()
    assert len(list((tmp_path / "office" / "inbox").iterdir())) == 1


def test_our_receiver_is_killed_and_a_standard_client_goes_on(
    office: ReceivingMachine, tmp_path: Path
) -> None:
    file = written(tmp_path / "made", kilobytes=300)
    uploader = uploader_of(office, file)
    uploader.upload(stop_at=120_000)
    office.kill()
    with pytest.raises(TusCommunicationError):
        uploader.upload_chunk()
    again = ReceivingMachine(tmp_path / "office", port=office.port)
    assert again.fingerprint == office.fingerprint
    resumed = uploader_of(again, file, url=uploader.url)
    assert resumed.offset >= 120_000
    resumed.upload()
    again.stop()
    (stored,) = (tmp_path / "office" / "inbox").iterdir()
    assert stored.read_bytes() == file.read_bytes()


def test_no_machine_touches_the_upload_of_another(office: ReceivingMachine, tmp_path: Path) -> None:
    file = written(tmp_path / "made", kilobytes=100)
    uploader = uploader_of(office, file, chunk_size=10_000)
    uploader.upload(stop_at=20_000)
    with pytest.raises(TusCommunicationError):
        uploader_of(office, file, token=OTHER_TOKEN, url=uploader.url)
    with pytest.raises(TusCommunicationError):
        uploader_of(office, file, token="0" * 64, url=uploader.url)
    uploader.upload()
    assert len(list((tmp_path / "office" / "inbox").iterdir())) == 1


# Our client, our receiver


def test_our_client_is_killed_and_goes_on_at_our_receiver(office: ReceivingMachine, tmp_path: Path) -> None:
    file = written(tmp_path / "made", kilobytes=500)
    size = file.stat().st_size
    url, fingerprint = office.address.url, office.fingerprint
    killed_at(sending(file, url, fingerprint, TOKEN, 300_000), size // 3)
    done = sending(file, url, fingerprint, TOKEN, 0).communicate(timeout=60)[0].splitlines()
    assert size // 5 < int(done[0]) < size
    (stored,) = (tmp_path / "office" / "inbox").iterdir()
    assert stored.read_bytes() == file.read_bytes()


def test_our_receiver_is_killed_and_our_client_waits_and_goes_on(
    office: ReceivingMachine, tmp_path: Path
) -> None:
    file = written(tmp_path / "made", kilobytes=500)
    size = file.stat().st_size
    told: list[int] = []
    link = Link(office.address, TOKEN, Pace(300_000))
    client = Client(link, "/files/", PATIENT)
    remembered = Remembered(tmp_path / "place", office.address.url)
    work = threading.Thread(
        target=client.send, args=(file, remembered, {}), kwargs={"told": lambda done, _: told.append(done)}
    )
    work.start()
    uploads = tmp_path / "office" / "uploads"
    until(lambda: largest(uploads, "*.upload") > size // 3)
    office.kill()
    kept = largest(uploads, "*.upload")
    again = ReceivingMachine(tmp_path / "office", port=office.port)
    work.join(60)
    link.close()
    again.stop()
    (stored,) = (tmp_path / "office" / "inbox").iterdir()
    assert stored.read_bytes() == file.read_bytes()
    assert kept in told, "it did not go on from what was kept"
