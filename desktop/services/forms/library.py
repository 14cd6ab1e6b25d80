"""Forms read and checked: those that come with the program, files, plain values."""

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from desktop import paths
from desktop.models.errors import Refusal
from desktop.models.folding import nfc
from desktop.services import edited_files
from desktop.services.edited_files import Wrong, placed
from desktop.services.forms.checks import wrongs
from desktop.services.forms.form import Form


@functools.cache
def available() -> tuple[str, ...]:
    """The ids of the forms that come with the program, sorted; what has no columns is another kind of document."""
    files = (paths.resources() / "forms").glob("*.json")
    return tuple(
        sorted(one.stem for one in files if "columns" in json.loads(one.read_text(encoding="utf-8")))
    )


@functools.cache
def load(form_id: str) -> Form:
    """The form *form_id* that comes with the program, checked.

    Raises:
        Refusal: ``unknown_form``, ``form_not_valid``.
    """
    if form_id not in available():
        raise Refusal("unknown_form", id=form_id)
    return parse((paths.resources() / "forms" / f"{form_id}.json").read_bytes())


def parse(content: bytes) -> Form:
    """The form written in *content*.

    Raises:
        Refusal: ``form_not_valid`` with everything wrong in ``wrongs``, each with its line.
    """
    value, found = edited_files.read(content, wrongs)
    return _made(value, found)


def of_values(values: Mapping[str, Any]) -> Form:
    """The form given as plain values, as `values_of` gives them.

    Raises:
        Refusal: ``form_not_valid`` with everything wrong in ``wrongs``, without lines.
    """
    return _made(values, checked(values))


def checked(values: Any) -> tuple[Wrong, ...]:
    """Everything wrong with a form given as plain values, each place once."""
    return placed(wrongs(values), values, {})


def values_of(form: Form) -> dict[str, Any]:
    """*form* as plain values, which may be changed."""
    values: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(form))
    return values


def _made(value: Any, found: tuple[Wrong, ...]) -> Form:
    if found:
        raise Refusal("form_not_valid", count=len(found), wrongs=found)
    return msgspec.convert(_composed(value), Form)


def _composed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _composed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_composed(one) for one in value]
    return nfc(value) if isinstance(value, str) else value


def written(form: Form) -> bytes:
    """*form* as a file: one entry a line, the way people read and change it."""
    return json.dumps(values_of(form), ensure_ascii=False, indent=1).encode() + b"\n"


def read_file(file: Path) -> Form:
    """The form written in *file*.

    Raises:
        Refusal: ``path_missing``, ``form_not_valid``.
    """
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise Refusal("path_missing", path=str(file)) from fault
    return parse(content)
