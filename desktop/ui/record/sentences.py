"""The sentence for a `Problem`."""

import re
from datetime import date

from desktop.models.rules import Problem
from desktop.ui import language

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_LOCAL = ("unreadable_day", "unreadable_month", "unreadable_number", "short_year", "not_in_list")
"""Problems of what is typed, before there is a value to check; their words are the window's."""


def problem_text(kind: str, problem: Problem) -> str:
    """What is wrong, in words."""
    params: dict[str, object] = {}
    for name, value in problem.params.items():
        if name.endswith("_field"):
            params[name.removesuffix("_field")] = language.field_label(kind, str(value))
        elif name == "what":
            params[name] = language.term("problems", f"{problem.code}.{value}")
        elif isinstance(value, str) and _ISO.match(value):
            params[name] = date.fromisoformat(value)
        else:
            params[name] = value
    if problem.code in _LOCAL:
        return language.say(f"problem.{problem.code}")
    return language.term("problems", problem.code, **params)


def place_text(kind: str, path: str) -> str:
    """Where something is wrong: the field's label, and the row inside a table."""
    parts = path.split(".")
    if not path:
        return language.kind_title(kind)
    if len(parts) == 3:
        cell = language.field_label(kind, f"{parts[0]}.{parts[2]}")
        return language.say("rows.cell", label=cell, row=int(parts[1]) + 1)
    return language.field_label(kind, parts[0])


def help_text(kind: str, path: str) -> str:
    """What to write in the field one is in; empty when it explains itself."""
    parts = path.split(".")
    own = language.field_help(kind, f"{parts[0]}.{parts[2]}" if len(parts) == 3 else parts[0])
    if own or len(parts) == 1:
        return own or (
            language.term("records", f"{path}.help") if language.has("records", f"{path}.help") else ""
        )
    return language.field_help(kind, parts[0])
