"""Making, opening and restoring a register, in the worker; the heavy libraries are loaded there too."""

import dataclasses
import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_AFTER_OPENING = ("activities", "exchange", "indicators", "summary", "workbook")
"""Services the first pages need: loaded in the worker, so that the window never waits for them."""


@dataclasses.dataclass(frozen=True)
class UnitFound:
    """A unit as the assistant lists it: its reference, and its name with the units above it."""

    ref: str
    path: str


@dataclasses.dataclass(frozen=True)
class PlanFound:
    """A plan as the assistant lists it."""

    id: str
    title: str


def open_register(folder: Path, passphrase: str) -> Any:
    """The desk of the register in *folder*; see `desktop.services.desk.open_desk` for what is refused."""
    desk = _service("desk").open_desk(folder, passphrase)
    _load_the_rest()
    return desk


def new_register(
    folder: Path, passphrase: str, role: str, unit: str, training: bool, plans: Sequence[str] | None
) -> Any:
    """Make a register and open it."""
    made = _service("desk").new(folder, passphrase, role=role, unit=unit, training=training, plans=plans)
    _load_the_rest()
    return made


def restore_register(backup: Path, folder: Path, passphrase: str) -> Any:
    """Put a backup into *folder*, which must not hold a register, and open it."""
    desk = _service("backup").restore(backup, folder, passphrase)
    _load_the_rest()
    return desk


def find_units(text: str, level: str) -> list[UnitFound]:
    """Units in force whose name holds *text*; for a receiving desk every level above the commune."""
    units = importlib.import_module("desktop.models.units")
    unit_set = units.UnitSet.load(units.current().id)
    wanted = level or None
    found = unit_set.search(text, wanted, 40)
    kept = [unit for unit in found if wanted or unit.level != "commune"][:20]
    return [UnitFound(unit.ref, units.path(unit.ref)) for unit in kept]


def find_plans(unit: str) -> list[PlanFound]:
    """The plans that come with the program for the province of *unit*."""
    ids = _service("desk").plans_for(unit)
    plans = _service("plans")
    return [PlanFound(one, plans.load(one).title) for one in ids]


def _load_the_rest() -> None:
    for name in _AFTER_OPENING:
        _service(name)


def _service(name: str) -> Any:
    return importlib.import_module(f"desktop.services.{name}")
