"""Commands about plans: which there are, loading one from a file, writing one to a file, choosing."""

from datetime import date
from pathlib import Path

from desktop import said
from desktop.commands.shell import Options, opened, print_json, tell
from desktop.models.errors import Refusal
from desktop.models.fitting import day_of
from desktop.services.words import Words

ACTIONS = ("list", "check", "load", "write", "use")


def plan(options: Options, words: Words) -> int:
    """Do what is asked with plans."""
    if options.action == "list":
        _list(options, words)
    elif options.action == "use":
        _use(options, words)
    elif options.action == "check":
        # No register is needed to look at a file.
        return _read(options, words, options.store)
    elif len(options.what) != 1:
        options.parser.error(words("cli", f"plan.{options.action}.form"))
    elif options.action == "write":
        _write(options, words)
    else:
        return _read(options, words, options.what[0])
    return 0


def _list(options: Options, words: Words) -> None:
    from desktop.services.plans import keeping

    with opened(options) as desk:
        found = keeping.listed(desk)
    if options.format == "json":
        print_json(found)
        return
    for one in found:
        marks = [words("cli", f"plan.{'own' if one.own else 'built_in'}")]
        marks += [words("cli", "plan.place", place=one.place)] if one.place else []
        marks += [words("cli", "plan.deleted")] if one.deleted else []
        tell("\t".join([one.plan.id, one.plan.number, str(len(one.plan.targets)), ", ".join(marks)]))


def _read(options: Options, words: Words, file: Path) -> int:
    """Load or check a file; everything wrong with it is told, a line each."""
    from desktop.services.plans import keeping

    since = _day(options, words)
    try:
        if options.action == "check":
            tell(words("cli", "done.plan_checked", plan=keeping.read_file(file).number))
            return 0
        with opened(options) as desk:
            loaded = keeping.load_file(desk, file, since)
            holds = desk.plans.own[loaded.id].newest.applies_from
    except Refusal as refusal:
        wrongs = refusal.params.get("wrongs", ())
        for one in wrongs if isinstance(wrongs, tuple) else ():
            tell(said.plan_wrong(words, one))
        if wrongs:
            raise Refusal(refusal.code, count=refusal.params["count"]) from refusal
        raise
    tell(words("cli", "done.plan_loaded", plan=loaded.id, version=loaded.version, day=f"{holds:%d/%m/%Y}"))
    return 0


def _day(options: Options, words: Words) -> date | None:
    day = day_of(options.since)
    if options.since and day is None:
        options.parser.error(words("cli", "plan.day"))
    return day


def _write(options: Options, words: Words) -> None:
    from desktop.services.plans import keeping

    if options.out is None:
        options.parser.error(words("cli", "plan.write.form"))
    with opened(options) as desk:
        keeping.write_file(desk, str(options.what[0]), options.out)
    tell(words("cli", "done.plan_written", path=options.out))


def _use(options: Options, words: Words) -> None:
    from desktop.services.plans import keeping

    with opened(options) as desk:
        keeping.choose(desk, [str(one) for one in options.what])
        chosen = ", ".join(desk.settings.plans)
    tell(words("cli", "done.plan_chosen", plans=chosen or words("cli", "plan.none")))
