"""What may be saved: the same checks at entry, at import and at the receiving unit.

Errors stop a record; warnings ask for a reason. Published official reports are themselves inconsistent in one
case of five, so a doubtful figure is never corrected and never blocked. Every rule is asked as soon as the fields it
reads can be read, so that a record is not refused twice for what could be said at once.
"""

import functools
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from desktop.models import personal_data
from desktop.models.records import Kind, kind_named
from desktop.models.rules.between_fields import SMALLEST_TEAM, between_fields
from desktop.models.rules.doubts import doubts
from desktop.models.rules.one_field import shape
from desktop.models.rules.problem import Context, Problem
from desktop.models.rules.rule import Rule

__all__ = ["SMALLEST_TEAM", "Context", "Problem", "check", "lost_links", "rules_of", "without_kept_codes"]


def check(
    kind: Kind, values: dict[str, Any], context: Context, unread: Collection[str] = ()
) -> list[Problem]:
    """Everything wrong with a record, errors first.

    Args:
        kind: Its kind.
        values: Its cleaned values (see `desktop.models.edits.clean`).
        context: What may be asked of the store.
        unread: Fields and cells (``audiences.2.group``) that hold something nobody could read and are told of
            already: nothing more is said of them, and no rule takes them to be empty.
    """
    found = [problem for problem in shape(kind, values, context) if problem.field not in unread]
    not_readable = {*unread, *(problem.field for problem in found)}
    for rule in rules_of(kind.name):
        found += rule.find(values, context, not_readable)
    found += _personal(kind, values)
    return sorted(found, key=lambda p: p.severity)


@functools.cache
def rules_of(kind: str) -> tuple[Rule, ...]:
    """The rules over several fields of the kind called *kind*."""
    described = kind_named(kind)
    return (*between_fields(described), *doubts(described))


def lost_links(kind: Kind, values: Mapping[str, Any], context: Context) -> list[Problem]:
    """What *values* lead to and is there no more: records, and entries the unit had added to code lists."""
    gone = ("link_missing", "own_code_gone")
    return [problem for problem in shape(kind, dict(values), context) if problem.code in gone]


def without_kept_codes(found: list[Problem], before: Mapping[str, Any]) -> list[Problem]:
    """*found* without the codes in no list that the record held *before* in the same field.

    A program of another year wrote them; whoever corrects something else must not have to take them away.
    """
    return [one for one in found if one.code != "unknown_code" or not _held(one, before)]


def _held(problem: Problem, before: Mapping[str, Any]) -> bool:
    name, *cell = problem.field.split(".")
    held = before.get(name)
    values = held if isinstance(held, list) else [held]
    if cell:
        values = [row.get(cell[-1]) for row in values if isinstance(row, Mapping)]
    return problem.params.get("value") in values


def _personal(kind: Kind, values: dict[str, Any]) -> Iterator[Problem]:
    for name, field, text in personal_data.texts(kind, values):
        for what in personal_data.signs(text, prose=field.prose):
            yield Problem(name, "personal_data", {"what": what}, "warning")
