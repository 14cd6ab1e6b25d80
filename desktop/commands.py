"""What each command does: read the options, call one service, print its answer."""

import argparse
import dataclasses
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from desktop import cli, said
from desktop.models import units
from desktop.models.edits import to_values
from desktop.models.errors import Refusal
from desktop.models.period import NAMES, Period
from desktop.models.records import all_kinds, kind_named
from desktop.services import desk as desks
from desktop.services.desk import Desk
from desktop.services.words import Words

Options = argparse.Namespace
TYPED_KINDS = [k.name for k in all_kinds() if not k.derived]


class Command(NamedTuple):
    """One command: its name, what it takes, what it runs, and whether it needs the passphrase."""

    name: str
    arguments: tuple[tuple[tuple[str, ...], dict[str, Any]], ...]
    run: Callable[[Options, Words], int | None]
    opens_store: bool = True


@contextmanager
def _opened(options: Options) -> Iterator[Desk]:
    desk = desks.open_desk(options.store, cli.passphrase(options))
    try:
        yield desk
    finally:
        desk.close()


def _print_json(value: object) -> None:
    built = msgspec.to_builtins(value)
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(built), indent=1).decode() + "\n")


def _print(text: str) -> None:
    sys.stdout.write(text + "\n")


def _period(desk: Desk, options: Options) -> Period:
    return desk.period(options.year, options.period)


def _new(options: Options, words: Words) -> None:
    unit = f"{options.unit}@{options.units}"
    plans = [options.plan] if options.plan else None
    desk = desks.new(
        options.store,
        cli.passphrase(options),
        role=options.desk,
        unit=unit,
        training=options.training,
        plans=plans,
    )
    _print(words("cli", "done.new", path=options.store, unit=units.path(unit)))
    desk.close()


def _invite(options: Options, words: Words) -> None:
    from desktop.services import exchange

    with _opened(options) as desk:
        dataset = desk.settings.unit.partition("@")[2]
        file = exchange.invite(desk, f"{options.unit}@{dataset}", options.out)
    _print(words("cli", "done.invite", path=file))


def _join(options: Options, words: Words) -> None:
    from desktop.services import exchange

    with _opened(options) as desk:
        exchange.join(desk, options.file)
        _print(words("cli", "done.join", unit=units.path(str(desk.settings.receiver))))


def _template(options: Options, words: Words) -> None:
    from desktop.services import workbook

    workbook.template(options.kind, options.out, words)
    _print(words("cli", "done.template", path=options.out))


def _import(options: Options, words: Words) -> int:
    from desktop.services import importing

    with _opened(options) as desk:
        report = importing.run(desk, options.file, dry_run=options.dry_run)
    if options.format == "json":
        _print_json(report)
    else:
        _print(
            words(
                "cli",
                "done.import",
                rows=report.rows,
                new=report.new,
                updated=report.updated,
                duplicate=report.duplicate,
                refused=len(report.refused),
            )
        )
        for row, problems in report.refused:
            _print(
                words(
                    "cli",
                    "import.row",
                    row=row,
                    problems=" ".join(said.problem(words, p, report.kind) for p in problems),
                )
            )
    if report.refused:
        sys.stderr.write(words("cli", "import.refused", refused=len(report.refused)) + "\n")
    return 1 if report.refused else 0


def _list(options: Options, _words: Words) -> None:
    from desktop.services import activities

    with _opened(options) as desk:
        kind = kind_named(options.kind)
        page = activities.page(desk, kind.name, descending=False, limit=10_000_000)
    if options.format == "json":
        _print_json(
            [
                {"id": e.id, "unit": e.unit, **to_values(kind, e.record), "conflicts": e.conflicts}
                for e in page.entries
            ]
        )
        return
    for entry in page.entries:
        values = to_values(kind, entry.record)
        _print("\t".join([entry.id, *(_cell(values[name]) for name in kind.columns)]))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return (
        str(len(value))
        if value and isinstance(value, list) and isinstance(value[0], dict)
        else (";".join(value) if isinstance(value, list) else str(value))
    )


