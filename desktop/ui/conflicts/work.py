"""What the page of conflicts asks of the services, in the worker."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from desktop.services import beside, conflicts, deciding, exchange, own_codes
from desktop.services.conflicts import Conflict, Context, Decision
from desktop.services.deciding import Decided
from desktop.services.desk import Desk
from desktop.ui.fields.matching import Choices


@dataclasses.dataclass(frozen=True)
class Found:
    """The open conflicts, and what their values need besides themselves."""

    conflicts: list[Conflict]
    captions: Mapping[str, str]


@dataclasses.dataclass(frozen=True)
class Looked:
    """One conflict with its record, and what a value of one's own can be chosen from."""

    conflict: Conflict
    context: Context
    links: dict[str, Choices]
    own: Mapping[str, Choices]
    today: date


def load(desk: Desk) -> Found:
    """The open conflicts."""
    found = conflicts.listed(desk)
    return Found(found, conflicts.named(desk, found))


def look(desk: Desk, conflict: Conflict) -> Looked:
    """The record of *conflict*."""
    links: dict[str, Choices] = dict(beside.choices(desk, conflict.kind, None))
    return Looked(
        conflict, conflicts.context(desk, conflict), links, own_codes.of(desk).offered, desk.today()
    )


def decide(desk: Desk, decisions: Sequence[Decision]) -> Decided:
    """Decide."""
    plain = [dataclasses.replace(one, value=msgspec.to_builtins(one.value)) for one in decisions]
    return deciding.decide(desk, plain)


def take_back(desk: Desk) -> Decided:
    """Take the last decision back."""
    return deciding.take_back(desk)


def ask(desk: Desk, conflict: Conflict, field: str, text: str) -> Any:
    """Ask the commune about the record."""
    return exchange.ask(desk, conflict.kind, conflict.record, text, field=field)
