"""Questions to records: a receiving unit asks, the commune answers with a change of the record.

A question is answered by a later change of the record that sets the field asked about (any field, when none is), made
at the commune: a correction, or the same value stated again because it is right. The answer comes with a package like
every change, and closes the question on both sides; nobody closes it by hand.
"""

import dataclasses
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from desktop.models import answers, ledger, personal_data, queries, settings
from desktop.models.answers import Asked
from desktop.models.edits import Edit, encode, to_record, to_values
from desktop.models.errors import Refusal
from desktop.models.folding import nfc
from desktop.models.records import kind_named, known
from desktop.models.writer import LoggedChange
from desktop.services import naming
from desktop.services.desk import COMMUNE, RECEIVING, Desk
from sync.statements import MAX_QUESTION, QuestionPart, read_lines

OPEN, ANSWERED = "open", "answered"


@dataclasses.dataclass(frozen=True)
class Question:
    """A question to a record, as either side sees it.

    Attributes:
        id: The question, 32 hexadecimal digits.
        unit: The commune whose record it is.
        kind: Record kind.
        record: The record's id.
        field: The field asked about; empty for the whole record.
        text: What is asked.
        asked_on: The day it was asked.
        state: ``open``, or ``answered``: at the commune by a change that waits to be received, at the receiving
            unit by one that was.
        caption: What the record is called; empty when it is not here.
    """

    id: str
    unit: str
    kind: str
    record: str
    field: str
    text: str
    asked_on: date
    state: str
    caption: str = ""


