"""What a plan says, in the words of the window."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop import said
from desktop.models import units
from desktop.models.fitting import day_of
from desktop.services.plans import Plan, Target, Version, Wrong
from desktop.services.plans.keeping import Listed
from desktop.services.plans.parameters import PARAMETERS
from desktop.ui import language


def field(name: str) -> str:
    """The label of a field of a plan."""
    return said.plan_field(language.term, name)


def option(name: str, code: str) -> str:
    """The words of a code that is no code of a list."""
    return language.term("plans", f"option.{name}.{code}")


def indicator(indicator_id: str) -> str:
    """What an indicator is called."""
    return language.term("indicators", indicator_id)


def rule(indicator_id: str) -> str:
    """The sentence that says how an indicator is counted."""
    return language.term("indicators", f"{indicator_id}.rule")


def unit_of_measure(unit: str) -> str:
    """What a threshold is counted in."""
    return language.term("units", unit)


def unit_to_choose(unit: str) -> str:
    """The same in a list that is searched by letters, which ``%`` has none of."""
    return language.term("plans", "unit.percent") if unit == "percent" else unit_of_measure(unit)


def amount(value: float) -> str:
    """A threshold as it is written: thousands apart, no needless decimals."""
    return language.number(int(value)) if value == int(value) else language.plain_number(value)


def asked(target: Target) -> str:
    """What a target asks for: ``ít nhất 70 %``."""
    how = option("operator", target.operator)
    if target.unit_of_measure == "percent":
        return f"{how} {language.percent(target.threshold)}"
    return f"{how} {amount(target.threshold)} {unit_of_measure(target.unit_of_measure)}"


def until(target: Target) -> str:
    """When a target has to be reached."""
    if target.deadline is not None:
        return language.day(target.deadline)
    return option("cadence", target.cadence)


def years(plan: Plan) -> str:
    """The years of a plan."""
    first, last = plan.valid_from.year, plan.valid_to.year
    return str(first) if first == last else f"{first}–{last}"


def brief(plan: Plan) -> str:
    """The sign of a plan's document alone, ``3742/KH-UBND``; its whole name where it has none."""
    signs = [word for word in plan.number.split() if "/" in word]
    return signs[-1] if signs else plan.number


def full_name(plan: Plan) -> str:
    """A plan on one line: number, place and years."""
    return f"{plan.number} · {place(plan)} · {years(plan)}"


def place(plan: Plan) -> str:
    """The bare name of the unit a plan is for."""
    return ", ".join(dict.fromkeys(units.unit(ref).name for ref in plan.scope))


def scope(refs: Sequence[str]) -> str:
    """The units a plan is for, each name once, or the reference where there is no such unit."""
    return ", ".join(dict.fromkeys(units.path(ref) for ref in refs))


def state(one: Listed) -> tuple[str, str]:
    """The status a plan wears in a list, and its word."""
    say = language.say
    if one.deleted:
        return "no_data", say("plans.state.deleted")
    if one.place:
        return "met", say("plans.state.leads" if one.place == 1 else "plans.state.applies")
    if one.own:
        return "not_applicable", say("plans.state.own")
    return "not_applicable", say("plans.state.fits" if one.fits else "plans.state.elsewhere")


def about(plan: Plan) -> str:
    """Who issued a plan, when, for whom and for how long."""
    say = language.say
    parts = [f"{plan.number}, {plan.issuer}"]
    if plan.issued_on is not None:
        parts.append(say("plans.issued", day=plan.issued_on))
    parts.append(say("plans.valid", start=plan.valid_from, end=plan.valid_to))
    return " · ".join(parts)


def versions(found: Sequence[Version]) -> str:
    """From which day each version holds, the newest first."""
    lines = [
        language.say("plans.version", number=str(one.plan.version), day=one.applies_from)
        for one in reversed(found)
    ]
    return " · ".join(lines)


def parameters(given: Mapping[str, Any]) -> str:
    """What a target fixes in its indicator, as one line."""
    return " · ".join(f"{field(name)}: {parameter(name, value)}" for name, value in given.items())


def parameter(name: str, value: Any) -> str:
    """The words of one parameter's value."""
    known = PARAMETERS.get(name)
    if known is None or value is None:
        return "" if value is None else str(value)
    if known.kind == "codes":
        return ", ".join(language.code_label(known.code_list, str(code)) for code in value)
    if known.kind == "code":
        return language.code_label(known.code_list, value) if known.code_list else option(name, value)
    if known.kind == "flag":
        return language.code_label("flag", "yes" if value else "no")
    day = day_of(value) if known.kind == "day" else None
    return language.day(day) if isinstance(day, date) else str(value)


def why(wrong: Wrong) -> str:
    """Why a field is wrong, for the place beside it."""
    return said.plan_why(language.term, wrong)


def where_and_why(wrong: Wrong) -> str:
    """What is wrong in a file, with its line."""
    return said.plan_wrong(language.term, wrong)


def explained(target: Target) -> str:
    """Everything about a target that a table has no room for."""
    lines = [f"“{target.quote}”", rule(target.indicator)]
    lines.extend(language.say("plans.also", indicator=indicator(one.indicator)) for one in target.also)
    if target.parameters:
        lines.append(parameters(target.parameters))
    lines.append(
        language.say(
            "plans.judged",
            level=option("level", target.level),
            cadence=option("cadence", target.cadence),
            source=option("source", target.source),
        )
    )
    return "\n".join([*lines, *([target.note] if target.note else [])])
