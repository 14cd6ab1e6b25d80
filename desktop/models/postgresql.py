"""PostgreSQL made to understand the statements that are written for SQLite: one description of tables and queries.

The dialect says SQLite's functions in PostgreSQL's own words and gives columns the types that hold the same values:
whole numbers of eight bytes, text in the order of its letters' numbers, whatever the language of the server.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg, PGDialect_psycopg

NAME = "postgresql"
DRIVER = "postgresql+soxa"

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
        entries = f"jsonb_array_elements(CAST({self.process(fn.clauses, **kw)} AS JSONB))"
        chosen = "ordinality - 1 AS key, entry #>> '{}' AS value, entry AS item"
        return f"LATERAL (SELECT {chosen} FROM {entries} WITH ORDINALITY AS entries (entry, ordinality))"  # noqa: S608

    def visit_json_extract_func(self, fn: Any, **kw: Any) -> str:
        of, path = fn.clauses
        text = self.process(of, **kw)
        whole = text.removesuffix("value") + "item" if text.endswith(".value") else f"CAST({text} AS JSONB)"
        found = f"({whole} #>> ARRAY[translate({self.process(path, **kw)}, '$.[]', '')])"
        return f"CAST({found} AS BIGINT)" if isinstance(fn.type, sa.Integer) else found

    def visit_json_array_length_func(self, fn: Any, **kw: Any) -> str:
        return f"jsonb_array_length(CAST({self.process(fn.clauses, **kw)} AS JSONB))"

    def visit_sum_func(self, fn: Any, **kw: Any) -> str:
        # Of large whole numbers PostgreSQL makes a decimal.
        return f"CAST(sum({self.process(fn.clauses, **kw)}) AS BIGINT)"

    def visit_max_func(self, fn: Any, **kw: Any) -> str:
        return f"{'max' if len(fn.clauses) == 1 else 'greatest'}({self.process(fn.clauses, **kw)})"

    def visit_min_func(self, fn: Any, **kw: Any) -> str:
        return f"{'min' if len(fn.clauses) == 1 else 'least'}({self.process(fn.clauses, **kw)})"


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


def engine(url: sa.URL) -> sa.Engine:
    """The engine over the database at *url*; its text is UTF-8, its placeholders are as in SQLite by position."""
    return sa.create_engine(
        url.set(drivername=DRIVER),
        paramstyle="format",
        pool_size=2,
        pool_pre_ping=True,
        connect_args={"client_encoding": "utf8"},
    )
