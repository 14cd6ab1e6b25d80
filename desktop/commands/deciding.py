"""Commands about conflicts: what machines set differently, listed, decided, taken back."""

import json
import sys
from collections.abc import Sequence

from desktop import said
from desktop.commands.shell import Options, opened, print_json, tell
from desktop.models import units
from desktop.services.conflicts import DELETED, RULES, Conflict, Decision
from desktop.services.desk import Desk
from desktop.services.words import Words

LIST, DECIDE, TAKE_BACK = "list", "decide", "take-back"
ACTIONS = (LIST, DECIDE, TAKE_BACK)


def conflicts(options: Options, words: Words) -> int:
    """List conflicts, decide them, or take the last decision back; 1 when there was nothing to decide."""
    from desktop.services import conflicts, deciding

    if options.action == DECIDE and (options.keep is None) == (options.value is None):
        options.parser.error(words("cli", "conflicts.keep_or_value"))
    with opened(options) as desk:
        if options.action == TAKE_BACK:
            back = deciding.take_back(desk)
            tell(words("cli", "done.conflicts_back", fields=back.fields, records=back.records))
            return 0
        found = [
            one
            for one in conflicts.listed(
                desk, kind=options.kind, unit=_unit(desk, options), field=options.field
            )
            if options.id in (None, one.record)
        ]
        if options.action == LIST:
            _list(options, words, found)
            return 0
        decided = deciding.decide(desk, _decisions(options, words, found), dry_run=options.dry_run)
    if options.format == "json":
        print_json({"dry_run": options.dry_run, "fields": decided.fields, "records": decided.records})
    elif decided.fields:
        what = "conflicts_preview" if options.dry_run else "conflicts"
        tell(words("cli", f"done.{what}", fields=decided.fields, records=decided.records))
    if not decided.fields:
        sys.stderr.write(words("cli", "conflicts.none") + "\n")
    return 0 if decided.fields else 1


def _decisions(options: Options, words: Words, found: Sequence[Conflict]) -> list[Decision]:
    from desktop.services import conflicts

    keep = options.keep
    if keep is None or keep.isdigit():
        if len(found) != 1:
            options.parser.error(words("cli", "conflicts.only_one", count=len(found)))
        (one,) = found
        if keep is None:
            return [Decision(one.kind, one.record, one.field, _value(options, words))]
        if not 1 <= int(keep) <= len(one.offers):
            options.parser.error(words("cli", "conflicts.which", count=len(one.offers)))
        return [Decision(one.kind, one.record, one.field, one.offers[int(keep) - 1].value)]
    machines = {site for one in found for site in one.sites if site.startswith(keep)}
    if keep not in RULES and len(machines) != 1:
        options.parser.error(words("cli", "conflicts.rule", rules=", ".join(RULES)))
    return conflicts.by_rule(found, keep if keep in RULES else machines.pop())


def _value(options: Options, words: Words) -> object:
    try:
        return json.loads(options.value)
    except ValueError:
        options.parser.error(words("cli", "conflicts.json"))
        raise


def _list(options: Options, words: Words, found: Sequence[Conflict]) -> None:
    if options.format == "json":
        print_json(found)
        return
    for one in found:
        label = (
            words("window", "conflict.deleted")
            if one.field == DELETED
            else said.field_label(words, one.kind, one.field)
        )
        tell("\t".join([one.record, units.path(one.unit), words("records", one.kind), one.caption, label]))
        for number, offer in enumerate(one.offers, start=1):
            who = ", ".join(
                f"{source.at} {words('cli', 'history.here') if source.here else source.site}"
                for source in offer.sources
            )
            tell(f"\t{number}. {json.dumps(offer.value, ensure_ascii=False)}\t{who}")
    tell(words("cli", "done.conflicts_list", count=len(found)))


def _unit(desk: Desk, options: Options) -> str | None:
    dataset = desk.settings.unit.partition("@")[2]
    return f"{options.unit}@{dataset}" if options.unit else None
