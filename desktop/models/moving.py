"""Moving a store: to a server, to another one, or back to a folder. At no moment do two places take what is written.

The source is held while it is copied. What has arrived is compared, kept, and not opened by anybody until the source
says where it went; whoever runs an interrupted move again ends it or begins it anew.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa

from desktop.models import carrying, database, keys, migrating, settings
from desktop.models.address import Address
from desktop.models.carrying import ARRIVING, MOVED_TO, Told
from desktop.models.errors import Refusal
from desktop.models.files import cannot_write
from desktop.models.store import Store

Place = Path | Address
Named = Callable[[sa.Connection], str]
"""Names the content that a connection sees; equal for two stores with the same content."""


def move(
    store: Store, place: Place, named: Named, told: Told, settle: Callable[[sa.Connection], None]
) -> str:
    """Move *store* to *place*, which must be empty; from then on it can be read where it was, and not written.

    Args:
        store: The store.
        place: Where it goes.
        named: Names what both sides hold.
        told: Told how far it is.
        settle: Makes the copy forget what holds of the place before only.

    Returns:
        The name of the content, the same in both places.

    Raises:
        Refusal: ``store_moved`` (it went elsewhere, or is there already), ``store_exists``, ``server_not_empty``,
            ``move_differs`` (nothing was changed), ``disk_full``, ``cannot_write``, and what keeps it from a server.
    """
    with store.turn() as source:
        site = str(settings.read(source, "site"))
        moved = settings.read(source, MOVED_TO)
        content = named(source)
        if moved is None:
            with _fresh(store, place, site) as target:
                carrying.carry(source, target, told)
                settle(target)
                settings.write(target, {ARRIVING: site})
                if named(target) != content or carrying.counts(target) != _expected(source, target):
                    raise Refusal("move_differs", place=str(place))
            settings.write(source, {MOVED_TO: str(place)})
        elif moved != str(place):
            raise Refusal("store_moved", place=moved)
    _let_in(store, place, site)
    return content


def folder_at(place: Place) -> Path:
    """The folder of a store at *place* on this machine."""
    if isinstance(place, Path):
        return place
    from desktop.models import server

    return server.folder_of(place)


def _expected(source: sa.Connection, target: sa.Connection) -> dict[str, int]:
    """The rows there must be: as many as there were; of settings each place has its own."""
    own = carrying.counts(target)["setting"]
    return {**carrying.counts(source), "setting": own}


@contextlib.contextmanager
def _fresh(store: Store, place: Place, site: str) -> Iterator[sa.Connection]:
    """An empty store with the key of *store*, in a transaction."""
    if isinstance(place, Address):
        from desktop.models import server

        with server.begun(place, store.raw_key, store.slots(), over=site) as (engine, connection):
            yield connection
        engine.dispose()
        return
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise Refusal("store_exists", path=str(place))
    part = _part(place)
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(mode=0o700, parents=True)
        (part / keys.FILE_NAME).write_bytes(store.slots())
        with database.understood(part / database.FILE_NAME):
            migrating.create(part / database.FILE_NAME, store.raw_key)
            with _opened(part, store.raw_key) as connection:
                yield connection
    except OSError as fault:
        shutil.rmtree(part, ignore_errors=True)
        raise cannot_write(place, fault) from fault
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _let_in(store: Store, place: Place, site: str) -> None:
    """Open what has arrived at *place*."""
    if isinstance(place, Address):
        from desktop.models import server

        server.let_in(place, store.raw_key, site)
        return
    part = _part(place)
    if not part.is_dir():
        raise Refusal("store_moved", place=str(place))
    with database.understood(part / database.FILE_NAME), _opened(part, store.raw_key) as connection:
        if settings.read(connection, ARRIVING, site) != site:
            raise Refusal("store_moved", place=str(place))
        settings.remove(connection, ARRIVING)
    try:
        if place.exists():
            place.rmdir()
        part.replace(place)
    except OSError as fault:
        raise cannot_write(place, fault) from fault


@contextlib.contextmanager
def _opened(folder: Path, raw_key: bytes) -> Iterator[sa.Connection]:
    engine = database.engine(folder / database.FILE_NAME, raw_key)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _part(place: Path) -> Path:
    return place.with_name(place.name + ".part")
