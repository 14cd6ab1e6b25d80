"""What the client makes of a line: how fast, how soon again, whom it trusts, and what it says when it cannot."""

import datetime
import http.server
import random
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from sync.errors import PackageRefused
from sync.identity import MachineKey
from sync.receiver.certificate import fingerprint_in, kept_certificate
from sync.transport.address import Address, AddressNote, parsed, read_address, write_address
from sync.transport.errors import Stopped, TransportFailed
from sync.transport.link import Link
from sync.transport.pace import Backoff, Pace
from sync.transport.remembered import Remembered
from sync.transport.route import has_way
from sync.transport.tus import Client

Handler = type[http.server.BaseHTTPRequestHandler]


class Clock:
    """A clock that moves when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waited: list[float] = []

    def __call__(self) -> float:
        return self.now

    def is_set(self) -> bool:
        return False

    def wait(self, timeout: float) -> bool:
        self.now += timeout
        self.waited.append(timeout)
        return False


# How fast


@given(st.integers(300, 100_000), st.lists(st.integers(1, 5_000), max_size=6))
def test_never_more_than_the_rate_over_any_stretch(rate: int, pieces: list[int]) -> None:
    clock = Clock()
    pace = Pace(rate, clock, clock)
    went: list[tuple[float, int]] = [(0.0, 0)]
    for piece in pieces:
        left = piece
        while left:
            size = pace.take(left)
            assert 0 < size <= left
            left -= size
            went.append((clock.now, went[-1][1] + size))
    for number, (at, before) in enumerate(went):
        for later, after in went[number:]:
            assert after - before <= rate * (later - at) + 2 * pace.burst + 1


def test_without_a_rate_nothing_waits() -> None:
    clock = Clock()
    pace = Pace(0, clock, clock)
    assert sum(pace.take(1000) for _ in range(1000)) == 1_000_000
    assert clock.waited == []


def test_what_the_line_adds_is_counted_too() -> None:
    clock = Clock()
    pace = Pace(1000, clock, clock)
    pace.take(pace.burst)
    pace.spend(500)
    pace.take(100)
    assert clock.now >= 0.6


def test_a_wait_ends_when_somebody_stops_it() -> None:
    stop = threading.Event()
    pace = Pace(1, stop)
    pace.take(256)
    threading.Timer(0.05, stop.set).start()
    with pytest.raises(Stopped):
        pace.take(256)


# How soon again


@given(st.integers(1, 60), st.randoms(use_true_random=False))
def test_waits_grow_to_a_bound_and_lie_anywhere_below_it(failures: int, chance: random.Random) -> None:
    backoff = Backoff(first=2, longest=300, chance=chance)
    assert 0 <= backoff.wait(failures) <= min(2 * 2 ** (failures - 1), 300)
    assert backoff.bound(failures) <= backoff.bound(failures + 1) <= 300
    assert backoff.wait(failures, at_least=30) >= 30
    assert backoff.wait(failures, at_least=1e9) <= 600


def test_machines_that_lost_one_line_come_back_apart() -> None:
    waits = {round(Backoff(longest=600).wait(9), 3) for _ in range(50)}
    assert len(waits) > 40


# Where to


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("nhan.vidu.vn", "https://nhan.vidu.vn/"),
        (" https://nhan.vidu.vn:8443 ", "https://nhan.vidu.vn:8443/"),
        ("10.0.0.5:8443/soxa", "https://10.0.0.5:8443/soxa/"),
        ("http://127.0.0.1:80/", "http://127.0.0.1:80/"),
        ("https://[::1]:8443", "https://[::1]:8443/"),
    ],
)
def test_an_address_is_what_a_person_types(typed: str, url: str) -> None:
    assert parsed(typed).url == url


@pytest.mark.parametrize(
    "typed",
    ["", "http://nhan.vidu.vn", "ftp://x", "https://a@b", "https://a:x", "https://a:99999", "https://a/?q=1",
     "máy chủ", "https://a#b", "x" * 400, "https://", "https://a/ế"],
)  # fmt: skip
def test_what_is_no_address_for_a_token_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match=r"address|[Pp]ort"):
        parsed(typed)


def test_a_fingerprint_may_have_spaces_and_is_otherwise_whole() -> None:
    digits = "ab" * 32
    assert (
        parsed("a.vn", " ".join(digits[at : at + 4] for at in range(0, 64, 4)).upper()).fingerprint == digits
    )
    with pytest.raises(ValueError, match="address"):
        parsed("a.vn", digits[:20])


def test_the_address_file_is_the_receiving_units_own(tmp_path: Path) -> None:
    key, other = MachineKey.generate(), MachineKey.generate()
    address = parsed("https://nhan.vidu.vn:8443", "ab" * 32)
    note = AddressNote(address=address, key=key.public, issued_on="2025-12-14")
    file = tmp_path / "a.soxa-address"
    write_address(file, note, key)
    assert read_address(file, receiver_key=key.public, training=False) == address
    with pytest.raises(PackageRefused, match="address_training"):
        read_address(file, receiver_key=key.public, training=True)
    with pytest.raises(PackageRefused, match="address_forged"):
        read_address(file, receiver_key=other.public, training=False)
    whole = file.read_bytes()
    for spoiled in (whole.replace(b"nhan", b"kapp"), whole.replace(b"abab", b"abac", 1)):
        file.write_bytes(spoiled)
        with pytest.raises(PackageRefused, match="address_forged"):
            read_address(file, receiver_key=key.public, training=False)
    for spoiled in (b"", b"{}", whole[:-5], whole + b" ", b"[" * 5000, whole.replace(b"https", b"http")):
        file.write_bytes(spoiled)
        with pytest.raises(PackageRefused, match="not_an_address"):
            read_address(file, receiver_key=key.public, training=False)
    file.write_bytes(whole.replace(b'"format":1', b'"format":2'))
    with pytest.raises(PackageRefused, match="too_new"):
        read_address(file, receiver_key=key.public, training=False)


# Whom it trusts, and what it says


@contextmanager
def answering(handler: Handler, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Something at a port of this machine that answers HTTP."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def handler(answer: Callable[[http.server.BaseHTTPRequestHandler], None]) -> Handler:
    class Handling(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_OPTIONS(self) -> None:
            answer(self)

        do_GET = do_POST = do_HEAD = do_PATCH = do_OPTIONS

        def log_message(self, *_: object) -> None:
            pass

    return Handling


def saying(status: int, **headers: str) -> Handler:
    def answer(asked: http.server.BaseHTTPRequestHandler) -> None:
        asked.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            asked.send_header(name.replace("_", "-"), value)
        asked.end_headers()

    return handler(answer)


def tls_of(folder: Path) -> tuple[ssl.SSLContext, str]:
    certificate, key = kept_certificate(folder, ["127.0.0.1"])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, fingerprint_in(certificate)


def failing(address: Address, method: str = "OPTIONS", **options: float) -> TransportFailed:
    link = Link(address, "ab" * 32, **options)
    with pytest.raises(TransportFailed) as failed:
        link.ask(method, "/files/")
    link.close()
    return failed.value


def test_the_certificate_agreed_on_is_enough_and_any_other_is_told_nothing(tmp_path: Path) -> None:
    heard: list[str] = []
    context, fingerprint = tls_of(tmp_path)
    listening = handler(lambda asked: (heard.append(str(asked.headers)), asked.send_error(404)))
    with answering(listening, context) as port:
        link = Link(parsed(f"https://127.0.0.1:{port}", fingerprint), "ab" * 32)
        assert link.ask("GET", "/").status == 404
        link.close()
        assert len(heard) == 1
        fault = failing(parsed(f"https://127.0.0.1:{port}", "0" * 64))
        assert (fault.code, fault.retry, fault.params["shown"]) == ("certificate_changed", False, fingerprint)
        assert failing(parsed(f"https://127.0.0.1:{port}")).code == "certificate_untrusted"
        assert len(heard) == 1


def test_a_renewed_certificate_with_the_same_key_and_any_date_is_still_the_one(tmp_path: Path) -> None:
    certificate, key = kept_certificate(tmp_path, ["127.0.0.1"])
    fingerprint = fingerprint_in(certificate)
    private = serialization.load_pem_private_key(key.read_bytes(), None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    name = x509.Name([])
    long_ago = datetime.datetime(1999, 1, 1, tzinfo=datetime.UTC)
    expired = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
    expired = expired.serial_number(5).not_valid_before(long_ago).not_valid_after(long_ago.replace(year=2000))
    certificate.write_bytes(expired.sign(private, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    context, again = tls_of(tmp_path)
    assert again == fingerprint
    with answering(saying(204), context) as port:
        link = Link(parsed(f"https://127.0.0.1:{port}", fingerprint))
        assert link.ask("OPTIONS", "/").status == 204
        link.close()


def test_a_date_that_an_authority_checks_is_called_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sync.transport import tls

    fault = ssl.SSLCertVerificationError("certificate has expired")
    fault.verify_code, fault.verify_message = 10, "certificate has expired"
    assert tls.failed(fault).code == "certificate_date"
    fault.verify_code = 18
    assert tls.failed(fault).code == "certificate_untrusted"


def closed_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        return int(listening.getsockname()[1])


def test_nothing_listens_there() -> None:
    fault = failing(parsed(f"http://127.0.0.1:{closed_port()}"))
    assert (fault.code, fault.retry) == ("connection_refused", True)


def test_nobody_knows_the_name() -> None:
    fault = failing(parsed("https://khong-co-may-nay.invalid"))
    assert fault.code in ("name_unknown", "no_network")


def test_no_answer_is_waited_for_for_ever() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        port = silent.getsockname()[1]
        assert failing(parsed(f"http://127.0.0.1:{port}"), answer_seconds=0.1).code == "no_answer"
        assert failing(parsed(f"https://127.0.0.1:{port}", "0" * 64), connect_seconds=0.1).code == "no_answer"


@pytest.mark.parametrize(
    "said", [b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", b"\0" * 500]
)
def test_something_else_there_is_no_receiver(said: bytes) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(10_000)
                connection.sendall(said)

        thread = threading.Thread(target=answer)
        thread.start()
        address = parsed(f"http://127.0.0.1:{listening.getsockname()[1]}")
        link = Link(address)
        with pytest.raises(TransportFailed, match=r"not_a_receiver|connection_lost"):
            Client(link, "/files/").offered()
        link.close()
        thread.join()


@pytest.mark.parametrize(
    ("status", "code", "retry"),
    [(401, "token_refused", False), (403, "token_refused", False), (413, "upload_too_large", False),
     (429, "receiver_busy", True), (423, "receiver_busy", True), (503, "receiver_busy", True),
     (507, "receiver_full", True), (500, "receiver_failed", True), (302, "not_a_receiver", False),
     (200, "not_a_receiver", False)],
)  # fmt: skip
def test_every_status_has_its_meaning(tmp_path: Path, status: int, code: str, retry: bool) -> None:
    file = tmp_path / "package"
    file.write_bytes(b"x" * 100)
    with answering(saying(status, Retry_After="7", Location="http://elsewhere/")) as port:
        address = parsed(f"http://127.0.0.1:{port}")
        link = Link(address, "ab" * 32)
        client = Client(link, "/files/", Backoff(first=0, longest=0, tries=2))
        with pytest.raises(TransportFailed) as failed:
            client.send(file, Remembered(tmp_path / "place", address.url), {})
        link.close()
    assert (failed.value.code, failed.value.retry) == (code, retry)
    if retry:
        assert failed.value.after == 7


@pytest.mark.parametrize(
    "location", ["http://127.0.0.2/x", "https://vidu.vn/files/1", "//vidu.vn/x", "http://127.0.0.1:1/x"]
)
def test_the_token_follows_nobody_elsewhere(tmp_path: Path, location: str) -> None:
    file = tmp_path / "package"
    file.write_bytes(b"x" * 100)
    with answering(saying(201, Location=location)) as port:
        address = parsed(f"http://127.0.0.1:{port}")
        link = Link(address, "ab" * 32)
        with pytest.raises(TransportFailed, match="not_a_receiver"):
            Client(link, "/files/").send(file, Remembered(tmp_path / "place", address.url), {})
        link.close()


def test_no_secret_shows_in_what_may_reach_a_log() -> None:
    token = "ab" * 32
    assert token not in repr(Link(parsed("https://a.vn"), token))
    assert token not in repr(failing(parsed(f"http://127.0.0.1:{closed_port()}")))


def test_a_place_kept_for_another_file_or_receiver_means_nothing(tmp_path: Path) -> None:
    remembered = Remembered(tmp_path / "place", "https://a.vn/")
    remembered.keep("aa", "/files/1")
    assert remembered.place_of("aa") == "/files/1"
    assert remembered.place_of("bb") == ""
    assert Remembered(tmp_path / "place", "https://b.vn/").place_of("aa") == ""
    (tmp_path / "place").write_bytes(b"half")
    assert remembered.place_of("aa") == ""
    remembered.forget()
    remembered.forget()
    Remembered(tmp_path / "nowhere" / "place", "https://a.vn/").keep("aa", "/files/1")


# Through what stands between


@contextmanager
def proxy(to: int, answer: bytes = b"200 OK") -> Iterator[tuple[int, list[bytes]]]:
    """A proxy that passes everything on to one port of this machine, or says *answer* and no more."""
    heard: list[bytes] = []
    listening = socket.create_server(("127.0.0.1", 0))

    def pass_on(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)

    def serve() -> None:
        with suppress(OSError), closing(listening.accept()[0]) as here:
            heard.append(here.recv(65536))
            here.sendall(b"HTTP/1.1 " + answer + b"\r\n\r\n")
            if answer.startswith(b"200"):
                with closing(socket.create_connection(("127.0.0.1", to))) as there:
                    back = threading.Thread(target=pass_on, args=(there, here))
                    back.start()
                    pass_on(here, there)
                    back.join()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listening.getsockname()[1], heard
    finally:
        listening.close()
        thread.join()


def test_the_systems_proxy_is_used_and_hears_no_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, fingerprint = tls_of(tmp_path)
    with answering(saying(204), context) as port, proxy(port) as (between, heard):
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{between}")
        monkeypatch.delenv("no_proxy", raising=False)
        link = Link(parsed("https://nhan.vidu.vn:8443", fingerprint), "ab" * 32)
        assert link.ask("OPTIONS", "/").status == 204
        link.close()
    assert heard[0].startswith(b"CONNECT nhan.vidu.vn:8443 HTTP/1.")
    assert b"abab" not in heard[0]


def test_a_proxy_that_says_no_is_called_that(monkeypatch: pytest.MonkeyPatch) -> None:
    with proxy(0, b"407 Proxy Authentication Required") as (between, _):
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{between}")
        monkeypatch.delenv("no_proxy", raising=False)
        assert failing(parsed("https://nhan.vidu.vn:8443", "0" * 64)).code == "proxy_refused"


def test_a_connection_closed_meanwhile_is_made_anew_for_a_question() -> None:
    asked: list[int] = []

    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        asked.append(1)
        request.send_response(204)
        request.end_headers()
        # Closed without a word, as a server does with a connection that was idle for too long.
        request.close_connection = True

    with answering(handler(answer)) as port:
        link = Link(parsed(f"http://127.0.0.1:{port}"))
        assert [link.ask("GET", "/").status for _ in range(3)] == [204, 204, 204]
        link.close()
    assert len(asked) == 3


def test_there_is_a_way_to_this_machine_and_none_to_nowhere() -> None:
    assert has_way("127.0.0.1")
    assert has_way("::1") or not socket.has_ipv6
    # A name is asked for nowhere: whether there is a way out says nothing of it.
    assert has_way("khong-co-may-nay.invalid") == has_way("192.0.2.1") or has_way("2001:db8::1")
