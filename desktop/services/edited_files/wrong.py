"""What is wrong with a file: where, why, and the line when it was read from one."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop.services.edited_files.marked import Path


@dataclasses.dataclass(frozen=True)
class Wrong:
    """One thing wrong with a plan or a form.

    Attributes:
        path: Where: ``("targets", 3, "quote")``; empty for the file as a whole.
        code: Stable code; its sentence is ``wrong.<code>`` in the words of its kind.
        params: What the sentence needs.
        target: The id of the target it stands in, when that can be read.
        line: The line of the file, 1 for the first; 0 when there is no file.
    """

    path: Path
    code: str
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    target: str = ""
    line: int = 0

    @property
    def field(self) -> str:
        """The name of the field, without where it stands: ``threshold``, ``levels``."""
        return next((str(part) for part in reversed(self.path) if isinstance(part, str)), "")

    @property
    def place(self) -> int:
        """The number of its target from 0, -1 for the plan itself."""
        inside = len(self.path) > 1 and self.path[0] == "targets" and isinstance(self.path[1], int)
        return int(self.path[1]) if inside else -1


def placed(found: Iterable[Wrong], value: Any, lines: Mapping[Path, int]) -> tuple[Wrong, ...]:
    """*found* with lines and the ids of their targets, in the order of the file, each place once."""
    result: dict[Path, Wrong] = {}
    for one in found:
        result.setdefault(
            one.path,
            dataclasses.replace(one, target=_target_of(one, value), line=_line_of(one.path, lines)),
        )
    return tuple(sorted(result.values(), key=lambda one: one.line))


def _target_of(one: Wrong, value: Any) -> str:
    targets = value.get("targets") if isinstance(value, dict) else None
    if one.place < 0 or not isinstance(targets, Sequence) or one.place >= len(targets):
        return ""
    target = targets[one.place]
    named = target.get("id") if isinstance(target, dict) else None
    return named if isinstance(named, str) else ""


def _line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """The line of what is there of *path*: of the object that lacks a field, when the field is missing."""
    for length in range(len(path), -1, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 0
