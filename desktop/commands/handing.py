"""Commands about what is handed down: chosen at the receiving unit, taken or declined at the commune."""

import dataclasses
from typing import NoReturn

from desktop import said
from desktop.commands.shell import Options, opened, print_json, tell
from desktop.models.errors import Refusal
from desktop.services.desk import RECEIVING, Desk
from desktop.services.words import Words

UNIT_ACTIONS = ("list", "load")
ACTIONS = ("list", "give", "stop", "take", "decline")


def hand_down(options: Options, words: Words) -> int:
    """Do what is asked with plans and code lists that are handed down."""
    if (options.action == "list") != (not options.names):
        options.parser.error(words("cli", "hand-down.form"))
    with opened(options) as desk:
        if options.action == "list":
            _list(desk, options, words)
            return 0
        for name in options.names:
            kind, slash, which = name.partition("/")
            if not slash:
                options.parser.error(words("cli", "hand-down.form"))
            _do(desk, options.action, kind, which, words)
    return 0


def unit_lists(options: Options, words: Words) -> int:
    """List the data sets of organisation units, or load a new one."""
    from desktop.models import units
    from desktop.services.handing import unit_texts

    if (options.action == "load") != (options.file is not None):
        options.parser.error(words("cli", "units.form"))
    with opened(options) as desk:
        if options.action == "load":
            try:
                name = unit_texts.load_file(desk, options.file)
            except Refusal as refusal:
                _tell_wrongs(refusal, words)
            tell(
                words(
                    "cli", "done.units_loaded", name=name, count=len(list(units.UnitSet.load(name).units()))
                )
            )
            return 0
        found = units.data_sets()
    if options.format == "json":
        print_json([dataclasses.asdict(one) for one in found])
        return 0
    for one in found:
        count = len(list(units.UnitSet.load(one.id).units()))
        tell(
            words(
                "cli",
                "units.line",
                name=one.id,
                day=f"{one.valid_from:%d/%m/%Y}",
                count=count,
                source=one.source,
            )
        )
    return 0


def _tell_wrongs(refusal: Refusal, words: Words) -> NoReturn:
    """Say what is wrong by line, then the refusal alone."""
    wrongs = refusal.params.get("wrongs")
    if not isinstance(wrongs, tuple):
        raise refusal
    for one in wrongs:
        tell(said.form_wrong(words, one))
    raise Refusal(refusal.code, count=len(wrongs)) from refusal


def _list(desk: Desk, options: Options, words: Words) -> None:
    from desktop.services import handing

    if desk.settings.role == RECEIVING:
        found = handing.given(desk)
        lines = [f"{one.kind}/{one.name}\t{said.given(words, one)}" for one in found]
        values = [dataclasses.asdict(one) for one in found]
    else:
        offers = handing.offers(desk)
        lines = [f"{one.kind}/{one.name}\t{said.offer(words, one)}" for one in offers]
        values = [dataclasses.asdict(one) for one in offers]
    if options.format == "json":
        print_json(values)
        return
    for line in lines or [words("cli", "hand-down.none")]:
        tell(line)


def _do(desk: Desk, action: str, kind: str, name: str, words: Words) -> None:
    from desktop.services import handing

    if action in ("give", "stop"):
        handing.give(desk, kind, name, on=action == "give")
        tell(words("cli", f"done.hand_{action}", name=name))
    elif action == "decline":
        handing.decline(desk, kind, name)
        tell(words("cli", "done.hand_decline", name=name))
    else:
        try:
            offer = handing.take(desk, kind, name)
        except Refusal as refusal:
            _tell_wrongs(refusal, words)
        tell(words("cli", "done.hand_take", name=name, what=said.offer(words, offer)))
