"""The report in words on paper: the content its layout receives, and its pages."""

from pathlib import Path
from typing import Any

from desktop.models.files import write_whole
from desktop.services import decree, forms, letterhead, printing, typesetting
from desktop.services.narrative.report import Part, Report
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
        "parts": [_part(part) for part in report.parts],
        "annex_name": first,
        "annexes": [
            {"name": name, **forms.paper.table(filled)}
            for name, filled in zip(others, report.annexes, strict=True)
        ],
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
