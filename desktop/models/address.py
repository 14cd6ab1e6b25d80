"""The address of a store on a database server, as people and programs write it."""

import dataclasses
import urllib.parse

from desktop.models.errors import Refusal

DESK_FILE = "server.json"
"""The file of a folder that is a desk's of a store on a server."""
SCHEMES = ("postgresql://", "postgres://")
_PORT = 5432
_HERE = frozenset({"", "localhost", "127.0.0.1", "::1"})
_ENCRYPTED = ("require", "verify-ca", "verify-full")
_OPTIONS = frozenset({"sslmode", "sslrootcert", "host"})


@dataclasses.dataclass(frozen=True)
class Address:
    """Where the store is and who asks for it.

    Attributes:
        host: Name or number of the server; a folder for a socket on this machine.
        port: Its port.
        database: Name of the database.
        user: Name of the login; empty for the one of the operating system.
        password: Of the login; empty when the connection is let in by other means.
        sslmode: How the connection is protected, as PostgreSQL names it; empty for the usual way.
        sslrootcert: File with the certificate that vouches for the server; empty for none.
    """

    host: str
    port: int
    database: str
    user: str = ""
    password: str = dataclasses.field(default="", repr=False)
    sslmode: str = ""
    sslrootcert: str = ""

    def __str__(self) -> str:
        """The address without its password, as it may be shown and kept."""
        return self._written("")

    @property
    def here(self) -> bool:
        """Whether the server is this machine, so that nothing crosses a network."""
        return self.host in _HERE or self.host.startswith("/")

    def with_password(self, password: str) -> "Address":
        """The same address with the password of its login."""
        return dataclasses.replace(self, password=password)

    def full(self) -> str:
        """The address with its password."""
        return self._written(f":{_quoted(self.password)}" if self.password else "")

    def arguments(self) -> dict[str, str | int]:
        """What the driver is told. Nothing crosses a network unencrypted, or to a server that is not the one meant.

        Without a certificate to look at, both sides prove by the password that no one stands between them (channel
        binding), so that a small office needs no certificates.

        Raises:
            Refusal: ``server_no_tls`` when the address asks for a connection that others could read.
        """
        given = {
            "host": self.host,
            "user": self.user,
            "password": self.password,
            "sslrootcert": self.sslrootcert,
        }
        asked: dict[str, str | int] = {name: value for name, value in given.items() if value}
        asked |= {"port": self.port, "dbname": self.database}
        if self.here:
            return asked | ({"sslmode": self.sslmode} if self.sslmode else {})
        mode = self.sslmode or "require"
        if mode not in _ENCRYPTED:
            raise Refusal("server_no_tls", server=self.host)
        return asked | {"sslmode": mode, "channel_binding": "require" if mode == "require" else "prefer"}

    def _written(self, password: str) -> str:
        who = f"{_quoted(self.user)}{password}@" if self.user else ""
        socket = self.host.startswith("/")
        host = "" if socket else f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port != _PORT else ""
        options = {
            "host": self.host if socket else "",
            "sslmode": self.sslmode,
            "sslrootcert": self.sslrootcert,
        }
        rest = urllib.parse.urlencode({name: value for name, value in options.items() if value}, safe="/")
        return f"postgresql://{who}{host}{port}/{_quoted(self.database)}" + (f"?{rest}" if rest else "")


def is_address(text: str) -> bool:
    """Whether *text* is meant as the address of a server and not as a folder."""
    return text.startswith(SCHEMES)


def read(text: str) -> Address:
    """The address written as *text*: ``postgresql://user:password@host:port/database``.

    Raises:
        Refusal: ``not_a_store_address``; what is told is without the password.
    """
    try:
        parts = urllib.parse.urlsplit(text)
        options = dict(urllib.parse.parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        database = urllib.parse.unquote(parts.path.removeprefix("/"))
        if not is_address(text) or not database or "/" in database or not set(options) <= _OPTIONS:
            raise ValueError
        return Address(
            host=options.get("host", parts.hostname or ""),
            port=parts.port or _PORT,
            database=database,
            user=urllib.parse.unquote(parts.username or ""),
            password=urllib.parse.unquote(parts.password or ""),
            sslmode=options.get("sslmode", ""),
            sslrootcert=options.get("sslrootcert", ""),
        )
    except ValueError as fault:
        raise Refusal("not_a_store_address", example="postgresql://soxa@192.168.1.10/soxa") from fault


def of(host: str, database: str, user: str, password: str) -> Address:
    """The address that the lines of a form say; *host* may have a port behind a colon, or be a whole address.

    Raises:
        Refusal: ``not_a_store_address``.
    """
    if is_address(host):
        return read(host).with_password(password)
    name = f"[{host}]" if host.count(":") > 1 and not host.startswith("[") else host
    who = f"{_quoted(user)}@" if user else ""
    return read(f"{SCHEMES[0]}{who}{name}/{_quoted(database)}").with_password(password)


def _quoted(text: str) -> str:
    return urllib.parse.quote(text, safe="")
