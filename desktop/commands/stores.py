"""Commands about a store as a whole: make, check, back up, restore."""

import dataclasses
import sys

from desktop.commands.shell import Options, opened, passphrase, print_json, tell
from desktop.models import units
from desktop.models.errors import Refusal
from desktop.services import desk as desks
from desktop.services.words import Words


def new(options: Options, words: Words) -> None:
    """Make a store."""
    unit = f"{options.unit}@{options.units}"
    plans = [options.plan] if options.plan else None
    desk = desks.new(
        options.store,
        passphrase(options),
        role=options.desk,
        unit=unit,
        training=options.training,
        plans=plans,
    )
    tell(words("cli", "done.new", path=options.store, unit=units.path(unit)))
    desk.close()


def settings(options: Options, words: Words) -> None:
    """Show the settings of a store, after setting those that were given."""
    from desktop.services import preferences

    wanted = dict(one.partition("=")[::2] for one in options.assignments)
    if not all("=" in one for one in options.assignments):
        options.parser.error(words("cli", "settings.form"))
    with opened(options) as desk:
        if wanted:
            preferences.change(desk, wanted)
        found = preferences.readable(desk)
    if options.format == "json":
        print_json(found)
        return
    for name, value in found.items():
        said = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
        tell(f"{name}={said}")


def letterhead(options: Options, words: Words) -> None:
    """Show what stands around the documents of the unit, after setting what was given."""
    from desktop.services import letterhead

    if not all("=" in one for one in options.assignments):
        options.parser.error(words("cli", "letterhead.form"))
    wanted = dict(one.partition("=")[::2] for one in options.assignments)
    with opened(options) as desk:
        head = letterhead.of(desk)
        if wanted:
            head = letterhead.keep(desk, letterhead.changed(head, wanted))
    if options.format == "json":
        print_json(dataclasses.asdict(head))
        return
    for name, text in letterhead.typed(head).items():
        tell(f"{name}={text}")


def verify(options: Options, words: Words) -> int:
    """Check a store against its log."""
    from desktop.services import checker

    with opened(options) as desk:
        verified = checker.verify(desk)
    if options.format == "json":
        print_json(dataclasses.asdict(verified))
    elif verified.ok:
        counted = {"records": verified.records, "changes": verified.changes}
        tell(words("cli", "done.verify", **counted, hash=verified.state_hash))
    else:
        for place in (*verified.differing, *verified.file):
            tell(words("cli", "verify.differs", place=place))
    if verified.waiting and options.format != "json":
        tell(words("cli", "verify.waiting", count=verified.waiting))
    if not verified.ok:
        raise Refusal("store_inconsistent", count=len(verified.differing) + len(verified.file))
    return 0


def backup(options: Options, words: Words) -> None:
    """Back a store up."""
    from desktop.services import backup

    with opened(options) as desk:
        backup.backup(desk, options.out)
    tell(words("cli", "done.backup", path=options.out))


def restore(options: Options, words: Words) -> None:
    """Restore a store."""
    from desktop.services import backup

    backup.restore(options.file, options.store, passphrase(options)).close()
    tell(words("cli", "done.restore", path=options.store))


def move_store(options: Options, words: Words) -> None:
    """Move a store to a server or back to a folder."""
    from desktop.services import moving

    told = -1

    def tell_progress(done: int, total: int) -> None:
        nonlocal told
        share = 100 * done // total if total else 100
        if share // 10 != told and sys.stderr.isatty():
            told = share // 10
            sys.stderr.write(words("cli", "move.progress", share=share) + "\n")

    with opened(options) as desk:
        moved = moving.move(desk, options.to, progress=tell_progress)
    if options.format == "json":
        print_json(dataclasses.asdict(moved))
    else:
        tell(words("cli", "done.move", origin=moved.origin, place=moved.place, hash=moved.state_hash))
        if moved.left:
            tell(words("cli", "done.move_left", count=moved.left, origin=moved.origin))


def machine(options: Options, words: Words) -> None:
    """Say whether the store lies on another machine than before, or say why it does."""
    from desktop.services import this_machine

    with opened(options) as desk:
        if options.answer:
            this_machine.answer(desk, options.answer)
        found = this_machine.noticed(desk)
    if options.format == "json":
        print_json({"noticed_on": found.on if found else None, "site_before": found.site if found else None})
    elif found is None:
        tell(words("cli", "done.machine_known"))
    else:
        tell(words("cli", "done.machine_moved", day=f"{found.on:%d/%m/%Y}"))
