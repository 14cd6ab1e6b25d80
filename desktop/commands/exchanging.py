"""Commands about exchange: export, receive."""

import sys

import msgspec

from desktop import said
from desktop.commands import answering
from desktop.commands.shell import Options, opened, print_json, tell
from desktop.models import units
from desktop.services.words import Words


def export(options: Options, words: Words) -> None:
    """Export a package."""
    from desktop.services import exchange

    with opened(options) as desk:
        exported = exchange.export(desk, options.to, full=options.full, again=options.again)
        waits = exported is None and exchange.outgoing(desk).unreceived
    if exported is None:
        tell(words("cli", "done.export_again" if waits else "done.export_nothing"))
    else:
        tell(
            words("cli", "done.export", path=exported.path, sequence=exported.sequence, count=exported.count)
        )


def receive(options: Options, words: Words) -> int:
    """Receive packages; 1 when any was refused."""
    from desktop.services import exchange

    with opened(options) as desk:
        reports = exchange.receive(desk, options.packages, dry_run=options.dry_run)
        receipts = answering.after_receiving(desk, options, words, reports)
    refused = [r for r in reports if r.status == "refused"]
    if options.format == "json":
        totals = {
            name: sum(getattr(r, name) for r in reports)
            for name in ("new", "updated", "duplicate", "conflict", "refused")
        }
        print_json(
            {
                "dry_run": options.dry_run,
                **totals,
                "receipts": answering.as_json(receipts),
                "packages": [{**msgspec.to_builtins(r), "message": said.package(words, r)} for r in reports],
            }
        )
    else:
        for report in reports:
            if report.status != "refused":
                tell(said.package(words, report))
        answering.tell_written(words, receipts)
    for report in refused:
        sys.stderr.write(said.package(words, report) + "\n")
    return 1 if refused else 0


def doubts(options: Options, words: Words) -> None:
    """Say what the rules find about records that were received."""
    from desktop.services import exchange

    with opened(options) as desk:
        dataset = desk.settings.unit.partition("@")[2]
        unit = f"{options.unit}@{dataset}" if options.unit else None
        found = exchange.doubts(desk, unit=unit)
    if options.format == "json":
        print_json(found)
        return
    for doubt in found:
        sentences = " ".join(said.problem(words, one, doubt.kind) for one in doubt.problems)
        tell("\t".join([units.path(doubt.unit), words("records", doubt.kind), doubt.caption, sentences]))
    tell(words("cli", "done.doubts", count=len(found)))
