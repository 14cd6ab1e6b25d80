"""Commands of the receiving desk that are read and printed: the board of communes, minutes of what was received."""

import dataclasses
from datetime import date
from pathlib import Path

from desktop.commands.command import FORMAT, STORE, Command
from desktop.commands.shell import Options, opened, print_json, tell
from desktop.models.errors import Refusal
from desktop.services.words import Words


def board(options: Options, words: Words) -> None:
    """Show the board, or whom to remind; write it as PDF or XLSX."""
    from desktop.services.exchange import board as boards
    from desktop.services.exchange import board_paper as paper

    with opened(options) as desk:
        found = boards.board(desk, options.year, options.span)
        if options.lacking:
            found = dataclasses.replace(found, rows=tuple(row for row in found.rows if row.lacking))
        if options.out is not None:
            if options.out.suffix.lower() == ".xlsx":
                paper.write_workbook(desk, found, options.out, words)
            else:
                paper.print_to(desk, found, options.out)
            tell(words("cli", "done.board", path=options.out))
            return
    if options.format == "json":
        print_json(boards.reminders(found) if options.calls else found)
        return
    for line in paper.calls(words, found) if options.calls else paper.table(words, found):
        tell("\t".join(line))


def minutes(options: Options, words: Words) -> None:
    """Show the minutes of a session or a time, or write them as PDF."""
    from desktop.services.exchange import minutes as taken
    from desktop.services.exchange import minutes_paper as paper

    with opened(options) as desk:
        if options.sessions:
            listed = taken.sessions(desk)
            if options.format == "json":
                print_json(listed)
                return
            for one in listed:
                tell(words("cli", "session", **{**dataclasses.asdict(one), "at": one.at.replace("T", " ")}))
            return
        dataset = desk.settings.unit.partition("@")[2]
        unit = f"{options.unit}@{dataset}" if options.unit else None
        found = taken.take(
            desk, session=options.session, since=_day(options.since), until=_day(options.until), unit=unit
        )
        if options.out is not None:
            kept = paper.print_to(desk, found, options.out)
            tell(words("cli", "done.minutes", number=kept.number, path=options.out))
            return
    if options.format == "json":
        print_json(found)
        return
    tell("\t".join(paper.heads(words)))
    for number, entry in enumerate(found.entries, start=1):
        tell("\t".join(paper.cells(words, number, entry)))
    tell(paper.totals(words, found))


def _day(text: str | None) -> date | None:
    """A day as it was typed.

    Raises:
        Refusal: ``not_a_day``.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Refusal("not_a_day", value=text) from fault


COMMANDS = (
    Command(
        "board",
        (
            STORE,
            (("--year",), {"type": int, "required": True}),
            (("--span",), {"choices": ("quarters", "months"), "default": "quarters", "metavar": "SPAN"}),
            (("--lacking",), {"action": "store_true"}),
            (("--calls",), {"action": "store_true"}),
            (("--out",), {"type": Path, "metavar": "FILE"}),
            FORMAT,
        ),
        board,
    ),
    Command(
        "minutes",
        (
            STORE,
            (("--session",), {"type": int, "metavar": "N"}),
            (("--sessions",), {"action": "store_true"}),
            (("--since",), {"metavar": "DAY"}),
            (("--until",), {"metavar": "DAY"}),
            (("--unit",), {"metavar": "CODE"}),
            (("--out",), {"type": Path, "metavar": "FILE.pdf"}),
            FORMAT,
        ),
        minutes,
    ),
)
