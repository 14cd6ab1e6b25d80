"""The printed summary: every word and figure that stands on paper, by NĐ 30/2020/NĐ-CP.

How it lies on the page stands in ``resources/forms/<form>.typ``; ``typesetting`` brings both together.
"""

import re
from pathlib import Path
from typing import Any

from desktop.models import units
from desktop.models.files import write_whole
from desktop.models.period import Period
from desktop.services import figures, typesetting
from desktop.services.figures import Figure
from desktop.services.summary import Line, Summary, form
from desktop.services.typesetting import Document
from desktop.services.words import Words

_CLAUSE = re.compile(r"\[([^\[\]]*)\]")
_PART = re.compile(r"\{([a-z_0-9]+)(\.to_date)?\} ?")
_BLANK = " \u2003 "
_ROMAN = {"q1": "I", "q2": "II", "q3": "III", "q4": "IV"}


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
    """Every word and figure of the printed document, as the template receives them."""
    described = form(summary.form)
    words: dict[str, str] = described["words"]
    body = f"Ủy ban nhân dân {units.in_a_sentence(summary.unit)}"
    known = {
        "period": period_name(summary.period),
        "body": body,
        "start": figures.day(summary.period.start),
        "end": figures.day(summary.period.end),
        "year": summary.made_on.year,
    }
    return {
        "title": words["subject"].format(**known),
        "body": body,
        "made_on": [summary.made_on.year, summary.made_on.month, summary.made_on.day],
        "issuer": _issuer(summary.unit),
        "symbol": words["symbol"],
        # Number and day stay blank: they are given when the document is signed, by hand or stamp.
        "place_and_date": f"{place(summary.unit)}, ngày{_BLANK}tháng{_BLANK}năm\u00a0{summary.made_on.year}",
        "subject": words["subject"].format(**known),
        "addressee": _addressee(summary.superior),
        "opening": words["opening"].format(**known),
        "parts": [{"title": part["title"], "text": _told(part, summary)} for part in described["body"]],
        "details": words["details"],
        "closing": words["closing"].format(**known),
        "recipients": ["Như trên", words["keep"]],
        "period": period_name(summary.period),
        "annex_title": words["annex_title"].format(**known),
        "annex_of": words["annex_of"].format(**known),
        "columns": described["columns"],
        "lines": [_cells(line, words) for line in summary.lines],
        "legend": words["legend"],
        "reference": words["reference"],
        "training": words["training"] if summary.training else None,
        "watermark": words["watermark"] if summary.training else None,
    }


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


def _addressee(superior: units.Unit | None) -> str:
    """The superior People's Committee; dots to write on where the unit has none, for ministries change."""
    return f"Ủy ban nhân dân {units.in_a_sentence(superior)}" if superior else "\u2026" * 16


def _issuer(unit: units.Unit) -> str:
    """The body's name in capitals; a long one breaks before the name proper, not inside it."""
    name = unit.full_name.upper()
    kind = unit.full_name.removesuffix(unit.name).strip().upper()
    return f"{kind}\n{unit.name.upper()}" if len(name) > 24 else name


def period_name(period: Period) -> str:
    """The period as it is written in a document: ``quý I năm 2025``, ``6 tháng đầu năm 2025``."""
    if period.name in _ROMAN:
        return f"quý {_ROMAN[period.name]} năm {period.year}"
    if period.name.startswith("m"):
        return f"tháng {int(period.name[1:])} năm {period.year}"
    spans = {"h1": "6 tháng đầu năm", "h2": "6 tháng cuối năm", "9m": "9 tháng đầu năm", "year": "năm"}
    months = f"{period.span[1]} tháng đầu năm"
    return f"{spans.get(period.name, months)} {period.year}"


def place(unit: units.Unit) -> str:
    """The place in "place and date": the bare name, with its kind when the name is a number."""
    return unit.full_name if unit.name[0].isdigit() else unit.name
