"""Commands about what opens a register, and about handing it over."""

from pathlib import Path

from desktop.commands.shell import Options, opened, passphrase, print_json, tell
from desktop.models.errors import Refusal
from desktop.services.words import Words

HANDOVER_ACTIONS = ("list", "begin", "finish", "give-up")


def change_passphrase(options: Options, words: Words) -> None:
    """Set a new passphrase; the one until now may be the code of the recovery sheet."""
    from desktop.services import recovery

    try:
        new = Path(options.new).read_text(encoding="utf-8-sig").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise Refusal("no_passphrase_file", path=str(options.new)) from fault
    with opened(options) as desk:
        recovery.change_passphrase(desk, passphrase(options), new)
    tell(words("cli", "done.passphrase"))


def recovery_sheet(options: Options, words: Words) -> None:
    """Print a new recovery sheet; the one before opens nothing any more."""
    from desktop.services import recovery

    with opened(options) as desk:
        if options.out.exists():
            raise Refusal("file_exists", path=str(options.out))
        code = recovery.new_sheet_code(desk, passphrase(options))
        recovery.write_sheet(desk, code, options.out)
    tell(words("cli", "done.recovery_sheet", path=options.out))


def hand_over(options: Options, words: Words) -> None:
    """Say what is open before an officer leaves; begin, finish or give up a handover."""
    from desktop.services import handover

    with opened(options) as desk:
        if options.action == "begin":
            handover.begin(desk)
        elif options.action == "finish":
            handover.finish(desk, options.post)
        elif options.action == "give-up":
            handover.give_up(desk)
        found = handover.state(desk)
    if options.format == "json":
        print_json(handover.as_json(found))
        return
    for item in found.items:
        day = f"{item.day:%d/%m/%Y}" if item.day else ""
        said = words("handover", f"{item.code}.{item.state}", count=item.count, day=day, text=item.text)
        tell(f"{words('handover', f'sign.{item.state}')}  {said}")
