"""Sentences with figures of a form in them: as data, with gaps named by lines of the form.

``{sessions}`` is the figure of the period, ``{sessions.to_date}`` the one since the start of the year,
``{sessions.so_far}`` the same where the period does not begin the year, ``{sessions.last_year}`` the one of a year
ago, ``{sessions.change}`` the difference in words. A clause in square brackets is left out when a figure in it is
unknown; clauses may stand in clauses. Nothing is said that no line says.
"""

import dataclasses
import re
from collections.abc import Mapping

from desktop.services import figures
from desktop.services.figures import Figure
from desktop.services.summary import Line, Summary, form
from desktop.services.words import Words

_CLAUSE = re.compile(r"\[([^\[\]]*)\]")
GAP = re.compile(r"\{([a-z_0-9]+)(?:\.(to_date|so_far|last_year|change))?\}( ?)")
"""A figure of a line: its id, which of its figures, and a space behind it."""


@dataclasses.dataclass(frozen=True)
class Sentence:
    """What is told, and where its figures come from.

    Attributes:
        text: Vietnamese, as printed; empty when there is nothing to tell.
        lines: Ids of the lines of the form whose figures it tells or rests on, in the order of the text.
    """

    text: str
    lines: tuple[str, ...]


def tell(described: Mapping[str, str], summary: Summary) -> Sentence:
    """One sentence, or a paragraph of them.

    Args:
        described: ``text``; with ``when``, the id of a line, ``empty`` for when that line is 0, and ``unknown`` for
            when it is not known (the same as ``empty`` where left out).
        summary: The figures.
    """
    words: Mapping[str, str] = form(summary.form)["words"]
    text = _chosen(described, summary)
    named = [described["when"]] if "when" in described and text else []

    def clause(found: re.Match[str]) -> str:
        gaps = list(GAP.finditer(found[1]))
        return "" if any(_figure(summary, gap) is None for gap in gaps) else found[1]

    while _CLAUSE.search(text):
        text = _CLAUSE.sub(clause, text)
    named += [gap[1] for gap in GAP.finditer(text)]

    def filled(gap: re.Match[str]) -> str:
        line = summary.line(gap[1])
        # A number never parts from what it counts at the end of a line.
        after = "\u00a0" if gap[3] else ""
        if gap[2] == "change":
            return change(line) + gap[3]
        return figures.figure(_figure(summary, gap), words) + after

    return Sentence(GAP.sub(filled, text), tuple(dict.fromkeys(named)))


def _chosen(described: Mapping[str, str], summary: Summary) -> str:
    if "when" not in described:
        return described["text"]
    happened = summary.line(described["when"]).now
    if happened is None:
        return described.get("unknown", described.get("empty", ""))
    return described["text"] if happened else described.get("empty", "")


def _figure(summary: Summary, gap: re.Match[str]) -> Figure:
    line, which = summary.line(gap[1]), gap[2]
    if which == "last_year":
        return line.last_year
    if which == "to_date":
        return line.to_date
    if which == "so_far":
        return None if summary.period.start == summary.period.to_date().start else line.to_date
    # A change is known when both its sides are.
    return line.now if which is None or change(line) else None


def change(line: Line) -> str:
    """The difference to a year ago in words: ``tăng 12 (35,3%)``, ``giảm 3 (20,0%)``, ``không thay đổi``."""
    now, before = line.now, line.last_year
    if not isinstance(now, int) or not isinstance(before, int) or isinstance(now, bool):
        return ""
    if now == before:
        return "không thay đổi"
    share = f" ({figures.percent(abs(line.growth))}%)" if line.growth is not None else ""
    return f"{'tăng' if now > before else 'giảm'} {figures.count(abs(now - before))}{share}"


def compare(line: Line, pattern: str, label: str = "") -> Sentence | None:
    """The line, called *label* or by its own, beside a year ago by *pattern*; None with nothing to compare."""
    said = change(line)
    if not said:
        return None
    words: Mapping[str, str] = {"yes": "", "no": "", "nothing": "", "missing": ""}
    text = pattern.format(
        label=label or line.label, unit=Words("vi")("units", line.unit), change=said,
        now=figures.figure(line.now, words), before=figures.figure(line.last_year, words),
    )  # fmt: skip
    return Sentence(text, (line.id,))
