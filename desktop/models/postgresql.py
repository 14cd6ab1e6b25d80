"""PostgreSQL made to understand the statements that are written for SQLite: one description of tables and queries.

The dialect says SQLite's functions in PostgreSQL's own words and gives columns the types that hold the same values:
whole numbers of eight bytes, text in the order of its letters' numbers, whatever the language of the server.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg, PGDialect_psycopg

from desktop.models.address import Address
from desktop.models.errors import Refusal
from desktop.models.sealing import KEYRING, Keyring

NAME = "postgresql"
DRIVER = "postgresql+soxa"

_CONNECT_SECONDS = 10
_ID = "'^([0-9a-f]{2})*$'"


class _Statements(PGCompiler_psycopg):
    """SQLite's functions as PostgreSQL has them; SQLAlchemy finds each by its name."""

    def visit_hex_func(self, fn: Any, **kw: Any) -> str:
        return f"encode({self.process(fn.clauses, **kw)}, 'hex')"

    def visit_unhex_func(self, fn: Any, **kw: Any) -> str:
        # What is not an id is none, and no error.
        text = self.process(fn.clauses, **kw)
        return f"CASE WHEN {text} ~ {_ID} THEN decode({text}, 'hex') END"

    def visit_instr_func(self, fn: Any, **kw: Any) -> str:
        return f"strpos({self.process(fn.clauses, **kw)})"

    def visit_json_each_func(self, fn: Any, **kw: Any) -> str:
        """Entries with their number, their text, and themselves for `visit_json_extract_func`."""
        entries = f"jsonb_array_elements({_parsed(self.process(fn.clauses, **kw))})"
        chosen = "ordinality - 1 AS key, entry #>> '{}' AS value, entry AS item"
        return f"LATERAL (SELECT {chosen} FROM {entries} WITH ORDINALITY AS entries (entry, ordinality))"  # noqa: S608

    visit_jsonb_each_func = visit_json_each_func

    def visit_json_extract_func(self, fn: Any, **kw: Any) -> str:
        of, path = fn.clauses
        text = self.process(of, **kw)
        whole = text.removesuffix("value") + "item" if text.endswith(".value") else _parsed(text)
        found = f"({whole} #>> ARRAY[translate({self.process(path, **kw)}, '$.[]', '')])"
        return f"CAST({found} AS BIGINT)" if isinstance(fn.type, sa.Integer) else found

    def visit_json_array_length_func(self, fn: Any, **kw: Any) -> str:
        return f"jsonb_array_length({_parsed(self.process(fn.clauses, **kw))})"

    def visit_sum_func(self, fn: Any, **kw: Any) -> str:
        # Of large whole numbers PostgreSQL makes a decimal.
        return f"CAST(sum({self.process(fn.clauses, **kw)}) AS BIGINT)"

    def visit_max_func(self, fn: Any, **kw: Any) -> str:
        return f"{'max' if len(fn.clauses) == 1 else 'greatest'}({self.process(fn.clauses, **kw)})"

    def visit_min_func(self, fn: Any, **kw: Any) -> str:
        return f"{'min' if len(fn.clauses) == 1 else 'least'}({self.process(fn.clauses, **kw)})"


def _parsed(text: str) -> str:
    # PostgreSQL knows no character of the number zero. Nobody types it; a package may hold it all the same.
    return f"CAST(replace({text}, '\\u0000', '\\ufffd') AS JSONB)"


class _Tables(PGDDLCompiler):
    """Columns hold what SQLite's of the same description hold, and sort it alike.

    Whole numbers have eight bytes (packages number up to 2**53); text is compared by bytes, where PostgreSQL's own
    order depends on how the server was set up.
    """

    def get_column_specification(self, column: Any, **kwargs: Any) -> str:
        made = str(super().get_column_specification(column, **kwargs))  # type: ignore[no-untyped-call]
        written = self.dialect.type_compiler_instance.process(column.type, type_expression=column)
        if isinstance(column.type, sa.String):
            return made.replace(written, f'{written} COLLATE "C"', 1)
        return made.replace("INTEGER", "BIGINT", 1)


