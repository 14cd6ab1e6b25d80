"""The revision of the record kinds: packages name it, and whoever is behind knows that he is."""

import re

NAME, REVISION = "soxa-records", 2
SCHEMA = f"{NAME}/{REVISION}"
"""Rises with every release that adds a kind, a field, a cell or a code; ``tests/house/test_schema.py`` says when."""

_NAMED = re.compile(rf"{NAME}/([1-9][0-9]{{0,5}})")


def is_newer(schema: str) -> bool:
    """Whether a package's *schema* is a later revision of these record kinds."""
    found = _NAMED.fullmatch(schema)
    return found is not None and int(found[1]) > REVISION
