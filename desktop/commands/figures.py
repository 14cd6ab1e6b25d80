"""Commands about figures: indicators, what is behind them, summary, roll-up."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.commands.shell import Options, opened, period_of, print_json, tell, warn
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services.words import Words

if TYPE_CHECKING:
    from desktop.services.forms import Filled
    from desktop.services.summary import Summary


def indicators(options: Options, words: Words) -> None:
    """Compute the indicators of a period."""
    from desktop.services import indicators, plans

    with opened(options) as desk:
        period = period_of(desk, options)
        computed = indicators.compute(desk, period, options.plan)
        if options.format == "json":
            print_json(
                {
                    "unit": desk.settings.unit,
                    "period": _said_period(period),
                    "plan": plans.in_force(desk, period, options.plan).id,
                    "indicators": computed,
                }
            )
            return
    for one in computed:
        tell(_figure(words, one))


def _figure(words: Words, one: Any) -> str:
    counts = "" if one.denominator is None else f"{one.numerator} / {one.denominator}"
    value = "" if one.value is None else f"{one.value:g}"
    status = words("indicators", f"status.{one.status}")
    return "\t".join(
        [one.target_id, words("indicators", one.id), counts, value, f"{one.operator} {one.target:g}", status]
    )


def _said_period(period: Period) -> dict[str, object]:
    return {"year": period.year, "name": period.name, "start": period.start, "end": period.end}


def explain(options: Options, words: Words) -> None:
    """Show the records behind a figure."""
    from desktop.services import indicators

    with opened(options) as desk:
        explained = indicators.explain(desk, options.indicator, period_of(desk, options), options.plan)
    if options.format == "json":
        print_json(explained)
        return
    one = explained.indicator
    tell(_figure(words, one))
    tell(words("indicators", f"{one.id}.rule"))
    for item in explained.counted:
        tell("\t".join(["+", item.kind, item.id, *_named(item)]))
    for item in explained.left_out:
        tell(
            "\t".join(
                ["-", item.kind, item.id, *_named(item), words("indicators", f"left_out.{item.reason}")]
            )
        )


def _named(item: Any) -> list[str]:
    return [str(value) for value in item.values.values() if value is not None]


def summary(options: Options, words: Words) -> None:
    """Write the summary as PDF or workbook; what does not add up is told beside it."""
    from desktop.services import summary

    if options.out.suffix.lower() not in (".pdf", ".xlsx"):
        options.parser.error(words("cli", "summary.suffix"))
    with opened(options) as desk:
        built = summary.build(desk, period_of(desk, options))
        _warn(built, words)
        if options.out.suffix.lower() == ".pdf":
            from desktop.services import printing, prints

            document = printing.document(built)
            prints.keep(desk, document, built.period, draft=built.draft, path=options.out)
        else:
            from desktop.services.forms import workbook

            workbook.write_summary(built, options.out)
    tell(words("cli", "done.summary", path=options.out))


def _warn(built: "Summary", words: Words, *annexes: "Filled") -> None:
    """Tell what does not add up in the summary and in *annexes* before it is printed as it is."""
    from desktop import said
    from desktop.services import forms

    for filled in (forms.of_summary(forms.load(built.form), built), *annexes):
        for one in filled.doubts:
            warn(said.doubt(words, one))


def report(options: Options, words: Words) -> None:
    """Write the report in words as PDF or as Word document; what does not add up is told beside it."""
    from desktop.services import narrative

    if options.out.suffix.lower() not in (".pdf", ".docx"):
        options.parser.error(words("cli", "report.suffix"))
    if options.part and options.out.suffix.lower() != ".pdf":
        options.parser.error(words("cli", "report.part"))
    signed_at = _moment(options, words)
    with opened(options) as desk:
        built = narrative.build(desk, period_of(desk, options))
        if narrative.problems(built.hand) and not (options.reason or "").strip():
            raise Refusal("report_names_somebody")
        _warn(built.summary, words, *built.annexes)
        if options.out.suffix.lower() == ".pdf":
            from desktop.services import prints

            figures = built.summary
            document = narrative.document(built)
            if options.part:
                document = narrative.part(built, options.part, signed_at)
            prints.keep(desk, document, figures.period, draft=figures.draft, path=options.out)
        else:
            from desktop.services.narrative import word

            word.write(built, options.out)
    tell(words("cli", "done.report", path=options.out))


def _moment(options: Options, words: Words) -> datetime | None:
    moment = None
    try:
        moment = datetime.fromisoformat(options.signed_at) if options.signed_at else None
    except ValueError:
        options.parser.error(words("cli", "report.signed_at"))
    return moment


def rollup(options: Options, words: Words) -> None:
    """Roll up over the communes."""
    from desktop.services import rollup

    if options.out and options.out.suffix.lower() != ".xlsx":
        options.parser.error(words("cli", "workbook.suffix"))

    with opened(options) as desk:
        rolled = rollup.rollup(desk, period_of(desk, options), options.plan, options.basis)
        training = desk.settings.training
    if options.out:
        from desktop.services import workbook

        workbook.write_rollup(rolled, options.out, words, training=training)
    if options.format == "json":
        print_json(rolled)
        return
    for one in rolled.targets:
        counts = "" if one.denominator is None else f"{one.numerator} / {one.denominator}"
        tell(
            "\t".join(
                [
                    one.target_id,
                    words("indicators", one.id),
                    counts,
                    words("indicators", f"status.{one.status}"),
                ]
            )
        )


def ranking(options: Options, words: Words) -> None:
    """Show the communes in order, and when the figures of each arrived."""
    from desktop.services import ranking, rollup, timeliness

    with opened(options) as desk:
        period = period_of(desk, options)
        ranks = ranking.ranked(rollup.rollup(desk, period, options.plan))
        arrivals = timeliness.arrivals(desk, period)
    if options.format == "json":
        print_json({"ranking": ranks, "timeliness": arrivals})
        return
    of_unit = {one.unit: one for one in arrivals}
    for one in ranks:
        arrived = of_unit[one.unit]
        said = words("cli", f"arrival.{arrived.state}", late=arrived.late, due=arrived.due_on,
                     on=arrived.arrived_on or arrived.due_on)  # fmt: skip
        tell("\t".join([str(one.rank or "-"), one.name, f"{one.met}/{one.applicable}", said]))


def enter(options: Options, words: Words) -> None:
    """Enter a figure that no commune records, or take it out."""
    from desktop.services import entering, plans

    with opened(options) as desk:
        period = period_of(desk, options)
        target = plans.in_force(desk, period, options.plan).target(options.target)
        if options.take_out:
            held = {one.target: one for one in entering.listed(desk, period, options.plan)}
            if target.id not in held:
                raise Refusal("nothing_entered", id=target.id)
            entering.delete(desk, held[target.id].id)
        else:
            entering.save(
                desk, period, target.id, numerator=options.numerator, denominator=options.denominator,
                source=options.source, plan_id=options.plan,
            )  # fmt: skip
        entered = entering.listed(desk, period, options.plan)
    if options.format == "json":
        print_json(entered)
        return
    tell(words("cli", "done.taken_out" if options.take_out else "done.entered", target=target.id))
