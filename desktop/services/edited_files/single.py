"""What may stand in one field of a file that people change by hand, each looked at on its own."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from desktop.services.edited_files.marked import Path
from desktop.services.edited_files.wrong import Wrong

Check = Callable[[Any, Path], Iterator[Wrong]]

LONGEST_ID, LONGEST_LINE, LONGEST_TEXT = 60, 300, 2000
_ID = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*\Z")
_PLACES = re.compile(r"\{(\w*)\}")
_LATEST = 999_999


def fields(
    value: Mapping[str, Any], path: Path, checks: Mapping[str, Check], needed: Collection[str]
) -> Iterator[Wrong]:
    """What is wrong with each field of *value*, and which of those *needed* are missing."""
    for name, found in value.items():
        if name in checks:
            yield from checks[name](found, (*path, name))
        else:
            yield Wrong((*path, name), "unknown_field", {"name": name})
    for name in checks:
        if name in needed and name not in value:
            yield Wrong((*path, name), "missing")


def shown(value: Any) -> str:
    """A wrong value as it is repeated."""
    return str(value)[:40]


def words(longest: int, *, empty: bool = False, places: Collection[str] | None = None) -> Check:
    """Words of at most *longest* characters; with *places*, only these may be filled in, as ``{name}``."""

    def check(value: Any, path: Path) -> Iterator[Wrong]:
        if not isinstance(value, str):
            yield Wrong(path, "not_words")
        elif not empty and not value.strip():
            yield Wrong(path, "empty")
        elif len(value) > longest:
            yield Wrong(path, "too_long", {"maximum": longest})
        elif any(not sign.isprintable() and sign not in "\n\t\u00a0" for sign in value):
            yield Wrong(path, "odd_signs")
        elif places is not None:
            yield from _places(value, path, places)

    return check


def _places(value: str, path: Path, places: Collection[str]) -> Iterator[Wrong]:
    unknown = set(_PLACES.findall(value)) - set(places)
    if not unknown and not set("{}") & set(_PLACES.sub("", value)):
        return
    named = ", ".join(sorted(unknown)) or "{"
    yield Wrong(path, "no_such_place", {"name": named, "options": ", ".join(sorted(places))})


def stable_id(value: Any, path: Path) -> Iterator[Wrong]:
    """An id: small letters without marks, digits, dashes."""
    if not isinstance(value, str) or not _ID.match(value) or len(value) > LONGEST_ID:
        yield Wrong(path, "form_id_form", {"maximum": LONGEST_ID})


def one_of(*options: Any) -> Check:
    """One of *options*."""

    def check(value: Any, path: Path) -> Iterator[Wrong]:
        if type(value) not in {type(one) for one in options} or value not in options:
            yield Wrong(path, "not_one_of", {"options": ", ".join(str(one) for one in options)})

    return check


def some_of(*options: str) -> Check:
    """A list of at least one of *options*."""

    def check(value: Any, path: Path) -> Iterator[Wrong]:
        if not isinstance(value, list) or not value or any(one not in options for one in value):
            yield Wrong(path, "not_codes", {"options": ", ".join(options)})

    return check


def version(value: Any, path: Path) -> Iterator[Wrong]:
    """A version: 1, 2, 3 ..."""
    if type(value) is not int or not 1 <= value <= _LATEST:
        yield Wrong(path, "not_version")


def flag(value: Any, path: Path) -> Iterator[Wrong]:
    """True or false."""
    if not isinstance(value, bool):
        yield Wrong(path, "not_flag")


def an_object(value: Any, path: Path) -> Iterator[Wrong]:
    """Fields in braces."""
    if not isinstance(value, dict):
        yield Wrong(path, "not_object")


def several(value: Any, path: Path) -> Iterator[Wrong]:
    """A list of anything."""
    if not isinstance(value, list):
        yield Wrong(path, "not_list")


def names(value: Any, path: Path) -> Iterator[Wrong]:
    """A list of words."""
    if not isinstance(value, list) or any(not isinstance(one, str) for one in value):
        yield Wrong(path, "not_list")


def anything(_value: Any, _path: Path) -> Iterator[Wrong]:
    """What is looked at elsewhere."""
    return iter(())
