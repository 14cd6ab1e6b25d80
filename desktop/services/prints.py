"""Numbered prints: what left the printer can be printed again as it was, and compared with the figures of today.

A document is kept with its content and its templates, so that a later version of the program, and records changed
since, give the same pages. The same document printed twice is one print with one number.
"""

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from desktop.models import printouts
from desktop.models.errors import Refusal
from desktop.models.files import write_whole
from desktop.models.period import Period
from desktop.models.printouts import KeptPrintout
from desktop.services import forms, narrative, printing, summary, typesetting
from desktop.services.desk import Desk
from desktop.services.typesetting import Document

_COUNTED_PPI = 8  # pages that are only counted
_OF_ITS_DAY = frozenset({"receiving_board", "receiving_minutes"})
"""What says how things stood or what was done on a day: nothing of it is otherwise later."""


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """A figure that is not any more what was printed.

    Attributes:
        line: Id of the line in its form.
        label: What the line is about, as printed.
        column: Heading of the figure's column.
        printed: As it stands on paper; None where the print has no such line.
        now: As it would be printed today; None where there is no such line any more.
    """

    line: str
    label: str
    column: str
    printed: str | None
    now: str | None


def listed(desk: Desk) -> Sequence[KeptPrintout]:
    """Everything that was printed here, the newest first."""
    with desk.store.read() as connection:
        return printouts.newest_first(connection)


def keep(
    desk: Desk, document: Document, period: Period, *, draft: bool, path: Path | None = None
) -> KeptPrintout:
    """Give *document* a number and keep it; what was the last print of its form and period keeps its number.

    Args:
        desk: Where it is kept.
        document: What is printed; its content names the form and the title.
        period: What it is about.
        draft: Whether its figures were not settled yet.
        path: Where to write it as PDF; a file that cannot be written leaves no print behind.

    Raises:
        Refusal: ``cannot_write``, ``disk_full``; a file that stood there is untouched.
    """
    packed = {
        "template": document.template,
        "content": document.content,
        "sources": document.sources,
        # Whole: a plan's first day and a cut-off day do not follow from the name.
        "period": msgspec.to_builtins(period),
    }
    sha256 = hashlib.sha256(json.dumps(packed, sort_keys=True).encode()).hexdigest()
    with desk.store.write() as writer:
        form = str(document.content["form"])
        kept = printouts.last_of(writer.connection, form, period.year, period.name)
        if kept is None or kept.sha256 != sha256:
            kept = KeptPrintout(
                number=printouts.next_number(writer.connection),
                form=form,
                title=str(document.content["title"]),
                year=period.year,
                period=period.name,
                made_at=desk.store.clock(),
                draft=draft,
                pages=len(typesetting.pages(document, ppi=_COUNTED_PPI)),
                sha256=sha256,
            )
            printouts.add(writer, kept, packed)
        if path is not None:
            write_whole(path, typesetting.pdf(_numbered(document, kept.number)))
    return kept


def again(desk: Desk, number: int) -> Document:
    """What print *number* was made of, with its number on it.

    Raises:
        Refusal: ``unknown_print``.
    """
    _, packed = _found(desk, number)
    return _numbered(Document(packed["template"], packed["content"], packed["sources"]), number)


def _found(desk: Desk, number: int) -> tuple[KeptPrintout, dict[str, Any]]:
    with desk.store.read() as connection:
        found = printouts.find(connection, number)
    if found is None:
        raise Refusal("unknown_print", number=number)
    return found


def _numbered(document: Document, number: int) -> Document:
    return dataclasses.replace(document, content={**document.content, "printout": number})


def write(desk: Desk, number: int, path: Path) -> Path:
    """Write print *number* to *path* as PDF.

    Raises:
        Refusal: ``unknown_print``, ``cannot_write``, ``disk_full``; a file that stood there is untouched.
    """
    write_whole(path, typesetting.pdf(again(desk, number)))
    return path


def changes(desk: Desk, number: int) -> Sequence[Change]:
    """What print *number* would say otherwise if it were made today, in the order of its lines.

    Raises:
        Refusal: ``unknown_print``; ``print_of_another_form`` when the form has other columns today; ``unknown_form``
            when the unit has it no longer.
    """
    kept, packed = _found(desk, number)
    if kept.form in _OF_ITS_DAY:
        return ()
    period = msgspec.convert(packed["period"], Period)
    return tuple(_compared(packed["content"], _today(desk, kept.form, packed["template"], period)))


def _today(desk: Desk, form: str, template: str, period: Period) -> Mapping[str, Any]:
    # The commune summary is printed as a report with its annex, or as a table like any other form.
    if template == forms.paper.TEMPLATE:
        return forms.paper.content(forms.fill(desk, period, forms.of(desk, form)))
    report, _, part = form.partition("/")
    if report == narrative.FORM:
        built = narrative.build(desk, period)
        return narrative.part_content(built, part) if part else narrative.content(built)
    return printing.content(summary.build(desk, period))


def _compared(printed: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    """The table of a document, then those of its further annexes, each beside the same form of today."""
    yield from _table_compared(printed, now)
    today = {one["form"]: one for one in now.get("annexes", ())}
    for annex in printed.get("annexes", ()):
        if annex["form"] in today:
            yield from _table_compared(annex, today[annex["form"]])


def _table_compared(printed: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    before, after = _lines(printed), _lines(now)
    columns = printed["figure_columns"]
    if columns != now["figure_columns"]:
        # The form has other columns today: no figure of it can be set beside one of then.
        raise Refusal("print_of_another_form")
    for line_id in [*before, *(one for one in after if one not in before)]:
        then, since = before.get(line_id), after.get(line_id)
        label = (then or since or {})["label"]
        for at, column in enumerate(columns):
            sides = tuple(one["figures"][at] if one else None for one in (then, since))
            if sides[0] != sides[1]:
                yield Change(line_id, label.removeprefix("- "), column, *sides)


def _lines(content: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {line["id"]: line for line in content["lines"] if line["id"]}
