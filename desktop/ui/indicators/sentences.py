"""A figure in words: what it is, its rule, what makes it doubtful, each on a line."""

import dataclasses
from collections.abc import Mapping

from desktop import said
from desktop.services.figures import Figure, Share
from desktop.services.indicators import Explanation
from desktop.services.tracing import Traced
from desktop.ui import language
from desktop.ui.indicators import words


@dataclasses.dataclass(frozen=True)
class Told:
    """What the panel says of a figure; a text that is empty is not shown.

    Attributes:
        title: What it is the figure of.
        tip: The same at length.
        status: How it stands to its target; empty when it is held against none.
        figures: The figure.
        doubts: What makes it doubtful.
        quote: The words it goes by.
        rule: What is counted.
        parameters: What is fixed in the rule.
    """

    title: str
    tip: str
    status: str
    figures: str
    doubts: str = ""
    quote: str = ""
    rule: str = ""
    parameters: str = ""


def told(shown: Explanation | Traced, *, reported: bool) -> Told:
    """*shown* in words; *reported* tells whether its unit has reported, without which there is no figure to judge."""
    return _of_form(shown) if isinstance(shown, Traced) else _of_target(shown, reported=reported)


def _of_target(shown: Explanation, *, reported: bool) -> Told:
    say, one = language.say, shown.indicator
    doubts = [words.reason(one), *(words.warning(code) for code in one.warnings)]
    if not reported:
        doubts = [say("explained.not_reported")]
    fixed = parameters_line(shown.parameters)
    plan, count = one.version.split(".")
    lines = [say("explained.parameters", parameters=fixed)] if fixed else []
    return Told(
        title=f"{one.target_id} · {words.label(one.id)}",
        tip=words.label(one.id),
        status=one.status if reported else "not_reported",
        figures=figures_line(shown) if reported else say("figure.target", target=words.asked(one)),
        doubts="\n".join(text for text in doubts if text),
        quote=f"“{shown.quote}” ({one.number})",
        rule=say("explained.rule", rule=language.term("indicators", shown.rule)),
        parameters="\n".join([*lines, say("explained.version", plan=plan, count=count)]),
    )


def _of_form(shown: Traced) -> Told:
    say, period = language.say, shown.period
    figure = form_figure(shown.figure, shown.measured_in, at_length=True)
    form, count = shown.version.split(".")
    fixed = [say(f"traced.parameter.{name}") for name, value in shown.parameters.items() if value is True]
    lines = [say("traced.only", parameters=", ".join(fixed))] if fixed else []
    known = f"summary.column.{shown.column}"
    heading = say(known) if language.has("window", known) else shown.heading
    return Told(
        title=say("traced.title", label=shown.label, column=heading),
        tip=shown.label,
        status="",
        figures=say("traced.figure", figure=figure, start=period.start, end=period.end),
        rule=say("explained.rule", rule=said.count_rule(language.term, shown.rule)),
        parameters="\n".join([*lines, say("traced.version", form=form, count=count)]),
    )


def form_figure(figure: Figure, unit: str, *, at_length: bool = False) -> str:
    """A figure of a form in the language of the window; *at_length* with its unit, and a share with both numbers."""
    if figure is None:
        return "–"
    if isinstance(figure, bool):
        return language.say("traced.yes" if figure else "traced.no")
    if isinstance(figure, Share):
        if figure.percent is None:
            return language.say("status.nothing_happened")
        percent = language.percent(figure.percent)
        numbers = {"part": figure.part, "whole": figure.whole}
        return language.say("traced.share", percent=percent, **numbers) if at_length else percent
    return (
        f"{language.number(figure)} {words.measure(unit, figure)}" if at_length else language.number(figure)
    )


def figures_line(explanation: Explanation) -> str:
    """The figure, what the plan asks for and what is missing, on one line."""
    one = explanation.indicator
    figure = words.counts(one) if one.numerator is not None else ""
    if one.value is not None and one.denominator is not None and not words.is_yes_no(one):
        figure = f"{figure} = {words.value(one)}"
    asked = language.say("figure.target", target=words.asked(one))
    return " · ".join(part for part in (figure, asked, words.missing(one), words.pace(one)) if part)


def parameters_line(parameters: Mapping[str, object]) -> str:
    """What the plan fixes in the rule, in words; empty when it fixes nothing."""
    fixed = []
    for name, value in parameters.items():
        if value in (None, (), []):
            continue
        values = value if isinstance(value, (list, tuple)) else (value,)
        shown = ", ".join(_parameter_value(name, one) for one in values)
        fixed.append(f"{language.say(f'figure.parameter.{name}')}: {shown}")
    return "; ".join(fixed)


_LISTS = {
    "levels": "audience_group",
    "groups": "staff_group",
    "programmes": "programme",
    "outlet_levels": "outlet_level",
}


def _parameter_value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return language.say("figure.yes" if value else "figure.no")
    if isinstance(value, int):
        return language.number(value)
    text = str(value)
    key = f"figure.parameter.{name}.{text}"
    if language.has("window", key):
        return language.say(key)
    return language.code_label(_LISTS.get(name, name), text)
