"""Commands about a period as a whole: how it stands, locking it, correcting it afterwards."""

from desktop.commands.shell import Options, opened, period_of, print_json, tell
from desktop.services.locking import PeriodState, Standing
from desktop.services.words import Words


def period(options: Options, words: Words) -> None:
    """Show how a period stands."""
    from desktop.services import locking

    with opened(options) as desk:
        _show(locking.state(desk, period_of(desk, options)), options, words)


def lock(options: Options, words: Words) -> None:
    """Lock a period."""
    from desktop.services import locking

    with opened(options) as desk:
        _show(locking.lock(desk, period_of(desk, options)), options, words)


def correct(options: Options, words: Words) -> None:
    """Make a correction slip."""
    from desktop.services import locking

    with opened(options) as desk:
        _show(locking.correct(desk, period_of(desk, options), options.because), options, words)


def _show(found: PeriodState, options: Options, words: Words) -> None:
    if options.format == "json":
        print_json(_values(found))
        return
    told = {"on": found.locked_on, "slips": len(found.slips) - 1} if found.slips else {}
    tell(words("cli", f"period.{found.state}", **told))
    for section in found.sections:
        sign = str(section.count) if section.count else "0" if section.empty else "?"
        tell("\t".join([sign, words("records", f"{section.kind}.short")]))
    for line in found.lines:
        sides = (line.locked, line.corrected, line.now)
        tell("\t".join(["!" if line.changed else " ", line.target, *(_side(one) for one in sides)]))


def _values(found: PeriodState) -> dict[str, object]:
    """The state of a period as it is printed for programs."""
    return {
        "year": found.period.year,
        "period": found.period.name,
        "state": found.state,
        "over": found.over,
        "locked_on": found.locked_on,
        "sections": found.sections,
        "slips": found.slips,
        "lines": found.lines,
        "late": found.late,
        "to_correct": found.to_correct,
    }


def _side(one: Standing | None) -> str:
    if one is None or one.numerator is None:
        return "-"
    return str(one.numerator) if one.denominator is None else f"{one.numerator}/{one.denominator}"
