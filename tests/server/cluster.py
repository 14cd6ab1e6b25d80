"""A real PostgreSQL of the tests' own: made in a temporary folder, on a free port, gone at their end."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SUPERUSER, LOGIN = "soxa_tests", "soxa"
"""Who looks after the server, and the login of the program, which owns its database and nothing else."""
PASSWORD = "mat-khau-may-chu"


class Cluster:
    """A running server.

    Attributes:
        folder: Where everything of it lies.
        port: Its port on this machine.
    """

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port

    def url(self, database: str, *, host: str = "127.0.0.1", user: str = LOGIN, rest: str = "") -> str:
        """The address of one of its databases."""
        return f"postgresql://{user}:{PASSWORD}@{host}:{self.port}/{database}{rest}"

    def create(self, name: str) -> str:
        """A new empty database in the language of the machine; gives its address."""
        self.said("postgres", f"CREATE DATABASE \"{name}\" OWNER {LOGIN} TEMPLATE template0 ENCODING 'UTF8'")
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever has it open."""
        self.said("postgres", f'DROP DATABASE "{name}" WITH (FORCE)')

    def set(self, name: str, value: str) -> None:
        """Change a setting of the running server and wait until it holds."""
        import psycopg

        self.said("postgres", f"ALTER SYSTEM SET {name} = '{value}'")
        self.said("postgres", "SELECT pg_reload_conf()")
        found = None
        while found != [(value,)]:
            with psycopg.connect(self.url("postgres", user=SUPERUSER), autocommit=True) as connection:
                found = connection.execute(f"SHOW {name}").fetchall()

    def close(self, name: str) -> None:
        """Let nobody into the database *name*, and those who are there out."""
        self.said("postgres", f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        there = f"datname = '{name}'"
        self.said("postgres", f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {there}")  # noqa: S608

    def open(self, name: str) -> None:
        """Let everybody in again."""
        self.said("postgres", f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    def cut(self, name: str) -> None:
        """End every connection to the database *name* that is in the middle of something."""
        middle = f"datname = '{name}' AND state = 'idle in transaction'"
        self.said("postgres", f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {middle}")  # noqa: S608

    def said(self, database: str, statement: str) -> list[tuple[object, ...]]:
        """What the server answers to one statement of its administrator."""
        import psycopg

        with psycopg.connect(self.url(database, user=SUPERUSER), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


@contextmanager
def running() -> Iterator[Cluster]:
    """A server that runs as long as the block does."""
    folder = Path(tempfile.mkdtemp(prefix="soxa-pg-"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    owner = _owner(folder)
    try:
        _run(owner, _tool("initdb"), "-D", folder / "data", "-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8",
             "--no-sync", "--auth=scram-sha-256", f"--pwfile={_password(folder)}")  # fmt: skip
        _certify(folder / "data", owner)
        settings = {
            "port": port, "listen_addresses": "127.0.0.1,127.0.0.2", "unix_socket_directories": folder,
            "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_connections": 40,
            "shared_buffers": "64MB", "ssl": "on", "log_destination": "stderr",
        }  # fmt: skip
        with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        with _started(owner, folder) as server:
            try:
                _wait(server, port)
                cluster = Cluster(folder, port)
                cluster.said("postgres", f"CREATE ROLE {LOGIN} LOGIN PASSWORD '{PASSWORD}'")
                yield cluster
            finally:
                server.send_signal(signal.SIGQUIT)
                server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _started(owner: Sequence[str], folder: Path) -> subprocess.Popen[bytes]:
    # Whatever becomes of the tests, their server ends with them.
    command = [*(owner or ("setpriv",)), "--pdeathsig=QUIT", _tool("postgres"), "-D", str(folder / "data")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/")


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    """Until it takes connections."""
    import psycopg

    for _ in range(300):
        assert server.poll() is None, "PostgreSQL ended at its start"
        try:
            psycopg.connect(f"postgresql://{SUPERUSER}:{PASSWORD}@127.0.0.1:{port}/postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("PostgreSQL does not answer")


def _owner(folder: Path) -> Sequence[str]:
    """How a command is run that root may not run; the folder becomes whose it must be."""
    if os.getuid() != 0:
        return ()
    import pwd

    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return ("setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups")


def _password(folder: Path) -> Path:
    file = folder / "password"
    file.write_text(PASSWORD, encoding="utf-8")
    file.chmod(0o644)
    return file


def _certify(data: Path, owner: Sequence[str]) -> None:
    """A certificate the server made for itself, as small offices have."""
    from tests.server.certificate import self_signed

    for file, content in zip(("server.crt", "server.key"), self_signed(), strict=True):
        (data / file).write_bytes(content)
        (data / file).chmod(0o600)
        if owner:
            shutil.chown(data / file, "postgres", "postgres")


def _tool(name: str) -> str:
    # Debian keeps them out of the way of its own.
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda home: int(home.parent.name))
    found = shutil.which(name, path=str(homes[-1]) if homes else None)
    assert found, f"PostgreSQL's {name} is not installed: bash task test installs it"
    return found


def _run(owner: Sequence[str], *command: object) -> None:
    done = subprocess.run(
        [*owner, *map(str, command)], check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL, cwd="/", timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout.decode(errors="replace")
