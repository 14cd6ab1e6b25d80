"""What the receiving unit hands down, at the commune: shown with what it would change, taken by a person or not."""

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop.models import answers, handed, units
from desktop.models.errors import Refusal
from desktop.models.handed import Decided
from desktop.services.desk import COMMUNE, Desk
from desktop.services.edited_files import Wrong
from desktop.services.handing import code_lists, plan_texts, unit_texts
from sync.handed import Handed
from sync.statements import read_lines

NEW, TAKEN, DECLINED, BAD = "new", "taken", "declined", "bad"


@dataclasses.dataclass(frozen=True)
class Offer:
    """Something the latest receipt hands down.

    Attributes:
        kind: ``plan``, ``code_list`` or ``unit_list``.
        name: Which one.
        title: What it is called; may be empty.
        on: The day since which it is handed down as it is.
        state: ``new``; ``taken`` or ``declined`` as it is; ``bad``: it cannot be read, nothing changes.
        says: What taking it changes: ``number``, ``targets``, ``since`` of a plan, ``list`` of a code list;
            ``added``, ``changed`` and ``removed`` targets or entries.
        wrongs: What is wrong with it, by line.
    """

    kind: str
    name: str
    title: str
    on: date
    state: str
    says: Mapping[str, object] = dataclasses.field(default_factory=dict)
    wrongs: tuple[Wrong, ...] = ()


@dataclasses.dataclass(frozen=True)
class _Read:
    """A document that was read: ``value`` as its kind has it, None when something is wrong with it."""

    document: Handed
    value: Any
    wrongs: tuple[Wrong, ...]


def offers(desk: Desk) -> list[Offer]:
    """What the latest receipt hands down, what is to be decided first; nothing at a desk that has joined nobody."""
    if desk.settings.role != COMMUNE or desk.settings.receiver is None:
        return []
    with desk.store.read() as connection:
        found = [_read(one) for one in _documents(desk, connection)]
        decided = handed.decided(connection)
    listed = [_offer(desk, one, decided) for one in found]
    return sorted(listed, key=lambda one: (NEW, BAD, DECLINED, TAKEN).index(one.state))


def take(desk: Desk, kind: str, name: str) -> Offer:
    """Take what is handed down; the same again changes nothing.

    Raises:
        Refusal: ``unknown_document``; ``document_bad`` with ``wrongs``.
    """
    with desk.store.write() as writer:
        read = _found(desk, writer.connection, kind, name)
        if read.wrongs:
            raise Refusal("document_bad", count=len(read.wrongs), wrongs=read.wrongs)
        decided = handed.decided(writer.connection)
        offer = _offer(desk, read, decided)
        if offer.state != TAKEN:
            content = read.document.text
            if kind == "plan":
                plan_texts.apply(desk, writer, read.value)
                content = "taken"
            elif kind == "code_list":
                before = next((one.content for one in decided if (one.kind, one.name) == (kind, name)), "")
                content = code_lists.kept(read.value, before)
            _decide(desk, writer, read.document, content, taken=True)
    desk.refresh()
    return offer


def decline(desk: Desk, kind: str, name: str) -> None:
    """Leave what is handed down as it is; it can still be taken, and is asked about again when it is another.

    Raises:
        Refusal: ``unknown_document``.
    """
    with desk.store.write() as writer:
        read = _found(desk, writer.connection, kind, name)
        _decide(desk, writer, read.document, "", taken=False)


def _decide(desk: Desk, writer: Any, document: Handed, content: str, *, taken: bool) -> None:
    day = desk.today().isoformat()
    handed.decide(writer, Decided(document.kind, document.name, document.sha256, content, taken, day))


def _documents(desk: Desk, connection: Any) -> Sequence[Handed]:
    kept = answers.latest(connection, bytes.fromhex(desk.settings.site))
    found = read_lines(kept.content.encode(), newer=True).handed if kept else ()
    # What the program has brought along meanwhile needs nobody's answer.
    return [one for one in found if one.kind != "unit_list" or one.name not in units.shipped()]


def _found(desk: Desk, connection: Any, kind: str, name: str) -> _Read:
    for document in _documents(desk, connection):
        if (document.kind, document.name) == (kind, name):
            return _read(document)
    raise Refusal("unknown_document", name=name)


@functools.lru_cache(maxsize=32)
def _read(document: Handed) -> _Read:
    # The home page asks each time it shows; a plan takes a hundredth of a second to be read with its lines.
    if document.kind == "plan":
        return _Read(document, *plan_texts.read(document.text, document.name))
    if document.kind == "code_list":
        return _Read(document, *code_lists.read(document.text, document.name))
    return _Read(document, *unit_texts.read(document.text.encode(), document.name))


def _offer(desk: Desk, read: _Read, decided: Sequence[Decided]) -> Offer:
    document = read.document
    says: Mapping[str, object] = {}
    if not read.wrongs:
        if document.kind == "plan":
            says = plan_texts.difference(desk, read.value)
        elif document.kind == "unit_list":
            says = unit_texts.difference(read.value)
        else:
            of_lists = [one for one in decided if one.kind == "code_list"]
            says = code_lists.difference(of_lists, document.name, read.value)
    return Offer(
        document.kind,
        document.name,
        document.title,
        date.fromisoformat(document.on),
        _state(desk, read, decided, says),
        says,
        read.wrongs,
    )


def _state(desk: Desk, read: _Read, decided: Sequence[Decided], says: Mapping[str, object]) -> str:
    if read.wrongs:
        return BAD
    document = read.document
    before = next((one for one in decided if (one.kind, one.name) == (document.kind, document.name)), None)
    if before is not None and before.sha256 == document.sha256:
        return TAKEN if before.taken else DECLINED
    if document.kind == "plan":
        # An older text, or the unit's own file loaded before, brings nothing.
        new = plan_texts.fresh(desk, read.value) or plan_texts.to_choose(desk, read.value)
    elif document.kind == "unit_list":
        new = True
    else:
        new = any(says[name] for name in ("added", "changed", "removed"))
    return NEW if new else TAKEN
