"""The report in words on paper: the content its layout receives, and its pages."""

from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.models.errors import Refusal
from desktop.models.files import write_whole
from desktop.services import decree, forms, letterhead, printing, typesetting
from desktop.services.narrative.report import Part, Report
from desktop.services.summary import Summary
from desktop.services.typesetting import Document

FORM = "narrative"
BODY = "body"
_ENCLOSED = "enclosed"
_BLANK_LINES = 2


def pdf(report: Report, path: Path) -> None:
    """Write *report* to *path* as PDF.

    Raises:
        Refusal: ``cannot_write`` or ``disk_full``; a file that stood there is untouched.
    """
    write_whole(path, typesetting.pdf(document(report)))


def pages(report: Report, ppi: int = 110) -> list[bytes]:
    """The pages of the same document as PNG images, *ppi* pixels per inch."""
    return typesetting.pages(document(report), ppi)


def document(report: Report) -> Document:
    """What the pages of *report* are made of."""
    return typesetting.document(FORM, content(report))


def content(report: Report) -> dict[str, Any]:
    """Every word and figure of the report: the parts, the annex as in the summary, and the annexes behind it."""
    words: dict[str, str] = report.outline["words"]
    figures, hand = report.summary, report.hand
    head = figures.head or letterhead.derived(figures.unit)
    first, *others = decree.annex_names(1 + len(report.annexes))
    known = {
        "period": decree.period_name(figures.period),
        "body": head.body,
        "start": f"{figures.period.start:%d/%m/%Y}",
        "end": f"{figures.period.end:%d/%m/%Y}",
        # Who reads the body must learn of each annex.
        "annexes": decree.annexes_named(1 + len(report.annexes)),
    }
    return {
        **printing.content(figures),
        **letterhead.around(head, "BC", figures.made_on, number=hand.number, day=hand.day),
        **{name: words[name].format(**known) for name in ("subject", "opening", "details", "closing")},
        "form": FORM,
        "bases": decree.based(report.outline["bases"]),
        "parts": [_part(part, figures) for part in report.parts],
        "annex_name": first,
        "annexes": [
            {"name": name, **forms.paper.table(filled)}
            for name, filled in zip(others, report.annexes, strict=True)
        ],
    }


def part(report: Report, name: str, signed_at: datetime | None = None) -> Document:
    """What a part of the report is made of that is sent as a file of its own.

    Args:
        report: The report.
        name: ``body``, or the number of an annex, from 1.
        signed_at: When the file is signed electronically, by the clock of Việt Nam; None when that is not known.

    Raises:
        Refusal: ``no_such_annex``.
    """
    return typesetting.document(FORM if name == BODY else _ENCLOSED, part_content(report, name, signed_at))


def part_content(report: Report, name: str, signed_at: datetime | None = None) -> dict[str, Any]:
    """The words and figures of `part`, with only the table that is on it.

    Raises:
        Refusal: ``no_such_annex``.
    """
    whole = content(report)
    number = int(name) if name.isdecimal() else 0
    if name != BODY and not 1 <= number <= 1 + len(report.annexes):
        raise Refusal("no_such_annex", count=1 + len(report.annexes))
    shown = {
        **whole,
        "form": f"{FORM}/{name}",
        "part": name,
        "signed": decree.signed(whole["number"], signed_at) if signed_at else "",
        "annexes": whole["annexes"][number - 2 : number - 1] if number > 1 else [],
    }
    if name == BODY:
        # Its figures stand in sentences; the tables are other files.
        return {**shown, "lines": []}
    if number > 1:
        title = whole["annexes"][number - 2]["title"]
        return {**shown, "title": f"{title} ({whole['annexes'][number - 2]['name']})", "lines": []}
    return {**shown, "title": f"{whole['annex_title']} ({whole['annex_name']})"}


def _part(part: Part, figures: Summary) -> dict[str, Any]:
    # Sentences of one part are one paragraph, unless each begins with a dash.
    apart = any(one.text.startswith("- ") for one in part.sentences)
    told = [[one] for one in part.sentences] if apart else [list(part.sentences)] if part.sentences else []
    by_hand = part.text.splitlines()
    return {
        "level": part.level,
        "number": part.number,
        "title": part.title,
        "paragraphs": [*(" ".join(one.text for one in paragraph) for paragraph in told), *by_hand],
        # The same with what in them is a figure.
        "runs": [
            *(printing.runs(figures, paragraph) for paragraph in told),
            *([(one, "", -1)] for one in by_hand),
        ],
        # Lines to write on.
        "blank": _BLANK_LINES if part.by_hand and not told and not by_hand else 0,
    }
