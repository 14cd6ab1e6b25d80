"""Words for what the assistant shows: columns, lines, what becomes of them."""

from collections.abc import Mapping, Sequence

from desktop.models.records import Field, FieldType, Kind
from desktop.models.rules import Problem
from desktop.services.importing import ColumnGuess, FoundLine, Preview
from desktop.services.importing.vocabulary import counting_cell
from desktop.services.words import Words
from desktop.services.workbook.columns import Column, column_of, columns, grouped_by, label
from desktop.ui import language
from desktop.ui.fields.make import code_choices
from desktop.ui.fields.matching import Choices
from desktop.ui.record.sentences import place_text, problem_text
from desktop.ui.shown import shown

LOOKS: Mapping[str, str] = {
    "sure": "met",
    "likely": "on_course",
    "unsure": "no_data",
    "chosen": "met",
    "none": "nothing_happened",
    "missing": "not_met",
}
"""How sure a guess is, to the look of its pill."""


def column_label(kind: Kind, code: str) -> str:
    """What a column code is called; empty when there is none."""
    column = column_of(kind, code)
    if column is None:
        return ""
    whole = label(Words(language.current()), kind, column).removesuffix(" *")
    table = language.field_label(kind.name, column.rows) if column.rows else ""
    own = whole.removeprefix(f"{table}: ")
    return f"{table}: {own}" if table and _is_shared(kind, column) else own


def _is_shared(kind: Kind, column: Column) -> bool:
    """Whether another column of the kind has the same name."""
    own = language.field_label(kind.name, column.code.partition("[")[0] + "." + column.field.name
                               if column.group and column.field else column.code)  # fmt: skip
    names = [language.field_label(kind.name, c.code) for c in columns(kind) if c.field is not None]
    return names.count(own) > 1


def column_choices(kind: Kind) -> Choices:
    """Every field a column of a file may go to, those of groups in wide lists last."""
    found = [column.code for column in columns(kind) if column.field is None or not column.field.made]
    for field in kind.fields:
        found += _groups(kind, field)
    return tuple((code, column_label(kind, code)) for code in found)


def _groups(kind: Kind, field: Field) -> list[str]:
    key = grouped_by(field) if field.type is FieldType.ROWS else None
    if key is None or counting_cell(kind, field.name) is None:
        return []
    counts = [cell.name for cell in field.counts]
    return [
        f"{field.name}[{code}].{cell}"
        for cell in counts
        for code, _ in code_choices(key)
        if _is_code(kind, field, code, cell)
    ]


def _is_code(kind: Kind, field: Field, code: str, cell: str) -> bool:
    return column_of(kind, f"{field.name}[{code}].{cell}") is not None


def heading(guess: ColumnGuess) -> str:
    """A heading of several rows by its lowest part, which tells it from its neighbours; those above in brackets."""
    *above, own = guess.heading.split(" · ")
    return f"{own} ({' · '.join(above)})" if above else own


def letter(place: int) -> str:
    """The letter of a column."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def state_of(guess: ColumnGuess) -> tuple[str, str]:
    """How a column stands: a look and a word."""
    if guess.why in ("chosen", "remembered"):
        look = "chosen" if guess.code else "none"
        return LOOKS[look], language.say(
            f"importing.why.{guess.why}" if guess.code else "importing.why.left_out"
        )
    if not guess.code:
        return LOOKS["none"], language.say(f"importing.why.{guess.why}")
    return LOOKS[guess.confidence], language.say(f"importing.sure.{guess.confidence}")


def columns_of_units(preview: Preview) -> tuple[ColumnGuess, ...]:
    """The columns whose amounts stand in thousands or millions."""
    return tuple(one for one in preview.columns if one.code and one.times != 1)


def units(columns: Sequence[ColumnGuess]) -> str:
    """What is done with amounts in thousands or millions."""
    say = language.say
    said = [say("importing.times_of", heading=heading(one) or letter(one.place), times=language.number(one.times))
            for one in columns]  # fmt: skip
    return "\n".join([*said, say("importing.times_wrong")])


def reasons(kind: str, problems: tuple[Problem, ...]) -> str:
    """What is wrong with a line, each with its place."""
    said = (f"{place_text(kind, p.field)}: {problem_text(kind, p)}" for p in problems)
    return "  ".join(dict.fromkeys(said))


def content(kind: Kind, line: FoundLine, captions: Mapping[str, str]) -> str:
    """What a line holds beside what it is called by."""
    said = []
    for field in kind.fields:
        value = line.values.get(field.name)
        if field.name not in kind.caption and value not in (None, "", [], ()):
            said.append(f"{language.field_label(kind.name, field.name)}: {shown(field, value, captions)}")
    return "; ".join(said)


def changes(kind: Kind, line: FoundLine, captions: Mapping[str, str]) -> str:
    """What a line changes, field by field."""
    said = []
    for name, before, after in line.changes:
        field = kind.field(name)
        old, new = (
            shown(field, value, captions) or language.say("importing.nothing") for value in (before, after)
        )
        said.append(f"{language.field_label(kind.name, name)}: {old} → {new}")
    return "; ".join(said)


def save_words(preview: Preview | None) -> str:
    """What the last button does, and for how many lines somebody has yet to say why."""
    count = preview.count("new") + preview.count("changed") if preview is not None else 0
    waiting = preview.waiting if preview is not None else 0
    if not waiting:
        return language.say("importing.save", count=count)
    return language.say(
        "importing.save_some" if count else "importing.save_none", count=count, waiting=waiting
    )
