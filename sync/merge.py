"""Folding: the state of a record is a function of the set of its changes, whatever way they came.

Seen before, by design:

* a change has seen what it is based on, and everything that had seen;
* a site has seen its own earlier changes of the record.

A change that is not known (yet) does no harm; what came before it at its site is seen through it.
"""

import dataclasses
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from sync import canonical
from sync.changes import Change, encode_line

Order = tuple[int, str, int]
"""Lamport counter, site, seq: the total order in which a conflict is won."""

DELETED = "deleted"


@dataclasses.dataclass(frozen=True, slots=True)
class Folded:
    """The state of one record.

    Attributes:
        fields: The value of every field ever set, `deleted` apart.
        heads: The changes no other change has seen, sorted; what the next change is based on.
        conflicts: Per field, the values set without knowledge of each other, the one that counts first;
            each as ``{"value", "change", "at"}``. The field ``deleted`` also lists, as ``false``, an edit
            that did not know of the deletion.
        deleted: Whether the record counts as deleted; an open conflict about it counts as deleted.
    """

    fields: dict[str, Any]
    heads: tuple[str, ...]
    conflicts: dict[str, list[dict[str, Any]]]
    deleted: bool


@dataclasses.dataclass(slots=True)
class _Seen:
    """A change with what it has seen: per site, the highest seq."""

    change: Change
    order: Order
    vector: dict[str, int]

    def has_seen(self, other: "_Seen") -> bool:
        return self.vector.get(other.change.site, 0) >= other.change.seq

    def entry(self, value: Any) -> dict[str, Any]:
        return {"value": value, "change": self.change.head, "at": self.change.at}


def fold(changes: Iterable[Change]) -> Folded:
    """The state of the record whose changes these are, in any order, any of them more than once."""
    unique = _unique(changes)
    if len(unique) == 1:
        only = unique[0]
        fields = {name: value for name, value in only.set.items() if name != DELETED}
        return Folded(fields, (only.head,), {}, only.set.get(DELETED) is True)
    history = _history(unique)
    candidates: dict[str, list[_Seen]] = {}
    for seen in history:
        for name in seen.change.set:
            rivals = [rival for rival in candidates.get(name, ()) if not seen.has_seen(rival)]
            candidates[name] = [seen, *rivals]
    heads = _heads(history)
    fields = {}
    conflicts = {}
    for name in sorted(candidates.keys() - {DELETED}):
        setters = sorted(candidates[name], key=_order, reverse=True)
        fields[name] = setters[0].change.set[name]
        if _differ(setters, name):
            conflicts[name] = [setter.entry(setter.change.set[name]) for setter in setters]
    deleted, dispute = _deletion(history, heads, candidates.get(DELETED, []))
    if dispute:
        conflicts[DELETED] = dispute
    return Folded(fields, tuple(sorted(seen.change.head for seen in heads)), conflicts, deleted)


def fast_forward(known_heads: tuple[str, ...], change: Change, lamport: int = 0) -> bool:
    """Whether the change has seen everything known of its record.

    If so, and the record has no conflict, its fields may simply be laid over: `fold` gives the same.

    Args:
        known_heads: The heads of the record as it stands, sorted.
        change: The incoming change, not yet known.
        lamport: The highest Lamport counter among the known heads. Without it, a machine that counts
            backwards (and so breaks the format) is not noticed.
    """
    return change.based_on == known_heads and change.lamport > lamport


def overlay(folded: Folded, change: Change) -> Folded:
    """`fold` of everything known and one `fast_forward` change, for a record without conflicts."""
    fields = folded.fields | {name: value for name, value in change.set.items() if name != DELETED}
    deleted = change.set.get(DELETED, folded.deleted) is True
    return Folded(fields, (change.head,), {}, deleted)


def _order(seen: _Seen) -> Order:
    return seen.order


def _unique(changes: Iterable[Change]) -> list[Change]:
    by_name: dict[tuple[str, int], Change] = {}
    for change in changes:
        name = (change.site, change.seq)
        other = by_name.get(name)
        if other is None or (other is not change and encode_line(other) < encode_line(change)):
            # Two different changes of one name are refused at the door; here only order must not matter.
            by_name[name] = change
    return list(by_name.values())


def _history(unique: list[Change]) -> list[_Seen]:
    """The changes with what each has seen, every change after those it has seen."""
    chains: dict[str, list[Change]] = {}
    for change in sorted(unique, key=lambda change: change.seq):
        chains.setdefault(change.site, []).append(change)
    history = []
    for chain in chains.values():
        lamport = 0
        for change in chain:
            # A site counts upwards. One that does not is taken as if it did, so that no circle can form.
            lamport = max(change.lamport, lamport + 1)
            history.append(_Seen(change, (lamport, change.site, change.seq), {}))
    history.sort(key=_order)
    at_site: dict[str, list[_Seen]] = {}
    for seen in history:
        earlier = at_site.setdefault(seen.change.site, [])
        if earlier:
            seen.vector = dict(earlier[-1].vector)
            seen.vector[seen.change.site] = earlier[-1].change.seq
        for head in seen.change.based_on:
            _see(seen, head, at_site)
        earlier.append(seen)
    return history


def _see(seen: _Seen, head: str, at_site: dict[str, list[_Seen]]) -> None:
    site, _, number = head.partition(":")
    chain = at_site.get(site, [])
    known = bisect_right(chain, int(number), key=lambda other: other.change.seq)
    while known and chain[known - 1].order[0] >= seen.order[0]:
        known -= 1
    if site == seen.change.site or not known:
        return
    parent = chain[known - 1]
    for other_site, seq in [*parent.vector.items(), (site, parent.change.seq)]:
        seen.vector[other_site] = max(seen.vector.get(other_site, 0), seq)


def _heads(history: list[_Seen]) -> list[_Seen]:
    total: dict[str, int] = {}
    for seen in history:
        for site, seq in seen.vector.items():
            total[site] = max(total.get(site, 0), seq)
    return [seen for seen in history if total.get(seen.change.site, 0) < seen.change.seq]


def _differ(setters: list[_Seen], name: str) -> bool:
    # By their bytes: to Python, True equals 1.
    return len(setters) > 1 and len({canonical.encode(setter.change.set[name]) for setter in setters}) > 1


def _deletion(
    history: list[_Seen], heads: list[_Seen], candidates: list[_Seen]
) -> tuple[bool, list[dict[str, Any]]]:
    """Whether the record counts as deleted, and who disagrees."""
    if not any(setter.change.set[DELETED] is True for setter in candidates):
        return False, []
    setters = [seen for seen in history if DELETED in seen.change.set]
    unaware = [
        head
        for head in heads
        if not any(head is setter or head.has_seen(setter) for setter in candidates)
        and not _knew_it_deleted(head, setters)
    ]
    entries = [(setter, setter.change.set[DELETED] is True) for setter in candidates]
    entries += [(head, False) for head in unaware]
    if all(value for _, value in entries):
        return True, []
    entries.sort(key=lambda entry: (entry[1], entry[0].order), reverse=True)
    return True, [seen.entry(value) for seen, value in entries]


def _knew_it_deleted(head: _Seen, setters: list[_Seen]) -> bool:
    known = [setter for setter in setters if head is setter or head.has_seen(setter)]
    return bool(known) and max(known, key=_order).change.set[DELETED] is True
