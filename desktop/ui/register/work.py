"""What a register asks of the services; runs in the worker."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from desktop.models.conditions import Listing
from desktop.models.records import known
from desktop.services import activities, listing, own_codes
from desktop.services.desk import Desk
from desktop.services.listing import Rows
from desktop.services.views import View
from desktop.ui.fields.matching import Choices

_MOST_CHOICES = 2000


@dataclasses.dataclass(frozen=True)
class Fetched:
    """Rows, and the ids of the list they are of."""

    ids: bytes
    rows: Rows


def rows(desk: Desk, kind: str, ids: bytes, first: int, count: int) -> Fetched:
    """Some rows of the list *ids*."""
    return Fetched(ids, listing.rows(desk, kind, ids, first, count))


def in_bin(desk: Desk, kind: str) -> int:
    """How many records of *kind* lie in the bin."""
    return listing.find(desk, Listing(kind, deleted=True)).total


def choices(desk: Desk, fetched: str) -> tuple[str, Choices]:
    """The records of a kind that a condition can name, or what the unit added to a code list."""
    if not known(fetched):
        return fetched, own_codes.of(desk).offered.get(fetched, ())
    return fetched, tuple(activities.choices(desk, fetched, limit=_MOST_CHOICES))


def called(desk: Desk, wanted: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """What the records *wanted*, by kind, are called."""
    return listing.called(desk, wanted)


def change_view(desk: Desk, service: Callable[..., View], kind: str, *args: Any) -> View:
    """Change how a register is looked at."""
    return service(desk, kind, *args)
