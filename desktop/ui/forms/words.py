"""What stands on a form and what fills it, in the words of the window."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from desktop import said
from desktop.models.fitting import day_of
from desktop.services.edited_files import Wrong
from desktop.services.forms import Form
from desktop.services.forms.offered import count_named
from desktop.ui import language

PLACES = ("period", "year", "start", "end", "body")


def field(name: str) -> str:
    """The label of a field of the editor."""
    return language.say(f"forms.field.{name}")


def option(name: str, code: str) -> str:
    """The words of a choice that is no code of a list."""
    return language.say(f"forms.option.{name}.{code}")


def count(name: str) -> str:
    """What a count is called among others; an indicator says that it is one."""
    found = count_named(name)
    if found is not None and found.indicator is not None:
        return language.say("forms.indicator", name=label(name))
    return label(name)


def label(name: str) -> str:
    """What a line filled by a count is called."""
    found = count_named(name)
    if found is not None and found.indicator is not None:
        return language.term("indicators", found.indicator.id)
    return language.term("counts", f"{name}.name")


def rule(name: str) -> str:
    """The sentence that says how it is counted."""
    return said.count_rule(language.term, name)


def unit(code: str) -> str:
    """A unit of measure in a list that is searched by letters, which ``%`` has none of."""
    return language.term("plans", "unit.percent") if code == "percent" else language.term("units", code)


def parameter(count_name: str, name: str, code: str) -> str:
    """The words of what may be fixed in a count."""
    found = count_named(count_name)
    code_list = found.takes[name].code_list if found is not None else None
    return language.code_label(code_list, code) if code_list else option(name, code)


def field_of_register(kind: str, name: str) -> str:
    """A field of the records that are listed; ``audiences.female`` is a cell of a table."""
    whole = language.term("records", f"{kind}.{name}")
    table = name.partition(".")[0]
    return whole if table == name else f"{language.term('records', f'{kind}.{table}')}: {whole}"


def about(form: Form) -> str:
    """What its lines are, its version and the day of that."""
    lines, day = language.say(f"forms.lines.{form.lines}"), day_of(form.changed_on)
    if day is None:
        return language.say("forms.about", lines=lines, number=str(form.version))
    return language.say("forms.about_day", lines=lines, number=str(form.version), day=day)


def why(wrong: Wrong) -> str:
    """Why a field is wrong, for the place beside it."""
    if wrong.code == "no_such_place":
        wrong = dataclasses.replace(wrong, params={**wrong.params, "options": places()})
    return said.plan_why(language.term, wrong)


def where_and_why(wrong: Wrong) -> str:
    """What is wrong in a file, with its line."""
    return said.form_wrong(language.term, wrong)


def named(values: Mapping[str, Any]) -> str:
    """What a part of a form is called: its heading, its title, its label."""
    name = str(values.get("title") or values.get("label") or "").strip()
    return name or language.say("forms.nameless")


def places() -> str:
    """What can be filled into a title, named in the language of the moment."""
    return ", ".join(f"{{{_place(name)}}}" for name in PLACES)


def with_places(title: str) -> str:
    """A title of a form as it is shown to be changed: ``{kỳ}`` for ``{period}``."""
    for name in PLACES:
        title = title.replace(f"{{{name}}}", f"{{{_place(name)}}}")
    return title


def without_places(title: str) -> str:
    """A title as it was typed, with its places named as the file of a form names them."""
    for name in PLACES:
        title = title.replace(f"{{{_place(name)}}}", f"{{{name}}}")
    return title


def _place(name: str) -> str:
    return language.say(f"forms.place.{name}")
