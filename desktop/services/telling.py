"""Sentences with figures of a form in them: as data, with gaps named by lines of the form.

``{sessions}`` is the figure of the period, ``{sessions.to_date}`` the one since the start of the year,
``{sessions.so_far}`` the same where the period does not begin the year, ``{sessions.last_year}`` the one of a year
ago, ``{sessions.change}`` the difference in words. A clause in square brackets is left out when a figure in it is
unknown; clauses may stand in clauses. Nothing is said that no line says.
"""

import dataclasses
import re
import string
from collections.abc import Mapping

from desktop.services import figures
from desktop.services.figures import Figure
from desktop.services.summary import Line, Summary, form
from desktop.services.words import Words

_CLAUSE = re.compile(r"\[([^\[\]]*)\]")
GAP = re.compile(r"\{([a-z_0-9]+)(?:\.(to_date|so_far|last_year|change))?\}( ?)")
"""A figure of a line: its id, which of its figures, and a space behind it."""
_COLUMNS = {"so_far": "to_date"}


Run = tuple[str, str, str]
"""Words as they are printed, and of a figure the ids of its line and of its column; else both are empty."""


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A figure in a text, from *start* to before *end*: the ids of its line and of its column."""

    start: int
    end: int
    line: str
    column: str


@dataclasses.dataclass(frozen=True)
class Sentence:
    """What is told, and where its figures come from.

    Attributes:
        text: Vietnamese, as printed; empty when there is nothing to tell.
        lines: Ids of the lines of the form whose figures it tells or rests on, in the order of the text.
        figures: Where in the text figures stand.
    """

    text: str
    lines: tuple[str, ...]
    figures: tuple[Place, ...] = ()

    @property
    def runs(self) -> list[Run]:
        """The text cut into its figures and what stands between them."""
        found: list[Run] = []
        end = 0
        for place in self.figures:
            found += [
                (self.text[end : place.start], "", ""),
                (self.text[place.start : place.end], place.line, place.column),
            ]
            end = place.end
        return [run for run in (*found, (self.text[end:], "", "")) if run[0]]


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

    told, end = _Telling(), 0
    for gap in GAP.finditer(text):
        told.say(text[end : gap.start()])
        end = gap.end()
        line = summary.line(gap[1])
        if gap[2] == "change":
            told.say(change(line), line.id, "now")
            told.say(gap[3])
        else:
            told.say(
                figures.figure(_figure(summary, gap), words), line.id, _COLUMNS.get(gap[2], gap[2] or "now")
            )
            # A number never parts from what it counts at the end of a line.
            told.say("\u00a0" if gap[3] else "")
    told.say(text[end:])
    return Sentence(told.text, tuple(dict.fromkeys(named)), tuple(told.figures))


class _Telling:
    """A text in the making, with the places of its figures."""

    def __init__(self) -> None:
        self.text = ""
        self.figures: list[Place] = []

    def say(self, words: str, line: str = "", column: str = "") -> None:
        """Go on with *words*, which are the figure of *column* in *line* where these are named."""
        if line and words:
            self.figures.append(Place(len(self.text), len(self.text) + len(words), line, column))
        self.text += words


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
    said_of = {
        "label": label or line.label, "unit": Words("vi")("units", line.unit), "change": said,
        "now": figures.figure(line.now, words), "before": figures.figure(line.last_year, words),
    }  # fmt: skip
    told = _Telling()
    for between, name, _, _ in string.Formatter().parse(pattern):
        told.say(between)
        if name is not None:
            figure = {"now": "now", "before": "last_year"}.get(name, "")
            told.say(said_of[name], line.id if figure else "", figure)
    return Sentence(told.text, (line.id,), tuple(told.figures))
