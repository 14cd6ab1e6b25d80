"""A figure and its rule on one line each."""

from collections.abc import Mapping

from desktop.services.indicators import Explanation
from desktop.ui import language
from desktop.ui.indicators import words


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
    said = []
    for name, value in parameters.items():
        if value in (None, (), []):
            continue
        values = value if isinstance(value, (list, tuple)) else (value,)
        shown = ", ".join(_parameter_value(name, one) for one in values)
        said.append(f"{language.say(f'figure.parameter.{name}')}: {shown}")
    return "; ".join(said)


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
