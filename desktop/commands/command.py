"""What a command is, and what most commands take."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from desktop.commands.shell import Options, place
from desktop.services.words import Words


class Command(NamedTuple):
    """One command: its name, what it takes, what it runs, and whether it needs the passphrase."""

    name: str
    arguments: tuple[tuple[tuple[str, ...], dict[str, Any]], ...]
    run: Callable[[Options, Words], int | None]
    opens_store: bool = True


STORE = (("store",), {"type": place, "metavar": "STORE"})
FORMAT = (("--format",), {"choices": ["text", "json"], "default": "text"})
TO = (("--to",), {"type": Path, "required": True, "metavar": "DIR"})