class Dialect(PGDialect_psycopg):
    """PostgreSQL through psycopg, as this program speaks to it."""

    statement_compiler = _Statements
    ddl_compiler = _Tables
    supports_statement_cache = True


registry.register(NAME + ".soxa", __name__, "Dialect")


def engine(address: Address, keyring: Keyring | None = None) -> sa.Engine:
    """The engine over the database at *address*; its placeholders are by position, as in SQLite.

    Args:
        address: Server, database and login.
        keyring: The store's key, once it is known, and the desk (`desktop.models.sealing`).

    Raises:
        Refusal: ``server_no_tls``.
    """
    made = sa.create_engine(
        DRIVER + "://",
        paramstyle="format",
        pool_size=2,
        pool_pre_ping=True,
        connect_args={
            **address.arguments(),
            "client_encoding": "utf8",
            "application_name": "soxa",
            "connect_timeout": _CONNECT_SECONDS,
            "keepalives_idle": 30,
            "keepalives_interval": 10,
            "keepalives_count": 3,
        },
    )

    @sa.event.listens_for(made, "connect")
    def _carry_keyring(_driver: Any, record: Any) -> None:
        record.info[KEYRING] = keyring if keyring is not None else {"key": None}

    return made


@contextlib.contextmanager
def understood(address: Address) -> Iterator[None]:
    """Turn what PostgreSQL says into a refusal a person can act on; bugs pass through."""
    import psycopg

    try:
        yield
    except sa.exc.DBAPIError as fault:
        raise _refusal(fault.orig, address) or fault from fault
    except psycopg.Error as fault:
        raise _refusal(fault, address) or fault from fault


_BY_STATE = {
    "28P01": "server_login",
    "28000": "server_login",
    "3D000": "server_no_database",
    "42501": "server_no_right",
    "53100": "server_full",
    "53300": "server_busy",
    "55P03": "server_busy",
    "57P03": "server_unreachable",
    "57P01": "server_gone",
    "57P02": "server_gone",
    "25P03": "server_gone",
    "25006": "server_read_only",
    "22021": "server_text",
    "22P05": "server_text",
}
"""What a server says by its own codes, which are the same in every language it may be set to."""
_BY_WORDS = (
    ("channel binding", "server_not_trusted"),
    ("certificate", "server_not_trusted"),
    ("does not support ssl", "server_no_tls"),
    ("password authentication failed", "server_login"),
    ("no password supplied", "server_login"),
    ("no pg_hba.conf entry", "server_login"),
    ('role "', "server_login"),
    ("not currently accepting", "server_unreachable"),
    ('database "', "server_no_database"),
    ("too many", "server_busy"),
    ("starting up", "server_unreachable"),
    ("nul (0x00)", "server_text"),
    ("connection refused", "server_unreachable"),
    ("timeout", "server_unreachable"),
    ("failed to resolve", "server_unreachable"),
    ("could not translate", "server_unreachable"),
    ("unreachable", "server_unreachable"),
    ("no route", "server_unreachable"),
    ("no such file", "server_unreachable"),
)
"""Before a login there are words only: the driver's, which are English, and a server's, which mostly are."""


def _refusal(fault: Any, address: Address) -> Refusal | None:
    import psycopg

    said = {"server": address.host or "localhost", "database": address.database, "user": address.user}
    if fault.sqlstate:
        code = _BY_STATE.get(fault.sqlstate) or ("server_gone" if fault.sqlstate.startswith("08") else None)
        return None if code is None else Refusal(code, **said)
    words = str(fault)
    code = next((code for part, code in _BY_WORDS if part in words.lower()), None)
    if code is not None:
        return Refusal(code, **said)
    if not isinstance(fault, psycopg.OperationalError):
        return None
    if "connection failed" in words:
        return Refusal("server_refused", **said, reason=words.rpartition("failed: ")[2].strip())
    return Refusal("server_gone", **said)
