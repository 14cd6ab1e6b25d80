"""Commands of the receiving desk: what came in, taking it back, what was put aside."""

import dataclasses
import sys

import msgspec

from desktop import said
from desktop.commands.command import FORMAT, STORE, Command
from desktop.commands.shell import Options, opened, print_json, tell
from desktop.models import units
from desktop.models.errors import Refusal
from desktop.services.words import Words

TWINS_ACTIONS = ("list", "decide")
QUARANTINE_ACTIONS = ("list", "retry", "drop", "put-back")


def received(options: Options, words: Words) -> None:
    """List the packages that were received, those taken back too."""
    from desktop.services import exchange

    with opened(options) as desk:
        dataset = desk.settings.unit.partition("@")[2]
        unit = f"{options.unit}@{dataset}" if options.unit else None
        found = exchange.received(desk, unit=unit)
    if options.format == "json":
        print_json(found)
        return
    for one in found:
        cells = [one.site, str(one.sequence), units.path(one.unit), said.iso_day(one.as_of)]
        cells += [said.iso_day(one.received_on), str(one.records), said.received_state(words, one)]
        tell("\t".join(cells))


def take_back(options: Options, words: Words) -> None:
    """Take a received package back."""
    from desktop.services import exchange

    if not options.dry_run and not options.because:
        raise Refusal("no_reason")
    with opened(options) as desk:
        taking = exchange.take_back(
            desk, options.machine, options.sequence, options.because or "", dry_run=options.dry_run
        )
    if options.format == "json":
        print_json({**dataclasses.asdict(taking), "message": said.taking_back(words, taking)})
    else:
        tell(said.taking_back(words, taking))


def take_again(options: Options, words: Words) -> int:
    """Take in again what was taken back; 1 when it is refused now."""
    from desktop.services import exchange

    with opened(options) as desk:
        gone = [
            one
            for one in exchange.received(desk)
            if one.taken_back_on and (one.site, one.sequence) == (options.machine, options.sequence)
        ]
        if not gone:
            raise Refusal("unknown_package")
        report = exchange.take_again(desk, gone[0].site, gone[0].content)
    if options.format == "json":
        print_json({**msgspec.to_builtins(report), "message": said.package(words, report)})
    elif report.status != "refused":
        tell(said.package(words, report))
    if report.status == "refused":
        sys.stderr.write(said.package(words, report) + "\n")
        return 1
    return 0


def quarantine(options: Options, words: Words) -> int:
    """List what was put aside, try it again, throw it away; 1 when something is refused again."""
    from desktop.services.exchange import quarantine as aside

    if options.action in ("drop", "put-back") and not options.hashes:
        options.parser.error(words("cli", "hash_missing"))
    with opened(options) as desk:
        if options.action == "retry":
            reports = aside.retry(desk, options.hashes or None)
            if options.format == "json":
                print_json([{**msgspec.to_builtins(r), "message": said.package(words, r)} for r in reports])
            else:
                for report in reports:
                    tell(said.package(words, report))
            return 1 if any(report.status == "refused" for report in reports) else 0
        if options.action == "drop":
            aside.drop(desk, options.hashes)
        elif options.action == "put-back":
            aside.put_back(desk, options.hashes)
        found = aside.waiting(desk)
    if options.format == "json":
        print_json([{**dataclasses.asdict(one), "message": said.put_aside(words, one)} for one in found])
        return 0
    for one in found:
        whose = units.path(one.unit) if one.unit else "-"
        number = str(one.sequence) if one.sequence is not None else "-"
        tell(
            "\t".join(
                [
                    one.sha256[:12],
                    one.file,
                    whose,
                    number,
                    said.iso_day(one.first_on),
                    said.put_aside(words, one),
                ]
            )
        )
    return 0


def twins(options: Options, words: Words) -> None:
    """List machines that have the identity of another one, or decide which of two goes on."""
    from desktop.services import exchange

    with opened(options) as desk:
        if options.action == "decide":
            if not (options.mark and options.continued and options.other and options.because):
                options.parser.error(words("cli", "decision_missing"))
            exchange.twins.decide(desk, options.mark, options.continued, options.other, options.because)
        found = exchange.twins.found(desk)
    if options.format == "json":
        print_json(found)
        return
    for one in found:
        tell(f"{one.mark}\t{said.twins(words, one, units.path(one.unit))}")


_RECEIVED = (
    (("machine",), {"metavar": "MACHINE"}),
    (("sequence",), {"type": int, "metavar": "NUMBER"}),
)
_DRY_RUN = (("--dry-run",), {"action": "store_true"})

COMMANDS = (
    Command("received", (STORE, (("--unit",), {"metavar": "CODE"}), FORMAT), received),
    Command(
        "take-back",
        (STORE, *_RECEIVED, (("--because",), {"metavar": "TEXT"}), _DRY_RUN, FORMAT),
        take_back,
    ),
    Command("take-again", (STORE, *_RECEIVED, FORMAT), take_again),
    Command(
        "twins",
        (
            (("action",), {"choices": TWINS_ACTIONS, "metavar": "ACTION"}),
            STORE,
            (("mark",), {"nargs": "?", "metavar": "MARK"}),
            (("--continued",), {"choices": ("first", "second")}),
            (("--other",), {"choices": ("keep", "take-back")}),
            (("--because",), {"metavar": "TEXT"}),
            FORMAT,
        ),
        twins,
    ),
    Command(
        "quarantine",
        (
            (("action",), {"choices": QUARANTINE_ACTIONS, "metavar": "ACTION"}),
            STORE,
            (("hashes",), {"nargs": "*", "metavar": "HASH"}),
            FORMAT,
        ),
        quarantine,
    ),
)
