"""The registers: list, look up, check, save, delete, undo."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from desktop.models import code_lists, lists, personal_data, queries, rules
from desktop.models.conditions import Listing
from desktop.models.edits import Edit, clean, to_values
from desktop.models.entry import Draft, Entry, Page
from desktop.models.errors import Refusal
from desktop.models.folding import nfc
from desktop.models.period import Period
from desktop.models.records import Kind, kind_named
from desktop.models.rules import Problem
from desktop.services import listing, naming, own_codes
from desktop.services.checking import Checking
from desktop.services.checking_many import CheckingMany
from desktop.services.desk import Desk

# Without letters that read alike or spell words.
_CASE_LETTERS = "23456789BCDFGHJKMNPQRTVWXZ"


def page(
    desk: Desk,
    kind: str,
    *,
    text: str = "",
    period: Period | None = None,
    sort: str | None = None,
    descending: bool = True,
    offset: int = 0,
    limit: int = 200,
    unit: str | None = None,
) -> Page:
    """One page of a register.

    Args:
        desk: The desk.
        kind: Record kind.
        text: Every word must occur in the record's text, a label of its codes or what it links to.
        period: Only records dated in it. Registers of things (establishments, staff) are lists of what there is
            and take no period.
        sort: Field; None for the kind's date.
        descending: Newest first.
        offset: Entries to skip.
        limit: Entries to give at most.
        unit: Only this organisation unit; None for all that the store holds.
    """
    listed = Listing(kind, text, period=period, sort=sort, descending=descending, unit=unit)
    with desk.store.read() as connection:
        ids = lists.each(listing.ids(connection, listed))
        entries = queries.entries(connection, kind_named(kind), ids[offset : offset + limit])
        named = naming.captions(connection, kind_named(kind), entries)
    return Page(tuple(entries), len(ids), named)


def get(desk: Desk, kind: str, record: str) -> Entry:
    """The entry with id *record*; Refusal ``no_record`` when there is none."""
    with desk.store.read() as connection:
        found = queries.entry(connection, kind, record) if queries.is_id(record) else None
    if found is None:
        raise Refusal("no_record", id=record)
    return found


def check(desk: Desk, draft: Draft) -> list[Problem]:
    """Everything wrong with *draft*, errors first; it is not saved."""
    with desk.store.read() as connection:
        return _checked(desk, connection, draft)[1]


def save(desk: Desk, draft: Draft) -> Entry:
    """Save *draft* and give the entry as it now is.

    Raises:
        Refusal: ``not_valid`` with ``problems`` (a list of `Problem`): there are errors, or warnings and no reason;
            ``changed_meanwhile``: the record is no longer the one the draft was based on; ``no_record``: there is
            none, or it was deleted; ``disk_full`` ...
    """
    kind = kind_named(draft.kind)
    with desk.store.write() as writer:
        values, problems = _checked(desk, writer.connection, draft)
        if any(p.severity == "error" for p in problems) or (problems and not values.get("reason")):
            raise Refusal("not_valid", problems=problems)
        saved = writer.put([_edit(writer.connection, kind, draft, values)])[0]
        record = saved or str(draft.id)
        writer.set_apart(record, draft.distinct_from)
        found = queries.entry(writer.connection, draft.kind, record)
        if found is None or found.deleted:
            raise Refusal("no_record", id=record)
    return found


def save_many(desk: Desk, drafts: Sequence[Draft]) -> list[str | None]:
    """Save drafts that were checked before, all or none; gives their ids, None where nothing changed."""
    with desk.store.write() as writer:
        edits = []
        for draft in drafts:
            kind = kind_named(draft.kind)
            values = _made(kind, clean(kind, draft.values), draft.id is None)
            edits.append(_edit(writer.connection, kind, draft, values))
        return writer.put(edits)


def delete(desk: Desk, kind: str, record: str, because: str | None = None) -> None:
    """Delete a record; see `delete_many`."""
    delete_many(desk, kind, [record], because)


def delete_many(desk: Desk, kind: str, records: Sequence[str], because: str | None = None) -> int:
    """Delete records, all or none; they are kept in the log and do not come back by themselves.

    Args:
        desk: The desk.
        kind: Record kind of all of them.
        records: Their ids; one that is in the bin already is left as it is.
        because: Why: a code of the list ``deletion_reason`` or a person's own words; it stays on this machine.

    Returns:
        How many were deleted.

    Raises:
        Refusal: ``linked_from`` when other records point to the only one, ``some_linked_from`` when they point to
            some of several; ``no_record``; ``because_names_somebody`` when the words look like personal data.
    """
    why = nfc(because or "") or None
    if why and why not in code_lists.codes("deletion_reason") and any(personal_data.signs(why, prose=True)):
        raise Refusal("because_names_somebody")
    with desk.store.write() as writer:
        _known(writer.connection, kind, records)
        pointing = [queries.pointing_to(writer.connection, kind, record) for record in records]
        if any(pointing) and len(records) == 1:
            raise Refusal("linked_from", count=pointing[0])
        if any(pointing):
            raise Refusal("some_linked_from", count=sum(map(bool, pointing)), total=len(records))
        done = writer.put([Edit(kind, {"deleted": True}, record, because=why) for record in records])
    return sum(record is not None for record in done)


def undelete(desk: Desk, kind: str, record: str) -> None:
    """Take a deletion back; see `undelete_many`."""
    undelete_many(desk, kind, [record])


def undelete_many(desk: Desk, kind: str, records: Sequence[str]) -> int:
    """Take deletions back, all or none; gives how many records came back.

    Raises:
        Refusal: ``not_valid`` when one points to a record that was deleted after it; ``no_record``.
    """
    described = kind_named(kind)
    with desk.store.write() as writer:
        context = Checking(desk, writer.connection)
        for entry in _known(writer.connection, kind, records):
            lost = rules.lost_links(described, to_values(described, entry.record), context)
            if lost:
                raise Refusal("not_valid", problems=lost, kind=kind)
        done = writer.put([Edit(kind, {"deleted": False}, record) for record in records])
    return sum(record is not None for record in done)


def _known(connection: Any, kind: str, records: Sequence[str]) -> list[Entry]:
    """The entries of *records*, deleted ones too; Refusal ``no_record`` when one is not there."""
    ids = [bytes.fromhex(record) if queries.is_id(record) else b"" for record in records]
    entries = {entry.id: entry for entry in queries.entries(connection, kind_named(kind), ids)}
    for record in records:
        if record not in entries:
            raise Refusal("no_record", id=record)
    return list(entries.values())


def not_the_same(desk: Desk, one: str, other: str) -> None:
    """Remember that two records are not the same, however alike they are; neither is called a duplicate again."""
    with desk.store.write() as writer:
        writer.set_apart(one, [other])


def choices(desk: Desk, kind: str, text: str = "", limit: int = 50) -> list[tuple[str, str]]:
    """Records a link can point to, as (id, caption), those found by *text* without marks."""
    described = kind_named(kind)
    listed = Listing(kind, text, sort=described.caption[0], descending=False, unit=desk.settings.unit)
    with desk.store.read() as connection:
        ids = lists.each(listing.ids(connection, listed))[:limit]
        entries = queries.entries(connection, described, ids)
        own = own_codes.read(connection)
    return [(e.id, naming.caption(described, to_values(described, e.record), own)) for e in entries]


def checks(desk: Desk, drafts: Iterable[Draft]) -> Iterable[list[Problem]]:
    """The problems of many drafts, looked up in one read transaction; those that change a record name a live one."""
    with desk.store.read() as connection:
        context = CheckingMany(desk, connection)
        for draft in drafts:
            kind = kind_named(draft.kind)
            values = _made(kind, clean(kind, draft.values), new=draft.id is None)
            before: dict[str, Any] = {}
            if draft.id is not None:
                held = queries.entry(connection, kind.name, draft.id)
                before = to_values(kind, held.record) if held else {}
                values = {**before, **values}
            found = rules.check(kind, values, context.of_record(draft.id), draft.unread)
            yield rules.without_kept_codes(found, before)


def _checked(desk: Desk, connection: Any, draft: Draft) -> tuple[dict[str, Any], list[Problem]]:
    kind = kind_named(draft.kind)
    values = _made(kind, clean(kind, draft.values), draft.id is None)
    held: dict[str, Any] = {}
    if draft.id:
        before = queries.entry(connection, draft.kind, draft.id)
        if before is None:
            raise Refusal("no_record", id=draft.id)
        if draft.based_on and tuple(draft.based_on) != before.heads:
            raise Refusal("changed_meanwhile")
        held = to_values(kind, before.record)
        values = {**held, **values}
    found = rules.check(kind, values, Checking(desk, connection, draft.id, draft.distinct_from))
    return values, rules.without_kept_codes(found, held)


def _edit(connection: Any, kind: Kind, draft: Draft, values: Mapping[str, Any]) -> Edit:
    if draft.id is None:
        return Edit(kind.name, values)
    before = queries.entry(connection, kind.name, draft.id)
    # A form saved for another reason must not decide a conflict: only `deciding.decide` sets the same value again.
    undecided = set(before.conflicts) if before else set()
    held = to_values(kind, before.record) if before else {}
    return Edit(
        kind.name, {n: v for n, v in values.items() if n not in undecided or held.get(n) != v}, draft.id
    )


def _made(
    kind: Kind, values: dict[str, Any], new: bool, choose: Callable[[str], str] = secrets.choice
) -> dict[str, Any]:
    if new and "case_code" in kind and not values.get("case_code"):
        values["case_code"] = "HT-" + "".join(choose(_CASE_LETTERS) for _ in range(6))
    return values