def _sample(options: Options, words: Words) -> None:
    from desktop.services import sample

    with _opened(options) as desk:
        made = sample.sample(desk, options.year, options.records, options.seed)
    _print(words("cli", "done.sample", records=made))


def _indicators(options: Options, words: Words) -> None:
    from desktop.services import indicators, plans

    with _opened(options) as desk:
        period = _period(desk, options)
        computed = indicators.compute(desk, period, options.plan)
        if options.format == "json":
            plan = options.plan or desk.settings.plans[0]
            _print_json(
                {
                    "unit": desk.settings.unit,
                    "period": _said_period(period),
                    "plan": plans.load(plan).id,
                    "indicators": computed,
                }
            )
            return
    for one in computed:
        _print(_figure(words, one))


def _figure(words: Words, one: Any) -> str:
    counts = "" if one.denominator is None else f"{one.numerator} / {one.denominator}"
    value = "" if one.value is None else f"{one.value:g}"
    status = words("indicators", f"status.{one.status}")
    return "\t".join(
        [one.target_id, words("indicators", one.id), counts, value, f"{one.operator} {one.target:g}", status]
    )


def _said_period(period: Period) -> dict[str, object]:
    return {"year": period.year, "name": period.name, "start": period.start, "end": period.end}


def _explain(options: Options, words: Words) -> None:
    from desktop.services import indicators

    with _opened(options) as desk:
        explained = indicators.explain(desk, options.indicator, _period(desk, options), options.plan)
    if options.format == "json":
        _print_json(explained)
        return
    one = explained.indicator
    _print(_figure(words, one))
    _print(words("indicators", f"{one.id}.rule"))
    for item in explained.counted:
        _print("\t".join(["+", item.kind, item.id, *(str(v) for v in item.values.values())]))
    for item in explained.left_out:
        _print("\t".join(["-", item.kind, item.id, words("indicators", f"left_out.{item.reason}")]))


def _summary(options: Options, words: Words) -> None:
    from desktop.services import summary

    if options.out.suffix.lower() not in (".pdf", ".xlsx"):
        options.parser.error(words("cli", "summary.suffix"))
    with _opened(options) as desk:
        built = summary.build(desk, _period(desk, options))
    if options.out.suffix.lower() == ".pdf":
        from desktop.services import printing

        printing.pdf(built, options.out)
    else:
        from desktop.services import workbook

        workbook.write_summary(built, options.out)
    _print(words("cli", "done.summary", path=options.out))


def _export(options: Options, words: Words) -> None:
    from desktop.services import exchange

    with _opened(options) as desk:
        exported = exchange.export(desk, options.to, full=options.full)
    if exported is None:
        _print(words("cli", "done.export_nothing"))
    else:
        _print(
            words("cli", "done.export", path=exported.path, sequence=exported.sequence, count=exported.count)
        )


def _receive(options: Options, words: Words) -> int:
    from desktop.services import exchange

    with _opened(options) as desk:
        reports = exchange.receive(desk, options.packages, dry_run=options.dry_run)
    refused = [r for r in reports if r.status == "refused"]
    if options.format == "json":
        totals = {
            name: sum(getattr(r, name) for r in reports)
            for name in ("new", "updated", "duplicate", "conflict", "refused")
        }
        _print_json(
            {
                "dry_run": options.dry_run,
                **totals,
                "packages": [{**msgspec.to_builtins(r), "message": said.package(words, r)} for r in reports],
            }
        )
    else:
        for report in reports:
            if report.status != "refused":
                _print(said.package(words, report))
    for report in refused:
        sys.stderr.write(said.package(words, report) + "\n")
    return 1 if refused else 0


def _rollup(options: Options, words: Words) -> None:
    from desktop.services import rollup

    with _opened(options) as desk:
        rolled = rollup.rollup(desk, _period(desk, options), options.plan)
    if options.out:
        from desktop.services import workbook

        workbook.write_rollup(rolled, options.out, words)
    if options.format == "json":
        _print_json(rolled)
        return
    for one in rolled.targets:
        counts = "" if one.denominator is None else f"{one.numerator} / {one.denominator}"
        _print(
            "\t".join(
                [
                    one.target_id,
                    words("indicators", one.id),
                    counts,
                    words("indicators", f"status.{one.status}"),
                ]
            )
        )


