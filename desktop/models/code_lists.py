"""Code lists: which codes a field may hold. Data with a version; words for them live in ``resources/i18n``."""

import functools
import json

from desktop import paths


@functools.cache
def codes(name: str) -> tuple[str, ...]:
    """The codes of list *name* in the order they are offered; KeyError when there is no such list."""
    file = paths.resources() / "code_lists" / f"{name}.json"
    if not file.is_file():
        raise KeyError(name)
    return tuple(json.loads(file.read_text(encoding="utf-8"))["codes"])


def grows(name: str) -> bool:
    """Whether a unit may add entries of its own to list *name*."""
    return name in codes("growing_list")
