"""Forms read from files and checked: those that come with the program, and the unit's own."""

import functools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desktop import paths
from desktop.models import settings
from desktop.models.errors import Refusal
from desktop.models.files import write_whole
from desktop.models.folding import nfc
from desktop.services import edited_files
from desktop.services.edited_files import Wrong
from desktop.services.edited_files.single import LONGEST_ID
from desktop.services.forms.checks import wrongs
from desktop.services.forms.form import Form

if TYPE_CHECKING:
    from desktop.services.desk import Desk

_KEPT = "form."
_OF_UNIT = "don-vi"


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
    if found:
        raise _not_valid(found)
    return msgspec.convert(_composed(value), Form)


def _not_valid(found: tuple[Wrong, ...]) -> Refusal:
    return Refusal("form_not_valid", count=len(found), wrongs=found)


def _composed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _composed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_composed(one) for one in value]
    return nfc(value) if isinstance(value, str) else value


def written(form: Form) -> bytes:
    """*form* as a file: one entry a line, the way people read and change it."""
    values = msgspec.json.decode(msgspec.json.encode(form))
    return json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"


# --- of a unit


def listed(desk: "Desk") -> list[Form]:
    """The forms of the desk: the program's that it has, then the unit's own."""
    ready = [load(one) for one in available()]
    return [form for form in (*ready, *own(desk).values()) if desk.settings.role in form.desks]


def own(desk: "Desk") -> dict[str, Form]:
    """The unit's own forms by their ids."""
    with desk.store.read() as connection:
        kept = settings.named(connection, _KEPT)
    return {name.removeprefix(_KEPT): msgspec.convert(value, Form) for name, value in sorted(kept.items())}


def of(desk: "Desk", form_id: str) -> Form:
    """The form *form_id* of the program or of the unit's own.

    Raises:
        Refusal: ``unknown_form``, ``form_of_other_desk`` when this desk has no such lines.
    """
    found = own(desk).get(form_id)
    return _for_desk(desk, load(form_id) if found is None else found)


def _for_desk(desk: "Desk", form: Form) -> Form:
    if desk.settings.role not in form.desks:
        raise Refusal("form_of_other_desk", title=form.title)
    return form


def copy_to(desk: "Desk", form_id: str, file: Path) -> Form:
    """Write a copy of *form_id* to *file*, under an id of the unit's own, to be changed there and loaded.

    A form of the unit's own keeps its id.

    Raises:
        Refusal: ``unknown_form``, ``disk_full``, ``cannot_write``.
    """
    form = of(desk, form_id)
    if form.id in available():
        form = msgspec.structs.replace(form, id=_own_id(form.id, set(own(desk))), version=1)
    write_whole(file, written(form))
    return form


def _own_id(form_id: str, taken: set[str]) -> str:
    number = 1
    while (found := f"{form_id[: LONGEST_ID - 12]}-{_OF_UNIT}-{number}") in taken:
        number += 1
    return found


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


def load_file(desk: "Desk", file: Path) -> Form:
    """Keep the form written in *file* as the unit's own, in place of the one it has under that id.

    Raises:
        Refusal: ``path_missing``, ``form_not_valid``, ``form_of_other_desk``, ``form_of_program`` when a form of the
            program is called so.
    """
    form = _for_desk(desk, read_file(file))
    if form.id in available():
        raise Refusal("form_of_program", id=form.id)
    before = own(desk).get(form.id)
    if before is not None:
        if msgspec.structs.replace(form, version=before.version) == before:
            return before
        form = msgspec.structs.replace(form, version=max(form.version, before.version + 1))
    with desk.store.write() as writer:
        settings.write(writer.connection, {_KEPT + form.id: msgspec.to_builtins(form)})
    return form


def remove(desk: "Desk", form_id: str) -> None:
    """Take a form of the unit's own away; what was printed stays printed.

    Raises:
        Refusal: ``unknown_form``, ``form_of_program``.
    """
    if form_id in available():
        raise Refusal("form_of_program", id=form_id)
    if form_id not in own(desk):
        raise Refusal("unknown_form", id=form_id)
    with desk.store.write() as writer:
        settings.remove(writer.connection, _KEPT + form_id)
