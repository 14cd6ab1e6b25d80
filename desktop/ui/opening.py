"""Making, opening and restoring a register, in the worker; the heavy libraries are loaded there too."""

import dataclasses
import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PRACTICE_PASSPHRASE = "luyen tap"  # noqa: S105 (everybody may know it: it opens sample records)
PRACTICE_UNIT = "03388@2025"
_PRACTICE_POST = "Công chức Văn hóa - Xã hội"
_PRACTICE_RECORDS = 200
_RECOVERY_GROUPS = 8
_CODE_BEGINS = 20  # digits: no passphrase is so many and nothing else
_AFTER_OPENING = ("activities", "exchange", "indicators", "summary", "workbook")
"""Services the first pages need: loaded in the worker, so that the window never waits for them."""


@dataclasses.dataclass(frozen=True)
class UnitFound:
    """A unit as the assistant lists it: its reference, and its name with the units above it."""

    ref: str
    path: str


@dataclasses.dataclass(frozen=True)
class PlanFound:
    """A plan as the assistant lists it; ``fits`` says whether the unit lies in its scope."""

    id: str
    name: str
    title: str
    fits: bool


def open_register(folder: Path, passphrase: str) -> Any:
    """The desk of the register in *folder*; see `desktop.services.desk.open_desk` for what is refused."""
    desk = _service("desk").open_desk(folder, passphrase)
    _load_the_rest()
    return desk


def new_register(
    folder: Path,
    passphrase: str,
    role: str,
    unit: str,
    training: bool,
    plans: Sequence[str] | None,
    post: str = "",
) -> Any:
    """Make a register and open it; nothing is made when *post* cannot be kept."""
    preferences = _service("preferences")
    preferences.read_post(post)
    made = _service("desk").new(folder, passphrase, role=role, unit=unit, training=training, plans=plans)
    if post.strip():
        preferences.change(made, {preferences.POST: post})
    _load_the_rest()
    return made


def practice_register(folder: Path, unit: str) -> Any:
    """Open the register for practice in *folder*; made with a year of sample records when there is none."""
    if folder.is_dir() and any(folder.iterdir()):
        return open_register(folder, PRACTICE_PASSPHRASE)
    made = new_register(folder, PRACTICE_PASSPHRASE, "commune", unit, True, None, _PRACTICE_POST)
    period = importlib.import_module("desktop.models.period").Period
    year = period.containing(made.today(), "year", made.settings.cut_off).year
    _service("sample").sample(made, year, _PRACTICE_RECORDS, seed=year)
    return made


def restore_register(backup: Path, folder: Path, passphrase: str, new: str = "") -> Any:
    """Put a backup into *folder*, which must not hold a register, and open it.

    *passphrase* is the one of the backup, or the code of its recovery sheet; then *new* opens it from now on.
    """
    recovery = _service("recovery")
    if new:
        recovery.check_code(passphrase)
    desk = _service("backup").restore(backup, folder, passphrase)
    if new:
        recovery.change_passphrase(desk, passphrase, new)
    _load_the_rest()
    return desk


def recover_register(folder: Path, code: str, new: str) -> Any:
    """Open the register in *folder* with the code of its recovery sheet; *new* opens it from now on."""
    desk = _service("recovery").open_with_code(folder, code, new)
    _load_the_rest()
    return desk


def open_on_server(host: str, database: str, user: str, password: str, passphrase: str) -> Any:
    """Make this machine a desk of the store in *database* on the server *host* and open it.

    *host* may be a name, a name with a port behind a colon, or a whole address that says everything but passwords.
    """
    address = importlib.import_module("desktop.models.address")
    place = address.of(host, database, user, password)
    desk = _service("desk").join_server(place, passphrase)
    _load_the_rest()
    return desk


def wrong_recovery_groups(typed: str) -> list[int]:
    """Which groups of a recovery code that is being typed are whole and wrong."""
    # Not by way of the services, which would load what prints the sheet while somebody types.
    spoken = importlib.import_module("sync.spoken")
    size = spoken.GROUP_DIGITS + 1
    whole = {place for place, group in enumerate(spoken.typed_groups(typed), start=1) if len(group) == size}
    return [number for number in spoken.wrong_groups(typed, _RECOVERY_GROUPS) if number in whole]


def is_recovery_code(typed: str) -> bool:
    """Whether *typed* looks like the code of a recovery sheet, whole or not."""
    digits = sum(char.isdecimal() for char in typed)
    return digits >= _CODE_BEGINS and not any(char.isalpha() for char in typed)


def find_units(text: str, level: str) -> list[UnitFound]:
    """Units in force whose name holds *text*; for a receiving desk every level above the commune."""
    units = importlib.import_module("desktop.models.units")
    unit_set = units.UnitSet.load(units.current().id)
    wanted = level or None
    found = unit_set.search(text, wanted, 40)
    kept = [unit for unit in found if wanted or unit.level != "commune"][:20]
    return [UnitFound(unit.ref, units.path(unit.ref)) for unit in kept]


def find_plans(unit: str) -> list[PlanFound]:
    """The plans that come with the program: those for *unit* in the order they would lead, then the others."""
    plans, fitting = _service("plans"), _service("desk").plans_for(unit)
    others = [one for one in plans.available() if one not in fitting]
    loaded = [(plans.load(one), one in fitting) for one in (*fitting, *others)]
    named = importlib.import_module("desktop.ui.plans.words").full_name
    return [PlanFound(plan.id, named(plan), plan.title, fits) for plan, fits in loaded]


def _load_the_rest() -> None:
    for name in _AFTER_OPENING:
        _service(name)


def _service(name: str) -> Any:
    return importlib.import_module(f"desktop.services.{name}")
