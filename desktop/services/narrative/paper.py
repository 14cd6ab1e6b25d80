"""The report in words on paper: the content its layout receives, and its pages."""

from pathlib import Path
from typing import Any

from desktop.models.files import write_whole
from desktop.services import decree, letterhead, printing, typesetting
from desktop.services.narrative.report import Part, Report, described
from desktop.services.typesetting import Document

FORM = "narrative"
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
    """Every word and figure of the report: the annex as in the summary, and the parts before it."""
    words: dict[str, str] = described()["words"]
    figures, hand = report.summary, report.hand
    head = figures.head or letterhead.derived(figures.unit)
    known = {
        "period": decree.period_name(figures.period),
        "body": head.body,
        "start": f"{figures.period.start:%d/%m/%Y}",
        "end": f"{figures.period.end:%d/%m/%Y}",
    }
    return {
        **printing.content(figures),
        **letterhead.around(head, "BC", figures.made_on, number=hand.number, day=hand.day),
        **{name: words[name].format(**known) for name in ("subject", "opening", "details", "closing")},
        "form": FORM,
        "bases": decree.based(described()["bases"]),
        "parts": [_part(part) for part in report.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    told = [sentence.text for sentence in part.sentences]
    # Sentences of one part are one paragraph, unless each begins with a dash.
    paragraphs = told if any(one.startswith("- ") for one in told) else [" ".join(told)] if told else []
    paragraphs += part.text.splitlines()
    return {
        "level": part.level,
        "number": part.number,
        "title": part.title,
        "paragraphs": paragraphs,
        # Lines to write on.
        "blank": _BLANK_LINES if part.by_hand and not paragraphs else 0,
    }
