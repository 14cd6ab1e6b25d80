"""Files that people change by hand, plans and forms as JSON: read with their lines, everything wrong told at once."""

from collections.abc import Callable, Iterable
from typing import Any

from desktop.services.edited_files.marked import Broken, Marked, Path
from desktop.services.edited_files.wrong import Wrong, placed

LARGEST = 1_000_000  # bytes

__all__ = ["LARGEST", "Broken", "Marked", "Path", "Wrong", "placed", "read"]


def read(content: bytes, wrongs: Callable[[Any], Iterable[Wrong]]) -> tuple[Any, tuple[Wrong, ...]]:
    """The value written in *content*, and what is wrong with it by line; the value is None when it cannot be read.

    Args:
        content: The file.
        wrongs: What is wrong with a value that can be read.
    """
    if len(content) > LARGEST:
        return None, (Wrong((), "too_large", line=1),)
    try:
        marked = Marked(content)
    except Broken as broken:
        return None, (Wrong((), f"syntax_{broken.code}", line=broken.line),)
    twice = [Wrong(path, "field_twice", {"name": path[-1]}, line=line) for path, line in marked.twice]
    found = (*twice, *placed(wrongs(marked.value), marked.value, marked.lines))
    return marked.value, tuple(sorted(found, key=lambda one: one.line))
