"""The record kinds only grow, and their revision says when they did: programs of different years read each other."""

import json
from typing import Any

import pytest

from desktop.services.exchange.schema import REVISION, SCHEMA, is_newer
from tests.golden.keep_schema import KEPT, described

NOW = described()
REVISIONS = sorted(int(file.stem) for file in KEPT.glob("*.json"))


def kept(revision: int) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((KEPT / f"{revision}.json").read_text(encoding="utf-8"))
    return said


def test_the_record_kinds_are_those_of_their_revision() -> None:
    assert list(range(1, REVISION + 1)) == REVISIONS
    assert kept(REVISION) == NOW, (
        "The record kinds or code lists have changed. If the newest revision was released, raise REVISION in "
        "desktop/services/exchange/schema.py; then run python -m tests.golden.keep_schema"
    )


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_a_revision_had_is_there_with_the_same_meaning(revision: int) -> None:
    for name, kind in kept(revision)["kinds"].items():
        now = NOW["kinds"][name]
        assert now["leaves"] == kind["leaves"]
        for field, said in kind["fields"].items():
            still(now["fields"][field], said, f"{name}.{field}")


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_code_that_was_released_is_never_taken_out_of_its_list(revision: int) -> None:
    for name, codes in kept(revision)["lists"].items():
        assert set(codes) <= set(NOW["lists"][name]), name


def still(now: dict[str, Any], then: dict[str, Any], where: str) -> None:
    cells = then.pop("cells", {})
    held = {name: now[name] for name in then}
    assert held == then, where
    for cell, said in cells.items():
        still(now["cells"][cell], said, f"{where}.{cell}")
    # Rows of an older program do not have what was added: it can never be required.
    added = now.get("cells", {}).keys() - cells.keys()
    assert not any(now["cells"][cell]["required"] for cell in added), where


def test_only_a_later_revision_of_these_kinds_is_newer() -> None:
    assert not is_newer(SCHEMA) and not is_newer("soxa-records/1")
    assert is_newer(f"soxa-records/{REVISION + 1}")
    assert (
        not is_newer("others/99") and not is_newer("soxa-records/x") and not is_newer("soxa-records/9999999")
    )
