"""Entries a unit added to code lists: what they are called, and which of them are offered.

A record holds ``own_<id of the list_entry>``. Nobody keeps these labels for the whole program: they are read from
the store together with the records that use them.
"""

import dataclasses
import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desktop.models import code_lists, queries
from desktop.models.folding import fold, sort_key
from desktop.models.records import OWN_CODE, Kind, Record
from desktop.services.handing import code_lists as handed_lists
from desktop.services.words import LANGUAGES, Words, catalogue

if TYPE_CHECKING:
    from desktop.services.desk import Desk

Choice = tuple[str, str]
"""A code and its label."""


@dataclasses.dataclass(frozen=True)
class OwnCodes:
    """The entries of a store.

    Attributes:
        labels: Labels by code, also of entries that were deleted.
        offered: For each code list its live entries in the order of their labels.
    """

    labels: Mapping[str, str] = dataclasses.field(default_factory=dict)
    offered: Mapping[str, tuple[Choice, ...]] = dataclasses.field(default_factory=dict)

    def label(self, words: Words, code_list: str, code: str) -> str:
        """What *code* is called; that it has no name here, where a program of another year sent it."""
        key = f"{code_list}.{code}"
        if code in self.labels:
            return self.labels[code]
        return words("codes", key) if words.has("codes", key) else words("years", "unnamed_code", code=code)

    def list_of(self, code: str) -> str | None:
        """The code list that *code* was added to; None when it is no live entry."""
        return self._lists.get(code)

    @functools.cached_property
    def _lists(self) -> Mapping[str, str]:
        return {code: name for name, offered in self.offered.items() for code, _ in offered}

    def codes(self, code_list: str) -> tuple[str, ...]:
        """The ready codes of *code_list*, then the unit's own."""
        return (*code_lists.codes(code_list), *(code for code, _ in self.offered.get(code_list, ())))

    def held(self, kind: Kind, record: Record) -> Mapping[str, tuple[Choice, ...]]:
        """What is offered, and besides it the codes in *record* that are not: deleted entries, a newer program's.

        A code that nobody here has a name for is its own label.
        """
        found = dict(self.offered)
        for field in kind.fields:
            value = getattr(record, field.name)
            pairs = [(field, value)]
            if field.rows:
                pairs = [(cell, getattr(row, cell.name)) for row in value for cell in field.rows]
            for one, held in pairs:
                for code in held if isinstance(held, tuple) else (held,):
                    name = str(one.code_list)
                    if not one.code_list or code is None or code in code_lists.codes(name):
                        continue
                    if code not in dict(found.get(name, ())):
                        found[name] = (*found.get(name, ()), (code, self.labels.get(code, code)))
        return found

    def words(self) -> Mapping[str, Mapping[str, str]]:
        """For each code list what may stand in a cell, folded, and the code it means."""
        return {
            name: {said: code for code, label in offered for said in (code, fold(label))}
            for name, offered in self.offered.items()
        }


NONE = OwnCodes()
"""Of a store that nobody added entries to."""


def of(desk: "Desk") -> OwnCodes:
    """The entries of the desk's store."""
    with desk.store.read() as connection:
        return read(connection)


def read(connection: Any) -> OwnCodes:
    """The entries of a store, inside a read transaction.

    Two machines of a commune may add the same label; the second one is told apart by a number, so that what is
    exported comes back as the same code.
    """
    labels: dict[str, str] = {}
    offered: dict[str, list[Choice]] = {}
    taken: dict[tuple[str, str, str], int] = {}
    for record, unit, code_list, label, deleted in queries.own_entries(connection):
        code = OWN_CODE + record.hex()
        if not label or not code_list:
            # Only a package could bring such an entry; the rules ask for both.
            continue
        labels[code] = label
        if deleted:
            continue
        key = unit, code_list, fold(label)
        taken[key] = taken.get(key, 0) + 1
        if taken[key] > 1:
            labels[code] = f"{label} ({taken[key]})"
        offered.setdefault(code_list, []).append((code, labels[code]))
    for name, live, gone in handed_lists.taken(connection):
        taken_labels = {fold(label) for _, label in offered.get(name, ())}
        for code, label in live.items():
            labels[code] = f"{label} (2)" if fold(label) in taken_labels else label
            offered.setdefault(name, []).append((code, labels[code]))
        labels |= {code: label for code, label in gone.items() if code not in labels}
    for choices in offered.values():
        choices.sort(key=lambda choice: (sort_key(choice[1]) or "", choice[0]))
    return OwnCodes(labels, {name: tuple(choices) for name, choices in offered.items()})


def is_ready_label(code_list: str, label: str) -> bool:
    """Whether a ready entry of *code_list* is called *label* in any language; marks and case do not matter."""
    ready = (
        catalogue(spoken, "codes").get(f"{code_list}.{c}")
        for spoken in LANGUAGES
        for c in code_lists.codes(code_list)
    )
    return any(fold(one) == fold(label) for one in ready if one)