def ask(
    desk: Desk,
    kind: str,
    record: str,
    text: str,
    *,
    field: str = "",
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> Question:
    """Ask the commune about a record; the question goes out with its next receipts.

    Args:
        desk: A receiving desk.
        kind: Record kind.
        record: The record's id.
        text: What is asked, at most 1,000 characters.
        field: The field in question; empty for the whole record.
        random: Gives random bytes.

    Raises:
        Refusal: ``not_receiving_desk``, ``no_record``, ``unknown_field``, ``question_empty``, ``question_too_long``,
            ``question_names_somebody``.
    """
    if desk.settings.role != RECEIVING:
        raise Refusal("not_receiving_desk")
    words = nfc(text).strip()
    if not words:
        raise Refusal("question_empty")
    if len(words) > MAX_QUESTION:
        raise Refusal("question_too_long", most=MAX_QUESTION)
    if any(personal_data.signs(words, prose=True)):
        raise Refusal("question_names_somebody")
    described = kind_named(kind)
    if field and (field not in described or not described.field(field).leaves):
        raise Refusal("unknown_field", field=field)
    with desk.store.write() as writer:
        wanted = bytes.fromhex(record) if queries.is_id(record) else b""
        row = queries.rows_by_id(writer.connection, described, [wanted]).get(wanted)
        if row is None or row.unit == desk.settings.unit:
            raise Refusal("no_record", id=record)
        machines = [one.site for one in ledger.machines(writer.connection) if one.unit == row.unit]
        after = {site.hex(): ledger.last_seq(writer.connection, site) for site in machines}
        asked = Asked(
            random(16), row.unit, kind, row.id, field, words, desk.today().isoformat(), encode(after).decode()
        )
        answers.ask(writer.connection, asked)
        caption = naming.called(writer.connection, described, _values(kind, row.values))
    return _question(asked, OPEN, caption)


def withdraw(desk: Desk, question: str) -> None:
    """Take a question back; the next receipts no longer hold it.

    Raises:
        Refusal: ``no_question``.
    """
    with desk.store.write() as writer:
        day = desk.today().isoformat()
        if not queries.is_id(question) or not answers.withdraw(
            writer.connection, bytes.fromhex(question), day
        ):
            raise Refusal("no_question")


def questions(desk: Desk, *, unit: str | None = None) -> list[Question]:
    """The questions of a receiving unit, or those its latest receipt brought to a commune; the latest first.

    Args:
        desk: Either desk.
        unit: At a receiving desk, only questions to this organisation unit.
    """
    with desk.store.read() as connection:
        if desk.settings.role == RECEIVING:
            asked = answers.questions(connection, None if unit is None else [unit])
        else:
            asked = _brought(connection, desk.settings.unit)
        states = _states(connection, asked, commune=desk.settings.role == COMMUNE)
        captions = _captions(connection, asked)
    return [_question(one, states[one.id], captions.get(one.record, "")) for one in asked]


def confirm(desk: Desk, question: str) -> None:
    """Answer that what is recorded is right: the value asked about is stated again, which is a change.

    Raises:
        Refusal: ``not_commune_desk``, ``no_question``.
    """
    if desk.settings.role != COMMUNE:
        raise Refusal("not_commune_desk")
    with desk.store.write() as writer:
        asked = next(
            (one for one in _brought(writer.connection, desk.settings.unit) if one.id.hex() == question), None
        )
        rows = {} if asked is None else _rows(writer.connection, [asked])
        if asked is None or asked.record not in rows:
            raise Refusal("no_question")
        leaving = {field.name for field in kind_named(asked.kind).leaving}
        names = {asked.field} & leaving if asked.field else leaving
        values = {name: rows[asked.record].get(name) for name in names}
        # What is empty and was asked about is stated as empty; of a whole record only what it says.
        stated = {name: value for name, value in values.items() if asked.field or value not in (None, [])}
        writer.put([Edit(asked.kind, stated, asked.record.hex(), restated=True)])


def open_parts(connection: Any, units: set[str]) -> Mapping[bytes, list[QuestionPart]]:
    """The open questions to each machine of *units*, as a receipt holds them, by site."""
    asked = answers.questions(connection, sorted(units))
    states = _states(connection, asked, commune=False)
    found: dict[bytes, list[QuestionPart]] = {}
    for machine in ledger.machines(connection):
        found[machine.site] = [
            QuestionPart(
                id=one.id.hex(),
                kind=one.kind,
                record=one.record.hex(),
                field=one.field,
                text=one.text,
                asked_on=one.asked_on,
                after=_after(one).get(machine.site.hex(), 0),
            )
            for one in asked
            if one.unit == machine.unit and states[one.id] == OPEN
        ]
    return found


def _brought(connection: Any, unit: str) -> list[Asked]:
    site = str(settings.read(connection, "site"))
    kept = answers.latest(connection, bytes.fromhex(site))
    if kept is None:
        return []
    asked = [
        Asked(
            bytes.fromhex(one.id),
            unit,
            one.kind,
            bytes.fromhex(one.record),
            one.field,
            one.text,
            one.asked_on,
            encode({site: one.after}).decode(),
        )
        for one in read_lines(kept.content.encode(), newer=True).questions
    ]
    return sorted(asked, key=lambda one: (one.asked_on, one.id), reverse=True)


def _states(connection: Any, asked: Sequence[Asked], *, commune: bool) -> Mapping[bytes, str]:
    """Whether each is open or answered: at a commune by this machine, at a receiving unit by any but itself."""
    own = bytes.fromhex(settings.read(connection, "site"))
    changes = ledger.changes_of(connection, list({one.record for one in asked}))
    return {
        one.id: ANSWERED
        if any(
            (change.site == own) == commune and _answers(change, one)
            for change in changes.get(one.record, ())
        )
        else OPEN
        for one in asked
    }


def _answers(change: LoggedChange, asked: Asked) -> bool:
    if change.seq <= _after(asked).get(change.site.hex(), 0):
        return False
    fields = msgspec.json.decode(change.fields)
    return not asked.field or asked.field in fields or "deleted" in fields


def _after(asked: Asked) -> dict[str, int]:
    return msgspec.json.decode(asked.after, type=dict[str, int])


def _rows(connection: Any, asked: Iterable[Asked]) -> dict[bytes, Mapping[str, Any]]:
    by_kind: dict[str, set[bytes]] = {}
    for one in asked:
        if known(one.kind):
            by_kind.setdefault(one.kind, set()).add(one.record)
    return {
        record: row.values
        for kind, records in by_kind.items()
        for record, row in queries.rows_by_id(connection, kind_named(kind), sorted(records)).items()
    }


def _captions(connection: Any, asked: Sequence[Asked]) -> dict[bytes, str]:
    rows = _rows(connection, asked)
    kinds = {one.record: one.kind for one in asked}
    return {
        record: naming.called(connection, kind_named(kinds[record]), _values(kinds[record], values))
        for record, values in rows.items()
    }


def _values(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return to_values(kind_named(kind), to_record(kind_named(kind), values))


def _question(asked: Asked, state: str, caption: str) -> Question:
    return Question(
        asked.id.hex(),
        asked.unit,
        asked.kind,
        asked.record.hex(),
        asked.field,
        asked.text,
        date.fromisoformat(asked.asked_on),
        state,
        caption,
    )
