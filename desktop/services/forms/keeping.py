"""The unit's own forms: copied, changed, loaded from files, taken away and put back. They stay on its machine."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from desktop.models import settings
from desktop.models.errors import Refusal
from desktop.models.files import write_whole
from desktop.services.desk import RECEIVING, Desk
from desktop.services.edited_files.single import LONGEST_ID
from desktop.services.forms.form import Form
from desktop.services.forms.library import available, load, of_values, read_file, values_of, written

_KEPT = "form."
_OF_UNIT = "don-vi"


def listed(desk: Desk) -> list[Form]:
    """The forms of the desk: the program's that it has, then the unit's own."""
    ready = [load(one) for one in available()]
    return [form for form in (*ready, *own(desk).values()) if desk.settings.role in form.desks]


def own(desk: Desk) -> dict[str, Form]:
    """The unit's own forms by their ids."""
    with desk.store.read() as connection:
        kept = settings.named(connection, _KEPT)
    return {name.removeprefix(_KEPT): msgspec.convert(value, Form) for name, value in sorted(kept.items())}


def of(desk: Desk, form_id: str) -> Form:
    """The form *form_id* of the program or of the unit's own.

    Raises:
        Refusal: ``unknown_form``, ``form_of_other_desk`` when this desk has no such lines.
    """
    found = own(desk).get(form_id)
    return _for_desk(desk, load(form_id) if found is None else found)


def _for_desk(desk: Desk, form: Form) -> Form:
    if desk.settings.role not in form.desks:
        raise Refusal("form_of_other_desk", title=form.title)
    return form


def copy_to(desk: Desk, form_id: str, file: Path) -> Form:
    """Write a copy of *form_id* to *file*, under an id of the unit's own, to be changed there and loaded.

    A form of the unit's own keeps its id.

    Raises:
        Refusal: ``unknown_form``, ``disk_full``, ``cannot_write``.
    """
    form = of(desk, form_id)
    if form.id in available():
        form = _renamed(desk, form)
    write_whole(file, written(form))
    return form


def copy(desk: Desk, form_id: str) -> Form:
    """Make a copy of *form_id* one of the unit's own, as it is at this desk, under an id of its own.

    Raises:
        Refusal: ``unknown_form``, ``form_of_other_desk``, ``disk_full``.
    """
    form = of(desk, form_id)
    values = {**values_of(form), "desks": [desk.settings.role], "groups": _at(desk, values_of(form))}
    # Its text names lines of the report, which a copy may not have any more: a copy is the table.
    values.pop("body", None)
    made = _renamed(desk, msgspec.convert(values, Form))
    return put_back(desk, msgspec.structs.replace(made, changed_on=desk.today().isoformat()))


def _at(desk: Desk, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The groups of a form with what holds at this desk, and nothing of what holds at the other."""
    return [
        {**group, "rows": [_row_at(desk, row) for row in group["rows"]]} for group in values.get("groups", ())
    ]


def _row_at(desk: Desk, row: Mapping[str, Any]) -> dict[str, Any]:
    other = row.get("receiving", {}) if desk.settings.role == RECEIVING else {}
    return {name: value for name, value in {**row, **other}.items() if name != "receiving"}


def _renamed(desk: Desk, form: Form) -> Form:
    return msgspec.structs.replace(form, id=_own_id(form.id, set(own(desk))), version=1)


def _own_id(form_id: str, taken: set[str]) -> str:
    number, name = 1, form_id.partition(f"-{_OF_UNIT}-")[0][: LONGEST_ID - 12]
    while (found := f"{name}-{_OF_UNIT}-{number}") in taken:
        number += 1
    return found


def load_file(desk: Desk, file: Path) -> Form:
    """Keep the form written in *file* as the unit's own, in place of the one it has under that id.

    Raises:
        Refusal: ``path_missing``, ``form_not_valid``, ``form_of_other_desk``, ``form_of_program`` when a form of the
            program is called so.
    """
    return _keep(desk, read_file(file))


def save(desk: Desk, values: Mapping[str, Any]) -> Form:
    """Keep a form given as plain values as the next version of the unit's own.

    Raises:
        Refusal: ``form_not_valid`` with ``wrongs``, ``form_of_other_desk``, ``form_of_program``, ``disk_full``.
    """
    return _keep(desk, of_values(values))


def _keep(desk: Desk, form: Form) -> Form:
    _for_desk(desk, form)
    if form.id in available():
        raise Refusal("form_of_program", id=form.id)
    before = own(desk).get(form.id)
    if before is not None:
        if msgspec.structs.replace(form, version=before.version, changed_on=before.changed_on) == before:
            return before
        form = msgspec.structs.replace(form, version=max(form.version, before.version + 1))
    return put_back(desk, msgspec.structs.replace(form, changed_on=desk.today().isoformat()))


def put_back(desk: Desk, form: Form) -> Form:
    """Keep *form* among the unit's own as it is: one that was taken away comes back so.

    Raises:
        Refusal: ``disk_full``.
    """
    with desk.store.write() as writer:
        settings.write(writer.connection, {_KEPT + form.id: msgspec.to_builtins(form)})
    return form


def write_file(desk: Desk, form_id: str, file: Path) -> None:
    """Write *form_id* to *file* as it is.

    Raises:
        Refusal: ``unknown_form``, ``disk_full``, ``cannot_write``.
    """
    write_whole(file, written(of(desk, form_id)))


def remove(desk: Desk, form_id: str) -> Form:
    """Take a form of the unit's own away and give it; what was printed stays printed.

    Raises:
        Refusal: ``unknown_form``, ``form_of_program``.
    """
    if form_id in available():
        raise Refusal("form_of_program", id=form_id)
    form = own(desk).get(form_id)
    if form is None:
        raise Refusal("unknown_form", id=form_id)
    with desk.store.write() as writer:
        settings.remove(writer.connection, _KEPT + form_id)
    return form