def _verify(options: Options, words: Words) -> int:
    from desktop.services import checker

    with _opened(options) as desk:
        verified = checker.verify(desk)
    if options.format == "json":
        _print_json(dataclasses.asdict(verified))
    else:
        _print(
            words(
                "cli",
                "done.verify",
                records=verified.records,
                changes=verified.changes,
                hash=verified.state_hash,
            )
        )
    if not verified.ok:
        raise Refusal("store_inconsistent", count=len(verified.differing) + len(verified.file))
    return 0


def _backup(options: Options, words: Words) -> None:
    from desktop.services import backup

    with _opened(options) as desk:
        backup.backup(desk, options.out)
    _print(words("cli", "done.backup", path=options.out))


def _restore(options: Options, words: Words) -> None:
    from desktop.services import backup

    backup.restore(options.file, options.store, cli.passphrase(options)).close()
    _print(words("cli", "done.restore", path=options.store))


_STORE = (("store",), {"type": Path, "metavar": "STORE"})
_FORMAT = (("--format",), {"choices": ["text", "json"], "default": "text"})
_OUT = (("--out",), {"type": Path, "required": True, "metavar": "FILE"})
_DRY_RUN = (("--dry-run",), {"action": "store_true"})
_PLAN = (("--plan",), {"metavar": "PLAN"})
_FILE = (("file",), {"type": Path, "metavar": "FILE"})
_KIND = (("kind",), {"choices": TYPED_KINDS, "metavar": "KIND"})
_UNIT = (("--unit",), {"required": True, "metavar": "CODE"})
_WHEN = (
    (("--year",), {"type": int, "required": True}),
    (("--period",), {"choices": NAMES, "default": "year", "metavar": "PERIOD"}),
)

COMMANDS = (
    Command(
        "new",
        (
            _STORE,
            (("--desk",), {"choices": [desks.COMMUNE, desks.RECEIVING], "required": True}),
            _UNIT,
            (("--units",), {"default": "2025", "metavar": "DATASET"}),
            _PLAN,
            (("--training",), {"action": "store_true"}),
        ),
        _new,
    ),
    Command("invite", (_STORE, _UNIT, _OUT), _invite),
    Command("join", (_STORE, _FILE), _join),
    Command("template", (_KIND, _OUT), _template, opens_store=False),
    Command("import", (_STORE, _FILE, _DRY_RUN, _FORMAT), _import),
    Command(
        "list",
        (_STORE, (("kind",), {"choices": [k.name for k in all_kinds()], "metavar": "KIND"}), _FORMAT),
        _list,
    ),
    Command(
        "sample",
        (
            _STORE,
            (("--year",), {"type": int, "required": True}),
            (("--records",), {"type": int, "default": 300}),
            (("--seed",), {"type": int, "default": 1}),
        ),
        _sample,
    ),
    Command("indicators", (_STORE, *_WHEN, _PLAN, _FORMAT), _indicators),
    Command(
        "explain", (_STORE, (("indicator",), {"metavar": "INDICATOR"}), *_WHEN, _PLAN, _FORMAT), _explain
    ),
    Command("summary", (_STORE, *_WHEN, _OUT), _summary),
    Command(
        "export",
        (
            _STORE,
            (("--to",), {"type": Path, "required": True, "metavar": "DIR"}),
            (("--full",), {"action": "store_true"}),
        ),
        _export,
    ),
    Command(
        "receive",
        (
            _STORE,
            (("packages",), {"type": Path, "nargs": "+", "metavar": "PACKAGE|DIR"}),
            _DRY_RUN,
            _FORMAT,
        ),
        _receive,
    ),
    Command(
        "rollup",
        (_STORE, *_WHEN, _PLAN, _FORMAT, (("--out",), {"type": Path, "metavar": "FILE.xlsx"})),
        _rollup,
    ),
    Command("verify", (_STORE, _FORMAT), _verify),
    Command("backup", (_STORE, _OUT), _backup),
    Command("restore", (_FILE, _STORE), _restore),
)
