"""The desk a person works at: an open store with its settings and its clock."""

import contextlib
import dataclasses
import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from desktop.models import handed, own_plans, unit_lists, units
from desktop.models import settings as kept
from desktop.models.address import Address
from desktop.models.errors import Refusal
from desktop.models.period import Period
from desktop.models.store import Clock, Store, create_store, open_store
from desktop.services import plans as plan_library
from desktop.services.plans import Shelf
from sync.identity import MachineKey, ReceiverKey

VERSION = "0.2.0"
COMMUNE = "commune"
RECEIVING = "receiving"
ON_SERVERS = (RECEIVING,)
"""The desks whose store may lie on a server."""
USUAL_TIP_OFF_DAYS = 15
USUAL_REPORT_DAYS = 5


@dataclasses.dataclass(frozen=True)
class Settings:
    """What the store says of itself.

    Attributes:
        role: ``commune`` or ``receiving``.
        unit: Organisation unit, ``code@dataset``.
        training: A store for practice; it exchanges packages with training stores only.
        plans: Ids of the plans whose targets apply, the first one leading.
        cut_off: Last day of a reporting month.
        site: This machine, 16 hexadecimal digits.
        local_site: The log of what never leaves this machine.
        receiver: Organisation unit the packages go to; None until the store has joined.
        post: Title of the post of whoever works here, never a name; it stands beside each change and stays here.
        tip_off_days: Working days within which the unit deals with a tip-off.
        report_days: Working days after a period's end within which a receiving unit expects its figures.
        inbox: Folder in which a receiving unit looks for packages by itself; None for none.
    """

    role: str
    unit: str
    training: bool
    plans: tuple[str, ...]
    cut_off: int
    site: str
    local_site: str
    receiver: str | None = None
    post: str | None = None
    tip_off_days: int = USUAL_TIP_OFF_DAYS
    report_days: int = USUAL_REPORT_DAYS
    inbox: str | None = None


class Desk:
    """An open store, its settings and the clock; every service takes it first.

    Attributes:
        store: The store.
        settings: What it says of itself.
        plans: The plans of the program and of the unit, read with the settings.
        not_before: A day that is over for certain, while the clock says an earlier one; see `clocks`.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.not_before: date | None = None
        self.plans, self.settings = self._read()

    def today(self) -> date:
        """The day by this machine's clock, not before the last day it was known to be right; it orders nothing."""
        today = self.store.clock().date()
        return today if self.not_before is None else max(today, self.not_before)

    def period(self, year: int, name: str = "year") -> Period:
        """The period *name* of *year* by this unit's cut-off day."""
        return Period.named(year, name, self.settings.cut_off)

    def secret(self, name: str) -> str:
        """A key kept inside the encrypted store; KeyError when there is none."""
        with self.store.read() as connection:
            found = kept.read(connection, name)
        if found is None:
            raise KeyError(name)
        return str(found)

    def version(self) -> str:
        """The version of the program, as packages name it."""
        return VERSION

    def refresh(self) -> None:
        """Read the settings again after a service changed them."""
        self.plans, self.settings = self._read()

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def _read(self) -> tuple[Shelf, Settings]:
        with self.store.read() as connection:
            values = kept.read_all(connection)
            # Before the plans, which may speak of units of a list that was handed down.
            for one in handed.decided(connection, "unit_list"):
                if one.content:
                    unit_lists.learn(one.content)
            shelf = Shelf(own_plans.versions(connection))
        names = [f.name for f in dataclasses.fields(Settings)]
        values = {name: values[name] for name in names if name in values}
        # A deleted plan keeps its place among those chosen until others are, so that it comes back to it.
        chosen = tuple(plan for plan in values["plans"] if plan in shelf.ids)
        return shelf, Settings(**{**values, "plans": chosen})


