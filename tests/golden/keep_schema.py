"""Keep what this program's record kinds are: ``python -m tests.golden.keep_schema``, whenever they change.

What a released revision has, every later one has too, or packages of other years would be misunderstood.
"""

import json
from pathlib import Path
from typing import Any

from desktop.models import code_lists
from desktop.models.records import all_kinds

KEPT = Path(__file__).parent / "schemas"
LISTS = Path(code_lists.__file__).parents[2] / "resources" / "code_lists"


def described() -> dict[str, Any]:
    """The kinds with what travels of their fields, and the code lists."""
    return {"kinds": {kind.name: _kind(kind) for kind in all_kinds()}, "lists": _lists()}


def _kind(kind: Any) -> dict[str, Any]:
    return {"leaves": kind.leaves, "fields": {field.name: _field(field) for field in kind.fields}}


def _field(field: Any) -> dict[str, Any]:
    said = {"type": field.type.value, "leaves": field.leaves}
    if field.code_list:
        said["list"] = field.code_list
    if field.target:
        said["target"] = field.target
    if field.rows:
        said["cells"] = {cell.name: {**_field(cell), "required": cell.required} for cell in field.rows}
    return said


def _lists() -> dict[str, list[str]]:
    return {file.stem: list(code_lists.codes(file.stem)) for file in sorted(LISTS.glob("*.json"))}


def main(revision: int) -> None:
    """Write the record kinds down as those of *revision*."""
    KEPT.mkdir(exist_ok=True)
    text = json.dumps(described(), indent=1) + "\n"
    (KEPT / f"{revision}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    from desktop.services.exchange.schema import REVISION

    main(REVISION)
