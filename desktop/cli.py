"""The command line: every main job without the window, through the same services.

Exit status: 0 done; 1 refused, with one line on standard error; 2 wrong usage. The passphrase comes from a file,
never from an argument that other programs on the machine could read.
"""

import argparse
import itertools
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop import commands, said
from desktop.models.errors import Refusal
from desktop.services.words import LANGUAGES, Words

LANGUAGE_VARIABLE = "SOXA_LANGUAGE"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    _speak_utf8()
    words = Words(_language(sys.argv[1:] if arguments is None else arguments))
    try:
        options = parser(words).parse_args(arguments)
        status = int(options.run(options, words) or 0)
        sys.stdout.flush()
        return status
    except Refusal as refusal:
        sys.stderr.write(said.refusal(words, refusal) + "\n")
        return 1
    except BrokenPipeError:
        # Whoever read the answer has had enough of it (``soxa list ... | head``).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def parser(words: Words) -> argparse.ArgumentParser:
    """The parser of the whole command line, with help in the language of *words*."""
    made = argparse.ArgumentParser(
        prog="soxa",
        description=words("cli", "description"),
        epilog=words("cli", "epilog"),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--language", choices=LANGUAGES, default=words.language, help=words("cli", "language"))
    made.add_argument("--check", action="store_true", help=words("cli", "check"))
    found = made.add_subparsers(title=words("cli", "commands"), metavar="COMMAND", required=True)
    for command in commands.COMMANDS:
        about = words("cli", command.name)
        sub = found.add_parser(command.name, help=about, description=about)
        for flags, settings in command.arguments:
            key = next((f for f in flags if f.startswith("--")), flags[0]).lstrip("-")
            sub.add_argument(*flags, **{"help": words("cli", f"argument.{key}"), **settings})
        if command.opens_store:
            sub.add_argument("--passphrase-file", type=Path, help=words("cli", "argument.passphrase-file"))
        sub.set_defaults(run=command.run, parser=sub)
    return made


def _language(arguments: Sequence[str]) -> str:
    asked = os.environ.get(LANGUAGE_VARIABLE, "vi")
    for flag, value in itertools.pairwise(arguments):
        if flag == "--language":
            asked = value
    return asked if asked in LANGUAGES else "vi"


def _speak_utf8() -> None:
    # A Windows console may start in code page 1258, which has no room for every Vietnamese letter.
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
