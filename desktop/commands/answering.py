"""Commands about what comes back: receipts, the outbox, questions to records."""

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop import said
from desktop.commands.shell import Options, opened, print_json, tell
from desktop.models import units
from desktop.models.errors import Refusal
from desktop.services.desk import Desk
from desktop.services.words import Words

if TYPE_CHECKING:
    from desktop.services.exchange import PackageReport, WrittenReceipt


def write_receipts(options: Options, words: Words) -> None:
    """Write receipts."""
    from desktop.services import exchange

    with opened(options) as desk:
        written = exchange.write_receipts(desk, options.to, unit=_unit(desk, options))
    if options.format == "json":
        print_json(as_json(written))
    else:
        tell_written(words, written)


def after_receiving(
    desk: Desk, options: Options, words: Words, reports: "list[PackageReport]"
) -> "list[WrittenReceipt]":
    """Write the receipts for what was received; that one cannot be written undoes nothing."""
    from desktop.services import exchange

    if options.dry_run or options.no_receipts:
        return []
    found = exchange.machines_of(reports)
    if options.receipts_to is not None:
        found = {str(options.receipts_to): [site for sites in found.values() for site in sites]}
    written = []
    for folder, sites in found.items():
        try:
            written += exchange.write_receipts(desk, Path(folder), sites=sites)
        except Refusal as refusal:
            why = said.refusal(words, refusal)
            sys.stderr.write(words("cli", "receipts_unwritten", why=why) + "\n")
    return written


def as_json(written: "list[WrittenReceipt]") -> list[dict[str, Any]]:
    """Receipts as a program reads them."""
    return [{**dataclasses.asdict(one), "path": str(one.path)} for one in written]


def tell_written(words: Words, written: "list[WrittenReceipt]") -> None:
    """Say where the receipts lie."""
    for one in written:
        tell(words("cli", "done.receipt", unit=units.unit(one.unit).full_name, path=one.path))


def read_receipts(options: Options, words: Words) -> int:
    """Read receipts; 1 when any was refused."""
    from desktop.services import exchange

    with opened(options) as desk:
        reports = exchange.read_receipts(desk, options.receipts)
    refused = [one for one in reports if one.status == "refused"]
    if options.format == "json":
        print_json([{**dataclasses.asdict(one), "message": said.receipt(words, one)} for one in reports])
    else:
        for one in reports:
            if one.status != "refused":
                tell(f"{one.receipt}: {said.receipt(words, one)}")
    for one in refused:
        sys.stderr.write(f"{one.receipt}: {said.receipt(words, one)}\n")
    return 1 if refused else 0


def outbox(options: Options, words: Words) -> None:
    """Say what is not sent, what is written, what was received."""
    from desktop.services import exchange

    with opened(options) as desk:
        found, packages = exchange.outgoing(desk), exchange.sent(desk)
    if options.format == "json":
        sentence = said.outbox(words, found)
        whole = {"all_received": found.all_received, "message": sentence, "packages": packages}
        print_json({**dataclasses.asdict(found), **whole})
        return
    tell(said.outbox(words, found))
    for one in packages:
        day = f"{one.made_on:%d/%m/%Y}"
        tell(f"{one.sequence}\t{day}\t{one.records}\t{said.package_state(words, one)}")


def questions(options: Options, words: Words) -> None:
    """List questions about records."""
    from desktop.services import exchange

    with opened(options) as desk:
        found = exchange.questions(desk, unit=_unit(desk, options))
    if options.format == "json":
        print_json(found)
        return
    for one in found:
        label = said.field_label(words, one.kind, one.field) if one.field else words("records", one.kind)
        state = words("cli", f"question.{one.state}")
        tell("\t".join([one.id, units.path(one.unit), one.caption, label, one.text, state]))


def ask(options: Options, words: Words) -> None:
    """Ask the commune about a record."""
    from desktop.services import exchange

    with opened(options) as desk:
        asked = exchange.ask(desk, options.kind, options.id, options.text, field=options.field)
    tell(words("cli", "done.ask", question=asked.id))


def confirm(options: Options, words: Words) -> None:
    """Answer that what is recorded is right."""
    from desktop.services import exchange

    with opened(options) as desk:
        exchange.confirm(desk, options.question)
    tell(words("cli", "done.confirm"))


def withdraw(options: Options, words: Words) -> None:
    """Take a question back."""
    from desktop.services import exchange

    with opened(options) as desk:
        exchange.withdraw(desk, options.question)
    tell(words("cli", "done.withdraw"))


def _unit(desk: Desk, options: Options) -> str | None:
    dataset = desk.settings.unit.partition("@")[2]
    return f"{options.unit}@{dataset}" if options.unit else None
