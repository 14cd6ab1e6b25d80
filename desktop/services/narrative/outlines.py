"""The outline of the report in words: what it tells and in which order, as data; a unit may have one of its own."""

import functools
import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop import paths
from desktop.models import settings
from desktop.models.errors import Refusal
from desktop.models.files import write_whole
from desktop.services import edited_files
from desktop.services.narrative.outline_checks import wrongs

if TYPE_CHECKING:
    from desktop.services.desk import Desk

Outline = Mapping[str, Any]
"""Words, legal bases, annexes and parts, as ``resources/forms/narrative.json`` has them."""

OF_PROGRAM = "narrative"
_KEPT = "outline"
_OWN_ID = "narrative-don-vi"


@functools.cache
def of_program() -> Outline:
    """The outline that comes with the program."""
    found: Outline = json.loads(_file().read_bytes())
    return found


def _file() -> Path:
    return paths.resources() / "forms" / f"{OF_PROGRAM}.json"


def own(desk: "Desk") -> Outline | None:
    """The unit's own outline; None when it has none."""
    with desk.store.read() as connection:
        found: Outline | None = settings.read(connection, _KEPT, None)
    return found


def of(desk: "Desk") -> Outline:
    """The outline that reports are told by: the unit's own, or the program's."""
    return own(desk) or of_program()


def written(desk: "Desk") -> bytes:
    """The outline in use as a file, the way people read and change it."""
    found = own(desk)
    return _file().read_bytes() if found is None else _written(found)


def _written(outline: Outline) -> bytes:
    return json.dumps(outline, ensure_ascii=False, indent=1).encode() + b"\n"


def copy_to(desk: "Desk", file: Path) -> Outline:
    """Write the outline in use to *file*, under the id of the unit's own, to be changed there and loaded.

    Raises:
        Refusal: ``disk_full``, ``cannot_write``.
    """
    found = own(desk)
    if found is not None:
        write_whole(file, _written(found))
        return found
    # As the program has it, each sentence on its line: only the id is another.
    text = _file().read_text(encoding="utf-8").replace(f'"id": "{OF_PROGRAM}"', f'"id": "{_OWN_ID}"', 1)
    write_whole(file, text.encode())
    return parse(text.encode())


def parse(content: bytes) -> Outline:
    """The outline written in *content*.

    Raises:
        Refusal: ``outline_not_valid`` with everything wrong in ``wrongs``, each with its line.
    """
    value, found = edited_files.read(content, wrongs)
    if found:
        raise Refusal("outline_not_valid", count=len(found), wrongs=found)
    outline: Outline = _composed(value)
    return outline


def _composed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _composed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_composed(one) for one in value]
    # Spaces stay as they are: some of them keep a number beside what it counts.
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def read_file(file: Path) -> Outline:
    """The outline written in *file*.

    Raises:
        Refusal: ``path_missing``, ``outline_not_valid``.
    """
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise Refusal("path_missing", path=str(file)) from fault
    return parse(content)


def load_file(desk: "Desk", file: Path) -> Outline:
    """Keep the outline written in *file* as the unit's own, in place of the one it has.

    Texts written by hand stay with their parts; those of a part it has no longer stay kept and are not printed.

    Raises:
        Refusal: ``path_missing``, ``outline_not_valid``, ``outline_of_program`` when it still has that one's id,
            ``unknown_form`` for an annex that this store has not.
    """
    from desktop.services import forms

    outline = read_file(file)
    if outline["id"] == OF_PROGRAM:
        raise Refusal("outline_of_program", id=OF_PROGRAM)
    known = {*forms.available(), *forms.own(desk)}
    for name in outline.get("annexes", ()):
        if name not in known:
            raise Refusal("unknown_form", id=name)
    before = own(desk)
    if before is not None:
        if {**outline, "version": before["version"]} == before:
            return before
        outline = {**outline, "version": max(outline["version"], before["version"] + 1)}
    with desk.store.write() as writer:
        settings.write(writer.connection, {_KEPT: outline})
    return outline


def remove(desk: "Desk") -> None:
    """Take the unit's own outline away: reports are told by the program's again. What was printed stays printed.

    Raises:
        Refusal: ``no_own_outline``.
    """
    if own(desk) is None:
        raise Refusal("no_own_outline")
    with desk.store.write() as writer:
        settings.remove(writer.connection, _KEPT)
