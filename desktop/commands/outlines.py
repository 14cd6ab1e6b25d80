"""Commands about the outline of the report in words: seeing it, changing a copy, loading that as the unit's own."""

from desktop.commands.forms import told
from desktop.commands.shell import Options, opened, tell
from desktop.models.errors import Refusal
from desktop.services.words import Words

ACTIONS = ("show", "copy", "check", "load", "remove")


def outline(options: Options, words: Words) -> None:
    """Do what is asked with the outline."""
    from desktop.services.narrative import outlines

    if options.action == "check":
        # No register is needed to look at a file.
        try:
            tell(words("cli", "done.outline_checked", parts=len(outlines.read_file(options.store)["parts"])))
        except Refusal as refusal:
            raise told(words, refusal) from refusal
        return
    wanted = {"copy": options.out, "load": options.file}
    if options.action in wanted and wanted[options.action] is None:
        options.parser.error(words("cli", f"outline.{options.action}"))
    with opened(options) as desk:
        if options.action == "show":
            tell(outlines.written(desk).decode().rstrip())
        elif options.action == "copy":
            outlines.copy_to(desk, options.out)
            tell(words("cli", "done.outline_copied", path=options.out))
        elif options.action == "load":
            try:
                loaded = outlines.load_file(desk, options.file)
            except Refusal as refusal:
                raise told(words, refusal) from refusal
            tell(words("cli", "done.outline_loaded", version=loaded["version"]))
        else:
            outlines.remove(desk)
            tell(words("cli", "done.outline_removed"))
