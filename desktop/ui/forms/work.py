"""What the pages of forms ask of services, in the worker."""

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.services import forms, typesetting
from desktop.services.desk import Desk
from desktop.services.edited_files import Wrong
from desktop.services.forms import Form


@dataclasses.dataclass(frozen=True)
class Listed:
    """A form as a list shows it; ``own`` is whether it is the unit's own."""

    form: Form
    own: bool


@dataclasses.dataclass(frozen=True)
class Drawn:
    """The pages of a form.

    Attributes:
        form: Its id.
        pages: As PNG images; none where they could not be made.
        refused: Why they could not.
        wrongs: What is wrong with the form.
    """

    form: str
    pages: Sequence[bytes]
    refused: Refusal | None = None
    wrongs: Sequence[Wrong] = ()


def listed(desk: Desk) -> list[Listed]:
    """The forms of the desk, the unit's own first."""
    own = forms.own(desk)
    found = [Listed(one, one.id in own) for one in forms.listed(desk)]
    return sorted(found, key=lambda one: not one.own)


def draw(desk: Desk, period: Period, form_id: str, ppi: int) -> Drawn:
    """The pages of *form_id*, filled with the figures of *period*."""
    return _drawn(desk, period, forms.of(desk, form_id), ppi)


def tried(desk: Desk, period: Period, values: Mapping[str, Any], ppi: int) -> Drawn:
    """What is wrong with the form *values*; its pages when nothing is."""
    wrongs = forms.checked(values)
    if wrongs:
        return Drawn(str(values["id"]), (), wrongs=wrongs)
    return _drawn(desk, period, forms.of_values(values), ppi)


def _drawn(desk: Desk, period: Period, form: Form, ppi: int) -> Drawn:
    try:
        filled = forms.fill(desk, period, form)
    except Refusal as refusal:
        return Drawn(form.id, (), refusal)
    return Drawn(form.id, typesetting.pages(forms.paper.document(filled), ppi))


def write(desk: Desk, form_id: str, path: Path) -> Path:
    """Write *form_id* to *path*."""
    forms.write_file(desk, form_id, path)
    return path