def new(
    place: Path | Address,
    passphrase: str,
    *,
    role: str,
    unit: str,
    training: bool = False,
    plans: Sequence[str] | None = None,
    clock: Clock = datetime.now,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> Desk:
    """Make a new store and open it.

    Args:
        place: Where it is made: a folder that does not exist or is empty, or an empty database on a server.
        passphrase: At least eight characters; only a recovery sheet opens the store without it.
        role: ``commune`` or ``receiving``.
        unit: Organisation unit, ``code@dataset``.
        training: A store for practice.
        plans: Plan ids; None takes the plans that come with the program for the unit's province.
        clock: Gives the time.
        random: Gives random bytes.

    Raises:
        Refusal: ``unknown_unit``, ``wrong_level``, ``unknown_plan``, ``store_exists``, ``passphrase_too_short``,
            ``disk_full``, ``cannot_write``; on a server ``not_receiving_desk`` and what
            `desktop.models.server.create` says.
    """
    if isinstance(place, Address) and role not in ON_SERVERS:
        # Cases stay on the machine of whoever handles them.
        raise Refusal("not_receiving_desk")
    chosen = units.unit(unit)
    if (chosen.level == "commune") != (role == COMMUNE):
        raise Refusal("wrong_level", unit=chosen.full_name, role=role)
    applied = plans_for(unit) if plans is None else [plan_library.load(p).id for p in plans]
    key = MachineKey.generate(random)
    site = random(8).hex()
    values: dict[str, object] = {
        "role": role,
        "unit": unit,
        "training": training,
        "plans": applied,
        "cut_off": 14,
        "site": site,
        "local_site": random(8).hex(),
        # Outlives a restore, which gives the store new sites: it goes on counting into the same tallies.
        "tally_machine": site,
        "machine_key": key.to_bytes().hex(),
        "clock_known": clock().isoformat(timespec="seconds"),
    }
    if role == RECEIVING:
        values["receiver_key"] = ReceiverKey.generate().to_text()
    if isinstance(place, Path):
        return Desk(create_store(place, passphrase, values, clock, random))
    from desktop.models import server

    return Desk(server.create(place, passphrase, values, clock, random))


def plans_for(unit: str) -> list[str]:
    """The plans that come with the program for the province or district *unit* lies in, the richest first."""
    found = [plan_library.load(name) for name in plan_library.available()]
    fitting = [plan for plan in found if plan_library.fits(plan, unit)]
    return [plan.id for plan in sorted(fitting, key=lambda plan: -len(plan.targets))]


def open_desk(place: Path | Address, passphrase: str, *, clock: Clock = datetime.now) -> Desk:
    """Open the store at *place*; see `desktop.models.store.open_store` for what is refused."""
    return _folded(Desk(open_store(place, passphrase, clock)))


def join_server(
    address: Address, passphrase: str, *, folder: Path | None = None, clock: Clock = datetime.now
) -> Desk:
    """Make this machine a desk of the store at *address*; see `desktop.models.server.join` for what is refused.

    Args:
        address: The store.
        passphrase: Of the store.
        folder: Where this machine keeps what it has of it; None for the usual place.
        clock: Gives the time.
    """
    from desktop.models import server

    return _folded(Desk(server.join(folder or server.folder_of(address), address, passphrase, clock)))


def _folded(desk: Desk) -> Desk:
    """The desk, its rows brought up to what this program knows."""
    from desktop.services import checker
    from desktop.services.exchange import updating

    try:
        _know_machine(desk)
        checker.fold_again(desk)
        updating.take_what_waited(desk)
    except BaseException:
        desk.close()
        raise
    return desk


def _know_machine(desk: Desk) -> None:
    """Notice a store that was copied to another machine before anything is written to it."""
    from desktop.services import this_machine

    if type(desk.store) is not Store:
        # On a server many machines write one log, one after the other: there is nothing to copy by accident.
        return
    with contextlib.suppress(Refusal):
        # On a full disk nothing is written, so nothing can be written twice.
        this_machine.look(desk, this_machine.facts())
