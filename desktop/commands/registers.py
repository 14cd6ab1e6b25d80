"""Commands about registers: list, history, sample."""

from collections.abc import Mapping
from typing import Any

from desktop import said
from desktop.commands.shell import Options, opened, print_json, tell
from desktop.models.edits import to_values
from desktop.models.records import OWN_CODE, kind_named
from desktop.services.words import Words


def list_(options: Options, _words: Words) -> None:
    """List the records of a kind."""
    from desktop.services import activities

    with opened(options) as desk:
        kind = kind_named(options.kind)
        page = activities.page(desk, kind.name, descending=False, limit=10_000_000)
    if options.format == "json":
        print_json(
            [
                {"id": e.id, "unit": e.unit, **to_values(kind, e.record), "conflicts": e.conflicts}
                for e in page.entries
            ]
        )
        return
    for entry in page.entries:
        values = to_values(kind, entry.record)
        tell("\t".join([entry.id, *(_cell(values[name], page.captions) for name in kind.columns)]))


def history(options: Options, words: Words) -> None:
    """Show what became of a record, step by step."""
    from desktop.services import history

    with opened(options) as desk:
        steps = history.of(desk, options.kind, options.id)
        captions = history.captions(desk, options.kind, steps)
    if options.format == "json":
        print_json(steps)
        return
    for step in steps:
        where = step.by or (words("cli", "history.here") if step.here else step.site)
        because = [step.because] if step.because else []
        tell("\t".join([step.at, words("cli", f"history.{step.what}"), where, *because]))
        for one in step.fields:
            label = said.field_label(words, options.kind, one.field)
            before = " | ".join(_cell(value, captions) for value in one.before)
            tell(f"\t{label}: {before} -> {_cell(one.after, captions)}")


def due(options: Options, words: Words) -> None:
    """Show what is due."""
    from desktop.services import due

    with opened(options) as desk:
        found = due.of(desk)
    if options.format == "json":
        print_json(found)
        return
    for one in found:
        urgency = words("due", f"urgency.{one.urgency}")
        tell("\t".join([urgency, f"{one.on:%d/%m/%Y}" if one.on else "", said.due(words, one)]))
    if not found:
        tell(words("cli", "due.nothing"))


def _cell(value: Any, captions: Mapping[str, str]) -> str:
    """A value in one cell: codes and ids as they are, a unit's own codes by what they are called."""
    if value is None:
        return ""
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return str(len(value))
        return ";".join(_cell(one, captions) for one in value)
    text = str(value)
    return captions.get(text, text) if text.startswith(OWN_CODE) else text


def sample(options: Options, words: Words) -> None:
    """Make training records."""
    if options.records < 1:
        options.parser.error(words("cli", "sample.records"))
    from desktop.services import sample

    with opened(options) as desk:
        made = sample.sample(desk, options.year, options.records, options.seed)
    tell(words("cli", "done.sample", records=made))
