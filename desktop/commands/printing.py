"""Commands about what was printed."""

from desktop.commands.shell import Options, opened, print_json, tell
from desktop.services.words import Words

ACTIONS = ("list", "again", "changes")


def prints(options: Options, words: Words) -> None:
    """List what was printed, print one again as PDF, or show what would be otherwise today."""
    from desktop.services import prints

    if options.action != "list" and options.number is None:
        options.parser.error(words("cli", "prints.number"))
    if options.action == "again" and options.out is None:
        options.parser.error(words("cli", "prints.out"))
    with opened(options) as desk:
        if options.action == "again":
            tell(words("cli", "done.summary", path=prints.write(desk, options.number, options.out)))
            return
        if options.action == "list":
            listed = prints.listed(desk)
            if options.format == "json":
                print_json([one._asdict() for one in listed])
                return
            for one in listed:
                state = words("cli", "prints.draft" if one.draft else "prints.final")
                tell("\t".join([str(one.number), f"{one.made_at:%d/%m/%Y %H:%M}", one.title, state]))
            return
        found = prints.changes(desk, options.number)
    if options.format == "json":
        print_json(list(found))
        return
    for change in found:
        sides = (
            one if one is not None else words("cli", "prints.no_line") for one in (change.printed, change.now)
        )
        tell("\t".join([change.label, change.column, *sides]))
