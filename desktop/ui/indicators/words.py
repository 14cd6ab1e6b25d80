"""An indicator in words and numbers, the same on every page."""

from desktop.models.units import unit as unit_named
from desktop.services.judgement import Indicator
from desktop.ui import language

_SIGNS = {">=": "≥", "<=": "≤", "=": "="}
_SHORT_LINE, _LINES = 8, 3  # of a narrow column head


def label(indicator: str) -> str:
    """What the indicator is called."""
    return language.term("indicators", indicator)


def short_label(indicator: str) -> str:
    """The same in one or two words, for narrow columns."""
    return language.term("indicators", f"short.{indicator}")


def measure(code: str, amount: int | None = None) -> str:
    """The word for a unit of measure, for one of it or for many; empty when there is none."""
    if amount == 1 and language.has("window", f"measure.one.{code}"):
        return language.say(f"measure.one.{code}")
    for area, key in (("indicators", f"counted.{code}"), ("units", code)):
        if language.has(area, key):
            return language.term(area, key)
    return ""


def is_yes_no(one: Indicator) -> bool:
    """Whether the figure is a yes or a no of one commune."""
    return one.counted_in == "yes_no"


def counts(one: Indicator) -> str:
    """Numerator and denominator with what they count: ``88 / 140 người``; yes or no in words."""
    if one.numerator is None:
        return "–"
    if is_yes_no(one):
        return language.say("figure.yes" if one.numerator else "figure.no")
    counted = measure(one.counted_in, one.numerator if one.denominator is None else one.denominator)
    if one.denominator is None:
        return f"{language.number(one.numerator)} {counted}"
    return f"{language.number(one.numerator)} / {language.number(one.denominator)} {counted}"


def value(one: Indicator) -> str:
    """The value held against the threshold: ``63,6 %``."""
    if one.value is None or is_yes_no(one):
        return "–"
    if one.unit_of_measure == "percent":
        return language.percent(one.value)
    return language.plain_number(one.value)


def target(operator: str, threshold: float, unit_of_measure: str) -> str:
    """What the plan asks for: ``≥ 70 %``."""
    if unit_of_measure == "percent":
        return f"{_SIGNS[operator]} {language.percent(threshold)}"
    return f"{_SIGNS[operator]} {language.plain_number(threshold)} {measure(unit_of_measure)}".strip()


def asked(one: Indicator, *, brief: bool = False) -> str:
    """What the plan asks of this unit; a yes or no is asked of a commune, a share of all communes above it."""
    if not is_yes_no(one):
        ask = threshold if brief else target
        return ask(one.operator, one.target, one.unit_of_measure)
    wanted = language.say("figure.yes" if one.target or one.operator == ">=" else "figure.none")
    if brief:
        return wanted
    together = target(one.operator, one.target, one.unit_of_measure)
    return language.say("figure.asked_together", wanted=wanted, together=together)


def threshold(operator: str, amount: float, unit_of_measure: str) -> str:
    """The same without the unit's words, for the head of a narrow column."""
    if unit_of_measure == "percent":
        return target(operator, amount, unit_of_measure)
    return f"{_SIGNS[operator]} {language.plain_number(amount)}"


def missing(one: Indicator) -> str:
    """What is still missing in whole people, visits or sessions; empty when nothing is or nobody knows."""
    if not one.missing:
        return ""
    if one.missing == 1:
        return language.say("figure.missing_one", counted=measure(one.missing_in, 1))
    return language.term("indicators", f"missing.{one.missing_in}", n=one.missing)


def pace(one: Indicator) -> str:
    """How many of what is missing each month; empty when the time is over or nothing is missing."""
    if not one.pace_per_month:
        return ""
    return language.say("figure.pace", n=language.plain_number(one.pace_per_month))


def reason(one: Indicator) -> str:
    """Why there is no figure, in a sentence; empty when there is one."""
    if one.reason is None:
        return ""
    for key in (f"reason.{one.reason}", f"left_out.{one.reason}"):
        if language.has("indicators", key):
            return language.term("indicators", key)
    return one.reason


def left_out(code: str) -> str:
    """Why a record is not counted."""
    for key in (f"left_out.{code}", f"status.{code}"):
        if language.has("indicators", key):
            return language.term("indicators", key)
    return code


def warning(code: str) -> str:
    """What makes a figure doubtful."""
    return language.term("indicators", f"warning.{code}")


def bar(one: Indicator) -> tuple[float, float, float] | None:
    """Value, target and end of the bar; None when there is nothing to draw."""
    if one.value is None:
        return None
    if one.unit_of_measure == "percent":
        return one.value, 100.0 if is_yes_no(one) and one.target else one.target, 100.0
    return one.value, one.target, max(one.target * 1.25, one.value, 1.0)


def unit_name(ref: str) -> str:
    """The full name of a unit."""
    return unit_named(ref).full_name


def folded_head(words: str) -> str:
    """*words* over at most three lines, as narrow as that allows."""
    width = _SHORT_LINE
    while len(lines := _folded(words, width)) > _LINES:
        width += 1
    return "\n".join(lines)


def _folded(words: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
