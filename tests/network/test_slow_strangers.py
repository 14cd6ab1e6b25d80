"""Whoever holds a connection without saying anything, or says far too much, is let go."""

import socket
import sys
import time
from collections.abc import Iterator

import pytest

from sync.transport.address import parsed
from sync.transport.link import Link
from tests.network.machine import Process
from tests.network.office import TOKEN, open_office

REQUEST = b"POST /files/ HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\n"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    office = open_office(tmp_path_factory.mktemp("office"))
    machine = Process([sys.executable, "-m", "tests.network.impatient", str(office)])
    yield int(machine.said["port"])
    machine.stop()


def end_of(connection: socket.socket) -> bytes:
    """What comes until the other side hangs up."""
    connection.settimeout(20)
    heard = b""
    try:
        while piece := connection.recv(65536):
            heard += piece
    except ConnectionError:
        pass
    return heard


def test_half_a_request_is_not_waited_for(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(REQUEST)
        assert end_of(slow) == b""


def test_a_byte_now_and_then_keeps_no_connection_open(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as slow:
        began = time.monotonic()
        try:
            for byte in REQUEST * 40:
                slow.sendall(bytes([byte]))
                time.sleep(0.02)
        except OSError:
            pass
        assert time.monotonic() - began < 10


def test_lines_without_end_are_refused(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as loud:
        try:
            loud.sendall(REQUEST + b"X-Long: " + b"a" * 200_000 + b"\r\n\r\n")
        except OSError:
            return
        assert end_of(loud)[:12] in (b"", b"HTTP/1.1 400")


def test_an_upload_that_brings_nothing_is_broken_off_and_keeps_what_came(port: int) -> None:
    link = Link(parsed(f"http://127.0.0.1:{port}"), TOKEN)
    place = link.ask("POST", "/files/", {"Tus-Resumable": "1.0.0", "Upload-Length": "1000"}).headers[
        "location"
    ]
    lines = (
        f"PATCH {place} HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\nAuthorization: Bearer {TOKEN}\r\n"
        "Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\nContent-Length: 1000\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(lines.encode() + b"x" * 10)
        assert end_of(slow).startswith(b"HTTP/1.1 408")
    assert link.ask("HEAD", place, {"Tus-Resumable": "1.0.0"}).headers["upload-offset"] == "10"
    link.close()


def test_a_dead_connection_gives_way_to_the_one_that_goes_on(port: int) -> None:
    link = Link(parsed(f"http://127.0.0.1:{port}"), TOKEN)
    place = link.ask("POST", "/files/", {"Tus-Resumable": "1.0.0", "Upload-Length": "1000"}).headers[
        "location"
    ]
    lines = (
        f"PATCH {place} HTTP/1.1\r\nHost: x\r\nTus-Resumable: 1.0.0\r\nAuthorization: Bearer {TOKEN}\r\n"
        "Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\nContent-Length: 1000\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port)) as dead:
        dead.sendall(lines.encode() + b"x" * 10)
        while link.ask("HEAD", place, {"Tus-Resumable": "1.0.0"}).headers.get("upload-offset") != "10":
            pass
    link.close()


def test_one_address_has_only_so_many_connections(port: int) -> None:
    many = [socket.create_connection(("127.0.0.1", port)) for _ in range(40)]
    try:
        assert sum(end_of(one) == b"" for one in many[32:]) == 8
    finally:
        for one in many:
            one.close()
