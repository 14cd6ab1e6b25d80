"""The printed summary: every word and figure that stands on paper, by NĐ 30/2020/NĐ-CP.

How it lies on the page stands in ``resources/forms/<form>.typ``; ``typesetting`` brings both together.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.models.files import write_whole
from desktop.services import decree, figures, letterhead, typesetting
from desktop.services.figures import Figure
from desktop.services.summary import Line, Summary, form
from desktop.services.typesetting import Document
from desktop.services.words import Words

_CLAUSE = re.compile(r"\[([^\[\]]*)\]")
_PART = re.compile(r"\{([a-z_0-9]+)(\.to_date)?\} ?")
# Where a line's figures stand among the columns.
_FIGURES = slice(3, 7)
_REPORT = "BC"


def pdf(summary: Summary, path: Path) -> None:
    """Write *summary* to *path* as PDF, with its fonts inside.

    Raises:
        Refusal: ``cannot_write`` or ``disk_full``; a file that stood there is untouched.
    """
    write_whole(path, typesetting.pdf(document(summary)))


def pages(summary: Summary, ppi: int = 110) -> list[bytes]:
    """The pages of the same document as PNG images, *ppi* pixels per inch."""
    return typesetting.pages(document(summary), ppi)


def document(summary: Summary) -> Document:
    """What the pages of *summary* are made of."""
    return typesetting.document(summary.form, content(summary))


def content(summary: Summary) -> dict[str, Any]:
    """Every word and figure of the printed document, as the layout receives them."""
    described = form(summary.form)
    words: dict[str, str] = described["words"]
    head = summary.head or letterhead.derived(summary.unit)
    known = {
        "period": decree.period_name(summary.period),
        "body": head.body,
        "start": figures.day(summary.period.start),
        "end": figures.day(summary.period.end),
        "year": summary.made_on.year,
    }
    return {
        **letterhead.around(head, _REPORT, summary.made_on),
        "title": words["subject"].format(**known),
        "subject": words["subject"].format(**known),
        "opening": words["opening"].format(**known),
        "parts": [{"title": part["title"], "text": _told(part, summary)} for part in described["body"]],
        "details": words["details"],
        "closing": words["closing"].format(**known),
        "period": known["period"],
        "annex_title": words["annex_title"].format(**known),
        "columns": described["columns"],
        "figure_columns": described["columns"][_FIGURES],
        "lines": [_cells(line, words) for line in summary.lines],
        "legend": words["legend"],
        "reference": words["reference"],
        "printout_words": words["printout"],
        "printout": None,
        **_marks(summary, words),
    }


def _marks(summary: Summary, words: Mapping[str, str]) -> dict[str, str | None]:
    """What tells that the document must not be taken for a final one; practice weighs more than a draft."""
    if summary.training:
        return {"footer": words["training"], "watermark": words["watermark"]}
    if summary.draft:
        return {"footer": words["draft"], "watermark": words["draft_watermark"]}
    return {"footer": None, "watermark": None}


def _cells(line: Line, words: dict[str, str]) -> dict[str, Any]:
    shown = [figures.figure(value, words) for value in (line.now, line.to_date, line.last_year)]
    shown.append(figures.growth(line.growth, words))
    return {
        "id": line.id,
        "level": line.level,
        "number": line.number,
        "label": line.label,
        "unit": Words("vi")("units", line.unit) if line.unit else "",
        "figures": shown if line.tracked else [""] * len(shown),
        "note": line.note,
    }


def _told(part: dict[str, str], summary: Summary) -> str:
    """A paragraph of the report with the table's figures in it.

    A clause in square brackets is left out when a figure in it is unknown; clauses may stand in clauses.
    """
    words: dict[str, str] = form(summary.form)["words"]

    def figure(found: re.Match[str]) -> Figure:
        line = summary.line(found[1])
        return line.to_date if found[2] else line.now

    def clause(found: re.Match[str]) -> str:
        return "" if any(figure(one) is None for one in _PART.finditer(found[1])) else found[1]

    def shown(found: re.Match[str]) -> str:
        # A number never parts from what it counts at the end of a line.
        after = "\u00a0" if found[0].endswith(" ") else ""
        return figures.figure(figure(found), words) + after

    happened = summary.line(part["when"]).now
    unknown = part.get("unknown", part["empty"])
    text = part["text"] if happened else unknown if happened is None else part["empty"]
    while _CLAUSE.search(text):
        text = _CLAUSE.sub(clause, text)
    return _PART.sub(shown, text)
