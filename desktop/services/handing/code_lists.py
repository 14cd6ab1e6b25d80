"""A code list as it is handed down: its codes with labels, the receiving unit's own entries among them."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from desktop.models import code_lists, handed, queries
from desktop.models.handed import Decided
from desktop.models.records import OWN_CODE
from desktop.services import edited_files
from desktop.services.edited_files import Wrong
from desktop.services.words import catalogue

LONGEST_LABEL = 200
_CODE = re.compile(r"[a-z][a-z0-9_]{0,79}")
_VIETNAMESE = "vi"


def own_entries(connection: Any, unit: str) -> dict[str, dict[str, str]]:
    """For each code list the live entries that *unit* added, code and label."""
    found: dict[str, dict[str, str]] = {}
    for record, whose, code_list, label, deleted in queries.own_entries(connection):
        if whose == unit and not deleted and code_list and label:
            found.setdefault(code_list, {})[OWN_CODE + record.hex()] = label
    return found


def text(connection: Any, unit: str, name: str) -> str:
    """The text of list *name*: what this program has of it, and what *unit* added."""
    said = catalogue(_VIETNAMESE, "codes")
    ready = {code: said[f"{name}.{code}"] for code in code_lists.codes(name) if f"{name}.{code}" in said}
    entries = {**ready, **own_entries(connection, unit).get(name, {})}
    written = [{"code": code, "label": label} for code, label in entries.items()]
    return json.dumps({"list": name, "entries": written}, ensure_ascii=False, indent=0)


def read(content: str, name: str) -> tuple[dict[str, str], tuple[Wrong, ...]]:
    """Labels by code as written in *content*, and what is wrong with it by line."""
    value, wrong = edited_files.read(content.encode(), lambda value: _wrongs(value, name))
    if wrong:
        return {}, wrong
    return {one["code"]: one["label"] for one in value["entries"]}, ()


def _wrongs(value: Any, name: str) -> Iterator[Wrong]:
    if not isinstance(value, dict) or value.get("list") != name or not _grows(name):
        yield Wrong(("list",), "unknown_list", {"name": name})
        return
    entries = value.get("entries")
    if not isinstance(entries, list):
        yield Wrong(("entries",), "not_list")
        return
    for number, one in enumerate(entries):
        here = ("entries", number)
        if not isinstance(one, dict):
            yield Wrong(here, "not_object")
            continue
        code, label = one.get("code"), one.get("label")
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            yield Wrong((*here, "code"), "not_code")
        if not isinstance(label, str) or not label.strip() or not label.isprintable():
            yield Wrong((*here, "label"), "not_words")
        elif len(label) > LONGEST_LABEL:
            yield Wrong((*here, "label"), "too_long", {"maximum": LONGEST_LABEL})


def _grows(name: str) -> bool:
    try:
        return code_lists.grows(name) and bool(code_lists.codes(name))
    except KeyError:
        return False


def kept(entries: Mapping[str, str], before: str) -> str:
    """What is kept of *entries*: those offered, and those that are no more, whose labels old records still need."""
    gone = {code: label for code, label in _of(before)["offered"].items() if code not in entries}
    gone |= {code: label for code, label in _of(before)["gone"].items() if code not in entries}
    return json.dumps({"offered": dict(entries), "gone": gone}, ensure_ascii=False)


def taken(connection: Any) -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    """For each list that was taken: what it offers and what it offered once, ready codes left out."""
    for one in handed.decided(connection, "code_list"):
        if one.content and _grows(one.name):
            said = _of(one.content)
            yield one.name, _unknown(one.name, said["offered"]), _unknown(one.name, said["gone"])


def difference(decided: Iterable[Decided], name: str, entries: Mapping[str, str]) -> dict[str, object]:
    """How *entries* differ from what the desk has: added, called otherwise, offered no more."""
    before = next((_of(one.content)["offered"] for one in decided if one.name == name and one.content), {})
    before, now = _unknown(name, before), _unknown(name, entries)
    return {
        "list": name,
        "added": len(now.keys() - before.keys()),
        "changed": sum(label != now[code] for code, label in before.items() if code in now),
        "removed": len(before.keys() - now.keys()),
    }


def _unknown(name: str, entries: Mapping[str, str]) -> dict[str, str]:
    # What the program has words for it calls by them.
    ready = frozenset(code_lists.codes(name))
    return {code: label for code, label in entries.items() if code not in ready}


def _of(content: str) -> dict[str, dict[str, str]]:
    said: dict[str, dict[str, str]] = msgspec.json.decode(content) if content else {"offered": {}, "gone": {}}
    return said
