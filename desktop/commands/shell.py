"""What every command shares: opening the store, the period, and how answers are printed."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from desktop.models import address
from desktop.models.address import Address
from desktop.models.errors import Refusal
from desktop.models.period import PLAN, Period
from desktop.services import desk as desks
from desktop.services.desk import Desk
from desktop.services.words import Words

PASSPHRASE_VARIABLE = "SOXA_PASSPHRASE_FILE"  # noqa: S105 (the name of a variable)

Options = argparse.Namespace


def passphrase(options: Options) -> str:
    """The passphrase from the file named by option or variable; wrong usage when neither names one.

    Raises:
        Refusal: ``no_passphrase_file`` when the file cannot be read.
    """
    file = str(options.passphrase_file or os.environ.get(PASSPHRASE_VARIABLE, ""))
    if not file:
        options.parser.error(Words(options.language)("cli", "passphrase_missing"))
    try:
        return Path(file).read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refusal("no_passphrase_file", path=file) from fault


def place(text: str) -> Path | Address:
    """Where a store lies: a folder, or the address of a server.

    Raises:
        Refusal: ``not_a_store_address``.
    """
    return address.read(text) if address.is_address(text) else Path(text)


def folder(text: str) -> Path:
    """Where a backup is restored, which is a folder.

    Raises:
        Refusal: ``restored_into_folder`` when it is the address of a server.
    """
    if address.is_address(text):
        raise Refusal("restored_into_folder")
    return Path(text)


@contextmanager
def opened(options: Options) -> Iterator[Desk]:
    """The store the options name, closed at the end."""
    desk = desks.open_desk(options.store, passphrase(options))
    try:
        _look_at_clock(desk, options)
        yield desk
    finally:
        desk.close()


def _look_at_clock(desk: Desk, options: Options) -> None:
    """Say on standard error that the clock can hardly be right; nothing is refused for it."""
    from desktop import said
    from desktop.services import clocks

    found = clocks.note(desk)
    if found is not None:
        sys.stderr.write(said.clock(Words(options.language), found) + "\n")


def period_of(desk: Desk, options: Options) -> Period:
    """The period the options name, by the unit's cut-off day.

    Raises:
        Refusal: For a plan to date as `plans.to_date` says.
    """
    if options.period == PLAN:
        from desktop.services import plans

        return plans.to_date(desk, options.year, getattr(options, "plan", None))
    return desk.period(options.year, options.period)


def print_json(value: object) -> None:
    """Print a value as indented JSON."""
    built = msgspec.to_builtins(value)
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(built), indent=1).decode() + "\n")


def tell(text: str) -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def warn(text: str) -> None:
    """Print one line beside the answer, on standard error."""
    sys.stderr.write(f"{text}\n")
