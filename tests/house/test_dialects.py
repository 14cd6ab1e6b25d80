"""Queries use only what SQLite and PostgreSQL both understand; `tests/server` tries them on a real one."""

import re
from pathlib import Path

from desktop.models import postgresql

MODELS = Path(postgresql.__file__).parent
FUNCTION = re.compile(r"\bsa\.func\.(\w+)")
SHARED = {"coalesce", "count", "length", "lower", "nullif", "row_number", "substr"}
# Asked of SQLite only: elsewhere ids are joined, and sorted by the Vietnamese alphabet, in the program.
AT_HOME = {"group_concat", "sort_key"}


def test_every_function_of_a_query_has_its_words_in_postgresql() -> None:
    translated = {
        name.removeprefix("visit_").removesuffix("_func")
        for name in vars(postgresql._Statements)
        if name.startswith("visit_")
    }
    used = {
        name for file in MODELS.rglob("*.py") for name in FUNCTION.findall(file.read_text(encoding="utf-8"))
    }
    assert "json_each" in used & translated
    assert used - SHARED - AT_HOME - translated == set()
