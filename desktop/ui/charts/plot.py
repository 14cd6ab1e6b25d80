"""What is drawn and what stands in the table beside it: one value for both, made of a chart's numbers and words."""

import dataclasses
from collections.abc import Sequence

from desktop.models.period import Period
from desktop.models.units import unit as unit_named
from desktop.services.charting import Bar, Chart
from desktop.services.judgement import Indicator
from desktop.ui import language, style
from desktop.ui.frame.period_chooser import period_inside
from desktop.ui.indicators import words
from desktop.ui.indicators.doors import explanation_of
from desktop.ui.workplace import PageWanted


@dataclasses.dataclass(frozen=True)
class PlotRow:
    """One bar.

    Attributes:
        label: What it is about.
        shares: How long each part is, 0.0 to 1.0 of the room for bars.
        text: What is written at its end.
        parts: What is written in each part, where it has room.
        cells: Its line in the table.
        door: Where the row leads.
        doors: Where a click on each part leads.
        short: The label where there is hardly room; empty for the label itself.
        tick: Where its target stands, as a share; None without one.
    """

    label: str
    shares: tuple[float, ...]
    text: str
    parts: tuple[str, ...]
    cells: tuple[str, ...]
    door: PageWanted
    doors: tuple[PageWanted, ...]
    short: str = ""
    tick: float | None = None


@dataclasses.dataclass(frozen=True)
class Plot:
    """A drawing and its table.

    Attributes:
        title: What it shows, of when.
        heads: The heads of the table.
        weights: How its columns share the room, in letters.
        rows: The bars.
        legend: The names of the parts, when there are several.
        upright: Whether bars stand, as months do; else they lie and have room for long names.
        tracked: Whether each bar has an end of its own, as shares of a target do.
        none: What to say when there is nothing.
        key: What the signs mean; empty when the legend says all.
    """

    title: str
    heads: tuple[str, ...]
    weights: tuple[int, ...]
    rows: tuple[PlotRow, ...]
    legend: tuple[str, ...] = ()
    upright: bool = False
    tracked: bool = False
    none: str = ""
    key: str = ""

    def as_text(self) -> str:
        """The table with tabs between, for a spreadsheet or a letter."""
        return "\n".join("\t".join(cells) for cells in (self.heads, *(row.cells for row in self.rows)))

    def spoken(self) -> str:
        """All bars in words."""
        return "; ".join(f"{row.label}: {', '.join(row.text.splitlines())}" for row in self.rows)


def progress(figures: Sequence[Indicator], period: Period, plan: str | None = None) -> Plot:
    """How far each target is reached; those that do not apply here are left out.

    *plan* is the one whose explanations the bars open, None for the one that leads.
    """
    say = language.say
    judged = [one for one in figures if one.status != "not_applicable"]
    return Plot(
        title=say(
            "charts.title.progress", plan=figures[0].number if figures else "", period=period_inside(period)
        ),
        heads=tuple(say(f"charts.column.{name}") for name in ("target", "counts", "asked", "status")),
        weights=(24, 21, 11, 15),
        rows=tuple(_target(one, plan) for one in judged),
        tracked=True,
        none=say("charts.none.progress"),
        key=f"{say('charts.key.progress')} {say('charts.versions', versions=_versions(judged))}",
    )


def _versions(figures: Sequence[Indicator]) -> str:
    """Which versions made *figures*; where there are several, of which targets each."""
    made: dict[str, list[str]] = {}
    for one in figures:
        made.setdefault(one.version, []).append(one.target_id)
    if len(made) == 1:
        return next(iter(made))
    return "; ".join(f"{version} ({', '.join(targets)})" for version, targets in made.items())


def _target(one: Indicator, plan: str | None) -> PlotRow:
    drawn = words.bar(one)
    shown = style.look(one.status)
    status = f"{shown.sign} {language.say(f'status.{one.status}')}"
    figure = words.counts(one)
    if drawn is not None and not words.is_yes_no(one) and one.denominator is not None:
        figure = f"{words.value(one)} ({figure})"
    asked = words.asked(one, brief=True)
    wanted = language.say("figure.target", target=asked)
    text = f"{figure}\n{status} · {wanted}" if drawn is not None else status
    share, tick = (0.0, None) if drawn is None else (drawn[0] / drawn[2], min(drawn[1] / drawn[2], 1.0))
    label = f"{one.target_id} · {words.label(one.id)}"
    cells = (label, figure if one.numerator is not None else "–", asked, status)
    door = explanation_of(one.target_id, plan)
    return PlotRow(label, (min(share, 1.0),), text, ("",), cells, door, (door,), tick=tick)


def counted(chart: Chart) -> Plot:
    """The bars of *chart*."""
    say, measure = language.say, chart.measure
    what = say(f"charts.measure.{measure.id}")
    by = say(f"charts.of.{chart.by}" if not _of_communes(chart) else "charts.of.commune")
    legend = tuple(say(f"charts.part.{part}") for part in measure.parts) if len(measure.parts) > 1 else ()
    unit = words.measure(measure.counted_in)
    total = say("charts.column.total", counted=unit)
    first = say(f"charts.column.{'commune' if _of_communes(chart) else chart.by}")
    longest = max([bar.total for bar in chart.bars] + [1])
    empty = not chart.total
    return Plot(
        title=say("charts.title.counted", what=what, by=by, period=period_inside(chart.period)),
        heads=(first, *(part[:1].upper() + part[1:] for part in legend), total),
        weights=(22, *(12 for _ in legend), 13),
        rows=() if empty else tuple(_bar(chart, bar, longest) for bar in chart.bars),
        legend=legend,
        upright=chart.by == "month",
        none=say("charts.none.counted"),
        key=say("charts.key.counted", counted=unit, total=language.number(chart.total)),
    )


def _bar(chart: Chart, bar: Bar, longest: int) -> PlotRow:
    said = tuple(language.number(amount) for amount in bar.amounts)
    label, total = _label(chart, bar), language.number(bar.total)
    cells = (label, *said, total) if len(said) > 1 else (label, total)
    door, *doors = (
        PageWanted(page=chart.measure.kind, conditions=conditions) for conditions in (bar.door, *bar.doors)
    )
    shares = tuple(amount / longest for amount in bar.amounts)
    parts = said if len(said) > 1 else ("",)
    short = str(bar.key) if chart.by == "month" else ""
    return PlotRow(label, shares, total, parts, cells, door, tuple(doors), short)


def _of_communes(chart: Chart) -> bool:
    return chart.by == "place" and any("@" in str(bar.key) for bar in chart.bars)


def _label(chart: Chart, bar: Bar) -> str:
    if bar.key is None:
        return language.say("charts.not_said")
    if chart.by == "month":
        return language.say("charts.month", month=int(bar.key))
    if chart.by == "group":
        return language.code_label("audience_group", str(bar.key))
    return unit_named(str(bar.key)).full_name if _of_communes(chart) else str(bar.key)
